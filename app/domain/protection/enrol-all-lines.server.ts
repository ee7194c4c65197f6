import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import { ok, type Result } from "#app/shared/result.ts";

/**
 * Orders protection on for all active lines of whoever signed in, and of the minors in their care, in one
 * transaction. Switching on is what L1 may do, so an authenticator that only reads may as well. Forbidden
 * without a sign-in.
 */
export async function enrolAllLines(
  ctx: Ctx,
  session: Session,
  key: string,
): Promise<Result<{ lines: number }, "form-used">> {
  const { actor } = ctx;
  if (actor.type !== "subscriber" || actor.id !== String(session.subscriberId) || session.holderId === null)
    throw new Forbidden("only for a holder who signed in");
  const ids = (await listHolderLines(ctx, session.holderId)).map(({ id }) => id);
  const lines = await ctx.db.subscriber.findMany({
    where: { id: { in: ids }, lineStatus: "active" },
    // Always in the same order: two at once wait for each other, and don't lock each other out.
    orderBy: { id: "asc" },
    select: { id: true },
  });
  return ctx.db.$transaction(async (tx) => {
    for (const { id: subscriberId } of lines) {
      const placed = await placeOrder(ctx, tx, {
        subscriberId,
        key,
        level: "L2" as const,
        order: { kind: "protection", wanted: { state: "on" } },
      });
      if (!placed.ok) return placed;
    }
    return ok({ lines: lines.length });
  });
}
