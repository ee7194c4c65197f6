import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { findBankAccount } from "#app/domain/compensation/find-bank-account.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type ShownAccount = { bank: string; lastFour: string; holdUntil: Date };
/**
 * The bank, the last four digits and until when nothing is paid there, to its holder at L2; to others only
 * that there is one.
 */
export type OwnBankAccount = { shown: ShownAccount | null };

/** Where a line's money goes, as far as it is shown. Null: on the bill. */
export async function getBankAccount(ctx: Ctx, subscriberId: bigint): Promise<OwnBankAccount | null> {
  await requireLineAccess(ctx, subscriberId);
  const account = await findBankAccount(ctx.db, subscriberId);
  if (!account) return null;
  const { bank, lastFour, holdUntil } = account;
  const isOwn = ctx.actor.type === "subscriber" && ctx.actor.level === "L2";
  return { shown: isOwn ? { bank, lastFour, holdUntil } : null };
}
