import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { countFigures } from "#app/domain/figures/count-figures.server.ts";

/**
 * Rows that break a rule, by the rule's sentence. Each query selects what must not be there; 20 rows of it
 * are enough to see.
 */
const rules: Record<string, string> = {
  "an exposure carries a verdict that its own counts allow": `
    select subscriber_id::text, finding_id from exposures
    where (verdict = 'payments') <> (confirmed_count + suspected_count > 0)
       or (verdict in ('cleared', 'not_exposed') and (signalled or cardinality(categories) > 0))`,
  "a published finding has its figures, two operators, and nothing announced before it was published after it": `
    select f.key from findings f left join finding_figures g on g.finding_id = f.id
    where f.status = 'published' and (g.finding_id is null or cardinality(f.published_by) < 2 or exists (
      select 1 from findings later where later.incident_id = f.incident_id and later.status = 'published'
        and later.announced_at > f.announced_at and later.published_at < f.published_at))`,
  "an exposure belongs to a published finding": `
    select e.subscriber_id::text, f.key from exposures e join findings f on f.id = e.finding_id where f.status = 'draft'`,
  "every notice goes out as a text, in its own campaign, and never by e-mail where it concerns a minor": `
    select n.id::text from notices n left join outbox o on o.notice_id = n.id and o.channel = 'sms'
    where o.id is null or o.campaign_id <> n.campaign_id
    union all
    select n.id::text from notices n join outbox o on o.notice_id = n.id and o.channel = 'mail'
      join subscribers s on s.id = n.subscriber_id
    where o.campaign_id <> n.campaign_id or s.guardian_msisdn_index is not null`,
  "nobody is texted about a finding that changed nothing for them": `
    select n.id::text from notices n join campaigns c on c.id = n.campaign_id
    where n.written_at is null and not exists (select 1 from exposures e where e.subscriber_id = n.subscriber_id and e.finding_id = c.finding_id)`,
  "a letter is in the letters' campaign, has a link of its line if it is about one, else none, and a store if it is about a visit": `
    select n.id::text from notices n join campaigns c on c.id = n.campaign_id left join links l on l.id = n.link_id
    where (n.written_at is null) <> (c.finding_id is not null) or l.subscriber_id <> n.subscriber_id
      or (n.kind = 'link_again' and n.link_id is null) or (n.written_at is not null and n.kind not in ('link_again', 'swapped') and n.link_id is not null)
      or (n.kind in ('visit_booked', 'visit_reminder', 'visit_moved', 'visit_lost', 'card_set_aside', 'at_store',
        'visit_cancelled', 'place_ended', 'offer_withdrawn', 'card_refused')) <> (n.store_id is not null)`,
  "nobody gets more than three letters with a link in 24 hours": `
    select id::text from (select id, written_at, lag(written_at, 3) over (partition by subscriber_id order by written_at, id) as third
      from notices where kind = 'link_again') letters
    where third > written_at - interval '24 hours'`,
  "no text was sent more than twice, and a second one only after an unknown outcome": `
    select outbox_id::text from outbox_attempts where outcome in ('accepted', 'unknown') or outcome is null
    group by outbox_id having count(*) > 2 or count(*) filter (where outcome = 'accepted') > 1`,
  "an accepted text has an accepted attempt": `
    select o.id::text from outbox o where o.state = 'accepted'
      and not exists (select 1 from outbox_attempts a where a.outbox_id = o.id and a.outcome = 'accepted')`,
  "a text that goes out carries a link whose hash is kept": `
    select o.id::text from outbox o join notices n on n.id = o.notice_id join links l on l.id = n.link_id
    where o.channel = 'sms' and o.state = 'accepted' and l.token_hash is null`,
  "a line has one live link at most": `
    select subscriber_id::text from links where token_hash is not null and revoked_at is null
    group by subscriber_id having count(*) > 1`,
  "a session ends within the hour, and was opened by a link of its own line": `
    select s.id::text from sessions s left join links l on l.id = s.link_id
    where s.expires_at > s.created_at + interval '60 minutes' or (l.id is not null and l.subscriber_id <> s.subscriber_id)`,
  "nothing that takes protection away from a line, and no card without a visit, was ordered but by its own subscriber at L3, or at L2 to undo an enrolment": `
    select id::text from carrier_orders o
    where (wanted ->> 'state' in ('off', 'paused') or wanted ->> 'allowed' = 'true' or wanted ->> 'mayRaise' = 'true' or kind = 'remote_card')
      and (actor_type <> 'subscriber' or level is null or level = 'L1' or (level = 'L2' and (wanted ->> 'state' is distinct from 'off'
        or not exists (select from carrier_orders enrolment where enrolment.subscriber_id = o.subscriber_id
          and enrolment.kind = 'protection' and enrolment.id < o.id and enrolment.wanted ->> 'state' = 'on' and enrolment.state_before = 'off'))))`,
  "a pause ends within 24 hours of being asked for, and 2 minutes after its end protection is on or ordered, by somebody": `
    select id::text from carrier_orders pause
    where wanted ->> 'state' = 'paused' and ((wanted ->> 'until')::timestamptz > asked_at + interval '24 hours'
      or (state = 'done' and (wanted ->> 'until')::timestamptz < $NOW - interval '2 minutes'
        and not exists (select from carrier_orders later where later.subscriber_id = pause.subscriber_id
          and later.kind = 'protection' and later.id > pause.id)))`,
  "a swap waits for the carrier only while its card is being activated": `
    select s.id::text from swaps s where (s.state = 'activating') <> exists (select from carrier_orders o
      where o.kind = 'activate_card' and o.wanted ->> 'swapId' = s.id::text and o.state in ('pending', 'sending'))`,
  "an order that was carried out is in the audit trail, as asked for and as done": `
    select o.id::text from carrier_orders o where state = 'done' and (
      select count(*) from audit_events e where subject_type = 'subscriber' and subject_id = o.subscriber_id::text
        and detail ->> 'order' = o.id::text) < 2`,
  "a store's slot is taken as often as visits hold it, and a live visit holds its slots": `
    with held as (select visit.store_id, visit.starts_at + make_interval(mins => visit.slot_minutes * number) as starts_at, count(*) as visits,
        bool_or(exists (select from swap_bookings where visit_id = visit.id and state = 'booked')) as live
      from swap_visits visit, generate_series(0, visit.slots - 1) as number group by 1, 2)
    select store_id, starts_at, taken, visits from store_slots full join held using (store_id, starts_at)
    where taken is distinct from visits and (live or taken > 0)`,
  "a store's reserved cards are those of its live bookings and its offers, and every card of a swap is used": `
    select store_id, card::text, reserved, used from store_stock stock
    where reserved <> (select count(*) from swap_bookings booking join swap_visits visit on visit.id = booking.visit_id
        where visit.store_id = stock.store_id and booking.card = stock.card and booking.state = 'booked')
      + (select count(*) from waiting_tickets where store_id = stock.store_id and card = stock.card and state = 'offered')
      or used < (select count(*) from swaps where store_id = stock.store_id and card = stock.card)`,
  "no card lies free while somebody waits for it in that store": `
    select store_id, card::text, remaining from store_stock stock where remaining > 0 and exists (
      select from waiting_tickets where store_id = stock.store_id and card = stock.card and state = 'waiting')`,
  "no line has a live booking beside a place in a waiting list, but of a walk-in that has no card yet, or after a swap": `
    select subscriber_id::text from swap_bookings booking join swap_visits visit on visit.id = booking.visit_id where state = 'booked' and (
      not walk_in and exists (select from waiting_tickets where subscriber_id = booking.subscriber_id and state in ('waiting', 'offered'))
      or exists (select from swaps where subscriber_id = booking.subscriber_id and state <> 'refused'))`,
  "no card was handed over without an ID check of that visit, store and line that matched, within two hours, told of and by two where one word isn't enough": `
    select s.id::text from swaps s join swap_visits visit on visit.id = s.visit_id
    join subscribers line on line.id = s.subscriber_id join incidents i on i.id = line.incident_id
    where not exists (select from id_checks c where c.id = s.id_check_id and c.result = 'matched' and c.booking_id = s.booking_id
      and c.visit_id = s.visit_id and c.store_id = s.store_id and c.store_id = visit.store_id and c.subscriber_id = s.subscriber_id
      and s.completed_at between c.at and c.at + interval '2 hours' and (c.needs_second or not visit.walk_in)
      and (not c.needs_second or (c.told_notice_id is not null
        and (c.second_member_id <> c.member_id or c.document_check_ref is not null or i.purged_at is not null))))`,
  "nobody is booked in a store at a time that it is closed": `
    select visit.id::text from swap_visits visit join store_closures closure on closure.store_id = visit.store_id
    where closure."from" < visit.starts_at + make_interval(mins => visit.slot_minutes * visit.slots) and closure.until > visit.starts_at
      and visit.starts_at > $NOW and visit.arrived_at is null and exists (select from swap_bookings where visit_id = visit.id and state = 'booked')`,
  "10 minutes after somebody didn't come, or an offer ended, the card is free": `
    select 'visit ' || visit.id as row from swap_visits visit
    where exists (select from swap_bookings where visit_id = visit.id and state = 'booked')
      and coalesce((date_trunc('day', arrived_at at time zone 'Asia/Seoul') + interval '1 day') at time zone 'Asia/Seoul',
        starts_at + make_interval(mins => slot_minutes + 30)) < $NOW - interval '10 minutes'
    union all
    select 'ticket ' || id from waiting_tickets where state = 'offered' and offered_until < $NOW - interval '10 minutes'`,
  "every event of the audit trail has its place in the chain or waits for it, and the chain has no gap": `
    select 'event ' || id as row from audit_events event
    where not exists (select from audit_chain where event_id = event.id) and not exists (select from audit_queue where event_id = event.id)
    union all
    select 'chain ends at ' || max(number) || ' with ' || count(*) || ' rows' from audit_chain having max(number) <> count(*)`,
  "after its purge, an incident holds nothing personal, and nobody of it is expected in a store": `
    select s.id::text from subscribers s join incidents i on i.id = s.incident_id
    where i.purged_at is not null and (s.envelope is not null
      or num_nonnulls(s.msisdn_index, s.guardian_msisdn_index, s.person_index, s.row_digest) > 0
      or exists (select from kept_forms where subscriber_id = s.id)
      or exists (select from caller_codes where subscriber_id = s.id))
    union all
    select 'certificate ' || c.id from certificates c join subscribers s on s.id = c.subscriber_id join incidents i on i.id = s.incident_id
    where i.purged_at is not null and c.envelope is not null
    union all
    select 'swap ' || w.id from swaps w join subscribers s on s.id = w.subscriber_id join incidents i on i.id = s.incident_id
    where i.purged_at is not null and (w.envelope is not null or octet_length(w.iccid_index) > 16)
    union all
    select 'ID check ' || c.id from id_checks c join subscribers s on s.id = c.subscriber_id join incidents i on i.id = s.incident_id
    where i.purged_at is not null and c.document_check_ref is not null
    union all
    select 'ticket ' || t.id from waiting_tickets t join subscribers s on s.id = t.subscriber_id join incidents i on i.id = s.incident_id
    where i.purged_at is not null and (t.travel_on is not null or t.state in ('waiting', 'offered'))
    union all
    select 'booking ' || b.id from swap_bookings b join subscribers s on s.id = b.subscriber_id join incidents i on i.id = s.incident_id
    where i.purged_at is not null and b.state = 'booked'
    union all
    select 'call ' || c.id from calls c join incidents i on i.id = c.incident_id
    where i.purged_at is not null and num_nonnulls(c.envelope, c.confirmation_id) > 0
    union all
    select 'report ' || r.case_number from reports r join incidents i on i.id = r.incident_id
    where i.purged_at is not null and (num_nonnulls(r.envelope, r.address_index) > 0
      or exists (select from report_entries where report_id = r.id and envelope is not null))`,
  ...moneyInvariants,
};

