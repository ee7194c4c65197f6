import type { Ctx } from "#app/domain/context.server.ts";
import type { FeeOffer, FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { findRefusedOffer } from "#app/domain/fee-waiver/find-refused-offer.server.ts";
import { isAffected } from "#app/domain/fee-waiver/is-affected.server.ts";
import { listLostClaims } from "#app/domain/fee-waiver/list-lost-claims.server.ts";
import { feeAtStake, type LostLine } from "#app/domain/fee-waiver/offer.rules.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

type Offered = {
  subscriberId: bigint;
  policy: FeePolicyDefinition;
  offer: FeeOffer;
  /** As the carrier says it now. */
  quote: FeeQuote;
};

/** What taking an offer costs a line as of now, line by line. */
export async function listLost(
  ctx: Ctx,
  db: Database | Transaction,
  { subscriberId, policy, offer, quote }: Offered,
): Promise<LostLine[]> {
  const lost: LostLine[] = [];
  if (offer.forfeits.includes("fee-waiver")) {
    const registered = await db.feeApplication.findFirst({ where: { subscriberId, state: "registered" } });
    const affected = await isAffected(ctx, subscriberId, policy);
    const now = ctx.now();
    const appliesFrom = (await findRefusedOffer(db, subscriberId)) ?? now;
    lost.push(...feeAtStake({ policy, quote, registered, appliesFrom, affected, now }));
  }
  if (offer.forfeits.includes("compensation")) lost.push(...(await listLostClaims(ctx, db, subscriberId)));
  return lost;
}
