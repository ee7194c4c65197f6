import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { firstOpenSlots } from "#app/domain/usim-swap/first-open-slots.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { countCards, freeCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import { offerLasts } from "#app/domain/usim-swap/waiting-list.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { after } from "#app/shared/time.ts";

/** At a time and store: the worker comes again at once while there are more. */
const BATCH = 50;

/**
 * Ends the offers whose time is over, and sets their cards aside for the next, store by store; who let one
 * pass is told. As long as a store is closed or full for the days that can be booked, an offer there doesn't
 * end: nobody could have used it. How many ended.
 */
export async function lapseOffers(ctx: Ctx): Promise<{ lapsed: number }> {
  const now = ctx.now();
  const due = { state: "offered" as const, offeredUntil: { lte: now } };
  const stores = await ctx.db.waitingTicket.findMany({
    where: due,
    distinct: ["storeId"],
    select: { storeId: true },
  });
  if (stores.length === 0) return { lapsed: 0 };
  const ids = stores.map(({ storeId }) => storeId);
  const open = await firstOpenSlots(ctx, ids, 1, { from: now, days: 14 });

  let lapsed = 0;
  for (const storeId of ids)
    lapsed += await stockTransaction(ctx.db, async (tx) => {
      await lockStock(tx, [storeId]);
      if (open.has(storeId)) return lapseAt(ctx, tx, { ...due, storeId });
      const offeredUntil = after(now, offerLasts);
      await tx.waitingTicket.updateMany({ where: { ...due, storeId }, data: { offeredUntil } });
      return 0;
    });
  return { lapsed };
}

type Due = { state: "offered"; offeredUntil: { lte: Date }; storeId: number };

async function lapseAt(ctx: Ctx, tx: Transaction, due: Due): Promise<number> {
  const { storeId } = due;
  const tickets = await tx.waitingTicket.findMany({ where: due, orderBy: { id: "asc" }, take: BATCH });
  const now = ctx.now();
  await tx.waitingTicket.updateMany({
    where: { id: { in: tickets.map(({ id }) => id) } },
    data: { state: "lapsed", settledAt: now },
  });
  for (const { id, subscriberId } of tickets) {
    await recordAudit(ctx, tx, {
      action: "swap.lapse",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { ticket: String(id), store: storeId },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "place_ended", storeId, momentAt: now });
  }
  for (const { card, quantity } of countCards(tickets)) {
    await freeCards(tx, { storeId, card, quantity });
    await setCardsAside(ctx, tx, { storeId, card });
  }
  return tickets.length;
}
