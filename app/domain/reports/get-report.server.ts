import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { openDetails } from "#app/domain/reports/open-details.server.ts";
import { openEntry } from "#app/domain/reports/open-entry.server.ts";
import { requireReportReader } from "#app/domain/reports/report.policy.ts";
import { isFree, isOverdue } from "#app/domain/reports/report.rules.ts";
import { reportSubject } from "#app/domain/reports/report-subject.ts";
import type { ReportDetails } from "#app/domain/reports/report.schema.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { Report, ReportEntry } from "#app/infra/db/generated/client.ts";
import { ok, type Result } from "#app/shared/result.ts";

export type ReadReport = Pick<
  Report,
  "caseNumber" | "kind" | "state" | "language" | "filedAt" | "dueAt" | "closedAt"
> & {
  overdue: boolean;
  /** Null once it has been purged. Where to answer is for the owner alone. */
  details: ReportDetails | null;
  contactHidden: boolean;
  /** Masked, and null where nobody's line is known, or where it has been purged. */
  line: MaskedLine | null;
  /** Whether an agent filed it in a call. */
  inCall: boolean;
  owner: string | null;
  /** Whether an agent may take it. */
  free: boolean;
  /** Whether whoever reads owns it. */
  mine: boolean;
  entries: (Pick<ReportEntry, "kind" | "at"> & { text: string; by: string })[];
  /** To whom it can be handed over. */
  colleagues: { id: string; name: string }[];
};

/**
 * A report with all that was written to it, for agents and auditors; each reading is counted and written down
 * before ("over-quota").
 */
export async function getReport(ctx: Ctx, caseNumber: string): Promise<Result<ReadReport, "over-quota">> {
  const { id } = requireReportReader(ctx.actor);
  const report = await ctx.db.report.findUnique({
    where: { caseNumber },
    include: {
      owner: true,
      subscriber: { include: { holder: true } },
      entries: { orderBy: { id: "asc" }, include: { member: true } },
    },
  });
  if (!report) throw new NotFound("no such report");
  const allowed = await ctx.db.$transaction((tx) =>
    recordAccess(ctx, tx, {
      action: "report.view",
      subject: reportSubject(report),
      detail: { case: caseNumber },
    }),
  );
  if (!allowed.ok) return allowed;

  const agents = await ctx.db.staffMember.findMany({
    where: { roles: { has: "agent" }, disabledAt: null, id: { not: BigInt(id) } },
    orderBy: [{ name: "asc" }, { id: "asc" }],
  });
  const details = openDetails(ctx, report);
  const mine = String(report.ownerId) === id;
  const { kind, state, language, filedAt, dueAt, closedAt, subscriber, owner, callId } = report;
  return ok({
    caseNumber,
    kind,
    state,
    language,
    filedAt,
    dueAt,
    closedAt,
    overdue: isOverdue({ state, dueAt }, ctx.now()),
    details: details && { ...details, contact: mine ? details.contact : null },
    contactHidden: !mine && Boolean(details?.contact),
    line: subscriber?.envelope ? maskLine(ctx, subscriber) : null,
    inCall: callId !== null,
    owner: owner?.name ?? null,
    free: isFree(report),
    mine,
    entries: report.entries.map((entry) => ({
      kind: entry.kind,
      at: entry.at,
      text: openEntry(ctx, caseNumber, entry),
      by: entry.member.name,
    })),
    colleagues: agents.map((agent) => ({ id: String(agent.id), name: agent.name })),
  });
}
