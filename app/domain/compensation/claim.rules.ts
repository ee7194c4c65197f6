import { caseCodeOf } from "#app/shared/case-code.ts";
import { after, days, kstDay, startOfKstDay } from "#app/shared/time.ts";

/**
 * What becomes of a claim.
 *
 * A line asks money back in two ways. What the carrier has confirmed is taken whole, by one press: that claim
 * is `decided` in the moment in which it is made, by rule, since two people published what it rests on. What
 * the line's holder says wasn't theirs is `disputed`, item by item, and decided by a reviewer:
 *
 * - `draft`: the holder puts payments in and takes them out, adds some by hand, writes a note; one draft a
 *   line at a time, kept at every step.
 * - `filed`, by the holder: items and sums are fixed from then on, and round 1 of deciding is open. A
 *   reviewer takes the round on, and gives it back or decides it; from one who was disabled, or has left it
 *   alone for three working days, another takes it over with its verdicts. Until it is taken on, the holder
 *   may make the claim `withdrawn`; a draft they may withdraw at any time.
 * - `papers_asked`, by the reviewer, with a day; `filed` again once a document has arrived or no paper is
 *   asked for any more, and `papers_asked` once more where that document is returned. A claim that was
 *   objected to stays `objected` while a paper is asked for.
 * - `decided`, by the reviewer, when each open item has its verdict. Up to TWO_PEOPLE_ABOVE_KRW that is one
 *   person's decision; above it, it is proposed first, and another reviewer confirms it (then it is final) or
 *   returns it (then it is open again).
 * - `objected`, by the holder, once, within 30 days: the refused items that they name are open again, in
 *   round 2, which none of those who decided round 1 may take on or confirm. It ends as round 1 did:
 *   `decided`.
 *
 * Each decision that approves anything has exactly one payout of exactly its sum, from the same transaction
 * on. Of the carrier's payments an item is approved whole or not at all; of one added by hand as much as was
 * shown. `withdrawn` frees the items; an item that was refused by a decision comes back by an objection
 * alone, or as part of the confirmed sum, once the carrier has confirmed it.
 */

/**
 * Above this sum, of all disputed claims of a holder, one reviewer's word isn't enough: a single charge of
 * 2025, 330,000 won, takes two.
 */
export const TWO_PEOPLE_ABOVE_KRW = 300_000;

export const MOST_ITEMS = 50;

/** The monthly cap of micropayments (facts: 1,000,000 won): no single one can have been larger. */
export const MOST_BY_HAND_KRW = 1_000_000;

/**
 * So far from the incident's window on either side a payment may be added by hand: its edges are what was
 * known when it was published.
 */
const DAYS_AROUND_WINDOW = 30;

/**
 * So many claims a line may file in 24 hours, withdrawn ones too: each is a letter, and a place in the desk's
 * queue.
 */
export const CLAIMS_A_DAY = 5;

const OBJECTION_DAYS = 30;

export const LONGEST_NOTE = 2_000;

/** A draft that nobody touched for so long is reminded of. */
export const draftReminderAfter = days(3);

/** Whoever was asked for a paper so short a time ago, has that letter still. */
export const paperReminderAfter = days(1);

/** So many days before a paper is due, it is reminded of. */
export const PAPER_REMINDER_DAYS = 3;

/** The last day in Korea on which a decision can be objected to; the day of the decision isn't counted (민법 제157조). */
export const objectionUntil = (decidedAt: Date) => kstDay(after(decidedAt, days(OBJECTION_DAYS)));

/** The states in which documents are taken. */
export const takesDocuments = (state: string) =>
  ["draft", "filed", "papers_asked", "objected"].includes(state);

/** The days in Korea, both included, on which a payment added by hand may have been. */
export function handDays(window: { from: string; to: string }): { from: string; to: string } {
  const moved = (day: string, by: number) => kstDay(after(startOfKstDay(day), days(by)));
  return { from: moved(window.from, -DAYS_AROUND_WINDOW), to: moved(window.to, DAYS_AROUND_WINDOW) };
}

/** "B-7K2Q-9M4X" (보상), of 40 random bits. */
export const newClaimNumber = (random: Uint8Array) => caseCodeOf("B", random);

/** The owners that its envelopes are bound to. */
export const claimOwner = (claimNumber: string) => `claim:${claimNumber}`;
export const handItemOwner = (claimNumber: string, formKey: string) => `claim:${claimNumber}:${formKey}`;

/** Where a claim stands, to whom a refusal of the desk is told. */
export type ReviewRefusal =
  | "not-yours"
  | "gone"
  | "not-all-decided"
  | "papers-open"
  | "sum-changed"
  | "same-person"
  | "earlier-round"
  | "own-claim"
  | "bad-sum"
  | "bad-reason"
  | "same-charge";
