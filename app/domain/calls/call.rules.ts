import { minutes } from "#app/shared/time.ts";

/**
 * What becomes of a call.
 *
 * An agent starts it, one at a time, and it is about nobody. What the caller says finds lines, shown masked;
 * opening one gives the call its line, once and for all, since a second line in the same call is how somebody
 * would leaf through people. Until the caller is checked the agent has what anybody may have: public facts, a
 * report, directions, and the link sent again to the number on file.
 *
 * The caller is checked by the one-use code that their own session shows (the agent types it), or by their
 * yes in the carrier's app (the agent asks for it, and reads the answer); never by a name, number or birth
 * date, which are the thief's stock. Three wrong codes, and only the app or a store is left; a "no" in the
 * app is the end of asking there, for every agent and for a day; a yes counts for five minutes from the
 * asking. Checked, the agent reads what the caller reads, and acts at L1 for that line alone. The check
 * lapses after half an hour, and can be made again.
 *
 * The agent proves themself the other way round: from when the line is open, their screen can show a code
 * that is live for ten minutes of this call, and that the caller checks in their own session.
 *
 * The agent ends the call with its outcome and, mostly, a note. Nothing else ends it, so the next caller
 * waits for the wrap-up; a call that is over opens nothing any more.
 */
export const checkLifetime = minutes(30);
export const wrongCodesPerCall = 3;
export const questionsPerCall = 3;
export const questionsPerLineAndDay = 6;
/** So long the carrier's app waits for an answer. */
export const questionLifetime = minutes(2);
/** From the asking on: an older yes says nothing of who is on the phone now. */
export const answerLifetime = minutes(5);

export const callerCodeLifetime = minutes(2);
export const agentCodeLifetime = minutes(10);
export const wrongAgentCodesPerSession = 10;

/** So many rows a search shows at the most: whoever is among more must be found by what they alone have. */
export const mostFound = 10;

export const longestNote = 2_000;

export const unmaskFields = ["name", "msisdn", "birth_date", "email"] as const;
export type UnmaskField = (typeof unmaskFields)[number];

export const callOutcomes = [
  "answered",
  "link_sent",
  "report_filed",
  "sent_to_store",
  "not_checked",
  "other",
] as const;
export type CallOutcome = (typeof callOutcomes)[number];

/** Until when a caller's check holds; null where there was none, or it has lapsed. */
export function checkedUntil({ checkedAt }: { checkedAt: Date | null }, now: Date): Date | null {
  if (!checkedAt) return null;
  const until = new Date(checkedAt.getTime() + checkLifetime);
  return until > now ? until : null;
}

/**
 * The six digits as people type them, "483 920" or "４８３９２０"; null where they can't be a code, which is not
 * counted as one.
 */
export function parseCode(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s-]/g, "");
  return /^\d{6}$/.test(digits) ? digits : null;
}

/** What a call's sealed note belongs to. */
export const callNoteOwner = (callId: bigint) => `call:${callId}`;
