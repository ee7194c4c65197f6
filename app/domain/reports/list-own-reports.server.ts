import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openEntry } from "#app/domain/reports/open-entry.server.ts";
import type { Report } from "#app/infra/db/generated/client.ts";

export type OwnReport = Pick<Report, "caseNumber" | "kind" | "state" | "filedAt" | "dueAt"> & {
  answers: { at: Date; text: string }[];
};

/** What was reported about a line, the newest first, and what was answered; notes among colleagues are not in it. */
export async function listOwnReports(ctx: Ctx, subscriberId: bigint): Promise<OwnReport[]> {
  await requireLineAccess(ctx, subscriberId);
  const rows = await ctx.db.report.findMany({
    where: { subscriberId },
    orderBy: { id: "desc" },
    include: { entries: { where: { kind: "answer" }, orderBy: { id: "asc" } } },
  });
  return rows.map(({ caseNumber, kind, state, filedAt, dueAt, entries }) => ({
    caseNumber,
    kind,
    state,
    filedAt,
    dueAt,
    answers: entries.map((entry) => ({ at: entry.at, text: openEntry(ctx, caseNumber, entry) })),
  }));
}
