import { openSpans, type StoreHours } from "#app/domain/stores/store-hours.rules.ts";
import { isBookable, runStarts, slotsOf } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { after, days, kstDay, minutes, startOfKstDay } from "#app/shared/time.ts";

/** What decides when a store can take somebody. */
export type StoreCalendar = {
  storeId: number;
  hours: StoreHours;
  counters: number;
  minutesPerSwap: number;
  closures: readonly { from: Date; until: Date }[];
  /** Slots of which no counter is free, in milliseconds. */
  full: ReadonlySet<number>;
};

type Wanted = { slots: number; now: Date };

/**
 * Where on a day so many slots follow one another outside closures, and can still be booked: whether or not
 * they are free.
 */
function offeredStarts(calendar: StoreCalendar, day: string, { slots, now }: Wanted): Date[] {
  const { minutesPerSwap, closures } = calendar;
  const length = minutes(slots * minutesPerSwap);
  return openSpans(calendar.hours, day)
    .flatMap((span) => runStarts(span, { minutesPerSwap, slots }))
    .filter(
      (startsAt) =>
        isBookable(startsAt, now) &&
        !closures.some(({ from, until }) => from < after(startsAt, length) && until > startsAt),
    );
}

/** Of these, the ones with a counter free in each of their slots. */
export const openStarts = (calendar: StoreCalendar, day: string, wanted: Wanted): Date[] =>
  offeredStarts(calendar, day, wanted).filter((startsAt) => isFree(calendar, startsAt, wanted.slots));

/** Whether a counter is free in each of so many slots. */
export const isFree = ({ full, minutesPerSwap }: StoreCalendar, startsAt: Date, slots: number) =>
  !slotsOf({ startsAt, slots, slotMinutes: minutesPerSwap }).some((slot) => full.has(slot.getTime()));

/** "Not a slot of that store", "taken" or neither. */
export function whyNotOpen(
  calendar: StoreCalendar,
  startsAt: Date,
  wanted: Wanted,
): "not-offered" | "slot-full" | null {
  const offered = offeredStarts(calendar, kstDay(startsAt), wanted);
  if (!offered.some((start) => start.getTime() === startsAt.getTime())) return "not-offered";
  return isFree(calendar, startsAt, wanted.slots) ? null : "slot-full";
}

/** The first of them at or after a moment, within so many days. */
export function firstOpenStart(
  calendar: StoreCalendar,
  { from, ahead, ...wanted }: Wanted & { from: Date; ahead: number },
): Date | null {
  for (let day = 0; day <= ahead; day += 1) {
    const starts = openStarts(calendar, kstDayAfter(from, day), wanted);
    const first = starts.find((startsAt) => startsAt >= from);
    if (first) return first;
  }
  return null;
}

const kstDayAfter = (instant: Date, number: number) =>
  kstDay(after(startOfKstDay(kstDay(instant)), days(number)));