/**
 * The rules of docs/security.md that can be asked of the database, each with the first rows that break it;
 * none is how it should be.
 */
export async function listBrokenInvariants(
  ctx: Ctx,
): Promise<{ checked: number; broken: { name: string; rows: unknown[] }[] }> {
  const broken: { name: string; rows: unknown[] }[] = [];
  for (const [name, query] of Object.entries(rules)) {
    const { rows } = await ctx.pool.query<Record<string, unknown>>(
      `${query.replaceAll("$NOW", `'${ctx.now().toISOString()}'::timestamptz`)} limit 20`,
    );
    if (rows.length > 0) broken.push({ name, rows });
  }
  const miscounted = await listMiscountedFindings(ctx);
  if (miscounted.length > 0)
    broken.push({ name: "published figures are what the exposures count to", rows: miscounted });
  return { checked: Object.keys(rules).length + 1, broken };
}

async function listMiscountedFindings(ctx: Ctx) {
  const findings = await ctx.db.finding.findMany({
    where: { status: "published" },
    orderBy: { announcedAt: "asc" },
    include: { figures: true },
  });
  const miscounted: unknown[] = [];
  for (const { key, incidentId, announcedAt, figures } of findings) {
    const earlier = findings.filter(
      (other) => other.incidentId === incidentId && other.announcedAt <= announcedAt,
    );
    const counted = await countFigures(
      ctx.pool,
      earlier.map(({ id }) => id),
    );
    const published = figures && {
      cells: figures.cells,
      signalled: figures.signalled,
      exposed: sorted(figures.exposed),
      victims: figures.victims,
      lossKrw: Number(figures.lossKrw),
    };
    if (JSON.stringify({ ...counted, exposed: sorted(counted.exposed) }) !== JSON.stringify(published))
      miscounted.push({ finding: key, published, counted });
  }
  return miscounted;
}

const sorted = (exposed: unknown) =>
  Object.fromEntries(Object.entries(exposed as Record<string, number>).sort(([a], [b]) => (a < b ? -1 : 1)));
