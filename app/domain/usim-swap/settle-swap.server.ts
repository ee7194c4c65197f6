import { randomUUID } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { writeTicket } from "#app/domain/usim-swap/write-ticket.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Swap } from "#app/infra/db/generated/client.ts";

/**
 * Ends a swap as the carrier said, in the transaction that settles its order; one that has ended stays as it is. Where the card works, the
 * links that are out are revoked and the sessions that they or anybody opened for the line end, protection is ordered on, and the line is told,
 * with a new link; a session that the store's own ID check opened goes on. Where the carrier didn't take the card, the booking is live
 * again for another one of the shelf; where there is none left, the line is first in the store's waiting list, and is told. Audited.
 */
export async function settleSwap(
  ctx: Ctx,
  tx: Transaction,
  { swapId, outcome }: { swapId: bigint; outcome: "done" | "failed" },
): Promise<void> {
  const state = outcome === "done" ? ("active" as const) : ("refused" as const);
  const { count } = await tx.swap.updateMany({
    where: { id: swapId, state: "activating" },
    data: { state, settledAt: ctx.now() },
  });
  if (count === 0) return;
  const swap = await tx.swap.findUniqueOrThrow({ where: { id: swapId } });
  await recordAudit(ctx, tx, {
    action: `swap.${state}`,
    subject: { type: "subscriber", id: String(swap.subscriberId) },
    detail: { swap: String(swapId), store: swap.storeId },
  });
  await (state === "active" ? beginAnew(ctx, tx, swap) : bookAgain(ctx, tx, swap));
}

/** Whoever had the old card may have read the link off it, or may have signed in with it. */
async function beginAnew(ctx: Ctx, tx: Transaction, { id, subscriberId }: Swap) {
  await tx.link.updateMany({
    where: { subscriberId, tokenHash: { not: null }, revokedAt: null },
    data: { revokedAt: ctx.now(), revokedFor: "swapped" },
  });
  await tx.session.deleteMany({ where: { subscriberId, storeGrantId: null } });
  await placeOrder(ctx, tx, {
    subscriberId,
    order: { kind: "protection", wanted: { state: "on" } },
    key: `after-swap:${id}`,
    level: null,
  });
  await writeLetter(ctx, tx, { subscriberId, kind: "swapped" });
}

/** The spoilt card stays used. A line that has booked something else meanwhile keeps that. */
async function bookAgain(
  ctx: Ctx,
  tx: Transaction,
  { bookingId, visitId, storeId, subscriberId, card }: Swap,
) {
  await lockLines(tx, [subscriberId]);
  await lockStock(tx, [storeId]);
  if ((await tx.swapBooking.count({ where: { subscriberId, state: "booked" } })) > 0) return;
  if (await reserveCards(tx, { storeId, card, quantity: 1 })) {
    await tx.swapBooking.update({
      where: { id: bookingId },
      data: { state: "booked", settledAt: null },
    });
    return;
  }
  const { visit } = await tx.swapBooking.update({
    where: { id: bookingId, visitId },
    data: { state: "displaced" },
    include: { visit: true },
  });
  const ticket = { subscriberId, storeId, card, travelOn: null, reason: "displaced" as const };
  await writeTicket(ctx, tx, { key: randomUUID(), ...ticket });
  await writeLetter(ctx, tx, { subscriberId, kind: "visit_lost", storeId, momentAt: visit.startsAt });
}
