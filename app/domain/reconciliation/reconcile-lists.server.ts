import pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { dueOfCase, MATCHED_LATER } from "#app/domain/reconciliation/reconciliation.rules.ts";

const quoted = (value: string | null) => (value === null ? "null" : pg.escapeLiteral(value));

/**
 * SQL that sets every row of an incident's lists beside the payments, those of one draft included, and opens
 * and closes the cases that follow (reconciliation.rules.ts): one statement after the other, in the
 * transaction of whoever runs them. `changed` is the condition by which a row of the lists (`listed`) now
 * says something else than what its case was closed for. Audited.
 */
export function reconcileSql(
  ctx: Ctx,
  { incident, findingId }: { incident: string; findingId: number },
  changed = "false",
): string[] {
  const now = quoted(ctx.now().toISOString());
  const due = quoted(dueOfCase(ctx.now()).toISOString());
  const rows = `(select claims_list_rows.* from claims_list_rows join findings on findings.id = finding_id
    where incident_id = ${incident}) listed`;
  const day = (of: string) => `(${of}.at at time zone 'Asia/Seoul')::date`;
  const audit = (
    action: string,
    settled: string,
  ) => `insert into audit_events (at, actor_type, actor_id, action, subject_type, subject_id,
      detail, request_id, actor_role, address)
    select ${now}, ${actorOf(ctx)}, '${action}',
      case when subscriber_id is null then 'case' else 'subscriber' end, coalesce(subscriber_id::text, case_number),
      jsonb_build_object('case', case_number), ${quoted(ctx.requestId)}, ${roleOf(ctx)} from ${settled}`;
  return [
    `drop table if exists list_payments, list_matches, list_opened`,
    `create temp table list_opened (case_number text, subscriber_id bigint) on commit drop`,
    `create temp table list_payments on commit drop as
       select *, ${day("held")} as day from (
         select distinct on (payment_id) payment_id, subscriber_id, payments.at, amount_krw, payments.status
         from payments join findings on findings.id = finding_id
         where incident_id = ${incident} and (findings.status = 'published' or findings.id = ${findingId})
           and subscriber_id in (select subscribers.id from subscribers
             join claims_list_rows using (msisdn_index) where incident_id = ${incident})
         order by payment_id, announced_at desc) held
       where status <> 'cleared'`,
    // A number that has passed from one line to another stands for the one that paid on that day, else for
    // whose it is now.
    `create temp table list_matches on commit drop as
       select listed.id, listed.source, listed.at, ${day("listed")} as day, amount_krw, line.id as subscriber_id, null::text as payment_id
       from ${rows} left join lateral (
         select subscribers.id from subscribers
         where incident_id = ${incident} and subscribers.msisdn_index = listed.msisdn_index
         order by exists (select from list_payments where subscriber_id = subscribers.id and day = ${day("listed")}) desc,
           line_status = 'active' desc, subscribers.id desc
         limit 1) line on true
       where listed.msisdn_index is not null`,
    `create index on list_matches (id)`,
    `create index on list_matches (payment_id)`,
    `do $$
     declare pair record;
     begin
       for pair in
         select listed.id, listed.source, paid.payment_id from list_matches listed
         join list_payments paid using (subscriber_id, day, amount_krw)
         order by abs(extract(epoch from listed.at - paid.at)), listed.id, paid.payment_id
       loop
         update list_matches set payment_id = pair.payment_id
         where id = pair.id and payment_id is null and not exists (
           select from list_matches taken where taken.payment_id = pair.payment_id and taken.source = pair.source);
       end loop;
     end $$`,
    `update claims_list_rows set subscriber_id = judged.subscriber_id, match = judged.match, payment_id = judged.payment_id
     from (select *, (case
         when payment_id is not null then 'matched'
         when subscriber_id is null then 'no_line'
         when exists (select from list_payments paid where paid.subscriber_id = listed.subscriber_id and paid.day = listed.day
           and not exists (select from list_matches taken
             where taken.payment_id = paid.payment_id and taken.source = listed.source)) then 'amount_differs'
         else 'no_payment' end)::"ClaimsListMatch" as match from list_matches listed) judged
     where claims_list_rows.id = judged.id
       and (claims_list_rows.subscriber_id, claims_list_rows.match, claims_list_rows.payment_id)
         is distinct from (judged.subscriber_id, judged.match, judged.payment_id)`,
    `with settled as (
       update claims_list_cases set resolution = '${MATCHED_LATER}', closed_at = ${now}
       from ${rows} where listed.id = row_id and closed_at is null and match = 'matched'
       returning case_number, subscriber_id)
     ${audit("case.close", "settled")}`,
    `do $$
     declare unmatched record; number text;
     begin
       for unmatched in
         select listed.id, subscriber_id from ${rows} left join claims_list_cases on row_id = listed.id
         where match <> 'matched' and (row_id is null or resolution = '${MATCHED_LATER}' or closed_at is not null and ${changed})
         order by listed.id
       loop
         loop
           ${drawNumber};
           exit when not exists (select from claims_list_cases where case_number = number);
         end loop;
         insert into claims_list_cases (case_number, row_id, opened_at, due_at, owner_id)
         values (number, unmatched.id, ${now}, ${due}, (
           select staff_members.id from staff_members
           where 'reviewer' = any(roles) and disabled_at is null
           order by (select count(*) from claims_list_cases where owner_id = staff_members.id and closed_at is null), id
           limit 1))
         on conflict (row_id) do update
           set opened_at = excluded.opened_at, due_at = excluded.due_at, resolution = null, closed_at = null
         returning case_number into number;
         insert into list_opened values (number, unmatched.subscriber_id);
       end loop;
     end $$`,
    audit("case.open", "list_opened"),
  ];
}

/**
 * Eight letters of case-code.ts, of as many random bytes: those of a UUID's second half, of which five bits
 * each are free.
 */
const drawNumber = `select 'X-' || string_agg(case n when 12 then '-' else '' end
    || substr('0123456789ABCDEFGHJKMNPQRSTVWXYZ', 1 + get_byte(bytes, n) % 32, 1), '' order by n)
  into number from uuid_send(gen_random_uuid()) as bytes, generate_series(8, 15) as n`;

const actorOf = ({ actor }: Ctx) => `${quoted(actor.type)}, ${quoted("id" in actor ? actor.id : null)}`;
const roleOf = ({ actor }: Ctx) =>
  actor.type === "staff" ? `${quoted(actor.role)}, ${quoted(actor.address)}` : "null, null";

/** Runs it for an incident whose findings have changed: part of publishing one. */
export async function reconcileLists(
  ctx: Ctx,
  client: pg.ClientBase,
  finding: { id: number; incidentId: string },
): Promise<void> {
  const incident = pg.escapeLiteral(finding.incidentId);
  for (const sql of reconcileSql(ctx, { incident, findingId: finding.id })) await client.query(sql);
}
