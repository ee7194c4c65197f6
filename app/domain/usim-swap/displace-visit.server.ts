import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { endBookings, offerFreed } from "#app/domain/usim-swap/end-bookings.server.ts";
import { lockVisit } from "#app/domain/usim-swap/lock-stock.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { firstOpenStart } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { freeSlots, takeSlots } from "#app/domain/usim-swap/take-slots.server.ts";
import { bookableAhead, remindedAtOnce, slotsOf } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { writeTicket } from "#app/domain/usim-swap/write-ticket.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { SwapBooking, SwapVisit } from "#app/infra/db/generated/client.ts";
import { after, days } from "#app/shared/time.ts";

type VisitWithLive = SwapVisit & { bookings: SwapBooking[] };

/** Why a store doesn't keep a visit: it is closed then, or a card is missing. */
export type DisplacedBy = "closure" | "shortage";

/** Days in Korea's calendar that the bookable time reaches into. */
const DAYS_AHEAD = Math.ceil(bookableAhead / days(1));

/**
 * Moves a visit that its store can't keep to the store's next free time after it, within the 14 days that can
 * be booked; the cards stay theirs, and each line is told. Where there is none, its bookings are lost
 * (loseBookings). Who has arrived is left alone. The caller holds the store's stock rows.
 */
export async function displaceVisit(
  ctx: Ctx,
  tx: Transaction,
  visitId: bigint,
  why: DisplacedBy,
): Promise<"moved" | "lost" | "left-alone"> {
  await lockVisit(tx, visitId);
  const visit = await tx.swapVisit.findUniqueOrThrow({
    where: { id: visitId },
    include: { bookings: { where: { state: "booked" }, orderBy: { id: "asc" } } },
  });
  if (visit.bookings.length === 0 || visit.arrivedAt) return "left-alone";
  const startsAt = await moveOn(ctx, tx, visit);
  if (!startsAt) {
    const lost = await loseBookings(ctx, tx, { visit, bookings: visit.bookings, why });
    await offerFreed(ctx, tx, visit.storeId, lost);
    return "lost";
  }
  const { storeId } = visit;
  for (const { subscriberId } of visit.bookings) {
    await recordAudit(ctx, tx, {
      action: "swap.moved",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { visit: String(visitId), store: storeId, at: startsAt.toISOString(), why },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "visit_moved", storeId, momentAt: startsAt });
  }
  return "moved";
}

/** Takes the first free time after the visit's own, and gives that up. */
async function moveOn(ctx: Ctx, tx: Transaction, visit: VisitWithLive): Promise<Date | null> {
  const [{ storeId, startsAt: from }, slots, now] = [visit, visit.bookings.length, ctx.now()];
  const until = after(now, bookableAhead + days(1));
  const calendar = (await readCalendars(tx, [storeId], { from, until })).get(storeId);
  const startsAt = calendar && firstOpenStart(calendar, { from, ahead: DAYS_AHEAD, slots, now });
  if (!startsAt) return null;

  const time = { startsAt, slots, slotMinutes: calendar.minutesPerSwap };
  const { counters } = calendar;
  if (!(await takeSlots(tx, { storeId, counters, slots: slotsOf(time) })))
    throw new Error("a slot of a store whose stock rows are held was taken");
  await freeSlots(tx, { storeId, slots: slotsOf(visit) });
  await tx.swapVisit.update({
    where: { id: visit.id },
    data: { ...time, moves: { increment: 1 }, remindedAt: remindedAtOnce(startsAt, now) },
  });
  return startsAt;
}

type Lost = { visit: SwapVisit; bookings: readonly SwapBooking[]; why: DisplacedBy };

/**
 * Takes live bookings back: their slots and cards are free again, each line is told, and is first in this
 * store's waiting list. The caller offers the cards (offerFreed) once it knows which of them there are.
 */
export async function loseBookings(
  ctx: Ctx,
  tx: Transaction,
  { visit, bookings, why }: Lost,
): Promise<SwapBooking[]> {
  const lost = await endBookings(ctx, tx, { visit, bookings, state: "displaced", detail: { why } });
  const { storeId, startsAt } = visit;
  for (const { subscriberId, card } of lost) {
    await writeTicket(ctx, tx, {
      key: randomUUID(),
      subscriberId,
      storeId,
      card,
      travelOn: null,
      reason: "displaced" as const,
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "visit_lost", storeId, momentAt: startsAt });
  }
  return lost;
}
