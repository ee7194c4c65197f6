import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter, type LetterRefusal } from "#app/domain/notices/write-letter.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Sends the link of the call's line again, to the number on file and nowhere else; so it needs no check of the caller. Refused where the line
 * can have no link, and when it was sent too often of late. Audited.
 */
export async function resendLink(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, "no-line" | LetterRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const { subscriberId } = await lockOwnCall(ctx, tx, callId);
    if (subscriberId === null) return refused("no-line");
    const written = await writeLetter(ctx, tx, { subscriberId, kind: "link_again" });
    if (!written.ok) return written;
    await recordAudit(ctx, tx, {
      action: "call.link-sent",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { callId: String(callId), forCaller: true },
    });
    return ok(undefined);
  });
}
