import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { StoreDetails } from "#app/domain/stores/get-store.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";

/**
 * The store that whoever acts works at, in the current incident. Everyone else is forbidden, and so is a
 * member whose store isn't in it.
 */
export async function requireOwnStore(ctx: Pick<Ctx, "db" | "actor">): Promise<StoreDetails> {
  const { storeRef } = requireStaff(ctx.actor, "store");
  const incident = await ctx.db.incident.findFirst({ orderBy: { createdAt: "desc" }, select: { id: true } });
  const store =
    incident && storeRef !== null
      ? await ctx.db.store.findUnique({
          where: { incidentId_storeRef: { incidentId: incident.id, storeRef } },
          omit: { lat: true, lon: true },
        })
      : null;
  if (!store) throw new Forbidden("belongs to no store of this incident");
  return store;
}

/** The same, where something of a certain store is asked for: another's is forbidden. */
export async function requireOwnStoreOf(
  ctx: Pick<Ctx, "db" | "actor">,
  storeId: number,
): Promise<StoreDetails> {
  const store = await requireOwnStore(ctx);
  if (store.id !== storeId) throw new Forbidden("another store's");
  return store;
}
