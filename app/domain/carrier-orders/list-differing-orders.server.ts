import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { MoneyOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { OrderOutcome } from "#app/infra/db/generated/enums.ts";

export type ListedDiffering = {
  orderId: string;
  kind: MoneyOrder["kind"];
  /** The claim's, or the fee application's; of an offer, which one. */
  number: string;
  /** Of a fee, what is waived and what is paid back; of an offer nothing is ordered in won. */
  amountKrw: number | null;
  /** By which the carrier knows the order. */
  orderKey: string;
  failedAt: Date;
  /** What somebody found at the carrier, until another one agrees. */
  found: { outcome: OrderOutcome; by: string; at: Date; isMine: boolean } | null;
};

export type DifferingOrders = { count: number; listed: ListedDiffering[] };

const MOST_LISTED = 100;

type Row = Omit<ListedDiffering, "found"> & {
  outcome: OrderOutcome | null;
  foundById: bigint | null;
  foundBy: string | null;
  foundAt: Date | null;
  count: bigint;
};

/**
 * The orders of money that the carrier did otherwise than ordered, or may have done before, for reviewers and
 * auditors, who of the person see nothing: what waits for a second reviewer first, then the newest. What was
 * purged isn't among them, since nobody could ask about it any more.
 */
export async function listDifferingOrders(ctx: Ctx): Promise<DifferingOrders> {
  const { id: member } = requireClaimReader(ctx.actor);
  const rows = await ctx.db.$queryRaw<Row[]>`
    select o.id::text as "orderId", o.kind::text as kind, coalesce(c.claim_number, a.case_number, taken.offer) as number,
      coalesce(p.amount_krw, a.waived_krw + a.paid_back_krw) as "amountKrw",
      o.idempotency_key::text as "orderKey", o.settled_at as "failedAt", f.outcome::text as outcome,
      f.found_by_id as "foundById", m.name as "foundBy", f.found_at as "foundAt", count(*) over () as count
    from carrier_orders o
    join subscribers s on s.id = o.subscriber_id and s.envelope is not null
    left join payouts p on p.order_id = o.id and p.state = 'failed'
    left join claim_decisions d on d.id = p.decision_id
    left join claims c on c.id = d.claim_id
    left join fee_applications a on a.order_id = o.id and a.state = 'approved' and a.settled_at is null
    left join offer_choices taken on taken.order_id = o.id
    left join order_findings f on f.order_id = o.id
    left join staff_members m on m.id = f.found_by_id
    where o.state = 'failed' and o.reason = 'carrier-differs' and num_nonnulls(p.id, a.id, taken.id) > 0
    order by f.order_id is null, o.id desc
    limit ${MOST_LISTED}`;
  const listed = rows.map(
    ({ orderId, kind, number, amountKrw, orderKey, failedAt, outcome, foundById, foundBy, foundAt }) => ({
      orderId,
      kind,
      number,
      amountKrw,
      orderKey,
      failedAt,
      found: outcome &&
        foundAt && { outcome, by: foundBy ?? "", at: foundAt, isMine: String(foundById) === member },
    }),
  );
  return { count: Number(rows[0]?.count ?? 0), listed };
}
