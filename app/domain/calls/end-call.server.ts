import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { callNoteOwner, type CallOutcome, longestNote } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Wraps up a call: what came of it, and a note, sealed, where there is something to say. From here on it opens nothing. Audited. */
export async function endCall(
  ctx: Ctx,
  { callId, outcome, note }: { callId: bigint; outcome: CallOutcome; note: string },
): Promise<Result<void, "too-long">> {
  if (note.length > longestNote) return refused("too-long");
  return ctx.db.$transaction(async (tx) => {
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
