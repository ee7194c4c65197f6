import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { surelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";

export type FailedPayout = {
  payoutId: string;
  claimNumber: string;
  amountKrw: number;
  reason: string;
  failedAt: Date;
};
export type FailedPayouts = { count: number; listed: FailedPayout[] };

const MOST_LISTED = 100;

/**
 * The payouts of which surely nothing was paid, and that can be ordered anew, the oldest first, for reviewers
 * and auditors; of the person nothing. Those of which something may have been are listDifferingOrders'; of
 * who was purged, nothing can be ordered.
 */
export async function listFailedPayouts(ctx: Ctx): Promise<FailedPayouts> {
  requireClaimReader(ctx.actor);
  const where: Prisma.PayoutWhereInput = {
    state: "failed",
    reason: { in: [...surelyUnpaid] },
    subscriber: { envelope: { not: null } },
  };
  const found = await ctx.db.payout.findMany({
    where,
    include: { decision: { include: { claim: { select: { claimNumber: true } } } } },
    orderBy: { id: "asc" },
    take: MOST_LISTED,
  });
  const listed = found.map(({ id: payoutId, amountKrw, reason: why, settledAt, askedAt, decision }) => ({
    payoutId: String(payoutId),
    claimNumber: decision.claim.claimNumber,
    amountKrw,
    reason: why ?? "",
    failedAt: settledAt ?? askedAt,
  }));
  return { count: await ctx.db.payout.count({ where }), listed };
}
