import { standingOf } from "#app/domain/carrier-orders/standing-of.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { FeeOffer, FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { requireHolder } from "#app/domain/fee-waiver/fee-waiver.policy.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { listLost } from "#app/domain/fee-waiver/list-lost.server.ts";
import { isOnOffer, sumLost, type LostLine } from "#app/domain/fee-waiver/offer.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";

export type OfferCost = {
  offer: FeeOffer;
  /** What taking it costs as of now; null where the carrier doesn't say, and then it can't be taken. */
  cost: { lines: LostLine[]; lostKrw: number } | null;
  /** Whether it can be taken today. */
  isOpen: boolean;
  /** Taken already, and what the carrier made of it. */
  taken: { chosenAt: string; lostKrw: number; order: "asked" | "done" | "failed" } | null;
  /** The fee is waived: an offer that costs the waiver can't be taken any more. */
  isWaived: boolean;
  /** Whether the sign-in may change anything here. */
  readsOnly: boolean;
  policyState: FeePolicyDefinition["state"];
};

/** One offer, and what it would cost this line. Throws NotFound for an offer that the policy in force doesn't have. */
export async function getOffer(ctx: Ctx, session: Session, key: string): Promise<OfferCost> {
  requireHolder(ctx, session);
  const { subscriberId } = session;
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const policy = await findFeePolicy(ctx, line.incidentId);
  const offer = policy?.offers.find((one) => one.key === key);
  if (!policy || !offer) throw new NotFound("no such offer");

  const quote = await ctx.carrier.findFeeQuote(line.subscriberRef).catch(() => null);
  const lines = quote && (await listLost(ctx, ctx.db, { subscriberId, policy, offer, quote }));
  const choice = await ctx.db.offerChoice.findUnique({
    where: { subscriberId_offer: { subscriberId, offer: key } },
    include: { order: true },
  });
  const approved = await ctx.db.feeApplication.count({ where: { subscriberId, state: "approved" } });
  return {
    offer,
    cost: lines && { lines, lostKrw: sumLost(lines) },
    isOpen: isOnOffer(offer, ctx.now()),
    taken: choice && {
      chosenAt: choice.chosenAt.toISOString(),
      lostKrw: choice.lostKrw,
      order: standingOf(choice.order),
    },
    isWaived: approved > 0 && offer.forfeits.includes("fee-waiver"),
    readsOnly: await readsOnly(ctx, session),
    policyState: policy.state,
  };
}
