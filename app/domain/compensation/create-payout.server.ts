import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { orderPayout } from "#app/domain/compensation/order-payout.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { PayoutWay } from "#app/infra/db/generated/enums.ts";

export type NewPayout = {
  decisionId: bigint;
  subscriberId: bigint;
  amountKrw: number;
  way: PayoutWay;
  items: { reference: string; paymentId: string | null; at: Date; amountKrw: number }[];
};

/**
 * Orders the money of a decision, in the transaction that made it final (which must have been written by
 * then, with its verdicts): one payout a decision, held by the database. To the live account of the claim's
 * holder once that one's hold is over; on the bill where there is none, or none any more: the bill that is
 * the line's now, whoever pays another one for it later. Audited by the order, and where an agent acts, the
 * line is told of that by placeOrder. Throws where the items don't add up to the sum.
 */
export async function createPayout(
  ctx: Ctx,
  tx: Transaction,
  { decisionId, subscriberId, amountKrw, way, items }: NewPayout,
): Promise<{ payoutId: bigint }> {
  if (items.reduce((sum, item) => sum + item.amountKrw, 0) !== amountKrw)
    throw new Error("a payout is the sum of its items");
  await lockOrders(tx, subscriberId, "pay_out");
  const { holderId } = await tx.claim.findFirstOrThrow({
    where: { decisions: { some: { id: decisionId } } },
  });
  const account =
    way === "bank_account"
      ? await tx.bankAccount.findFirst({ where: { subscriberId, holderId, endedAt: null } })
      : null;
  const line = await tx.subscriber.findUniqueOrThrow({
    where: { id: subscriberId },
    select: { account: { select: { accountRef: true } } },
  });
  // The order names the payout, and the payout its order.
  const [next] = await tx.$queryRaw<{ id: bigint }[]>`select nextval('payouts_id_seq') as id`;
  if (!next) throw new Error("no number for a payout");
  const { orderId } = await orderPayout(ctx, tx, {
    payoutId: next.id,
    subscriberId,
    round: 1,
    ...(account && { notBefore: account.holdUntil }),
  });
  await tx.payout.create({
    data: {
      id: next.id,
      decisionId,
      subscriberId,
      amountKrw,
      orderId,
      askedAt: ctx.now(),
      accountRef: line.account.accountRef,
      ...(account
        ? { way: "bank_account", bankAccountId: account.id }
        : { way: "bill_credit", bankAccountId: null }),
    },
  });
  return { payoutId: next.id };
}
