import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { offerLasts } from "#app/domain/usim-swap/waiting-list.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { after } from "#app/shared/time.ts";

/**
 * Offers the free cards of a store to those who wait for them, in the order of waiting-list.rules.ts, each
 * for 24 hours, and tells them. It is called in every transaction that frees cards, and holds the store's
 * stock rows: so no card ever lies free while somebody waits for it.
 */
export async function setCardsAside(
  ctx: Ctx,
  tx: Transaction,
  { storeId, card }: { storeId: number; card: CardKind },
): Promise<void> {
  const stock = await tx.storeStock.findUnique({ where: { storeId_card: { storeId, card } } });
  if (!stock || stock.remaining === 0) return;
  const next = await tx.waitingTicket.findMany({
    where: { storeId, card, state: "waiting" },
    orderBy: [
      { rank: "asc" },
      { travelOn: { sort: "asc", nulls: "last" } },
      { joinedAt: "asc" },
      { id: "asc" },
    ],
    take: stock.remaining,
  });
  const offeredUntil = after(ctx.now(), offerLasts);
  for (const { id, subscriberId } of next) {
    if (!(await reserveCards(tx, { storeId, card, quantity: 1 }))) return;
    await tx.waitingTicket.update({ where: { id }, data: { state: "offered", offeredUntil } });
    await recordAudit(ctx, tx, {
      action: "swap.offer",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { ticket: String(id), store: storeId },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "card_set_aside", storeId, momentAt: offeredUntil });
  }
}
