import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { longestPause, PAUSE_PATH } from "#app/domain/protection/protection.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { refused, type Result } from "#app/shared/result.ts";
import { after } from "#app/shared/time.ts";

/**
 * Orders a pause of protection, as changing the phone needs. Refused without an end that lies ahead, and not
 * more than 24 hours.
 */
export async function pauseProtection(
  ctx: Ctx,
  session: Session,
  { until, key }: { until: Date; key: string },
): Promise<Result<unknown, "end-passed" | "too-long" | "form-used">> {
  await requireRaised(ctx, session, PAUSE_PATH);
  if (!(until > ctx.now())) return refused("end-passed");
  if (until > after(ctx.now(), longestPause)) return refused("too-long");
  return ctx.db.$transaction((tx) =>
    placeOrder(ctx, tx, {
      subscriberId: session.subscriberId,
      key,
      level: "L3" as const,
      order: { kind: "protection", wanted: { state: "paused", until: until.toISOString() } },
    }),
  );
}
