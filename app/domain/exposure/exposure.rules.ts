import type { Category, Verdict } from "#app/domain/incidents/incident.schema.ts";
import { kstDay } from "#app/shared/time.ts";

/**
 * What a person's exposure is under each finding.
 *
 * Findings are published in the order of `announcedAt`; `finding` in the rows below is a finding's place in
 * that order. A finding holds rows of four kinds, and says of each event what is known of it from then on:
 *
 * - a signal is the event (cell, instant); a later finding's row for the same event replaces it, the others
 *   carry over;
 * - a payment is its payment id, likewise;
 * - a person row (incidents without cells) is the whole of what leaked of that person, likewise;
 * - a clearance says that the person was wrongly counted: it annuls the signals and person rows of its own
 *   finding and of those before. Payments stay, since they carry a state of their own; rows of a later
 *   finding count anew.
 *
 * The verdict is the heaviest that holds: `payments` (unauthorized payments confirmed or suspected) >
 * `exposed` (a category that the incident's catalogue calls a leak) > `signal_only` (received, nothing
 * leaked) > `cleared` (something was held of this person before, nothing is now) > `not_exposed`.
 */
export type SignalRow = { finding: number; cell: number; at: Date; exposed: readonly string[] };
export type PaymentRow = {
  finding: number;
  paymentId: string;
  amountKrw: number;
  status: "confirmed" | "suspected" | "cleared";
};
export type PersonRow = { finding: number; categories: readonly string[] };
export type ClearanceRow = { finding: number; reason: string };

/** All rows of one subscriber, of all findings, in any order. */
export type ExposureRows = {
  signals: readonly SignalRow[];
  payments: readonly PaymentRow[];
  people: readonly PersonRow[];
  clearances: readonly ClearanceRow[];
};

export type Exposure = {
  verdict: Verdict;
  /** Whether anything at all was received from this line, be it only a signal. */
  signalled: boolean;
  /** Keys of the incident's catalogue, in its order. */
  categories: string[];
  /**
   * For each of `categories`, the days in KST on which it was exposed, ascending; empty where the finding
   * knows no day.
   */
  days: Record<string, string[]>;
  confirmedCount: number;
  confirmedKrw: number;
  suspectedCount: number;
  suspectedKrw: number;
  clearanceReason: string | null;
};

type Catalogue = readonly Pick<Category, "key" | "leak">[];

/** Pure: the exposure under finding number `finding`; rows of later findings are not looked at. */
export function classify(catalogue: Catalogue, rows: ExposureRows, finding: number): Exposure {
  const known = <Row extends { finding: number }>(all: readonly Row[]) =>
    all.filter((row) => row.finding <= finding).sort((a, b) => a.finding - b.finding);

  const clearance = known(rows.clearances).at(-1);
  const standing = (row: { finding: number }) => !clearance || row.finding > clearance.finding;

  // A Map keeps the last row set for a key: that of the latest finding.
  const signals = [
    ...new Map(known(rows.signals).map((row) => [`${row.cell}|${row.at.getTime()}`, row])).values(),
  ].filter(standing);
  const person = known(rows.people).filter(standing).at(-1);
  const payments = [...new Map(known(rows.payments).map((row) => [row.paymentId, row])).values()];

  const daysOf = (key: string) =>
    [...new Set(signals.filter((row) => row.exposed.includes(key)).map((row) => kstDay(row.at)))].sort();
  const exposed = catalogue.filter(({ key }) =>
    [...(person?.categories ?? []), ...signals.flatMap((row) => row.exposed)].includes(key),
  );
  const confirmed = payments.filter((row) => row.status === "confirmed");
  const suspected = payments.filter((row) => row.status === "suspected");
  const signalled = signals.length > 0;

  const verdictOf = (): Verdict => {
    if (confirmed.length + suspected.length > 0) return "payments";
    if (exposed.some(({ leak }) => leak)) return "exposed";
    if (signalled || exposed.length > 0) return "signal_only";
    const everHeld = known([...rows.signals, ...rows.people, ...rows.payments]).length > 0;
    return everHeld ? "cleared" : "not_exposed";
  };
  const verdict = verdictOf();

  return {
    verdict,
    signalled,
    categories: exposed.map(({ key }) => key),
    days: Object.fromEntries(exposed.map(({ key }) => [key, daysOf(key)])),
    confirmedCount: confirmed.length,
    confirmedKrw: sumKrw(confirmed),
    suspectedCount: suspected.length,
    suspectedKrw: sumKrw(suspected),
    clearanceReason: verdict === "cleared" ? (clearance?.reason ?? null) : null,
  };
}

const sumKrw = (payments: readonly PaymentRow[]) =>
  payments.reduce((sum, { amountKrw }) => sum + amountKrw, 0);

/**
 * Whether a person would read a different answer: a finding that only repeats what they know is no news, and
 * sends no text.
 */
export const isNews = (before: Exposure, now: Exposure) => JSON.stringify(before) !== JSON.stringify(now);
