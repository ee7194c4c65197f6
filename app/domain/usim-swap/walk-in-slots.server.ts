import { openSpans } from "#app/domain/stores/store-hours.rules.ts";
import { readCalendar } from "#app/domain/usim-swap/check-wanted.server.ts";
import { walkInAhead } from "#app/domain/usim-swap/id-check.rules.ts";
import { isFree, type StoreCalendar } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { slotStarts } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import { after, before, kstDay, minutes } from "#app/shared/time.ts";

/**
 * The slot that runs now, or begins within fifteen minutes, as far as a counter is free in it: where somebody
 * can be served who just came.
 */
export async function walkInSlots(
  db: Database | Transaction,
  storeId: number,
  now: Date,
): Promise<{ slots: Date[]; calendar: StoreCalendar }> {
  const calendar = await readCalendar(db, storeId, now);
  const length = minutes(calendar.minutesPerSwap);
  const slots = slotStarts(openSpans(calendar.hours, kstDay(now)), calendar.minutesPerSwap).filter(
    (start) =>
      start > before(now, length) &&
      start <= after(now, walkInAhead) &&
      !calendar.closures.some(({ from, until }) => from < after(start, length) && until > start) &&
      isFree(calendar, start, 1),
  );
  return { slots, calendar };
}
