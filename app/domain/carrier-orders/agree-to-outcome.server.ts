import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { MoneyOrder, OrderStep } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { lockDiffering } from "#app/domain/carrier-orders/lock-differing.server.ts";
import { settleMoney } from "#app/domain/carrier-orders/settle-money.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { listPayoutItems } from "#app/domain/compensation/list-payout-items.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import type { RefundAnswer } from "#app/infra/carrier/carrier-writes.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { OrderOutcome } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Agrees, as another reviewer, to what somebody found of an order of money at the carrier; `outcome` as the
 * page showed it. In one transaction the order ends so (done, or surely undone) and what follows is written
 * as if the worker had heard it. Refused where there is nothing to agree to (any more: "gone"), to who found
 * it ("own-finding"), and about their own money ("own-claim"). Audited; the line is told as usual.
 */
export async function agreeToOutcome(
  ctx: Ctx,
  { orderId, outcome }: { orderId: bigint; outcome: OrderOutcome },
): Promise<Result<unknown, "gone" | "own-finding" | "own-claim">> {
  const { id } = requireReviewer(ctx.actor);
  const agreedById = BigInt(id);
  return ctx.db.$transaction(async (tx) => {
    const differing = await lockDiffering(ctx, tx, orderId);
    if (differing?.finding?.outcome !== outcome) return refused("gone");
    const { order, finding, subscriberId } = differing;
    if (finding.foundById === agreedById) return refused("own-finding");
    if (await isOwnLine(tx, { subscriberId, memberId: agreedById })) return refused("own-claim");
    const now = ctx.now();
    await tx.orderFinding.update({ where: { orderId }, data: { agreedById, agreedAt: now } });
    await recordAudit(ctx, tx, {
      action: "order.agree",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { order: String(orderId), outcome, foundBy: String(finding.foundById) },
    });
    const step: OrderStep =
      outcome === "done" ? await asOrdered(tx, order) : { state: "failed", reason: "found-undone" };
    await tx.carrierOrder.update({
      where: { id: orderId },
      data: { state: step.state, reason: "reason" in step ? step.reason : null, settledAt: now },
    });
    await settleMoney(ctx, tx, order, step);
    return ok({});
  });
}

/** What the carrier would have answered: of a payout, each item as it was ordered. */
async function asOrdered(tx: Transaction, order: MoneyOrder): Promise<OrderStep> {
  if (order.kind !== "pay_out") return { state: "done" };
  const { decisionId, way } = await tx.payout.findUniqueOrThrow({
    where: { id: BigInt(order.wanted.payoutId) },
  });
  const how: RefundAnswer["items"][number]["how"] = way === "bank_account" ? "transferred" : "credited";
  const items = await listPayoutItems(tx, decisionId);
  return {
    state: "done",
    answer: { items: items.map(({ reference, amountKrw }) => ({ reference, how, amountKrw })) },
  };
}
