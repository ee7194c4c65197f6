import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Delivery } from "#app/domain/usim-swap/announce-delivery.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireStoreKeeper } from "#app/domain/usim-swap/require-store-keeper.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Puts a delivery on the store's shelf, as many as really came, announced or not, and sets its cards aside
 * for those who wait. Each delivery (card and day) is taken once. Audited. Only for the store's own staff and
 * operators.
 */
export async function takeDelivery(
  ctx: Ctx,
  { storeId, card, dueOn, quantity }: Delivery,
): Promise<Result<void, "already-taken" | "no-quantity">> {
  await requireStoreKeeper(ctx, storeId);
  if (!Number.isSafeInteger(quantity) || quantity < 0) return refused("no-quantity");
  return undoIfRefused(ctx.db, async (tx) => {
    await lockStock(tx, [storeId]);
    const named = { storeId, card, dueOn };
    const announced = await tx.stockDelivery.findUnique({ where: { storeId_card_dueOn: named } });
    if (announced?.arrivedAt) return refused("already-taken");
    if (!announced && quantity === 0) return refused("no-quantity");
    const arrived = { arrivedAt: ctx.now(), arrivedQuantity: quantity };
    await tx.stockDelivery.upsert({
      where: { storeId_card_dueOn: named },
      create: { ...named, quantity, ...arrived },
      update: arrived,
    });
    const more = { increment: quantity };
    await tx.storeStock.update({
      where: { storeId_card: { storeId, card } },
      data: { initial: more, remaining: more },
    });
    await setCardsAside(ctx, tx, { storeId, card });
    await recordAudit(ctx, tx, {
      action: "store.take-delivery",
      subject: { type: "store", id: String(storeId) },
      detail: { card, dueOn, quantity },
    });
    return ok(undefined);
  });
}
