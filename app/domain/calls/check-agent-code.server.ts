import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { agentCodeLifetime, parseCode, wrongAgentCodesPerSession } from "#app/domain/calls/call.rules.ts";
import { findAgentCode, isSameCode } from "#app/domain/calls/codes.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

/**
 * Tells a subscriber whether the code that somebody on the phone gave them is shown right now by an agent of
 * ours, in an open call about this very line, and since when that call lasts (null: no). It says nothing of
 * who is on the other end: a thief in between can ask for the code and pass it on. After ten wrong ones in a
 * session it is refused whatever is typed. Audited, since a wrong one may be an impersonator's.
 */
export async function checkAgentCode(
  ctx: Ctx,
  { id: sessionId, subscriberId }: Session,
  typed: string,
): Promise<Result<{ since: Date | null }, "unreadable" | "too-many-codes">> {
  await requireLineAccess(ctx, subscriberId);
  const code = parseCode(typed);
  if (!code) return refused("unreadable");
  return ctx.db.$transaction(async (tx) => {
    // Counted as wrong before it is looked at; codes tried at once wait here for one another.
    const counted = await tx.session.updateMany({
      where: { id: sessionId, wrongAgentCodes: { lt: wrongAgentCodesPerSession } },
      data: { wrongAgentCodes: { increment: 1 } },
    });
    if (counted.count === 0) return refused("too-many-codes");
    const showing = await tx.call.findMany({
      where: {
        subscriberId,
        endedAt: null,
        agentCodeAt: { gt: before(ctx.now(), agentCodeLifetime) },
        member: { disabledAt: null },
      },
    });
    const genuine = showing.find((call) => {
      const shown = findAgentCode(ctx.vault, call, ctx.now());
      return shown !== null && isSameCode(shown.code, code);
    });
    if (genuine)
      await tx.session.update({ where: { id: sessionId }, data: { wrongAgentCodes: { decrement: 1 } } });
    await recordAudit(ctx, tx, {
      action: "agent-code.check",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { genuine: Boolean(genuine) },
    });
    return ok({ since: genuine?.startedAt ?? null });
  });
}
