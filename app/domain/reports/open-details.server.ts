import type { Ctx } from "#app/domain/context.server.ts";
import { reportOwner } from "#app/domain/reports/report.rules.ts";
import { reportDetailsSchema, type ReportDetails } from "#app/domain/reports/report.schema.ts";
import type { Report } from "#app/infra/db/generated/client.ts";

/** All that somebody wrote when they filed it; null once that has been purged. */
export function openDetails(
  { vault }: Pick<Ctx, "vault">,
  { caseNumber, envelope, keyId }: Pick<Report, "caseNumber" | "envelope" | "keyId">,
): ReportDetails | null {
  if (!envelope || !keyId) return null;
  return reportDetailsSchema.parse(vault.open(reportOwner(caseNumber), { envelope, keyId }));
}
