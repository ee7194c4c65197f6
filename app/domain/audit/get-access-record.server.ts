import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { alerts, inAccessRecord, monthSpan } from "#app/domain/audit/access-record.rules.ts";
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
  alerts: AccessEntry[];
  /** The newest first, 100 at a time. */
  entries: AccessEntry[];
  /** What to ask for to go on; null at the end. */
  older: string | null;
  /** Whether the month is over, so that its review can be signed. */
  over: boolean;
  review: { by: string; at: Date; note: string } | null;
};

const PAGE = 100;
const MOST_ALERTS = 200;

/** Two may share a name, and a name may change: the number stays. */
const who = "coalesce(member.name || ' #' || member.id, event.actor_id, '-')";

/** SQL of an entry's columns, for the joins below. */
export const entryColumns = `event.id::text as id, event.at, ${who} as who, event.actor_role as role,
  coalesce(event.address, event.detail->>'address') as address, event.action, event.subject_type as "subjectType",
  coalesce(line.subscriber_ref, subject_member.name || ' #' || subject_member.id, event.subject_id) as subject, event.reason, event.detail::text as detail`;

export const entrySource = `audit_events event
  left join staff_members member on member.id = case when event.actor_type = 'staff' then event.actor_id::bigint end
  left join subscribers line on line.id = case when event.subject_type = 'subscriber' then event.subject_id::bigint end
  left join staff_members subject_member
    on event.subject_type = 'staff' and subject_member.id::text = event.subject_id`;

/**
 * The access record of a month ("2025-09", Korea's calendar), for auditors; that it was read is in it, too.
 * NotFound for no month.
 */
export async function getAccessRecord(
  ctx: Ctx,
  { month, before }: { month: string; before: string | null },
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
  const alerted = await ctx.pool.query<AccessEntry>(
    `select ${entryColumns} from ${entrySource} where ${within} and event.action = any($3) order by event.id desc limit ${MOST_ALERTS}`,
    [span.from, span.to, alerts],
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
    alerts: alerted.rows,
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
