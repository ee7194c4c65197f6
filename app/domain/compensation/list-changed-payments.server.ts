import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { ClaimItemState } from "#app/infra/db/generated/enums.ts";

export type ChangedPayment = {
  itemId: string;
  claimNumber: string;
  at: Date;
  /** `approved`: paid, or about to be. */
  state: Exclude<ClaimItemState, "refused">;
  /** What the claim says of it. */
  claimedKrw: number;
  /** What the newest finding says of it. */
  heldKrw: number;
  /** Whether that finding clears it: it was the subscriber's own. */
  isCleared: boolean;
};

const MOST_LISTED = 100;

/**
 * The payments of filed claims that a later finding holds otherwise, with another sum or as cleared; the
 * newest first, at most a hundred. A claim says what was in force when it was filed, so people settle these.
 * For reviewers and auditors; of the person nothing.
 */
export async function listChangedPayments(ctx: Ctx): Promise<ChangedPayment[]> {
  requireClaimReader(ctx.actor);
  return ctx.db.$queryRaw<ChangedPayment[]>`
    select i.id::text as "itemId", c.claim_number as "claimNumber", i.at, i.state::text as state, i.amount_krw as "claimedKrw",
      held.amount_krw as "heldKrw", held.status = 'cleared' as "isCleared"
    from claim_items i
    join claims c on c.id = i.claim_id
    join payments p on (p.subscriber_id, p.finding_id, p.payment_id) = (i.subscriber_id, i.finding_id, i.payment_id)
    cross join lateral (
      select newer.amount_krw, newer.status from payments newer join findings f on f.id = newer.finding_id
      where newer.subscriber_id = i.subscriber_id and newer.payment_id = i.payment_id
        and f.status = 'published' and f.announced_at <= ${ctx.now()}
      order by f.announced_at desc limit 1) held
    where i.state <> 'refused' and c.state not in ('draft', 'withdrawn')
      and (held.amount_krw <> i.amount_krw or held.status = 'cleared' and p.status <> 'cleared')
    order by i.id desc
    limit ${MOST_LISTED}`;
}
