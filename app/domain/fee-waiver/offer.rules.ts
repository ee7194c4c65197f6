import type { FeeOffer, FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { daysToLeaveAreOver, decideFee, sumQuote } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import type { FeePart } from "#app/shared/fee-parts.ts";
import { kstDay } from "#app/shared/time.ts";

/** Why an application was withdrawn that nobody took back. */
export const OFFER_TAKEN = "offer-taken";

/**
 * What somebody gives up with an offer, line by line: a part of the fee, or a payment that can't be claimed
 * any more. Those that a finding cleared are one line: most of them were the person's own.
 */
export type LostLine =
  | { kind: "fee"; part: FeePart; krw: number }
  | { kind: "cleared"; count: number; krw: number }
  | { kind: "suspected" | "drafted" | "refused"; at: string; krw: number };

export const sumLost = (lines: readonly LostLine[]) => lines.reduce((sum, { krw }) => sum + krw, 0);

/** Whether an offer can be taken on that day; its last one is in it. */
export const isOnOffer = ({ from, until }: Pick<FeeOffer, "from" | "until">, now: Date) =>
  from <= kstDay(now) && kstDay(now) <= until;

export type Standing = {
  policy: FeePolicyDefinition;
  quote: FeeQuote;
  /**
   * What is registered for the line; null: nothing, so that it would be with any grace, counting from
   * `appliesFrom`.
   */
  registered: { appliedAt: Date; grace: FeeGrace | null } | null;
  appliesFrom: Date;
  affected: boolean;
  now: Date;
};

/**
 * The parts of the fee that could still be waived for a line: under review, all that is reviewed. Once the
 * days to leave are over, what is registered keeps its price as long as it can be approved, since the carrier
 * may learn late of an end in time; a line that hasn't ended, and isn't registered, has nothing to lose then.
 */
export function feeAtStake(standing: Standing): LostLine[] {
  const { policy, quote, registered, appliesFrom, affected, now } = standing;
  const applied = registered
    ? [registered]
    : [null, ...policy.grace.map((grace) => grace.for)].map((grace) => ({ appliedAt: appliesFrom, grace }));
  const daysAreOver = daysToLeaveAreOver(policy, now);
  const couldBeWaived = applied.some((one) => {
    const decision = decideFee({ policy, terminatedAt: quote.terminatedAt, affected, now, ...one });
    if (decision.outcome === "wait" && decision.for === "termination")
      return registered !== null || !daysAreOver;
    return decision.outcome !== "refuse";
  });
  if (!affected || !couldBeWaived) return [];
  return sumQuote(quote, policy.parts).lines.flatMap(({ part, waiveKrw, payBackKrw }) =>
    waiveKrw + payBackKrw > 0 ? [{ kind: "fee" as const, part, krw: waiveKrw + payBackKrw }] : [],
  );
}
