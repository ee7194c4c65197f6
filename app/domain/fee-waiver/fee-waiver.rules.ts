import { z } from "zod";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import { feeParts, type FeePart } from "#app/shared/fee-parts.ts";
import { after, before, days, hours, kstDay, startOfKstDay } from "#app/shared/time.ts";

/**
 * What becomes of an application for the waiver of a line's termination fee.
 *
 * Its holder registers it, at any time from the first policy on: `registered`. As long as the policy is under review, it waits. With each new
 * version the worker tells everyone who is registered. Once one is decided, the worker asks the carrier when the line was terminated and what
 * that costs, and decides all of them by the same rules (decideFee):
 *
 *   ended in the window, applied in time → `approved`: in one transaction with the order that waives what is unpaid and gives back what is paid
 *   not so, and no more to come          → `refused`, with the reason
 *   not ended yet, or the carrier silent → still `registered`, and asked again an hour later at the soonest; who hasn't ended the line is reminded
 *                                          before the last day to
 *
 * Whoever registered under review is decided on as soon as the decision is announced; whoever came after it, from the first day to apply on.
 * Until it is decided, the holder may withdraw it, and it is withdrawn for them by an offer that costs the waiver; if the carrier then refuses
 * that offer, it is registered again, with the day that it had. The carrier's word on the order settles an approved one (settle-fee-waiver); the decision never
 * changes again. Refused there, it is owed all the same: a reviewer orders it anew where the carrier surely did nothing (retry-fee-waiver). Whoever
 * was refused may apply anew while there is time, and is told of each later version.
 */
export type FeeDecision =
  | { outcome: "approve" }
  | { outcome: "wait"; for: "decision" | "window" | "termination" }
  | { outcome: "refuse"; reason: FeeRefusal };

export const feeRefusals = [
  "not-affected",
  "applied-late",
  "not-terminated",
  "terminated-before",
  "terminated-after",
  "nothing-to-waive",
] as const;
export type FeeRefusal = (typeof feeRefusals)[number];

type Days = Pick<FeePolicyDefinition, "state" | "announced_at" | "terminated" | "apply" | "grace">;

/** A line may be registered so many times: each time is told by text. */
export const MOST_APPLICATIONS = 5;

/** The carrier is asked about a line no sooner again. */
export const ASK_AGAIN_MS = hours(1);

/** The last day to apply, a grace counted in; null while nothing is decided. */
export function lastDayToApply(policy: Pick<Days, "apply" | "grace">, grace: FeeGrace | null): string | null {
  if (!policy.apply) return null;
  return policy.grace.find((one) => one.for === grace)?.apply_until ?? policy.apply.to;
}

/** Whether it can still be registered for. */
export function mayRegister(policy: Days, grace: FeeGrace | null, now: Date): boolean {
  const last = lastDayToApply(policy, grace);
  return last === null || kstDay(now) <= last;
}

/**
 * The moment that an application made now counts from; null: it is too late. Whoever took an offer instead,
 * which the carrier then refused, counts from the moment that they took it: the wait for that answer is not
 * theirs.
 */
export const countsFrom = (
  policy: Days,
  grace: FeeGrace | null,
  { now, refusedOfferAt }: { now: Date; refusedOfferAt: Date | null },
): Date | null =>
  [now, refusedOfferAt].find((moment) => moment !== null && mayRegister(policy, grace, moment)) ?? null;

/**
 * By the policy in force, everyone by the same rules. Days are Korea's; the first and the last of a window
 * are in it.
 */
