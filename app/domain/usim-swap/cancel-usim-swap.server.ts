import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { endBookings, offerFreed } from "#app/domain/usim-swap/end-bookings.server.ts";
import { isBeingServed } from "#app/domain/usim-swap/is-being-served.server.ts";
import { lockLines, lockStock, lockVisit } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireSwapLines } from "#app/domain/usim-swap/require-swap-lines.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type CancelUsimSwap = {
  visitId: bigint;
  /** The one line that doesn't come; all of the visit's, where there is none. */
  subscriberId?: bigint;
  session?: Session;
};

/**
 * Cancels a visit, or one line of it: gives back slots and cards, which go to those who wait. Sent again, by
 * whichever form, it has been done. "gone": somebody has arrived, or the booking has ended in another way.
 * Audited, and each line is told.
 */
export async function cancelUsimSwap(
  ctx: Ctx,
  key: string,
  { visitId, subscriberId, session }: CancelUsimSwap,
): Promise<Result<void, "gone">> {
  const visit = await ctx.db.swapVisit.findUnique({ where: { id: visitId }, include: { bookings: true } });
  if (!visit) throw new NotFound("no such visit");
  const concerned = visit.bookings.filter(
    (booking) => subscriberId === undefined || booking.subscriberId === subscriberId,
  );
  if (concerned.length === 0) throw new NotFound("no such line in this visit");
  const lines = concerned.map((booking) => booking.subscriberId);
  const access = await requireSwapLines(ctx, lines, session);
  if (!access.ok) return refused("gone");
  const { callId } = access.value;

  return undoIfRefused(ctx.db, async (tx) => {
    await lockLines(tx, lines);
    // Where it is now: it may have been moved meanwhile, but not any more.
    const { storeId } = await tx.swapVisit.findUniqueOrThrow({ where: { id: visitId } });
    await lockStock(tx, [storeId]);
    await lockVisit(tx, visitId);
    const { bookings, ...current } = await tx.swapVisit.findUniqueOrThrow({
      where: { id: visitId },
      include: { bookings: { where: { subscriberId: { in: lines } } } },
    });
    if (bookings.every(({ state }) => state === "cancelled")) return ok(undefined);
    const live = bookings.filter(({ state }) => state === "booked");
    if (live.length === 0 || (await isBeingServed(tx, current))) return refused("gone");

    const detail = { key, ...(callId && { callId: String(callId), forCaller: true }) };
    const ended = await endBookings(ctx, tx, {
      visit: current,
      bookings: live,
      state: "cancelled" as const,
      detail,
    });
    await offerFreed(ctx, tx, storeId, ended);
    return ok(undefined);
  });
}
