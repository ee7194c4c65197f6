import { orderPayout } from "#app/domain/compensation/order-payout.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { BankAccount } from "#app/infra/db/generated/client.ts";

/**
 * Orders anew what was to be paid to an account that has ended: to the one that took its place, after that
 * one's hold, or on the bill. What was tried once stays as it is: nobody knows whether the carrier heard of
 * it. Within a transaction that holds lockOrders("pay_out") and tells the line of it.
 */
export async function movePayouts(
  ctx: Ctx,
  tx: Transaction,
  { from, to }: { from: BankAccount; to: BankAccount | null },
): Promise<void> {
  const { subscriberId } = from;
  const asked = await tx.payout.findMany({
    where: { bankAccountId: from.id, state: "asked" },
    orderBy: { id: "asc" },
  });
  for (const { id: payoutId, orderId: oldOrder, rounds } of asked) {
    const { count } = await tx.carrierOrder.updateMany({
      where: { id: oldOrder, state: "pending", attempts: 0 },
      data: { state: "superseded", reason: "newer-order", settledAt: ctx.now() },
    });
    if (count === 0) continue;
    const round = rounds + 1;
    const { orderId } = await orderPayout(ctx, tx, {
      payoutId,
      subscriberId,
      round,
      isTold: true,
      ...(to && { notBefore: to.holdUntil }),
    });
    await tx.payout.update({
      where: { id: payoutId },
      data: {
        orderId,
        rounds: round,
        ...(to ? { way: "bank_account", bankAccountId: to.id } : { way: "bill_credit", bankAccountId: null }),
      },
    });
  }
}
