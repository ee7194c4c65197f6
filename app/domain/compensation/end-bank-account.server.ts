import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { findBankAccount } from "#app/domain/compensation/find-bank-account.server.ts";
import { movePayouts } from "#app/domain/compensation/move-payouts.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Ends a line's bank account, so that its money comes on the bill: at L1, since that can only send money back
 * to whoever pays the bill, and by the line's own session alone. What was going to the account and hasn't
 * been tried yet is ordered anew. The line is told, in one letter; audited.
 */
export async function endBankAccount(
  ctx: Ctx,
  { subscriberId }: { subscriberId: bigint },
): Promise<Result<unknown, "no-account">> {
  const { actor } = ctx;
  if (actor.type !== "subscriber" || actor.id !== String(subscriberId))
    throw new Forbidden("only for the line's own session");
  return ctx.db.$transaction(async (tx) => {
    await lockOrders(tx, subscriberId, "pay_out");
    const live = await findBankAccount(tx, subscriberId);
    if (!live) return refused("no-account");
    await tx.bankAccount.update({
      where: { id: live.id },
      data: { endedAt: ctx.now(), endedFor: "ended" },
    });
    await movePayouts(ctx, tx, { from: live, to: null });
    await recordAudit(ctx, tx, {
      action: "account.end",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { account: String(live.id) },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "account_ended" });
    return ok({});
  });
}
