import { findOrder, lockOrders, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { isUndoable } from "#app/domain/protection/protection.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { refused, type Result } from "#app/shared/result.ts";

/**
 * Takes back an enrolment, whoever asked for it (the link's reader, an agent, an operator): what L1 may
 * switch on, L2 may undo. Refused for an authenticator that only reads ("reads-only"), and where the newest
 * order is none that switched protection on from off ("nothing-to-undo"): what was on before needs L3.
 */
export async function undoEnrolment(
  ctx: Ctx,
  session: Session,
  { orderId, key }: { orderId: string; key: string },
): Promise<Result<unknown, "reads-only" | "nothing-to-undo" | "form-used">> {
  const { actor } = ctx;
  const { subscriberId } = session;
  if (actor.type !== "subscriber" || actor.id !== String(subscriberId) || session.level !== "L2")
    throw new Forbidden("only for a holder who signed in");
  if (await readsOnly(ctx, session)) return refused("reads-only");
  return ctx.db.$transaction(async (tx) => {
    await lockOrders(tx, subscriberId, "protection");
    const newest = await tx.carrierOrder.findFirst({
      where: { subscriberId, kind: "protection" },
      orderBy: { id: "desc" },
    });
    const sentBefore = await findOrder(tx, { subscriberId, kind: "protection", key });
    if (!sentBefore && !(newest && isUndoable(newest) && String(newest.id) === orderId))
      return refused("nothing-to-undo");
    return placeOrder(ctx, tx, {
      subscriberId,
      key,
      level: "L2" as const,
      order: { kind: "protection", wanted: { state: "off" } },
    });
  });
}
