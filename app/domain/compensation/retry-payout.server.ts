import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { orderPayout } from "#app/domain/compensation/order-payout.server.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Orders a payout that the carrier refused anew, once a reviewer has asked there why: to the live account of
 * the claim's holder where there is one, after its hold, else on the bill. Refused about their own money
 * ("own-claim"), for one that isn't failed (any more: "gone"), and where the carrier may have paid something
 * ("maybe-paid"): two people find that out first (agree-to-outcome). Audited.
 */
export async function retryPayout(
  ctx: Ctx,
  { payoutId }: { payoutId: bigint },
): Promise<Result<{ orderId: bigint }, "own-claim" | "gone" | "maybe-paid">> {
  const memberId = BigInt(requireReviewer(ctx.actor).id);
  const found = await ctx.db.payout.findUnique({ where: { id: payoutId } });
  if (!found) throw new NotFound("no such payout");
  const { subscriberId } = found;
  return ctx.db.$transaction(async (tx) => {
    if (await isOwnLine(tx, { subscriberId, memberId })) return refused("own-claim");
    await lockOrders(tx, subscriberId, "pay_out");
    const payout = await tx.payout.findUniqueOrThrow({
      where: { id: payoutId },
      include: { decision: { include: { claim: { select: { holderId: true } } } } },
    });
    if (payout.state !== "failed") return refused("gone");
    if (!isSurelyUnpaid(payout.reason)) return refused("maybe-paid");
    const round = payout.rounds + 1;
    const { holderId } = payout.decision.claim;
    const account = await tx.bankAccount.findFirst({ where: { subscriberId, holderId, endedAt: null } });
    const { orderId } = await orderPayout(ctx, tx, {
      payoutId,
      subscriberId,
      round,
      ...(account && { notBefore: account.holdUntil }),
    });
    await tx.payout.update({
      where: { id: payoutId },
      data: {
        state: "asked",
        settledAt: null,
        reason: null,
        way: account ? "bank_account" : "bill_credit",
        bankAccountId: account?.id ?? null,
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
