import { levelOf, requireProtector } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Result } from "#app/shared/result.ts";

/**
 * Orders protection on for one line, or the end of its pause: in one press, and for a caller who has not been
 * checked, too.
 */
export async function enrolProtection(
  ctx: Ctx,
  { subscriberId, key }: { subscriberId: bigint; key: string },
): Promise<Result<unknown, "form-used">> {
  const { callId } = await requireProtector(ctx, subscriberId);
  return ctx.db.$transaction((tx) =>
    placeOrder(ctx, tx, {
      subscriberId,
      key,
      callId,
      order: { kind: "protection", wanted: { state: "on" } },
      level: levelOf(ctx),
    }),
  );
}
