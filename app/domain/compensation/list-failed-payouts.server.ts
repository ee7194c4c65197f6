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
 * The payouts that failed, for reviewers and auditors; of the person nothing. Those that can be ordered anew,
 * the oldest first, and apart from them those of which the carrier may have paid something, the newest first:
 * these never go away, and must hide neither the others nor what is new among them.
 */
export async function listFailedPayouts(
  ctx: Ctx,
): Promise<{ toRetry: FailedPayouts; toSettle: FailedPayouts }> {
  requireClaimReader(ctx.actor);
  const reasons = [...surelyUnpaid];
  return {
    toRetry: await list(ctx, { in: reasons }, "asc"),
    toSettle: await list(ctx, { notIn: reasons }, "desc"),
  };
}

async function list(ctx: Ctx, reason: Prisma.StringFilter, id: "asc" | "desc"): Promise<FailedPayouts> {
  const where: Prisma.PayoutWhereInput = { state: "failed", reason };
  const found = await ctx.db.payout.findMany({
    where,
    include: { decision: { include: { claim: { select: { claimNumber: true } } } } },
    orderBy: { id },
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
