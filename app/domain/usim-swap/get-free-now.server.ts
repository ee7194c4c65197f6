import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { firstOpenSlots } from "#app/domain/usim-swap/first-open-slots.server.ts";
import { bookableAhead } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { walkInSlots } from "#app/domain/usim-swap/walk-in-slots.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { days } from "#app/shared/time.ts";

export type FreeNow = {
  /** Cards that are promised to nobody. */
  cards: { card: CardKind; free: number }[];
  /** The slot that a walk-in would be served in; null where no counter is free. */
  slotAt: Date | null;
  /** Where there is none, the first that can be booked. */
  nextAt: Date | null;
  deliveries: { card: CardKind; dueOn: string; quantity: number }[];
};

/** What the member's own store can do right now for somebody who came without a booking, and when else. */
export async function getFreeNow(ctx: Ctx): Promise<FreeNow> {
  const { id } = await requireOwnStore(ctx);
  const now = ctx.now();
  const [stock, { slots }, next, deliveries] = await Promise.all([
    ctx.db.storeStock.findMany({ where: { storeId: id }, orderBy: { card: "asc" } }),
    walkInSlots(ctx.db, id, now),
    firstOpenSlots(ctx, [id], 1, { from: now, days: bookableAhead / days(1) }),
    ctx.db.stockDelivery.findMany({
      where: { storeId: id, arrivedAt: null },
      orderBy: { dueOn: "asc" },
    }),
  ]);
  return {
    cards: stock.map(({ card, remaining }) => ({ card, free: remaining })),
    slotAt: slots[0] ?? null,
    nextAt: next.get(id) ?? null,
    deliveries: deliveries.map(({ card, dueOn, quantity }) => ({ card, dueOn, quantity })),
  };
}
