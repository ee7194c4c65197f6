/**
 * SQL of each item `i` of a filed claim `c` and each published finding `f` that was announced after the one
 * that the item was claimed by, and that holds its payment `p` otherwise: with another sum, or cleared;
 * and otherwise than the finding before it, since what that one changed has been noticed. A refused item is
 * among them, since an objection opens it again.
 */
export const changedItemsSql = `
  from claim_items i
  join claims c on c.id = i.claim_id and c.filed_at is not null and c.state <> 'withdrawn'
  join payments own on (own.subscriber_id, own.finding_id, own.payment_id) = (i.subscriber_id, i.finding_id, i.payment_id)
  join findings claimed_by on claimed_by.id = own.finding_id
  join payments p on (p.subscriber_id, p.payment_id) = (i.subscriber_id, i.payment_id)
  join findings f on f.id = p.finding_id and f.status = 'published' and f.announced_at > claimed_by.announced_at
  left join lateral (
    select last.amount_krw, last.status from payments last join findings since on since.id = last.finding_id
    where (last.subscriber_id, last.payment_id) = (i.subscriber_id, i.payment_id) and since.status = 'published'
      and since.announced_at > claimed_by.announced_at and since.announced_at < f.announced_at
    order by since.announced_at desc limit 1) before on true
  where (p.amount_krw <> i.amount_krw or p.status = 'cleared' and own.status <> 'cleared')
    and (p.amount_krw, p.status = 'cleared') is distinct from (before.amount_krw, before.status = 'cleared')`;
