import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { standingOf } from "#app/domain/carrier-orders/standing-of.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { feePolicySchema } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeApplicationState } from "#app/infra/db/generated/enums.ts";
import type { Localized } from "#app/domain/incidents/incident.schema.ts";

/** What the carrier made of it. */
type Ordered = ReturnType<typeof standingOf>;

export type OwnFees = {
  application: {
    caseNumber: string;
    state: FeeApplicationState;
    appliedAt: Date;
    /** Once it is approved. */
    order: Ordered | null;
  } | null;
  /** Those taken, newest first. */
  offers: { names: Localized; chosenAt: Date; order: Ordered }[];
};

/**
 * A line's newest application for the fee waiver, and the offers that were taken for it: that they are there
 * and how they stand, no sum and no reason.
 */
export async function listOwnFees(ctx: Ctx, subscriberId: bigint): Promise<OwnFees> {
  await requireLineAccess(ctx, subscriberId);
  const newest = await ctx.db.feeApplication.findFirst({
    where: { subscriberId },
    orderBy: { id: "desc" },
    include: { order: true },
  });
  const choices = await ctx.db.offerChoice.findMany({
    where: { subscriberId },
    orderBy: { id: "desc" },
    include: { order: true, subscriber: { select: { incidentId: true } } },
  });
  const [choice] = choices;
  const versions = choice
    ? await ctx.db.feePolicy.findMany({
        where: { incidentId: choice.subscriber.incidentId },
        orderBy: { version: "desc" },
      })
    : [];
  const offers = versions.flatMap(({ definition }) => feePolicySchema.parse(definition).offers);
  return {
    application: newest && {
      caseNumber: newest.caseNumber,
      state: newest.state,
      appliedAt: newest.appliedAt,
      order: newest.order && standingOf(newest.order),
    },
    offers: choices.flatMap(({ offer, chosenAt, order }) => {
      const known = offers.find(({ key }) => key === offer);
      return known ? [{ names: known.names, chosenAt, order: standingOf(order) }] : [];
    }),
  };
}
