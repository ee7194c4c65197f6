import { lockOrders, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

/**
 * Orders protection on again for each line whose pause has ended, if nothing else was ordered or asked for
 * since: besides the carrier, which ends a pause by itself. A pause that was given up counts too, since the
 * carrier may have heard of it. One order a pause; it is tried until the carrier has it.
 */
export async function restoreProtection(ctx: Ctx): Promise<{ restored: number }> {
  const { rows } = await ctx.pool.query<{ id: string; subscriberId: string }>(
    `select id, subscriber_id as "subscriberId" from carrier_orders pause
     where kind = 'protection' and wanted ->> 'state' = 'paused' and wanted ->> 'until' <= $1
       and (state = 'done' or (state = 'failed' and reason in ('gave-up', 'pause-over')))
       and not exists (select from carrier_orders later where later.subscriber_id = pause.subscriber_id
         and later.kind = 'protection' and later.id > pause.id and (later.state in ('pending', 'sending', 'done') or later.actor_type = 'system'))
     limit 1000`,
    [ctx.now().toISOString()],
  );
  let restored = 0;
  for (const { id, subscriberId } of rows) restored += await restore(ctx, BigInt(id), BigInt(subscriberId));
  return { restored };
}

const restore = (ctx: Ctx, pauseId: bigint, subscriberId: bigint) =>
  ctx.db.$transaction(async (tx) => {
    await lockOrders(tx, subscriberId, "protection");
    const later = await tx.carrierOrder.count({
      where: {
        subscriberId,
        kind: "protection",
        id: { gt: pauseId },
        state: { in: ["pending", "sending", "done"] },
      },
    });
    if (later > 0) return 0;
    await placeOrder(ctx, tx, {
      subscriberId,
      order: { kind: "protection", wanted: { state: "on" } },
      key: `after-pause:${pauseId}`,
      level: null,
    });
    return 1;
  });
