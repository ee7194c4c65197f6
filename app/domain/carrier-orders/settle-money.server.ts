import type { MoneyOrder, OrderStep } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { settlePayout } from "#app/domain/compensation/settle-payout.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { settleFeeWaiver } from "#app/domain/fee-waiver/settle-fee-waiver.server.ts";
import { settleOffer } from "#app/domain/fee-waiver/settle-offer.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * What follows from how an order of money ended, in the transaction that ends it: the same whether the
 * carrier answered or two people asked there. Of one that goes on, nothing.
 */
export async function settleMoney(
  ctx: Ctx,
  tx: Transaction,
  order: MoneyOrder,
  step: OrderStep,
): Promise<void> {
  if (step.state !== "done" && step.state !== "failed") return;
  const ended = { outcome: step.state, ...("reason" in step && { failure: step.reason }) };
  switch (order.kind) {
    case "pay_out":
      return settlePayout(ctx, tx, {
        payoutId: BigInt(order.wanted.payoutId),
        ...ended,
        ...("answer" in step && { answer: step.answer }),
      });
    case "waive_fee":
      return settleFeeWaiver(ctx, tx, { applicationId: BigInt(order.wanted.applicationId), ...ended });
    case "take_offer":
      return settleOffer(ctx, tx, { choiceId: BigInt(order.wanted.choiceId), ...ended });
  }
}
