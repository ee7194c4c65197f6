import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { after, before, days, hours, kstDay, minutes, startOfKstDay } from "#app/shared/time.ts";

/**
 * What becomes of a booking.
 *
 * A visit is one coming to one store: for each line there is a booking, which takes one card and one slot, the minutes of one swap; a visit of
 * several lines takes as many slots, one after another at one counter. Nothing is offered that isn't there: visit, bookings, slots, cards, the
 * audit and the letters are written in one transaction, or none of them. The state is the booking's; a visit is over when none of its
 * bookings is live.
 *
 *   `booked`     live: holds its slot and its card. A line has one live booking at the most, and no place in a waiting list beside it, but while it is a walk-in's.
 *                Moving the visit, also to another store, leaves it booked.
 *   `done`       the store completed the swap: the card has been handed over.
 *   `cancelled`  by whoever may act for the line, as long as nobody has arrived; a walk-in by its store, and by the line until an ID check matched.
 *   `no_show`    by the worker: half an hour after the first slot's end nobody has arrived, or who did has gone without a card by the end
 *                of that day.
 *   `displaced`  by the store, through us: it closes then and has no other time within 14 days, or has fewer cards than it said. The line is
 *                told, and is first in that store's waiting list (waiting-list.rules.ts).
 *
 * All but `booked` are ends, with one way back: where the carrier refuses the card of a swap, its booking is `booked` again, for another
 * card; after the day of the visit, or without another card, it is `displaced`; where the line itself is gone, it stays `done`. What ends without a swap gives back its slots that lie ahead and its card; the card is offered at once to whoever waits.
 *
 * Order of locks, the same everywhere, so that nobody waits in a circle: first the lines, by id (whoever acts for a line: two windows, or an
 * agent and the subscriber); then the stock rows of the stores, by id (lock-stock); then whatever else. Who changes the slots, bookings, tickets
 * or stock of a store holds its stock rows. What there is of each is besides held by the database itself: a conditional update for every card
 * and slot, a CHECK on every sum, and a unique index for the one live booking of a line.
 */

/** Why nothing was booked. */
export type SwapRefusal =
  /** A counter was free, and is no more. */
  | "slot-full"
  | "no-card"
  /** There are none but those set aside for people who waited. */
  | "store-cards-promised"
  | "already-booked"
  | "already-swapped"
  /** A new card is on its way by courier, or as an eSIM. */
  | "remote-asked"
  /** No slot of that store: closed, over, too far ahead, beside the grid; or no card for that phone. */
  | "not-offered"
  /** Ended, or gone to another carrier: there is nothing to put a new card into. */
  | "line-not-active"
  /** This form has booked something else already. */
  | "form-used"
  /** Ten bookings, moves and places in lists given up within 24 hours. */
  | "too-many"
  /** Other lines than the session's own need an authenticator older than the exposure. */
  | "reads-only";

/** A line, and the card it is to have. */
export type SwapLine = { subscriberId: bigint; card: CardKind };

/** How many lines come in one visit at the most. */
export const MOST_LINES = 8;

/** How far ahead slots are offered: nobody plans a swap for next month, and hours change. */
export const bookableAhead = days(14);

/** Until how long before its start a slot can be booked: the store needs to see who comes. */
const bookingCutOff = minutes(30);

/** Whether a slot can be booked now, as far as time goes. */
export const isBookable = (startsAt: Date, now: Date) =>
  startsAt >= after(now, bookingCutOff) && startsAt <= after(now, bookableAhead);

/** So long after the end of the first slot somebody is still expected. */
export const noShowAfter = minutes(30);

/** When a visit's live bookings lapse: see `no_show`. */
export const noShowLimit = ({
  startsAt,
  slotMinutes,
  arrivedAt,
}: {
  startsAt: Date;
  slotMinutes: number;
  arrivedAt: Date | null;
}) =>
  arrivedAt
    ? after(startOfKstDay(kstDay(arrivedAt)), days(1))
    : after(startsAt, minutes(slotMinutes) + noShowAfter);

/** When who is booked is reminded: at 18:00 of the day before. */
export const reminderAt = (startsAt: Date) => before(startOfKstDay(kstDay(startsAt)), hours(6));

/** A visit written down after its reminder was due needs none: its confirmation is one. */
export const remindedAtOnce = (startsAt: Date, now: Date) => (reminderAt(startsAt) <= now ? now : null);

type Span = { from: Date; until: Date };

/** The starts of a day's slots: from each opening on, one after another, as long as they end by closing or break. */
export const slotStarts = (spans: readonly Span[], minutesPerSwap: number): Date[] =>
  spans.flatMap((span) => runStarts(span, { minutesPerSwap, slots: 1 }));

/** The starts within one opening at which so many slots follow one another. */
export function runStarts(
  { from, until }: Span,
  { minutesPerSwap, slots }: { minutesPerSwap: number; slots: number },
): Date[] {
  const room = Math.floor((until.getTime() - from.getTime()) / minutes(minutesPerSwap));
  return Array.from({ length: Math.max(0, room - slots + 1) }, (_, index) =>
    after(from, minutes(index * minutesPerSwap)),
  );
}

/** The slots of a visit, in time order. */
export const slotsOf = (visit: { startsAt: Date; slots: number; slotMinutes: number }): Date[] =>
  Array.from({ length: visit.slots }, (_, index) =>
    after(visit.startsAt, minutes(index * visit.slotMinutes)),
  );

/** When a visit is over, if all goes well. */
export const visitEnd = (visit: { startsAt: Date; slots: number; slotMinutes: number }) =>
  after(visit.startsAt, minutes(visit.slots * visit.slotMinutes));

/** What a swap's envelope, with its ICCID, belongs to. */
export const swapOwner = (idempotencyKey: string) => `swap:${idempotencyKey}`;

/** "S-7K2Q-9M4X" is what a visit is called at the counter, "W-7K2Q-9M4X" a waiting ticket. */
export const VISIT_LETTER = "S";
export const TICKET_LETTER = "W";
