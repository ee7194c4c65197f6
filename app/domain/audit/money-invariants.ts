import { changedItemsSql } from "#app/domain/compensation/changed-payments.rules.ts";
import { TWO_PEOPLE_ABOVE_KRW } from "#app/domain/compensation/claim.rules.ts";
import { surelyUnpaid } from "#app/domain/compensation/payout.rules.ts";

/**
 * Of claims, payouts, the termination fee and the claims lists: rows that break a rule, by the rule's
 * sentence (list-broken-invariants runs them).
 */
export const moneyInvariants: Record<string, string> = {
  "a final decision adds up, and where it approves anything, it has one payout of exactly its sum, to the claim's own line": `
    select d.id::text as decision, approved_krw, (select sum(approved_krw) from claim_verdicts where decision_id = d.id) as verdicts,
      (select array_agg(p.amount_krw) from payouts p where p.decision_id = d.id and p.subscriber_id = c.subscriber_id) as payouts
    from claim_decisions d join claims c on c.id = d.claim_id
    where d.state = 'final' and (
      approved_krw is distinct from (select sum(approved_krw) from claim_verdicts where decision_id = d.id)
      or array(select amount_krw from payouts p where p.decision_id = d.id and p.subscriber_id = c.subscriber_id)
        <> case when approved_krw > 0 then array[approved_krw] else '{}' end)
    union all
    select 'payout ' || p.id, p.amount_krw, null, null from payouts p join claim_decisions d on d.id = p.decision_id where d.state <> 'final'`,
  "a claim is decided where its last round is final, its items are approved where they were, and its rounds are different people's": `
    select c.claim_number from claims c
    where (c.state = 'decided') <> coalesce((select d.state = 'final' from claim_decisions d where d.claim_id = c.id order by round desc limit 1), false)
      or exists (select from claim_items i where i.claim_id = c.id and ((i.state = 'approved') <> exists (
          select from claim_verdicts v join claim_decisions d on d.id = v.decision_id
          where v.item_id = i.id and v.approved_krw > 0 and d.state = 'final')
        or i.state = 'open' and c.state = 'decided'))
      or exists (select from claim_decisions d join claim_decisions earlier on earlier.claim_id = d.claim_id and earlier.round < d.round
        where d.claim_id = c.id and (d.member_id in (earlier.member_id, earlier.second_member_id)
          or d.second_member_id in (earlier.member_id, earlier.second_member_id)))
      or exists (select from claim_decisions d where d.claim_id = c.id and d.state = 'final' and d.basis = 'disputed'
        and d.approved_krw > d.limit_krw and d.second_member_id is null)`,
  "nothing is taken as confirmed that no published finding confirms, and no payment is paid for twice or above its sum": `
    select 'item ' || i.id as row from claim_items i join claims c on c.id = i.claim_id
    where c.basis = 'confirmed' and not exists (select from payments p join findings f on f.id = p.finding_id
      where p.subscriber_id = i.subscriber_id and p.payment_id = i.payment_id and p.amount_krw = i.amount_krw
        and p.status = 'confirmed' and f.status = 'published')
    union all
    select 'payment ' || payment_id from claim_items where payment_id is not null and state = 'approved'
    group by subscriber_id, payment_id having count(*) > 1
    union all
    select 'item ' || i.id from claim_items i join claim_verdicts v on v.item_id = i.id
    group by i.id having sum(v.approved_krw) > i.amount_krw`,
  "a payout is asked while its order is under way, settled where it was carried out, item by item, and failed where it failed": `
    select p.id::text as payout, p.state::text, o.state::text as order_state from payouts p join carrier_orders o on o.id = p.order_id
    where p.state::text <> case o.state::text when 'done' then 'settled' when 'failed' then 'failed' when 'superseded' then 'superseded' else 'asked' end
      or o.wanted ->> 'payoutId' <> p.id::text or o.subscriber_id <> p.subscriber_id
      or p.state = 'settled' and (
        p.amount_krw is distinct from (select sum((item ->> 'amountKrw')::int) from jsonb_array_elements(p.settled_items) item)
        or exists (select from claim_verdicts v where v.decision_id = p.decision_id and v.approved_krw > 0 and v.approved_krw is distinct from (
          select sum((item ->> 'amountKrw')::int) from jsonb_array_elements(p.settled_items) item where item ->> 'reference' = 'item:' || v.item_id)))`,
  "money is ordered of the carrier for one payout, application or offer, by the order that it names, and no order of it is loose": `
    select o.id::text from carrier_orders o where state in ('pending', 'sending', 'done') and (
      kind = 'pay_out' and not exists (select from payouts where order_id = o.id)
      or kind = 'waive_fee' and not exists (select from fee_applications where order_id = o.id and id::text = o.wanted ->> 'applicationId')
      or kind = 'take_offer' and not exists (select from offer_choices where order_id = o.id and id::text = o.wanted ->> 'choiceId'))`,
  "a bank account was entered by the line's own session, is held for 24 hours, and is the only live one": `
    select a.id::text from bank_accounts a
    where hold_until < entered_at + interval '24 hours'
      or not exists (select from audit_events e where e.action = 'account.enter' and e.actor_type = 'subscriber'
        and e.actor_id = a.subscriber_id::text and e.detail ->> 'account' = a.id::text)
      or ended_at is null and exists (select from bank_accounts other
        where other.subscriber_id = a.subscriber_id and other.ended_at is null and other.id <> a.id)
    union all
    select 'payout ' || p.id from payouts p join carrier_orders o on o.id = p.order_id join bank_accounts a on a.id = p.bank_account_id
    where p.state = 'settled' and o.settled_at < a.hold_until`,
  "a fee is waived by a decided policy, as its lines add up, and settled where its order was carried out": `
    select a.case_number from fee_applications a left join carrier_orders o on o.id = a.order_id
    where a.state = 'approved' and (
      (a.settled_at is not null) <> (o.state = 'done')
      or a.waived_krw is distinct from (select sum((line ->> 'waiveKrw')::int) from jsonb_array_elements(a.quote) line)
      or a.paid_back_krw is distinct from (select sum((line ->> 'payBackKrw')::int) from jsonb_array_elements(a.quote) line)
      or exists (select from fee_policies p where p.incident_id = a.incident_id and p.version = a.policy_version
        and p.definition ->> 'state' <> 'decided'))`,
  "an approved application of the fee is the one that its order waives, and none is registered of a line that gave the waiver up": `
    select a.case_number from fee_applications a left join carrier_orders o on o.id = a.order_id
    where (a.state = 'approved') <> (o.kind is not distinct from 'waive_fee' and o.subscriber_id = a.subscriber_id
        and o.wanted ->> 'applicationId' = a.id::text)
      or a.state = 'registered' and exists (select from offer_choices c join carrier_orders taken on taken.id = c.order_id
        where c.subscriber_id = a.subscriber_id and 'fee-waiver' = any(c.forfeits)
          and not (taken.state = 'failed' and taken.reason in (${surelyUnpaid.map((reason) => `'${reason}'`).join(", ")})))`,
  "what was found of money at the carrier is two different people's word, and the order has ended as they say": `
    select o.id::text as row, o.state::text, o.reason, f.outcome::text from order_findings f join carrier_orders o on o.id = f.order_id
    where f.agreed_at is not null and (f.found_by_id = f.agreed_by_id
      or o.state || ' ' || coalesce(o.reason, '') <> case f.outcome when 'done' then 'done ' else 'failed found-undone' end)
      or f.agreed_at is null and (o.state <> 'failed' or o.reason <> 'carrier-differs')
    union all
    select id::text, state::text, reason, null from carrier_orders o where reason = 'found-undone' and not exists (
      select from order_findings where order_id = o.id and agreed_at is not null and outcome = 'not_done')`,
  "a payment of a filed claim that a published finding holds otherwise is on the list of those that people settle": `
    select i.id::text as item, p.finding_id ${changedItemsSql}
      and not exists (select from changed_payments where item_id = i.id and finding_id = p.finding_id)`,
  "no charge that was added by hand is approved beside another of its day and sum, unless a reviewer said that it is another one": `
    with approved as (
      select i.subscriber_id, (i.at at time zone 'Asia/Seoul')::date as day, v.approved_krw as krw, i.payment_id
      from claim_items i join claim_verdicts v on v.item_id = i.id
      where i.state = 'approved' and v.approved_krw > 0 and v.reason <> 'separate_charge'
        and i.subscriber_id in (select subscriber_id from claim_items where payment_id is null and state = 'approved'))
    select subscriber_id::text, day::text, krw, count(*)::int as approved from approved
    group by subscriber_id, day, krw
    having bool_or(payment_id is null) and count(*) > greatest(1, (select count(distinct p.payment_id) from payments p
      where p.subscriber_id = approved.subscriber_id and p.amount_krw = krw and (p.at at time zone 'Asia/Seoul')::date = day))`,
  "no reviewer decided about their own money, or that of a minor in their care": `
    select d.id::text as decision, m.id::text as member from claim_decisions d join claims c on c.id = d.claim_id
    join subscribers s on s.id = c.subscriber_id join staff_members m on m.id in (d.member_id, d.second_member_id)
    join holders h on h.holder_ref = m.holder_ref
    where d.state = 'final' and (h.id = c.holder_id or exists (select from subscribers own
      where own.holder_id = h.id and own.incident_id = s.incident_id and own.msisdn_index = s.guardian_msisdn_index))`,
  "one reviewer alone decides no more than 300,000 won for one line and holder, however many claims or rounds it comes in": `
    select c.subscriber_id::text, sum(d.approved_krw) from claim_decisions d join claims c on c.id = d.claim_id
    where d.state = 'final' and d.basis = 'disputed' and d.second_member_id is null
    group by c.subscriber_id, c.holder_id having sum(d.approved_krw) > ${TWO_PEOPLE_ABOVE_KRW}`,
  "a claim has five documents at the most, and none is being stored for longer than an hour": `
    select claim_id::text from evidence where state <> 'returned' and (state <> 'storing' or envelope is not null) group by claim_id having count(*) > 5
    union all
    select id::text from evidence where state = 'storing' and received_at < $NOW - interval '70 minutes'`,
  "a row of a claims list that matches no payment has a case, one that does has none open, and a payment is matched once a source": `
    select r.id::text from claims_list_rows r left join claims_list_cases c on c.row_id = r.id
    where (r.match <> 'matched' and c.id is null) or (r.match = 'matched' and c.id is not null and c.closed_at is null)
    union all
    select source || ' ' || payment_id from claims_list_rows where payment_id is not null
    group by finding_id, source, payment_id having count(*) > 1`,
  "after its purge, an incident holds no words of a claim, no document, no bank account and no bill": `
    with gone as (select s.id from subscribers s join incidents i on i.id = s.incident_id where i.purged_at is not null)
    select 'claim ' || claim_number as row from claims where subscriber_id in (select id from gone) and envelope is not null
    union all
    select 'item ' || id from claim_items where subscriber_id in (select id from gone) and envelope is not null
    union all
    select 'account ' || id from bank_accounts where subscriber_id in (select id from gone) and envelope is not null
    union all
    select 'payout ' || id from payouts where subscriber_id in (select id from gone) and account_ref is not null
    union all
    select 'document ' || e.id from evidence e join claims c on c.id = e.claim_id
    where c.subscriber_id in (select id from gone) and e.envelope is not null
    union all
    select 'list row ' || r.id from claims_list_rows r join findings f on f.id = r.finding_id join incidents i on i.id = f.incident_id
    where i.purged_at is not null and num_nonnulls(r.envelope, r.msisdn_index, r.row_digest) > 0`,
};
