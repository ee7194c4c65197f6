import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { openStarts } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { after, days, startOfKstDay } from "#app/shared/time.ts";

/**
 * When on a day ("2025-09-19", in Korea) so many lines can come to a store one after the other: a counter is
 * free, nothing is closed, and it can still be booked. Whether there are as many cards is asked of the
 * store's stock.
 */
export async function listOpenSlots(
  ctx: Pick<Ctx, "db" | "now">,
  { storeId, day, slots }: { storeId: number; day: string; slots: number },
): Promise<{ startsAt: Date }[]> {
  const from = startOfKstDay(day);
  const calendars = await readCalendars(ctx.db, [storeId], { from, until: after(from, days(1)) });
  const calendar = calendars.get(storeId);
  if (!calendar) throw new NotFound(`no store ${storeId}`);
  return openStarts(calendar, day, { slots, now: ctx.now() }).map((startsAt) => ({ startsAt }));
}
