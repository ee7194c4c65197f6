import { hours, minutes } from "#app/shared/time.ts";

/**
 * What becomes of an ID check.
 *
 * A member of the store looks at the document and types the name and the birth date that stand in it; the
 * product compares them with the line's (a minor's guardian's) without showing either, so that a clerk's word
 * is never all there is. What is written down is the kind of document, whose it is, the result, who and when:
 * never a number or a picture. `not_matched`, by the member's word or by the comparison, is written down and
 * stops; nothing comes after it but another check, which then needs a second word. The line is texted of what
 * the comparison found; after three of those in 24 hours, in whatever stores, nothing is compared with it any
 * more.
 *
 * One member's word is not enough for whoever came without a booking, comes in the holder's place (proxy),
 * can't be compared (companies never can), or failed before: then the line is texted first (at_store), and
 * the check waits for a second member of the same store, in their own session, or for the carrier's own check
 * of the document. Once its text has gone out and the second has spoken, it holds, as one that needs no
 * second does at once: for two hours for a swap, and for fifteen minutes to open one action at L3.
 *
 * An action at L3 (store grant) is one path, opened by a code of eight characters that the person types
 * themself, on the store's tablet or their own phone, with their birth date: for fifteen minutes, once, and
 * only the newest code of a check. Three wrong dates end it. A check opens one action: once its code was
 * used, or a later check of the line was made in that store, it opens nothing more. The line is texted of
 * each opening.
 */
export const idCheckLifetime = hours(2);
export const documentCheckLifetime = minutes(15);
export const grantLifetime = minutes(15);
export const wrongDatesPerGrant = 3;
export const mismatchesADay = 3;

/** Whoever was texted within this time that somebody is at a store for their line isn't texted again. */
export const toldLately = minutes(30);

/** A walk-in is served in the slot that runs now, or in one that begins within this time. */
export const walkInAhead = minutes(15);

/** What an ID check in a store can open: each is a page at L3. */
export const storeActions = [
  "/protection/pause",
  "/protection/off",
  "/micropayments/raise",
  "/usim-swap/esim",
  "/usim-swap/courier",
  "/compensation/account",
] as const;
export type StoreAction = (typeof storeActions)[number];

type Check = {
  result: "matched" | "not_matched";
  at: Date;
  needsSecond: boolean;
  secondMemberId: bigint | null;
  documentCheckRef: string | null;
};

export type CheckRefusal = "not-matched" | "id-check-old" | "no-second" | "text-not-out";

/** Why a check doesn't hold for what may follow it so long after; null where it does. */
export function whyNotChecked(
  check: Check & { told: boolean },
  { now, within }: { now: Date; within: number },
): CheckRefusal | null {
  if (check.result === "not_matched") return "not-matched";
  if (now.getTime() - check.at.getTime() > within) return "id-check-old";
  if (!check.needsSecond) return null;
  if (check.secondMemberId === null && check.documentCheckRef === null) return "no-second";
  return check.told ? null : "text-not-out";
}
