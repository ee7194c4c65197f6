import { randomUUID } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { OrderFailure } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { settleNewCard } from "#app/domain/usim-swap/settle-new-card.server.ts";
import { noShowLimit } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { writeTicket } from "#app/domain/usim-swap/write-ticket.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Swap } from "#app/infra/db/generated/client.ts";

/**
 * Ends a swap as the carrier said, in the transaction that settles its order; one that has ended stays as it
 * is. Where the card works, settle-new-card tells what follows. Where the carrier didn't take it, the line is
 * told, and the booking is live again for another card of the shelf; where there is none left, or the day of
 * the visit is over, the line is first in the store's waiting list. Where it was the line's fault, which is
 * gone or another's by now, the booking stays done: nobody is to come again. Audited.
 */
export async function settleSwap(
  ctx: Ctx,
  tx: Transaction,
  { swapId, outcome, failure }: { swapId: bigint; outcome: "done" | "failed"; failure?: OrderFailure },
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
  const { subscriberId } = swap;
  if (state === "active") await settleNewCard(ctx, tx, { subscriberId, key: `after-swap:${swapId}` });
  else if (!aboutTheLine.includes(failure)) await bookAgain(ctx, tx, swap);
}

/**
 * What is wrong with the line, not with the card: no other card would help, and whoever has the number now is
 * not told of it.
 */
const aboutTheLine: readonly (OrderFailure | undefined)[] = [
  "owner-changed",
  "line-not-active",
  "line-unknown",
  "purged",
];

/** The spoilt card stays used. A line that has booked something else meanwhile keeps that. */
async function bookAgain(ctx: Ctx, tx: Transaction, { bookingId, storeId, subscriberId, card }: Swap) {
  await lockLines(tx, [subscriberId]);
  await lockStock(tx, [storeId]);
  const { visit } = await tx.swapBooking.findUniqueOrThrow({
    where: { id: bookingId },
    include: { visit: true },
  });
  await writeLetter(ctx, tx, { subscriberId, kind: "card_refused", storeId, momentAt: visit.startsAt });
  if ((await tx.swapBooking.count({ where: { subscriberId, state: "booked" } })) > 0) return;
  if (noShowLimit(visit) > ctx.now() && (await reserveCards(tx, { storeId, card, quantity: 1 }))) {
    await tx.swapBooking.update({
      where: { id: bookingId },
      data: { state: "booked", settledAt: null },
    });
    return;
  }
  await tx.swapBooking.update({ where: { id: bookingId }, data: { state: "displaced" } });
  const ticket = { subscriberId, storeId, card, travelOn: null, reason: "displaced" as const };
  await writeTicket(ctx, tx, { key: randomUUID(), ...ticket });
  await setCardsAside(ctx, tx, { storeId, card });
}
