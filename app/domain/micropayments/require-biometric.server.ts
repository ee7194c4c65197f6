import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { levelOf } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Result } from "#app/shared/result.ts";

/** Orders that each micropayment of a line needs a fingerprint or a face. There is no way back here. */
export async function requireBiometric(
  ctx: Ctx,
  { subscriberId, key }: { subscriberId: bigint; key: string },
): Promise<Result<unknown, "form-used">> {
  const { callId } = await requireLineAccess(ctx, subscriberId);
  return ctx.db.$transaction((tx) =>
    placeOrder(ctx, tx, {
      subscriberId,
      key,
      callId,
      order: { kind: "payments_biometric", wanted: { biometricOnly: true } },
      level: levelOf(ctx),
    }),
  );
}
