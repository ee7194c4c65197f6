import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { orderPayout } from "#app/domain/compensation/order-payout.server.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Orders a payout that the carrier refused anew, on the bill, once a reviewer has asked there why. Refused
 * for one that isn't failed (any more: "gone"), and where the carrier may have paid something ("maybe-paid"):
 * that is settled with the carrier, by people. Audited.
 */
export async function retryPayout(
  ctx: Ctx,
  { payoutId }: { payoutId: bigint },
): Promise<Result<{ orderId: bigint }, "gone" | "maybe-paid">> {
  requireReviewer(ctx.actor);
  const found = await ctx.db.payout.findUnique({ where: { id: payoutId } });
  if (!found) throw new NotFound("no such payout");
  const { subscriberId } = found;
  return ctx.db.$transaction(async (tx) => {
    await lockOrders(tx, subscriberId, "pay_out");
    const payout = await tx.payout.findUniqueOrThrow({ where: { id: payoutId } });
    if (payout.state !== "failed") return refused("gone");
    if (!isSurelyUnpaid(payout.reason)) return refused("maybe-paid");
    const round = payout.rounds + 1;
    const { orderId } = await orderPayout(ctx, tx, { payoutId, subscriberId, round });
    await tx.payout.update({
      where: { id: payoutId },
      data: {
        state: "asked",
        settledAt: null,
        reason: null,
        way: "bill_credit",
        bankAccountId: null,
        orderId,
        rounds: round,
      },
    });
    await recordAudit(ctx, tx, {
      action: "payout.retry",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { payout: String(payoutId), order: String(orderId) },
    });
    return ok({ orderId });
  });
}
