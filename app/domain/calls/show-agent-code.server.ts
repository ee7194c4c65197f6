import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Has the agent's screen show a code that the caller can check in their own session: for ten minutes of this
 * call, and only once it has a line. Shown anew, it is another. Audited.
 */
export async function showAgentCode(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, "no-line">> {
  return ctx.db.$transaction(async (tx) => {
    const { subscriberId } = await lockOwnCall(ctx, tx, callId);
    if (subscriberId === null) return refused("no-line");
    await tx.call.update({ where: { id: callId }, data: { agentCodeAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: "call.agent-code",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { callId: String(callId) },
    });
    return ok(undefined);
  });
}
