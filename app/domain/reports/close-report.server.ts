import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { lockOwnedReport, type OwnedRefusal } from "#app/domain/reports/lock-owned-report.server.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Closes a report for good, by its owner: once it is answered, or has a note that says why it isn't
 * ("unanswered" otherwise). Audited.
 */
export async function closeReport(
  ctx: Ctx,
  caseNumber: string,
): Promise<Result<void, OwnedRefusal | "unanswered">> {
  return ctx.db.$transaction(async (tx) => {
    const owned = await lockOwnedReport(ctx, tx, caseNumber);
    if (!owned.ok) return owned;
    const { id } = owned.value;
    if ((await tx.reportEntry.count({ where: { reportId: id } })) === 0) return refused("unanswered");
    await tx.report.update({ where: { id }, data: { state: "closed", closedAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: "report.close",
      subject: reportSubject(owned.value),
      detail: { case: caseNumber },
    });
    return ok(undefined);
  });
}
