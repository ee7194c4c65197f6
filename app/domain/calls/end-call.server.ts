import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { callNoteOwner, type CallOutcome, longestNote } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Wraps up a call: what came of it, and a note, sealed, where there is something to say. From here on it
 * opens nothing. Ended again it stays as it was: the form was sent twice. Audited.
 */
export async function endCall(
  ctx: Ctx,
  { callId, outcome, note }: { callId: bigint; outcome: CallOutcome; note: string },
): Promise<Result<void, "too-long">> {
  const { id } = requireStaff(ctx.actor, "agent");
  if (note.length > longestNote) return refused("too-long");
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from calls where id = ${callId} for update`;
    const ended = { id: callId, memberId: BigInt(id), endedAt: { not: null } };
    if ((await tx.call.count({ where: ended })) > 0) return ok(undefined);
    await lockOwnCall(ctx, tx, callId);
    const sealed = note.trim() ? ctx.vault.seal(callNoteOwner(callId), note.trim()) : {};
    await tx.call.update({ where: { id: callId }, data: { endedAt: ctx.now(), outcome, ...sealed } });
    await recordAudit(ctx, tx, {
      action: "call.end",
      subject: { type: "call", id: String(callId) },
      detail: { outcome },
    });
    return ok(undefined);
  });
}
