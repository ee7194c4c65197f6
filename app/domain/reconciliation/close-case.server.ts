import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { lockCase } from "#app/domain/reconciliation/lock-case.server.ts";
import { requireCaseReviewer } from "#app/domain/reconciliation/reconciliation.policy.ts";
import { caseSubject, longestNote, resolutions } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type CloseCaseRefusal = "closed" | "not-owner" | "no-resolution" | "no-note" | "long-note";

/**
 * Its owner closes a case, with what was found out, from the list, and in words: they stand in the trail,
 * where auditors read them. Audited.
 */
export async function closeCase(
  ctx: Ctx,
  { caseNumber, resolution, note }: { caseNumber: string; resolution: string; note: string },
): Promise<Result<void, CloseCaseRefusal>> {
  const { id } = requireCaseReviewer(ctx.actor);
  return ctx.db.$transaction(async (tx) => {
    const found = await lockCase(tx, caseNumber);
    const known = resolutions.find((one) => one === resolution);
    const isMine = found.ownerId === BigInt(id);
    // Sent twice, it is closed once.
    if (found.closedAt) return isMine && found.resolution === known ? ok(undefined) : refused("closed");
    if (!isMine) return refused("not-owner");
    if (!known) return refused("no-resolution");
    if (note.trim().length < shortestReason) return refused("no-note");
    if (note.trim().length > longestNote) return refused("long-note");
    await tx.claimsListCase.update({
      where: { id: found.id },
      data: { resolution: known, closedAt: ctx.now() },
    });
    await recordAudit(ctx, tx, {
      action: "case.close",
      subject: caseSubject(found),
      detail: { case: caseNumber, resolution: known },
      reason: note.trim(),
    });
    return ok(undefined);
  });
}
