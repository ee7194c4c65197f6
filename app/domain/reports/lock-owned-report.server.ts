import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireReportAgent } from "#app/domain/reports/report.policy.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Report } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type OwnedRefusal = "not-owner" | "closed";

/**
 * The report, for the agent who owns it and while it isn't closed. Held until the transaction ends, so that
 * it moves by one act at a time.
 */
export async function lockOwnedReport(
  ctx: Ctx,
  tx: Transaction,
  caseNumber: string,
): Promise<Result<Report, OwnedRefusal>> {
  const { id } = requireReportAgent(ctx.actor);
  await tx.$queryRaw`select 1 from reports where case_number = ${caseNumber} for update`;
  const report = await tx.report.findUnique({ where: { caseNumber } });
  if (!report) throw new NotFound("no such report");
  if (String(report.ownerId) !== id) return refused("not-owner");
  if (report.state === "closed") return refused("closed");
  return ok(report);
}
