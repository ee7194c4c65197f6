import type { Ctx } from "#app/domain/context.server.ts";
import { entryOwner } from "#app/domain/reports/report.rules.ts";
import { entryTextSchema } from "#app/domain/reports/report.schema.ts";
import type { ReportEntry } from "#app/infra/db/generated/client.ts";

/** The words of a note or an answer; none once they have been purged. */
export function openEntry(
  { vault }: Pick<Ctx, "vault">,
  caseNumber: string,
  { kind, envelope, keyId }: Pick<ReportEntry, "kind" | "envelope" | "keyId">,
): string {
  if (!envelope || !keyId) return "";
  return entryTextSchema.parse(vault.open(entryOwner(caseNumber, kind), { envelope, keyId })).text;
}
