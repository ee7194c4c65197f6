import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ALLOW_MORE_PATH } from "#app/domain/micropayments/micropayments.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Result } from "#app/shared/result.ts";

/** Orders micropayments on again, or their cap raised. */
export async function allowMore(
  ctx: Ctx,
  session: Session,
  { capKrw, key }: { capKrw: number | null; key: string },
): Promise<Result<unknown, "form-used">> {
  await requireRaised(ctx, session, ALLOW_MORE_PATH);
  return ctx.db.$transaction((tx) =>
    placeOrder(ctx, tx, {
      subscriberId: session.subscriberId,
      key,
      level: "L3" as const,
      order:
        capKrw === null
          ? { kind: "payments_allowed", wanted: { allowed: true } }
          : { kind: "payments_cap", wanted: { capKrw, mayRaise: true } },
    }),
  );
}
