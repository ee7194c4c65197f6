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
  /** The newest finding, and what it says of it. */
  findingId: number;
  heldKrw: number;
  /** Whether that finding clears it: it was the subscriber's own. */
  isCleared: boolean;
};

const MOST_LISTED = 100;

/**
 * The payments of filed claims that a later finding holds otherwise (notice-changed-payments) and that nobody
 * has settled; the newest first, at most a hundred. A claim says what was in force when it was filed, so
 * people settle these. For reviewers and auditors; of the person nothing.
 */
export async function listChangedPayments(ctx: Ctx): Promise<ChangedPayment[]> {
  requireClaimReader(ctx.actor);
  return ctx.db.$queryRaw<ChangedPayment[]>`
    select i.id::text as "itemId", c.claim_number as "claimNumber", i.at, i.state::text as state, i.amount_krw as "claimedKrw",
      held.finding_id as "findingId", held.amount_krw as "heldKrw", held.status = 'cleared' as "isCleared"
    from (
      select distinct item_id from changed_payments join findings on findings.id = finding_id
      where settled_at is null and announced_at <= ${ctx.now()} order by item_id desc) noticed
    join claim_items i on i.id = noticed.item_id and i.state <> 'refused'
    join claims c on c.id = i.claim_id and c.state not in ('draft', 'withdrawn')
    join subscribers s on s.id = i.subscriber_id and s.envelope is not null
    join payments own on (own.subscriber_id, own.finding_id, own.payment_id) = (i.subscriber_id, i.finding_id, i.payment_id)
    cross join lateral (
      select newer.finding_id, newer.amount_krw, newer.status from payments newer join findings f on f.id = newer.finding_id
      where newer.subscriber_id = i.subscriber_id and newer.payment_id = i.payment_id
        and f.status = 'published' and f.announced_at <= ${ctx.now()}
      order by f.announced_at desc limit 1) held
    where held.amount_krw <> i.amount_krw or held.status = 'cleared' and own.status <> 'cleared'
    order by noticed.item_id desc
    limit ${MOST_LISTED}`;
}
