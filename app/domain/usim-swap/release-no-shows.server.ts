import type { Ctx } from "#app/domain/context.server.ts";
import { endBookings, offerFreed } from "#app/domain/usim-swap/end-bookings.server.ts";
import { lockStock, lockVisit } from "#app/domain/usim-swap/lock-stock.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import { noShowAfter, noShowLimit } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { before, kstDay, startOfKstDay } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 200;

/**
 * Ends the bookings of whoever didn't come, or came and left without a card: slots and cards go to those who
 * wait, and each line is told. How many visits.
 */
export async function releaseNoShows(ctx: Ctx): Promise<{ released: number }> {
  const now = ctx.now();
  const candidates = await ctx.db.swapVisit.findMany({
    where: {
      bookings: { some: { state: "booked" } },
      OR: [
        { arrivedAt: null, startsAt: { lt: before(now, noShowAfter) } },
        { arrivedAt: { lt: startOfKstDay(kstDay(now)) } },
      ],
    },
    orderBy: { startsAt: "asc" },
    take: BATCH,
  });
  let released = 0;
  for (const { id, storeId } of candidates.filter((visit) => noShowLimit(visit) <= now))
    released += await stockTransaction(ctx.db, async (tx) => {
      await lockStock(tx, [storeId]);
      await lockVisit(tx, id);
      const { bookings, ...visit } = await tx.swapVisit.findUniqueOrThrow({
        where: { id },
        include: { bookings: { where: { state: "booked" } } },
      });
      // Moved, arrived or cancelled in the last moment.
      if (visit.storeId !== storeId || bookings.length === 0 || noShowLimit(visit) > now) return 0;
      const ended = await endBookings(ctx, tx, { visit, bookings, state: "no_show" });
      await offerFreed(ctx, tx, storeId, ended);
      return 1;
    });
  return { released };
}
