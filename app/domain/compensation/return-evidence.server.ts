import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { parseReturnReason } from "#app/domain/compensation/evidence.rules.ts";
import { lockEvidence } from "#app/domain/compensation/lock-evidence.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, hours } from "#app/shared/time.ts";

/**
 * Returns a document that was received, by the reviewer who has the claim, with a reason from the list
 * ("bad-reason"); another may be sent in its place. Audited; the line is told, of several within an hour
 * once.
 */
export async function returnEvidence(
  ctx: Ctx,
  { evidenceId, reason: typed }: { evidenceId: string; reason: string },
): Promise<Result<void, "not-yours" | "gone" | "bad-reason">> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockEvidence(ctx, tx, evidenceId);
    if (!locked.ok) return locked;
    const reason = parseReturnReason(typed);
    if (!reason) return refused("bad-reason");
    const { evidence, round } = locked.value;
    if (evidence.state === "returned" && evidence.reason === reason) return ok(undefined);
    if (evidence.state !== "received") return refused("gone");
    await tx.evidence.update({
      where: { id: evidence.id },
      data: { state: "returned", reason, memberId: round.memberId, settledAt: ctx.now() },
    });
    await auditClaim(ctx, tx, round.claim, "evidence.return", { evidence: evidence.id, reason });
    const { subscriberId } = round.claim;
    const lately = { gt: before(ctx.now(), hours(1)) };
    const told = await tx.notice.count({ where: { subscriberId, kind: "papers_asked", writtenAt: lately } });
    if (told === 0) await writeLetter(ctx, tx, { subscriberId, kind: "papers_asked" });
    return ok(undefined);
  });
}
