import { after, kstDay, kstIso, minutes } from "#app/shared/time.ts";
import { inventName } from "./names.ts";
import type { Random } from "./random.ts";
import type { ClaimsListFileRow, PaymentRow, SubscriberRow } from "./replay-rows.ts";
import type { Member } from "./roster.ts";

/**
 * Of 214 victims that the police knew, 19 were missing from the carrier's list: published. Why each of them
 * was is assumed.
 */
const VICTIMS = 214;
const OTHER_SUM = 3;
const NO_PAYMENT = 12;
const NO_LINE = 4;
const MATCHED = VICTIMS - OTHER_SUM - NO_PAYMENT - NO_LINE;

/** Nobody's in the replay, whose lines are counted up from 010-0000-0001, and nobody's in Korea either. */
const FOREIGN = 9_990_000;

/** What the police handed over: a payment of each victim that they knew, at the minute that people remember. */
export function inventClaimsList(
  random: Random,
  {
    roster,
    subscribers,
    payments,
  }: { roster: readonly Member[]; subscribers: readonly SubscriberRow[]; payments: readonly PaymentRow[] },
): ClaimsListFileRow[] {
  const lines = new Map(subscribers.map((line) => [line.subscriber_ref, line]));
  const firstOf = new Map(payments.toReversed().map((payment) => [payment.subscriber_ref, payment]));
  const known = random.shuffle([...firstOf.values()]).slice(0, MATCHED + OTHER_SUM);
  const unknown = random
    .shuffle(roster.filter(({ victim, story, cohort }) => !victim && !story && cohort === "imsi"))
    .slice(0, NO_PAYMENT);

  const of = (line: SubscriberRow | undefined, at: string, amountKrw: number) => ({
    msisdn: line?.msisdn ?? "",
    name: line?.name ?? "",
    at,
    amount_krw: amountKrw,
  });
  const night = () => kstIso(after(new Date("2025-09-03T01:00:00+09:00"), minutes(random.whole(0, 240))));
  const won = () => random.pick([100_000, 200_000, 300_000, 330_000]);
  const rows = random.shuffle([
    ...known.map(({ subscriber_ref, at, amount_krw }, index) =>
      of(
        lines.get(subscriber_ref),
        remembered(random, at),
        // No payment of the replay is of a sum that isn't whole ten thousands.
        index < MATCHED ? amount_krw : amount_krw + 5_000,
      ),
    ),
    ...unknown.map(({ subscriberRef }) => of(lines.get(subscriberRef), night(), won())),
    ...Array.from({ length: NO_LINE }, (_, index) => ({
      msisdn: `0100${FOREIGN + index}`,
      name: inventName(random, "ko"),
      at: night(),
      amount_krw: won(),
    })),
  ]);
  return rows.map((row, index) => ({
    source: "police",
    reference: `2025-${String(4_100 + index)}`,
    ...row,
  }));
}

/** Off by some minutes, but of the same day. */
function remembered(random: Random, at: string): string {
  const moved = after(new Date(at), minutes(random.whole(-9, 9)));
  return kstDay(moved) === kstDay(new Date(at)) ? kstIso(moved) : at;
}
