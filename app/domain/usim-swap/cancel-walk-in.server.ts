import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { endBookings, offerFreed } from "#app/domain/usim-swap/end-bookings.server.ts";
import { lockLines, lockStock, lockVisit } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireOwnVisit } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Takes back that somebody came without a booking: the number was mistyped, or they left without a card. Card
 * and counter go to those who wait, and the line, which is told, can be booked again. "gone": it was a
 * booking, or has ended otherwise; sent again, it has been done. Audited with the reason.
 */
export async function cancelWalkIn(
  ctx: Ctx,
  { visitId, reason }: { visitId: bigint; reason: string },
): Promise<Result<void, "gone" | "reason-short">> {
  const { visit: known, store } = await requireOwnVisit(ctx, visitId);
  if (!known.walkIn) return refused("gone");
  if (reason.trim().length < shortestReason) return refused("reason-short");
  return stockTransaction(ctx.db, async (tx) => {
    const lines = await tx.swapBooking.findMany({ where: { visitId } });
    await lockLines(
      tx,
      lines.map(({ subscriberId }) => subscriberId),
    );
    await lockStock(tx, [store.id]);
    await lockVisit(tx, visitId);
    const { bookings, ...visit } = await tx.swapVisit.findUniqueOrThrow({
      where: { id: visitId },
      include: { bookings: true },
    });
    if (bookings.every(({ state }) => state === "cancelled")) return ok(undefined);
    if (bookings.every(({ state }) => state !== "booked")) return refused("gone");
    const ended = await endBookings(ctx, tx, {
      visit,
      bookings,
      state: "cancelled" as const,
      reason: reason.trim(),
    });
    await offerFreed(ctx, tx, store.id, ended);
    const told = { kind: "visit_cancelled", storeId: store.id, momentAt: visit.startsAt } as const;
    for (const { subscriberId } of ended) await writeLetter(ctx, tx, { ...told, subscriberId });
    return ok(undefined);
  });
}
