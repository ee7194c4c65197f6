import type { FeeOffer, FeePart, FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { decideFee, sumQuote } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import { kstDay } from "#app/shared/time.ts";

/** Why an application was withdrawn that nobody took back. */
export const OFFER_TAKEN = "offer-taken";

/** What somebody gives up with an offer, line by line: a part of the fee, or a payment that can't be claimed any more. */
export type LostLine =
  | { kind: "fee"; part: FeePart; krw: number }
  | { kind: "suspected" | "drafted" | "refused"; at: string; krw: number };

export const sumLost = (lines: readonly LostLine[]) => lines.reduce((sum, { krw }) => sum + krw, 0);

/** Whether an offer can be taken on that day; its last one is in it. */
export const isOnOffer = ({ from, until }: Pick<FeeOffer, "from" | "until">, now: Date) =>
  from <= kstDay(now) && kstDay(now) <= until;

type Standing = {
  policy: FeePolicyDefinition;
  quote: FeeQuote;
  /** What is registered for the line; null: nothing, so that it would be today. */
  registered: { appliedAt: Date; grace: FeeGrace | null } | null;
  affected: boolean;
  now: Date;
};

/** The parts of the fee that could still be waived for a line: under review, all that is reviewed. */
export function feeAtStake({ policy, quote, registered, affected, now }: Standing): LostLine[] {
  const decision = decideFee({
    ...{ policy, terminatedAt: quote.terminatedAt, affected, now },
    ...(registered ?? { appliedAt: now, grace: null }),
  });
  const isLate =
    decision.outcome === "wait" &&
    decision.for === "termination" &&
    policy.terminated !== undefined &&
    kstDay(now) > policy.terminated.to;
  if (!affected || decision.outcome === "refuse" || isLate) return [];
  return sumQuote(quote, policy.parts).lines.flatMap(({ part, waiveKrw, payBackKrw }) =>
    waiveKrw + payBackKrw > 0 ? [{ kind: "fee" as const, part, krw: waiveKrw + payBackKrw }] : [],
  );
}
