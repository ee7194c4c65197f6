import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter, type LetterRefusal } from "#app/domain/notices/write-letter.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, minutes } from "#app/shared/time.ts";

/**
 * Sends the link of the call's line again, to the number on file and nowhere else; so it needs no check of
 * the caller. Whoever may have had the old one is out at once: it opens no more, and what it opened (the
 * line's sessions at L1, and the codes that they show) ends; not what the holder signed in to, nor what a
 * store's ID check opened. The form sent twice sends one letter. Refused where the line can have no link, and
 * when it was sent too often of late. Audited.
 */
export async function resendLink(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, "no-line" | LetterRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const { subscriberId } = await lockOwnCall(ctx, tx, callId);
    if (subscriberId === null) return refused("no-line");
    const action = "call.link-sent";
    const subject = { type: "subscriber", id: String(subscriberId) };
    const detail = { callId: String(callId), forCaller: true };
    const justSent = await tx.auditEvent.count({
      where: {
        subjectType: subject.type,
        subjectId: subject.id,
        action,
        detail: { equals: detail },
        at: { gt: before(ctx.now(), minutes(1)) },
      },
    });
    if (justSent > 0) return ok(undefined);
    const written = await writeLetter(ctx, tx, { subscriberId, kind: "link_again" });
    if (!written.ok) return written;
    await tx.link.updateMany({
      where: { subscriberId, tokenHash: { not: null }, revokedAt: null },
      data: { revokedAt: ctx.now(), revokedFor: "replaced" },
    });
    await tx.session.deleteMany({ where: { subscriberId, level: "L1", storeGrantId: null } });
    await recordAudit(ctx, tx, { action, subject, detail });
    return ok(undefined);
  });
}
