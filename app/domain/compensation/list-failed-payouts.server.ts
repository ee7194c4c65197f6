import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type FailedPayout = {
  payoutId: string;
  claimNumber: string;
  amountKrw: number;
  reason: string;
  failedAt: Date;
  /** Whether it can be ordered anew; else the carrier may have paid something, and people settle it. */
  mayRetry: boolean;
};

const MOST_LISTED = 100;

/** The payouts that the carrier refused for good, the oldest first, for reviewers and auditors; of the person nothing. */
export async function listFailedPayouts(ctx: Ctx): Promise<FailedPayout[]> {
  requireClaimReader(ctx.actor);
  const found = await ctx.db.payout.findMany({
    where: { state: "failed" },
    include: { decision: { include: { claim: { select: { claimNumber: true } } } } },
    orderBy: { id: "asc" },
    take: MOST_LISTED,
  });
  return found.map(({ id, amountKrw, reason, settledAt, askedAt, decision }) => ({
    payoutId: String(id),
    claimNumber: decision.claim.claimNumber,
    amountKrw,
    reason: reason ?? "",
    failedAt: settledAt ?? askedAt,
    mayRetry: isSurelyUnpaid(reason),
  }));
}
