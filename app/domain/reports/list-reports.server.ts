import type { Ctx } from "#app/domain/context.server.ts";
import { requireReportReader } from "#app/domain/reports/report.policy.ts";
import type { ReportFilter } from "#app/domain/reports/report.rules.ts";
import { isOverdue } from "#app/domain/reports/report.rules.ts";
import type { Prisma, Report } from "#app/infra/db/generated/client.ts";

export type ListedReport = Pick<
  Report,
  "caseNumber" | "kind" | "state" | "language" | "filedAt" | "dueAt"
> & {
  overdue: boolean;
  /** Whether the person has a line, and so reads the answer under /requests. */
  hasLine: boolean;
  owner: string | null;
};

const MOST_LISTED = 100;

/**
 * The reports that wait for an answer, the member's own that aren't closed, or all, the newest first; those
 * that wait by when they are due, so the overdue ones first. At most a hundred, with how many there are.
 * Nothing of what was written, and of nobody but staff a name.
 */
export async function listReports(
  ctx: Ctx,
  filter: ReportFilter,
): Promise<{ reports: ListedReport[]; count: number }> {
  const { id } = requireReportReader(ctx.actor);
  const where = {
    open: { state: { in: ["open", "taken"] } },
    mine: { ownerId: BigInt(id), state: { not: "closed" } },
    all: {},
  } satisfies Record<ReportFilter, Prisma.ReportWhereInput>;
  const [count, rows] = await Promise.all([
    ctx.db.report.count({ where: where[filter] }),
    ctx.db.report.findMany({
      where: where[filter],
      orderBy: filter === "all" ? [{ filedAt: "desc" }, { id: "desc" }] : [{ dueAt: "asc" }, { id: "asc" }],
      take: MOST_LISTED,
      omit: { envelope: true, keyId: true },
      include: { owner: true },
    }),
  ]);
  const reports = rows.map(({ caseNumber, kind, state, language, filedAt, dueAt, subscriberId, owner }) => ({
    caseNumber,
    kind,
    state,
    language,
    filedAt,
    dueAt,
    overdue: isOverdue({ state, dueAt }, ctx.now()),
    hasLine: subscriberId !== null,
    owner: owner?.name ?? null,
  }));
  return { reports, count };
}
