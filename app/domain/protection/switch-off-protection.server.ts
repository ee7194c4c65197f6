import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { SWITCH_OFF_PATH } from "#app/domain/protection/protection.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Result } from "#app/shared/result.ts";

/** Orders protection off, for good. */
export async function switchOffProtection(
  ctx: Ctx,
  session: Session,
  key: string,
): Promise<Result<unknown, "form-used">> {
  await requireRaised(ctx, session, SWITCH_OFF_PATH);
  return ctx.db.$transaction((tx) =>
    placeOrder(ctx, tx, {
      subscriberId: session.subscriberId,
      key,
      level: "L3" as const,
      order: { kind: "protection", wanted: { state: "off" } },
    }),
  );
}
