import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { findLiveTickets } from "#app/domain/usim-swap/check-wanted.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { settleTickets } from "#app/domain/usim-swap/settle-tickets.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";

/**
 * Gives up a line's place in a waiting list, and a card that was set aside for it to the next; the line is
 * told. Without a place, it does nothing.
 */
export async function leaveWaitingList(ctx: Ctx, { subscriberId }: { subscriberId: bigint }): Promise<void> {
  const { callId } = await requireLineAccess(ctx, subscriberId);
  await stockTransaction(ctx.db, async (tx) => {
    await lockLines(tx, [subscriberId]);
    const stores = (await findLiveTickets(tx, [subscriberId])).map(({ storeId }) => storeId);
    await lockStock(tx, stores);
    // It may have been offered a card, or have lapsed, before the lock.
    const tickets = (await findLiveTickets(tx, [subscriberId])).filter(({ storeId }) =>
      stores.includes(storeId),
    );
    if (tickets.length === 0) return;
    await settleTickets(ctx, tx, { tickets, bookedAt: null });
    await recordAudit(ctx, tx, {
      action: "swap.leave",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: callId ? { callId: String(callId), forCaller: true } : {},
    });
    for (const { storeId } of tickets)
      await writeLetter(ctx, tx, { subscriberId, kind: "place_ended", storeId, momentAt: ctx.now() });
  });
}
