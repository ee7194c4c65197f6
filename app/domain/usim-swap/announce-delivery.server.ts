import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStoreKeeper } from "#app/domain/usim-swap/require-store-keeper.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type Delivery = {
  storeId: number;
  card: CardKind;
  /** "2025-09-22", in Korea. */
  dueOn: string;
  quantity: number;
};

/**
 * Says that cards are on their way to a store, so that people are told when to look again; nobody is booked
 * on them. Said again for the same day, the number is corrected; refused once they have come. Audited. Only
 * for the store's own staff and operators.
 */
export async function announceDelivery(
  ctx: Ctx,
  { storeId, card, dueOn, quantity }: Delivery,
): Promise<Result<void, "already-taken" | "no-quantity">> {
  await requireStoreKeeper(ctx, storeId);
  if (!Number.isSafeInteger(quantity) || quantity < 1) return refused("no-quantity");
  return ctx.db.$transaction(async (tx) => {
    const announced = await tx.stockDelivery.upsert({
      where: { storeId_card_dueOn: { storeId, card, dueOn } },
      create: { storeId, card, dueOn, quantity },
      update: {},
    });
    // One that has come stays what it was, also where it comes at this very moment.
    const { count } = await tx.stockDelivery.updateMany({
      where: { id: announced.id, arrivedAt: null },
      data: { quantity },
    });
    if (count === 0) return refused("already-taken");
    await recordAudit(ctx, tx, {
      action: "store.announce-delivery",
      subject: { type: "store", id: String(storeId) },
      detail: { card, dueOn, quantity },
    });
    return ok(undefined);
  });
}