export function decideFee({
  policy,
  terminatedAt,
  appliedAt,
  grace,
  affected,
  now,
}: {
  policy: Days;
  terminatedAt: Date | null;
  appliedAt: Date;
  grace: FeeGrace | null;
  affected: boolean;
  now: Date;
}): FeeDecision {
  const { terminated, apply } = policy;
  const last = lastDayToApply(policy, grace);
  if (policy.state === "under_review" || !terminated || !apply || last === null)
    return { outcome: "wait", for: "decision" };
  if (!affected) return { outcome: "refuse", reason: "not-affected" };
  if (kstDay(appliedAt) > last) return { outcome: "refuse", reason: "applied-late" };
  // The carrier may learn of a termination after its day: while anyone may apply, nobody is refused for want of one.
  if (terminatedAt === null || terminatedAt > now)
    return kstDay(now) > last
      ? { outcome: "refuse", reason: "not-terminated" }
      : { outcome: "wait", for: "termination" };
  const ended = kstDay(terminatedAt);
  if (ended < terminated.from) return { outcome: "refuse", reason: "terminated-before" };
  if (ended > terminated.to) return { outcome: "refuse", reason: "terminated-after" };
  if (kstDay(now) < apply.from && appliedAt >= new Date(policy.announced_at))
    return { outcome: "wait", for: "window" };
  return { outcome: "approve" };
}

/** Whether the days to leave are over: an end from now on is too late, one in time may still become known. */
export const daysToLeaveAreOver = ({ terminated }: Pick<Days, "terminated">, now: Date) =>
  terminated !== undefined && kstDay(now) > terminated.to;

/**
 * Why nothing of the fee would be waived as of now, by the rule that decides: "too-late-to-leave" for a line
 * that hasn't ended when the days to leave are over. Null: it would be, or may be.
 */
export function hindranceOf(given: Parameters<typeof decideFee>[0]): FeeHindrance | null {
  const { policy, terminatedAt, affected, now } = given;
  const decision = decideFee(given);
  const hasEnded = terminatedAt !== null && terminatedAt <= now;
  if (affected && !hasEnded && daysToLeaveAreOver(policy, now)) return "too-late-to-leave";
  return decision.outcome === "refuse" ? decision.reason : null;
}
export type FeeHindrance = FeeRefusal | "too-late-to-leave";

/** A part of the fee as it was decided on, and as the page shows it. */
export const feeLineSchema = z.object({
  part: z.enum(feeParts),
  amountKrw: z.int().min(0),
  paidKrw: z.int().min(0),
  /** Whether the policy waives it. */
  counts: z.boolean(),
  waiveKrw: z.int().min(0),
  payBackKrw: z.int().min(0),
});
export type FeeLine = z.infer<typeof feeLineSchema>;
export type FeeSum = { lines: FeeLine[]; waivedKrw: number; paidBackKrw: number };

/**
 * What counts is waived as far as it is unpaid, and given back as far as it is paid; integer won, and the
 * lines add up.
 */
export function sumQuote(quote: Pick<FeeQuote, "parts">, counted: readonly FeePart[]): FeeSum {
  const lines = quote.parts.map(({ part, amountKrw, paidKrw }) => {
    const counts = counted.includes(part);
    const payBackKrw = counts ? Math.min(paidKrw, amountKrw) : 0;
    return { part, amountKrw, paidKrw, counts, waiveKrw: counts ? amountKrw - payBackKrw : 0, payBackKrw };
  });
  const sum = (of: (line: FeeLine) => number) => lines.reduce((total, line) => total + of(line), 0);
  return {
    lines,
    waivedKrw: sum(({ waiveKrw }) => waiveKrw),
    paidBackKrw: sum(({ payBackKrw }) => payBackKrw),
  };
}

/** Before a last day, whoever isn't done is told so many days ahead, at ten in the morning. */
const REMIND_DAYS_BEFORE = [7, 2];
const REMIND_AT = hours(10);

/**
 * Since when the reminder is due that comes next before a last day; null before the first, and once the day
 * is over.
 */
export function reminderDueSince(lastDay: string, now: Date): Date | null {
  if (kstDay(now) > lastDay) return null;
  const due = REMIND_DAYS_BEFORE.map((count) =>
    before(after(startOfKstDay(lastDay), REMIND_AT), days(count)),
  ).filter((since) => since <= now);
  return due.at(-1) ?? null;
}
