import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { firstOpenSlots } from "#app/domain/usim-swap/first-open-slots.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { countCards, freeCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { offerLasts } from "#app/domain/usim-swap/waiting-list.rules.ts";
import { after } from "#app/shared/time.ts";

/**
 * Ends the offers whose time is over, and sets their cards aside for the next, store by store. As long as a store is closed or full for the days that can be
 * booked, an offer there doesn't end: nobody could have used it. How many ended.
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
    await ctx.db.$transaction(async (tx) => {
      await lockStock(tx, [storeId]);
      if (!open.has(storeId)) {
        const offeredUntil = after(now, offerLasts);
        await tx.waitingTicket.updateMany({ where: { ...due, storeId }, data: { offeredUntil } });
        return;
      }
      const ended = await tx.waitingTicket.updateManyAndReturn({
        where: { ...due, storeId },
        data: { state: "lapsed", settledAt: now },
      });
      lapsed += ended.length;
      for (const { id, subscriberId } of ended)
        await recordAudit(ctx, tx, {
          action: "swap.lapse",
          subject: { type: "subscriber", id: String(subscriberId) },
          detail: { ticket: String(id), store: storeId },
        });
      for (const { card, quantity } of countCards(ended)) {
        await freeCards(tx, { storeId, card, quantity });
        await setCardsAside(ctx, tx, { storeId, card });
      }
    });
  return { lapsed };
}
