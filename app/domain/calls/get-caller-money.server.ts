import { getCheckedLine } from "#app/domain/calls/get-checked-line.server.ts";
import { getBankAccount, type OwnBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { getConfirmedSum, type ConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type CallerMoney = { sum: ConfirmedSum; account: OwnBankAccount | null };

/**
 * What a checked caller can have back by one press, and whether their money goes to an account: sums alone,
 * as they read at L1.
 */
export async function getCallerMoney(ctx: Ctx, callId: bigint): Promise<CallerMoney> {
  const subscriberId = await getCheckedLine(ctx, callId, "view-money");
  return {
    sum: await getConfirmedSum(ctx, subscriberId),
    account: await getBankAccount(ctx, subscriberId),
  };
}
