import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { OrderFailure } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { orderPayout } from "#app/domain/compensation/order-payout.server.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { RefundAnswer } from "#app/infra/carrier/carrier-writes.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

export type PayoutOutcome = {
  payoutId: bigint;
  outcome: "done" | "failed";
  /** What the carrier did with each item; of one that was carried out. */
  answer?: RefundAnswer;
  failure?: OrderFailure;
};

/**
 * Ends a round of a payout as the carrier said, or two people found there, in the transaction that settles its
 * order: settled, ordered anew on the bill where the bank wouldn't take it, or failed (payout.rules.ts says
 * which). What failed waits on the desk. The line is told, of a round that failed once; audited.
 */
export async function settlePayout(
  ctx: Ctx,
  tx: Transaction,
  { payoutId, outcome, answer, failure }: PayoutOutcome,
): Promise<void> {
  const { subscriberId, way, rounds, state } = await tx.payout.findUniqueOrThrow({ where: { id: payoutId } });
  const audit = (ending: string) =>
    recordAudit(ctx, tx, {
      action: "payout.settle",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { payout: String(payoutId), state: ending, ...(failure && { failure }) },
    });

  if (outcome === "done" && answer) {
    await tx.payout.update({
      where: { id: payoutId },
      data: { state: "settled", settledAt: ctx.now(), reason: null, settledItems: answer.items },
    });
    await audit("settled");
    await writeLetter(ctx, tx, { subscriberId, kind: "paid_out" });
  } else if (state === "asked" && way === "bank_account" && isSurelyUnpaid(failure)) {
    const round = rounds + 1;
    const { orderId } = await orderPayout(ctx, tx, { payoutId, subscriberId, round });
    await tx.payout.update({
      where: { id: payoutId },
      data: { way: "bill_credit", bankAccountId: null, orderId, rounds: round },
    });
    await audit("returned");
    await writeLetter(ctx, tx, { subscriberId, kind: "payout_returned" });
  } else {
    await tx.payout.update({
      where: { id: payoutId },
      data: { state: "failed", settledAt: ctx.now(), reason: failure ?? "carrier-differs" },
    });
    await audit("failed");
    if (state === "asked" && failure !== "purged")
      await writeLetter(ctx, tx, { subscriberId, kind: "payout_failed" });
  }
}
