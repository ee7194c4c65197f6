import type { Ctx } from "#app/domain/context.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { firstOpenStart } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { after, days as daysMs } from "#app/shared/time.ts";

/**
 * When each of these stores can first take so many lines, from a moment on; stores that can't within these
 * days are left out.
 */
export async function firstOpenSlots(
  ctx: Pick<Ctx, "db" | "now">,
  storeIds: readonly number[],
  slots: number,
  { from, days }: { from: Date; days: number },
): Promise<Map<number, Date>> {
  const calendars = await readCalendars(ctx.db, storeIds, { from, until: after(from, daysMs(days + 1)) });
  const first = [...calendars].flatMap(([storeId, calendar]) => {
    const startsAt = firstOpenStart(calendar, { from, ahead: days, slots, now: ctx.now() });
    return startsAt ? [[storeId, startsAt] as const] : [];
  });
  return new Map(first);
}
