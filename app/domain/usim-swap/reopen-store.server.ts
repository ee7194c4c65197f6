import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireStoreKeeper } from "#app/domain/usim-swap/require-store-keeper.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";

/**
 * Takes a closure back: one that has begun ends now, one to come is none. Who was moved or has lost a booking
 * stays so: they were told. Audited. Only for the store's own staff and operators. Throws NotFound.
 */
export async function reopenStore(ctx: Ctx, { closureId }: { closureId: bigint }): Promise<void> {
  const closure = await ctx.db.storeClosure.findUnique({ where: { id: closureId } });
  if (!closure) throw new NotFound("no such closure");
  const { storeId, from, until, reason } = closure;
  await requireStoreKeeper(ctx, storeId);
  await stockTransaction(ctx.db, async (tx) => {
    await lockStock(tx, [storeId]);
    const [now, id] = [ctx.now(), closureId];
    const { count } =
      from < now
        ? await tx.storeClosure.updateMany({ where: { id, until: { gt: now } }, data: { until: now } })
        : await tx.storeClosure.deleteMany({ where: { id } });
    if (count === 0) return;
    await recordAudit(ctx, tx, {
      action: "store.reopen",
      subject: { type: "store", id: String(storeId) },
      detail: { from: from.toISOString(), until: until.toISOString() },
      reason,
    });
  });
}
