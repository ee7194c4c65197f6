import type { HandItem } from "#app/domain/compensation/claim.schema.ts";
import { openHandItem } from "#app/domain/compensation/open-hand-item.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { AuthMethod, ClaimItemState, PaymentStatus } from "#app/infra/db/generated/enums.ts";

export type ReviewVerdict = { round: number; approvedKrw: number; reason: string; at: Date };

export type ReviewItem = {
  itemId: string;
  at: Date;
  amountKrw: number;
  authMethod: AuthMethod | null;
  /** `open`: to be decided in this round. */
  state: ClaimItemState;
  /**
   * Of one that the carrier holds, as the claim's finding says it; what is in force now is among the line's
   * payments.
   */
  payment: {
    paymentId: string;
    merchant: string;
    pg: string;
    item: string;
    status: PaymentStatus;
    /** Of the illegal cell that served the line, where the finding names one. */
    eci: string | null;
  } | null;
  /** Of one added by hand; null for the carrier's, and once it has been purged. */
  byHand: HandItem | null;
  /** Of the round that is open. */
  verdict: ReviewVerdict | null;
  /** Of rounds before, oldest first. */
  earlier: ReviewVerdict[];
};

/** The items of a claim, as whoever decides it reads them; by their time. */
export async function listReviewItems(
  ctx: Ctx,
  { id: claimId, claimNumber }: Pick<Claim, "id" | "claimNumber">,
): Promise<ReviewItem[]> {
  const rows = await ctx.db.claimItem.findMany({
    where: { claimId },
    orderBy: [{ at: "asc" }, { id: "asc" }],
    include: { payment: { include: { cell: true } }, verdicts: { include: { decision: true } } },
  });
  return rows.map((row) => {
    const { id, at, amountKrw, authMethod, state, payment } = row;
    const verdicts = row.verdicts
      .map(({ decision: { round, state: of }, approvedKrw, reason, at: when }) => ({
        round,
        approvedKrw,
        reason,
        at: when,
        isFinal: of === "final",
      }))
      .sort((a, b) => a.round - b.round);
    const toVerdict = ({ round, approvedKrw, reason, at: when }: (typeof verdicts)[number]) => ({
      round,
      approvedKrw,
      reason,
      at: when,
    });
    const now = verdicts.find(({ isFinal }) => !isFinal);
    return {
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
        status: payment.status,
        eci: payment.cell?.eci ?? null,
      },
      byHand: openHandItem(ctx, claimNumber, row),
      verdict: now ? toVerdict(now) : null,
      earlier: verdicts.filter(({ isFinal }) => isFinal).map(toVerdict),
    };
  });
}
