import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";

export type StoreDetails = Omit<Store, "lat" | "lon">;

/** What everybody may know of a store. Throws NotFound. */
export async function getStore(ctx: Pick<Ctx, "db">, storeId: number): Promise<StoreDetails> {
  const store = await ctx.db.store.findUnique({ where: { id: storeId }, omit: { lat: true, lon: true } });
  if (!store) throw new NotFound(`no store ${storeId}`);
  return store;
}
