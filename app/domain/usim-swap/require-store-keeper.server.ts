import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { requireOwnStoreOf } from "#app/domain/stores/require-own-store.server.ts";

/**
 * Who may say what a store has and when it is open: its own staff, and an operator on the command line.
 * Everyone else is forbidden.
 */
export async function requireStoreKeeper(ctx: Ctx, storeId: number): Promise<void> {
  if (ctx.actor.type === "operator") return;
  if (ctx.actor.type !== "staff") throw new Forbidden("only for the store's staff and operators");
  await requireOwnStoreOf(ctx, storeId);
}
