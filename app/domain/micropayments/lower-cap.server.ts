import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { levelOf } from "#app/domain/carrier-orders/order-access.server.ts";
import { findOrder, lockOrders, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { carrierOrderSchema } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import {
  findMicropaymentsNow,
  type MicropaymentsState,
} from "#app/domain/micropayments/get-micropayments.server.ts";
import { refused, type Result } from "#app/shared/result.ts";

type NowRefusal = Extract<MicropaymentsState["now"], { ok: false }>["refusal"];

/**
 * Orders a lower cap. Refused where it isn't lower than what the carrier has, or than a lower one that is on
 * its way ("not-lower"), and where the carrier doesn't say what it has: then nobody could tell a cut from a
 * raise, which is L3's. The worker asks once more before it orders.
 */
export async function lowerCap(
  ctx: Ctx,
  { subscriberId, capKrw, key }: { subscriberId: bigint; capKrw: number; key: string },
): Promise<Result<unknown, NowRefusal | "not-lower" | "form-used">> {
  const { callId } = await requireLineAccess(ctx, subscriberId);
  const now = await findMicropaymentsNow(ctx, subscriberId);
  if (!now.ok) return now;
  return ctx.db.$transaction(async (tx) => {
    const kind = "payments_cap" as const;
    await lockOrders(tx, subscriberId, kind);
    const sentBefore = await findOrder(tx, { subscriberId, kind, key });
    const underWay = await tx.carrierOrder.findFirst({
      where: { subscriberId, kind, state: { in: ["pending", "sending"] } },
      orderBy: { id: "desc" },
    });
    const ordered = underWay && carrierOrderSchema.parse(underWay);
    const least =
      ordered?.kind === kind ? Math.min(now.value.capKrw, ordered.wanted.capKrw) : now.value.capKrw;
    if (!sentBefore && capKrw >= least) return refused("not-lower");
    return placeOrder(ctx, tx, {
      subscriberId,
      key,
      callId,
      order: { kind, wanted: { capKrw, mayRaise: false } },
      level: levelOf(ctx),
    });
  });
}
