import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { holdsLevel } from "#app/domain/verification/level.rules.ts";

/**
 * Whoever may have a line's protection switched on, or its micropayments off: whoever may act for it at L1,
 * and any agent in an open call about it, whether the caller was checked or not, since it protects whoever
 * holds the line, and they are told. Gives the call.
 */
export async function requireProtector(ctx: Ctx, subscriberId: bigint): Promise<{ callId: bigint | null }> {
  const { actor } = ctx;
  if (actor.type === "staff" && actor.role === "agent") {
    const call = await ctx.db.call.findFirst({
      where: { memberId: BigInt(actor.id), subscriberId, endedAt: null },
    });
    if (call) return { callId: call.id };
  }
  return requireLineAccess(ctx, subscriberId);
}

/**
 * The line's own session, raised to L3 for that very action. Nobody else may take protection from a line,
 * staff least of all: for them it is forbidden and written down.
 */
export async function requireRaised(ctx: Ctx, session: Session, path: string): Promise<void> {
  const { actor } = ctx;
  const about = String(session.subscriberId);
  if (actor.type === "staff")
    await recordAudit(ctx, ctx.db, {
      action: "access.refused",
      subject: { type: "subscriber", id: about },
      detail: { path },
    });
  if (actor.type !== "subscriber" || actor.id !== about)
    throw new Forbidden("only for the line's own session");
  if (!holdsLevel(session, { level: "L3", path, now: ctx.now() }))
    throw new Forbidden(`only at L3, reached for ${path}`);
}

/** At which level whoever acts asks for what L1 allows. */
export const levelOf = ({ actor }: Ctx): "L1" | "L2" | null =>
  actor.type === "subscriber" ? actor.level : actor.type === "staff" ? "L1" : null;
