import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type OwnBankAccount = { bank: string; lastFour: string; holdUntil: Date };

/** Where a line's money goes, as far as it is shown: the bank, the last four digits and until when nothing is paid there. Null: on the bill. */
export async function getBankAccount(ctx: Ctx, subscriberId: bigint): Promise<OwnBankAccount | null> {
  await requireLineAccess(ctx, subscriberId);
  return ctx.db.bankAccount.findFirst({
    where: { subscriberId, endedAt: null },
    select: { bank: true, lastFour: true, holdUntil: true },
  });
}
