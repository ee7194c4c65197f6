import {
  alerts,
  entryColumns,
  entrySource,
  graveAlerts,
  graveTries,
  inAccessRecord,
} from "#app/domain/audit/access-record.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";

/** All alerts of a span that are about one member, one act and one subject. */
export type AlertGroup = {
  who: string;
  role: string | null;
  address: string | null;
  action: string;
  /** Of what was refused, which act it would have been. */
  act: string | null;
  subjectType: string;
  subject: string;
  count: number;
  first: Date;
  last: Date;
  grave: boolean;
};

export type Alerts = {
  /** Of events, in all groups. */
  count: number;
  groups: AlertGroup[];
  page: number;
  pages: number;
};

const PAGE = 50;

/**
 * What auditors are alerted to in a span of time: one row for the same thing done again, so that a hundred
 * harmless refusals are one row, and what would have taken a line, its money or somebody's data comes first.
 * None is left out: the rest is on the next pages.
 */
export async function listAlerts(ctx: Ctx, span: { from: Date; to: Date }, page: number): Promise<Alerts> {
  requireStaff(ctx.actor, "auditor");
  const grouped = `
    select who, string_agg(distinct role, ', ') as role, string_agg(distinct address, ', ') as address, action, act,
      "subjectType", subject, count(*)::int as count, min(at) as first, max(at) as last, grave
    from (
      select ${entryColumns}, event.detail ->> 'act' as act,
        event.subject_type = 'subscriber' or event.action = any($4)
          or coalesce(event.detail ->> 'act' = any($5), false) or event.subject_id = any($5) as grave
      from ${entrySource}
      where ${inAccessRecord} and event.at >= $1 and event.at < $2 and event.action = any($3)
    ) alert
    group by who, action, act, "subjectType", subject, grave`;
  const values = [span.from, span.to, alerts, graveAlerts, graveTries];
  const { rows: totals } = await ctx.pool.query<{ count: number; groups: number }>(
    `select coalesce(sum(count), 0)::int as count, count(*)::int as groups from (${grouped}) grouped`,
    values,
  );
  const { count = 0, groups = 0 } = totals[0] ?? {};
  const pages = Math.max(Math.ceil(groups / PAGE), 1);
  const shown = Math.min(Math.max(page, 1), pages);
  const { rows } = await ctx.pool.query<AlertGroup>(
    `select * from (${grouped}) grouped
     order by grave desc, last desc, who, action, act, "subjectType", subject limit ${PAGE} offset $6`,
    [...values, (shown - 1) * PAGE],
  );
  return { count, groups: rows, page: shown, pages };
}
