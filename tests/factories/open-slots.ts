import type { Ctx } from "#app/domain/context.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { openStarts } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { after, days, startOfKstDay } from "#app/shared/time.ts";

/**
 * When on a day ("2025-09-19", in Korea) so many lines can come to a store one after the other: by the
 * calendar that the pages read for two weeks (getStoreTimes), here for that day alone and without asking for
 * cards.
 */
export async function openSlotsOf(
  ctx: Pick<Ctx, "db" | "now">,
  { storeId, day, slots }: { storeId: number; day: string; slots: number },
): Promise<{ startsAt: Date }[]> {
  const from = startOfKstDay(day);
  const calendar = (await readCalendars(ctx.db, [storeId], { from, until: after(from, days(1)) })).get(
    storeId,
  );
  if (!calendar) throw new Error(`no store ${storeId}`);
  return openStarts(calendar, day, { slots, now: ctx.now() }).map((startsAt) => ({ startsAt }));
}
