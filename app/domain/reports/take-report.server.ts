import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireReportAgent } from "#app/domain/reports/report.policy.ts";
import { isFree } from "#app/domain/reports/report.rules.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Makes the agent who asks first the owner of a report that is free; refused to whoever comes after
 * ("taken"), and done already where it is theirs. Audited.
 */
export async function takeReport(ctx: Ctx, caseNumber: string): Promise<Result<void, "taken">> {
  const { id } = requireReportAgent(ctx.actor);
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from reports where case_number = ${caseNumber} for update`;
    const report = await tx.report.findUnique({ where: { caseNumber }, include: { owner: true } });
    if (!report) throw new NotFound("no such report");
    if (report.ownerId === BigInt(id) && report.state !== "closed") return ok(undefined);
    if (!isFree(report)) return refused("taken");
    await tx.report.update({
      where: { caseNumber },
      data: { ownerId: BigInt(id), ...(report.state === "open" && { state: "taken" }) },
    });
    await recordAudit(ctx, tx, {
      action: "report.take",
      subject: reportSubject(report),
      detail: { case: caseNumber },
    });
    return ok(undefined);
  });
}
