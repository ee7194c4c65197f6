import { checkLifetime } from "#app/domain/calls/call.rules.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { before } from "#app/shared/time.ts";

/**
 * Whoever may act for a line at L1: the subscriber themself, or an agent in an open call about that line
 * whose caller has been checked, and not longer ago than a check holds. Gives that call, to be written down
 * with the act. Everyone else is forbidden.
 */
export async function requireLineAccess(
  { actor, db, now }: Pick<Ctx, "actor" | "now"> & { db: Pick<Ctx["db"], "call"> },
  subscriberId: bigint,
): Promise<{ callId: bigint | null }> {
  if (actor.type === "subscriber" && actor.id === String(subscriberId)) return { callId: null };
  if (actor.type === "staff" && actor.role === "agent") {
    const call = await db.call.findFirst({
      where: {
        memberId: BigInt(actor.id),
        subscriberId,
        endedAt: null,
        checkedAt: { gt: before(now(), checkLifetime) },
      },
    });
    if (call) return { callId: call.id };
  }
  throw new Forbidden("neither this line's own session nor a checked call about it");
}
