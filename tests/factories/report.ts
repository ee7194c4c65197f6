import { randomBytes, randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { caseNumberOf, dueAfter, reportOwner } from "#app/domain/reports/report.rules.ts";
import type { ReportDetails } from "#app/domain/reports/report.schema.ts";
import type { Report } from "#app/infra/db/generated/client.ts";
import { after } from "#app/shared/time.ts";

type Given = Partial<
  ReportDetails &
    Pick<Report, "kind" | "state" | "subscriberId" | "ownerId" | "filedAt" | "closedAt" | "language">
>;

/** A report in the small incident, filed just now by nobody in particular and open, unless said otherwise. */
export async function aReport(ctx: Ctx, given: Given = {}): Promise<Report> {
  const { what = "A call said that my line ends today.", ...more } = given;
  const { happenedOn = null, contact = null, amount = null, merchant = null, ...row } = more;
  const caseNumber = caseNumberOf(randomBytes(5));
  const kind = row.kind ?? "suspicious_call";
  const filedAt = row.filedAt ?? ctx.now();
  return ctx.db.report.create({
    data: {
      caseNumber,
      idempotencyKey: randomUUID(),
      incidentId: "small-incident",
      language: "ko",
      ...row,
      kind,
      filedAt,
      dueAt: after(filedAt, dueAfter(kind)),
      ...ctx.vault.seal(reportOwner(caseNumber), { what, happenedOn, contact, amount, merchant }),
    },
  });
}
