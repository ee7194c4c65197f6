import { carrierOrderSchema } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { lockOrders, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { findGuardianLine } from "#app/domain/usim-swap/find-guardian-line.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * What follows where a line got a new card, in the transaction that settles its order: whoever had the old
 * one may have read the link off it, or may have signed in with it. Links that are out are revoked; the
 * line's sessions end, and on whichever line, those of whoever signed in as its holder or as its guardian,
 * but for one that a store's own ID check opened. Protection is ordered on, and the line is told, with a new
 * link. A pause whose end lies ahead is left to that end: they chose it at L3, to change the phone on the
 * same day.
 */
export async function settleNewCard(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, key }: { subscriberId: bigint; key: string },
): Promise<void> {
  const now = ctx.now();
  await tx.link.updateMany({
    where: { subscriberId, tokenHash: { not: null }, revokedAt: null },
    data: { revokedAt: now, revokedFor: "swapped" },
  });
  const line = await tx.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const guardian = await findGuardianLine(tx, line);
  const holders = [line.holderId, ...(guardian ? [guardian.holderId] : [])];
  await tx.session.deleteMany({
    where: { storeGrantId: null, OR: [{ subscriberId }, { holderId: { in: holders } }] },
  });
  if (!(await isPaused(tx, subscriberId, now)))
    await placeOrder(ctx, tx, {
      subscriberId,
      key,
      level: null,
      order: { kind: "protection", wanted: { state: "on" } },
    });
  await writeLetter(ctx, tx, { subscriberId, kind: "swapped" });
}

async function isPaused(tx: Transaction, subscriberId: bigint, now: Date): Promise<boolean> {
  await lockOrders(tx, subscriberId, "protection");
  const newest = await tx.carrierOrder.findFirst({
    where: { subscriberId, kind: "protection", state: { in: ["pending", "sending", "done"] } },
    orderBy: { id: "desc" },
  });
  const order = newest && carrierOrderSchema.parse(newest);
  return (
    order?.kind === "protection" && order.wanted.state === "paused" && new Date(order.wanted.until) > now
  );
}
