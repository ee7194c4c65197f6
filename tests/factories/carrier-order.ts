import { randomUUID } from "node:crypto";
import { carryOutOrders, type OrderSender } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import type { CarrierOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { placeOrder, type PlaceOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { CarrierOrder as Row } from "#app/infra/db/generated/client.ts";
import { createLog } from "#app/infra/log.server.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import type { TestCarrier } from "#tests/setup/carrier-server.ts";

export const protectionOn: CarrierOrder = { kind: "protection", wanted: { state: "on" } };
export const protectionOff: CarrierOrder = { kind: "protection", wanted: { state: "off" } };
export const pauseUntil = (until: Date): CarrierOrder => ({
  kind: "protection",
  wanted: { state: "paused", until: until.toISOString() },
});

/** A line that the carrier knows as its holder's. */
export async function aCarriersLine(
  ctx: Ctx,
  carrier: TestCarrier,
  given: Parameters<typeof aSubscriber>[1] = {},
) {
  const line = await aSubscriber(ctx, given);
  carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: line.holderRef });
  return line;
}

/** An order as whoever acts places it: the line's own session at L1, unless said otherwise. */
export async function anOrder(
  ctx: Ctx,
  line: { id: bigint },
  order: CarrierOrder,
  given: Partial<PlaceOrder & Pick<Ctx, "actor">> = {},
): Promise<Row> {
  const { actor = { type: "subscriber", id: String(line.id), level: "L1" }, ...rest } = given;
  const placed = await ctx.db.$transaction((tx) =>
    placeOrder({ ...ctx, actor }, tx, {
      subscriberId: line.id,
      order,
      key: randomUUID(),
      level: "L1" as const,
      ...rest,
    }),
  );
  if (!placed.ok) throw new Error(placed.refusal);
  return ctx.db.carrierOrder.findUniqueOrThrow({ where: { id: placed.value.orderId } });
}

export const anOrderSender = (carrier: TestCarrier, overrides: Partial<OrderSender> = {}): OrderSender => ({
  writes: carrier.writes,
  workerId: randomUUID(),
  log: createLog("silent"),
  ...overrides,
});

/** Until nothing is due. */
export async function carryOutAll(ctx: Ctx, sender: OrderSender) {
  const worker: Ctx = { ...ctx, actor: { type: "system", id: "worker" } };
  while ((await carryOutOrders(worker, sender)).taken > 0);
}

/** What time does to leases whose worker died. */
export const expireOrderLeases = (ctx: Ctx) =>
  ctx.pool.query(
    "update carrier_orders set lease_until = now() - interval '1 second' where state = 'sending'",
  );
