import type { Ctx } from "#app/domain/context.server.ts";
import { requireReportAgent } from "#app/domain/reports/report.policy.ts";
import { openEntry } from "#app/domain/reports/open-entry.server.ts";
import { entryOwner } from "#app/domain/reports/report.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Report } from "#app/infra/db/generated/client.ts";

/**
 * Writes a note or an answer to a report that its owner holds; not what already is the last word there, as
 * from a form sent twice.
 */
export async function addEntry(
  ctx: Ctx,
  tx: Transaction,
  { id: reportId, caseNumber }: Pick<Report, "id" | "caseNumber">,
  { kind, text }: { kind: "note" | "answer"; text: string },
): Promise<boolean> {
  const { id } = requireReportAgent(ctx.actor);
  const words = text.replaceAll("\r\n", "\n").trim();
  const last = await tx.reportEntry.findFirst({ where: { reportId }, orderBy: { id: "desc" } });
  if (last?.kind === kind && openEntry(ctx, caseNumber, last) === words) return false;
  const sealed = ctx.vault.seal(entryOwner(caseNumber, kind), { text: words });
  await tx.reportEntry.create({ data: { reportId, memberId: BigInt(id), kind, at: ctx.now(), ...sealed } });
  return true;
}
