import { levelOf } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

type OrderedPayout = {
  payoutId: bigint;
  subscriberId: bigint;
  round: number;
  notBefore?: Date;
  /** By the letter of what the order is part of. */
  isTold?: boolean;
};

/** One order a round of a payout: the same round again is the same order. */
export async function orderPayout(
  ctx: Ctx,
  tx: Transaction,
  { payoutId, subscriberId, round, notBefore, isTold }: OrderedPayout,
): Promise<{ orderId: bigint }> {
  const now = ctx.now();
  const placed = await placeOrder(ctx, tx, {
    subscriberId,
    key: `payout:${payoutId}:${round}`,
    level: levelOf(ctx),
    order: { kind: "pay_out", wanted: { payoutId: String(payoutId) } },
    ...(notBefore && notBefore > now && { notBefore }),
    ...(isTold && { isTold }),
  });
  if (!placed.ok) throw new Error("the order of a payout is another's");
  return placed.value;
}
