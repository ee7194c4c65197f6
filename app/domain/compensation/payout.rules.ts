import type { OrderFailure } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { hours } from "#app/shared/time.ts";

/**
 * What becomes of a payout.
 *
 * A decision that approves anything has one, of exactly its sum, `asked` from the transaction on that made
 * the decision final; the database refuses the one without the other. Each round of it is an order to the
 * carrier (carrier-order.rules.ts), which lists the approved items; what of them was never billed the carrier
 * waives instead, and says so. How the order ended settles the payout in the order's own transaction:
 *
 * - carried out, and every item as ordered → `settled`, with what the carrier said of each item; it never
 *   changes again.
 * - refused, on the way to a bank account → `asked` again in the next round, on the bill.
 * - refused on the bill → `failed`: a reviewer sees it, asks the carrier, and asks for it anew, to the
 *   holder's account where there is one by then, else on the bill (retry-payout). A line that has ended may
 *   have no bill any more.
 * - the carrier did something else than was ordered, or may have paid something before (an item of it, or
 *   under another order's key) → `failed`, and not ordered anew, until two people have asked the carrier
 *   (agree-to-outcome): `settled`, or it may be asked for anew.
 * - the line's data has been erased → `failed`, for good.
 *
 * A silent carrier is asked again, without end, under the same key and in the same words, those of the day it
 * was decided: a lost reply never pays twice.
 *
 * A bank account is held for 24 hours from when it was entered: the line is told at once on every channel,
 * and whoever didn't enter it has a day to end it. Payouts to an account that ends, or that another one takes
 * the place of, are ordered anew, on the bill or to the new one after its own hold; but for those that the
 * carrier may have heard of already. An account is its holder's: where a line passes to somebody else, what
 * was approved before still goes there, and nothing of the new holder's does.
 */
export const ACCOUNT_HOLD = hours(24);

/** Why the carrier said no, and surely paid, waived or gave nothing. */
export const surelyUnpaid = [
  "carrier-refused",
  "line-unknown",
  "found-undone",
] as const satisfies OrderFailure[];

/** Whether money whose order failed so may be ordered anew. */
export const isSurelyUnpaid = (failure: string | null | undefined): boolean =>
  surelyUnpaid.some((reason) => reason === failure);

/** The one path that L3 is reached for, to enter a bank account. */
export const ACCOUNT_PATH = "/compensation/account";

/** Whoever tries more often in 24 hours looks for whose an account is. */
export const ACCOUNT_TRIES_A_DAY = 5;

/** What a bank account's envelope, with its number and holder, belongs to. */
export const accountOwner = (idempotencyKey: string) => `bank-account:${idempotencyKey}`;
