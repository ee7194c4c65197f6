import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type FailedFee = {
  applicationId: bigint;
  caseNumber: string;
  waivedKrw: number;
  paidBackKrw: number;
  reason: string;
  /** Whether it can be ordered anew; else the carrier may have done something, and people settle it. */
  canRetry: boolean;
};

const MOST_LISTED = 100;

/**
 * The approved waivers that the carrier refused, those that can be ordered anew first, then the oldest, for
 * reviewers and auditors; of the person nothing.
 */
export async function listFailedFees(ctx: Ctx): Promise<FailedFee[]> {
  requireClaimReader(ctx.actor);
  const found = await ctx.db.feeApplication.findMany({
    where: { state: "approved", order: { state: "failed" } },
    select: { id: true, caseNumber: true, waivedKrw: true, paidBackKrw: true, order: true },
    orderBy: { id: "asc" },
  });
  const fees = found.map(({ id, caseNumber, waivedKrw, paidBackKrw, order }) => ({
    applicationId: id,
    caseNumber,
    waivedKrw: waivedKrw ?? 0,
    paidBackKrw: paidBackKrw ?? 0,
    reason: order?.reason ?? "",
    canRetry: isSurelyUnpaid(order?.reason),
  }));
  return fees.toSorted((one, other) => Number(other.canRetry) - Number(one.canRetry)).slice(0, MOST_LISTED);
}
