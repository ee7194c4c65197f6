import {
  entryColumns,
  entrySource,
  inAccessRecord,
  monthSpan,
  who,
} from "#app/domain/audit/access-record.rules.ts";
import { listAlerts, type Alerts } from "#app/domain/audit/list-alerts.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";

/** One line of the access record: who, when, in which role, from where, whose, what, why. */
export type AccessEntry = {
  id: string;
  at: Date;
  /** The member's name and number, or the one named on the command line. */
  who: string;
  role: string | null;
  address: string | null;
  action: string;
  subjectType: string;
  /** Whose: the line's reference where it is a line, never a name or number. */
  subject: string;
  reason: string | null;
  detail: string;
};

export type AccessRecord = {
  month: string;
  /** How often each member did each thing. */
  members: { who: string; actions: Record<string, number> }[];
  alerts: Alerts;
  /** The newest first, 100 at a time. */
  entries: AccessEntry[];
  /** What to ask for to go on; null at the end. */
  older: string | null;
  /** Whether the month is over, so that its review can be signed. */
  over: boolean;
  review: { by: string; at: Date; note: string } | null;
};

const PAGE = 100;

/**
 * The access record of a month ("2025-09", Korea's calendar), for auditors; that it was read is in it, too.
 * NotFound for no month.
 */
export async function getAccessRecord(
  ctx: Ctx,
  { month, before, alertsPage = 1 }: { month: string; before: string | null; alertsPage?: number },
): Promise<AccessRecord> {
  requireStaff(ctx.actor, "auditor");
  const span = monthSpan(month);
  if (!span) throw new NotFound("no such month");
  await recordAudit(ctx, ctx.db, { action: "access-record.view", subject: { type: "month", id: month } });

  const within = `${inAccessRecord} and event.at >= $1 and event.at < $2`;
  const counts = await ctx.pool.query<{ who: string; action: string; count: number }>(
    `select ${who} as who, event.action, count(*)::int as count
     from ${entrySource} where ${within} group by 1, 2 order by 1, 2`,
    [span.from, span.to],
  );
  const entries = await ctx.pool.query<AccessEntry>(
    `select ${entryColumns} from ${entrySource} where ${within} and ($3::bigint is null or event.id < $3)
     order by event.id desc limit ${PAGE}`,
    [span.from, span.to, before],
  );
  const review = await ctx.db.accessReview.findUnique({ where: { month }, include: { member: true } });
  return {
    month,
    members: byMember(counts.rows),
    alerts: await listAlerts(ctx, span, alertsPage),
    entries: entries.rows,
    older: entries.rows.length === PAGE ? (entries.rows.at(-1)?.id ?? null) : null,
    over: span.to <= ctx.now(),
    review: review && { by: review.member.name, at: review.reviewedAt, note: review.note },
  };
}

function byMember(rows: readonly { who: string; action: string; count: number }[]): AccessRecord["members"] {
  const members = new Map<string, Record<string, number>>();
  for (const { who, action, count } of rows) members.set(who, { ...members.get(who), [action]: count });
  return [...members].map(([who, actions]) => ({ who, actions }));
}
