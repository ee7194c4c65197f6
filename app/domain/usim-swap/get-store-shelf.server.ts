import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import type { StoreDetails } from "#app/domain/stores/get-store.server.ts";
import type { StockCount, StockDelivery, StoreClosure, StoreStock } from "#app/infra/db/generated/client.ts";
import { kstDay } from "#app/shared/time.ts";

export type StoreShelf = {
  store: StoreDetails;
  /** "2025-09-22", in Korea. */
  today: string;
  stock: StoreStock[];
  /** Those to come, and the last ten that came. */
  due: StockDelivery[];
  arrived: StockDelivery[];
  /** Of today. */
  counts: StockCount[];
  /** Those that aren't over. */
  closures: StoreClosure[];
};

/**
 * What lies on the shelf of the member's own store, what is on its way there, today's counts, and when it is
 * closed.
 */
export async function getStoreShelf(ctx: Ctx): Promise<StoreShelf> {
  const store = await requireOwnStore(ctx);
  const [storeId, now] = [store.id, ctx.now()];
  const [stock, due, arrived, counts, closures] = await Promise.all([
    ctx.db.storeStock.findMany({ where: { storeId }, orderBy: { card: "asc" } }),
    ctx.db.stockDelivery.findMany({ where: { storeId, arrivedAt: null }, orderBy: { dueOn: "asc" } }),
    ctx.db.stockDelivery.findMany({
      where: { storeId, arrivedAt: { not: null } },
      orderBy: { arrivedAt: "desc" },
      take: 10,
    }),
    ctx.db.stockCount.findMany({ where: { storeId, day: kstDay(now) } }),
    ctx.db.storeClosure.findMany({ where: { storeId, until: { gt: now } }, orderBy: { from: "asc" } }),
  ]);
  return { store, today: kstDay(now), stock, due, arrived, counts, closures };
}
