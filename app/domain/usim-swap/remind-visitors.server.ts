import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { reminderAt } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { after, days } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 200;

/** Reminds each line that comes tomorrow, from 18:00 of the day before on, once. How many visits. */
export async function remindVisitors(ctx: Ctx): Promise<{ reminded: number }> {
  const now = ctx.now();
  const visits = await ctx.db.swapVisit.findMany({
    where: {
      remindedAt: null,
      startsAt: { gt: now, lt: after(now, days(2)) },
      bookings: { some: { state: "booked" } },
    },
    orderBy: { startsAt: "asc" },
    take: BATCH,
  });
  let reminded = 0;
  for (const { id, storeId, startsAt } of visits.filter((visit) => reminderAt(visit.startsAt) <= now))
    reminded += await ctx.db.$transaction(async (tx) => {
      // As it was read: a visit moved meanwhile is reminded of its new time, in its turn.
      const { count } = await tx.swapVisit.updateMany({
        where: { id, storeId, startsAt, remindedAt: null },
        data: { remindedAt: now },
      });
      if (count === 0) return 0;
      for (const { subscriberId } of await tx.swapBooking.findMany({
        where: { visitId: id, state: "booked" },
      })) {
        await writeLetter(ctx, tx, { subscriberId, kind: "visit_reminder", storeId, momentAt: startsAt });
        await recordAudit(ctx, tx, {
          action: "swap.remind",
          subject: { type: "subscriber", id: String(subscriberId) },
          detail: { visit: String(id) },
        });
      }
      return 1;
    });
  return { reminded };
}
