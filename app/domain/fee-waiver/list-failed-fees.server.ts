import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { surelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type FailedFee = {
  applicationId: bigint;
  caseNumber: string;
  waivedKrw: number;
  paidBackKrw: number;
  reason: string;
};

const MOST_LISTED = 100;

/**
 * The approved waivers that the carrier surely didn't carry out, and that can be ordered anew, the oldest
 * first, for reviewers and auditors; of the person nothing. Those that it may have are listDifferingOrders'.
 */
export async function listFailedFees(ctx: Ctx): Promise<FailedFee[]> {
  requireClaimReader(ctx.actor);
  const found = await ctx.db.feeApplication.findMany({
    where: {
      state: "approved",
      settledAt: null,
      order: { state: "failed", reason: { in: [...surelyUnpaid] } },
      subscriber: { envelope: { not: null } },
    },
    select: { id: true, caseNumber: true, waivedKrw: true, paidBackKrw: true, order: true },
    orderBy: { id: "asc" },
    take: MOST_LISTED,
  });
  return found.map(({ id, caseNumber, waivedKrw, paidBackKrw, order }) => ({
    applicationId: id,
    caseNumber,
    waivedKrw: waivedKrw ?? 0,
    paidBackKrw: paidBackKrw ?? 0,
    reason: order?.reason ?? "",
  }));
}
