import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { loseBookings } from "#app/domain/usim-swap/displace-visit.server.ts";
import { lockLiveVisits } from "#app/domain/usim-swap/lock-stock.server.ts";
import { freeCards } from "#app/domain/usim-swap/move-cards.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";

type Missing = { storeId: number; card: CardKind; missing: number };

/**
 * Takes cards off the books that aren't there: the free ones first; then those set aside, the last offered
 * first, whose people are told, and are waiting again in their old places; then those of bookings, the last
 * booked first, and who has arrived last of all. The caller holds the store's stock rows.
 */
export async function writeOffCards(
  ctx: Ctx,
  tx: Transaction,
  { storeId, card, missing }: Missing,
): Promise<{ lost: number }> {
  if (missing === 0) return { lost: 0 };
  const stock = await tx.storeStock.findUniqueOrThrow({ where: { storeId_card: { storeId, card } } });
  let short = Math.max(0, missing - stock.remaining);
  short -= await takeBackOffers(ctx, tx, { storeId, card, missing: short });
  const lost = await takeBackBookings(ctx, tx, { storeId, card, missing: short });
  await tx.storeStock.update({
    where: { storeId_card: { storeId, card } },
    data: { remaining: { decrement: missing }, used: { increment: missing } },
  });
  return { lost };
}

async function takeBackOffers(
  ctx: Ctx,
  tx: Transaction,
  { storeId, card, missing }: Missing,
): Promise<number> {
  const offers = await tx.waitingTicket.findMany({
    where: { storeId, card, state: "offered" },
    orderBy: [{ offeredUntil: "desc" }, { id: "desc" }],
    take: missing,
  });
  for (const { id, subscriberId } of offers) {
    await tx.waitingTicket.update({ where: { id }, data: { state: "waiting", offeredUntil: null } });
    await recordAudit(ctx, tx, {
      action: "swap.offer-taken-back",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { ticket: String(id), store: storeId },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "offer_withdrawn", storeId, momentAt: ctx.now() });
  }
  await freeCards(tx, { storeId, card, quantity: offers.length });
  return offers.length;
}

async function takeBackBookings(
  ctx: Ctx,
  tx: Transaction,
  { storeId, card, missing }: Missing,
): Promise<number> {
  if (missing === 0) return 0;
  await lockLiveVisits(tx, storeId);
  const bookings = await tx.swapBooking.findMany({
    where: { card, state: "booked", visit: { storeId } },
    orderBy: [
      { visit: { arrivedAt: { sort: "desc", nulls: "first" } } },
      { visit: { bookedAt: "desc" } },
      { id: "desc" },
    ],
    take: missing,
  });
  for (const booking of bookings) {
    const visit = await tx.swapVisit.findUniqueOrThrow({ where: { id: booking.visitId } });
    await loseBookings(ctx, tx, { visit, bookings: [booking], why: "shortage" });
  }
  return bookings.length;
}
