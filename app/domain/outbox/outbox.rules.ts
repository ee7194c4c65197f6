import type { PassingError, SendResult, SentLookup } from "#app/infra/transport.ts";
import { hours, minutes, seconds } from "#app/shared/time.ts";

/**
 * What becomes of a message, text or e-mail.
 *
 * `held` when its campaign is planned. Launching the campaign, or choosing the line for its pilot, makes it `pending`. The worker leases what
 * is pending and due, of campaigns that are running or in pilot: `sending`, with an owner and an end of the lease in the database's clock
 * (never the demo's, which jumps). First it asks the carrier who holds the number now. A carrier that is silent puts the text back to
 * `pending` for later; a number that has gone to somebody else makes it `failed`. Otherwise an attempt and the link's hash are committed, and only
 * then is the provider called. Its answer moves the text on:
 *
 *   accepted   → `accepted`
 *   retryable  → `pending` again, later each time; `failed` once the table below says so. Where the provider means the sender, not the
 *                text (too many calls, account blocked), nothing else is sent until then either
 *   permanent  → `failed`
 *   unknown    → stays `sending` until the lease ends
 *
 * A lease that ends without an answer (unknown, or the worker died) is taken over: no attempt yet → `pending`; else the provider's list is
 * asked. On the list → `accepted`. Provably not → that attempt counts as not sent, `pending`. It
 * doesn't answer → asked again a lease later. It can't tell → once, and only once, `pending` again with
 * the same link; the second time `unknown`: shown to the operator, and never sent again by itself. So nobody gets more than two, and nothing
 * is lost unseen. A receipt for such a call is the provider's word that it took it: it makes what is `pending` or `unknown` for want of
 * that word `accepted` (record-receipt.server.ts).
 *
 * E-mail goes the same way beside the text, with the same words and link; SMTP servers keep no list, so there "can't tell" is all there is.
 *
 * A letter, a text to one person about something that just happened, goes the same way, but is `pending` from the start: its campaign always
 * runs, and is leased from first. Letters and findings' texts don't supersede each other. Two messages with different links to one line
 * never go out at once: the one that is issued last replaces the other's link, and a retry of that other then fails.
 *
 * A later finding's plan makes what is still held or pending `superseded`, and the worker does the same to what was under way then.
 * `accepted`, `failed`, `unknown` and `superseded` are ends.
 */
export type Step =
  | { state: "accepted" }
  | { state: "failed" | "unknown" | "superseded"; reason: string }
  | { state: "pending"; reason: string | null; waitMs: number }
  /** Left to the end of the lease. */
  | { state: "sending" };

export type PastAttempt = {
  number: number;
  outcome: "accepted" | "retryable" | "permanent" | "unknown" | "not_sent" | null;
};

/**
 * How long to wait after the first error of a kind (doubled with each), at the longest, and after how many
 * attempts to give up: about a day of outage.
 */
const retries: Record<PassingError, { firstMs: number; longestMs: number; attempts: number }> = {
  "rate-limited": { firstMs: seconds(1), longestMs: minutes(1), attempts: 1_440 },
  unavailable: { firstMs: seconds(5), longestMs: minutes(15), attempts: 100 },
  unreachable: { firstMs: seconds(5), longestMs: minutes(15), attempts: 100 },
  // Only people can mend it, in days perhaps; the texts then still say what is true.
  "sender-blocked": { firstMs: minutes(1), longestMs: minutes(15), attempts: 300 },
};

/** A provider may ask for patience, but not for more than this. */
const LONGEST_PATIENCE_MS = hours(1);

/** Attempts that provably ended before the call: past these, the text itself is what ends the worker. */
const MAX_NOT_SENT = 5;

/** Sends whose outcome nobody knows: the first is followed by the one automatic resend, the second by none. */
const MAX_UNKNOWN = 2;

/** Whether the provider spoke of the sender: then whatever else is due waits as well. */
export const concernsAll = (result: SendResult) =>
  result.kind === "retryable" && (result.code === "rate-limited" || result.code === "sender-blocked");

/** Where the provider's answer takes the text, after `attempts` attempts with this one. */
export function afterSend(result: SendResult, attempts: number): Step {
  switch (result.kind) {
    case "accepted":
      return { state: "accepted" };
    case "permanent":
      return { state: "failed", reason: result.code };
    case "unknown":
      return { state: "sending" };
    case "retryable": {
      const rule = retries[result.code];
      if (attempts >= rule.attempts) return { state: "failed", reason: `gave-up-${result.code}` };
      const doubled = Math.min(rule.firstMs * 2 ** Math.min(attempts - 1, 30), rule.longestMs);
      const asked = Math.min(result.retryAfterMs ?? 0, LONGEST_PATIENCE_MS);
      return { state: "pending", reason: result.code, waitMs: Math.max(doubled, asked) };
    }
  }
}

/**
 * Where the provider's list takes a text whose last attempt has no certain outcome, and what that attempt's
 * outcome then is.
 */
export function afterLookup(
  lookup: SentLookup,
  attempts: readonly PastAttempt[],
): { outcome: "accepted" | "not_sent" | "unknown"; step: Step } {
  const earlier = (outcome: PastAttempt["outcome"]) =>
    attempts.slice(0, -1).filter((attempt) => attempt.outcome === outcome).length;
  switch (lookup.kind) {
    case "sent":
      return { outcome: "accepted", step: { state: "accepted" } };
    case "not-sent":
      return {
        outcome: "not_sent",
        step:
          earlier("not_sent") + 1 >= MAX_NOT_SENT
            ? { state: "failed", reason: "never-got-out" }
            : { state: "pending", reason: "not-sent", waitMs: 0 },
      };
    case "no-answer":
      return { outcome: "unknown", step: { state: "sending" } };
    case "cannot-tell":
      return {
        outcome: "unknown",
        step:
          earlier("unknown") + 1 >= MAX_UNKNOWN
            ? { state: "unknown", reason: "provider-cannot-tell" }
            : { state: "pending", reason: "resend-after-unknown", waitMs: 0 },
      };
  }
}
