import { moneyOrderSchema, type MoneyOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { OrderFinding } from "#app/infra/db/generated/client.ts";

export type DifferingOrder = {
  orderId: bigint;
  subscriberId: bigint;
  order: MoneyOrder;
  /** What somebody found of it at the carrier, if anybody did. */
  finding: OrderFinding | null;
};

/**
 * An order of money of which nobody knows what the carrier did, held until the transaction ends; null where it
 * is known by now, or the line was purged. Throws NotFound for no order.
 */
export async function lockDiffering(
  ctx: Ctx,
  tx: Transaction,
  orderId: bigint,
): Promise<DifferingOrder | null> {
  const known = await ctx.db.carrierOrder.findUnique({ where: { id: orderId } });
  if (!known) throw new NotFound("no such order");
  const { subscriberId, kind } = known;
  await lockFee(tx, subscriberId);
  await lockOrders(tx, subscriberId, kind);
  const row = await tx.carrierOrder.findFirst({
    where: {
      id: orderId,
      state: "failed",
      reason: "carrier-differs",
      subscriber: { envelope: { not: null } },
    },
    include: { finding: true },
  });
  return row && { orderId, subscriberId, order: moneyOrderSchema.parse(row), finding: row.finding };
}
