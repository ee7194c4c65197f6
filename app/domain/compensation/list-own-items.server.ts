import type { HandItem } from "#app/domain/compensation/claim.schema.ts";
import { openHandItem } from "#app/domain/compensation/open-hand-item.server.ts";
import { parseVerdictReason, type VerdictReason } from "#app/domain/compensation/verdict-reasons.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { AuthMethod, ClaimItemState } from "#app/infra/db/generated/enums.ts";

export type OwnItem = {
  itemId: string;
  at: Date;
  amountKrw: number;
  authMethod: AuthMethod | null;
  state: ClaimItemState;
  /** Of one that the carrier holds, as the claim's finding says it. */
  payment: { paymentId: string; merchant: string; pg: string; item: string; rogueCell: boolean } | null;
  /** Of one added by hand. */
  byHand: HandItem | null;
  /** What the last decision said of it. */
  verdict: { round: number; approvedKrw: number; reason: VerdictReason | null } | null;
};

/**
 * The items of a line's claims, or of the one of a number, by the claim's row, each with what the last
 * decision said of it and why; for L2, which the caller has asked for.
 */
export async function listOwnItems(
  ctx: Ctx,
  { subscriberId, ...claim }: { subscriberId: bigint; claimNumber?: string | undefined; holderId?: bigint },
): Promise<Map<bigint, OwnItem[]>> {
  const rows = await ctx.db.claimItem.findMany({
    where: { subscriberId, claim },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: {
      payment: true,
      claim: { select: { claimNumber: true } },
      verdicts: { where: { decision: { state: "final" } }, include: { decision: true } },
    },
  });
  const byClaim = new Map<bigint, OwnItem[]>();
  for (const row of rows) {
    const { id, claimId, at, amountKrw, authMethod, state, payment, claim, verdicts } = row;
    const last = verdicts.sort((a, b) => a.decision.round - b.decision.round).at(-1);
    const item: OwnItem = {
      itemId: String(id),
      at,
      amountKrw,
      authMethod,
      state,
      payment: payment && {
        paymentId: payment.paymentId,
        merchant: payment.merchant,
        pg: payment.pg,
        item: payment.item,
        rogueCell: payment.cellId !== null,
      },
      byHand: openHandItem(ctx, claim.claimNumber, row),
      verdict: last
        ? {
            round: last.decision.round,
            approvedKrw: last.approvedKrw,
            reason: parseVerdictReason(last.reason),
          }
        : null,
    };
    byClaim.set(claimId, [...(byClaim.get(claimId) ?? []), item]);
  }
  return byClaim;
}
