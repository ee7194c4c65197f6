/**
 * Why an item is approved or refused: the approved list. The words that the subscriber reads are in
 * locales/verdict-reasons.ts.
 */
export const approveReasons = [
  /** The carrier's own records say so by now. */
  "carrier_confirmed",
  /** A rogue cell served the line at that time. */
  "cell_served",
  /** The same pattern as payments that are confirmed: merchant, way, time of night. */
  "same_pattern",
  /** The documents show it. */
  "documents_show",
  /** By hand: the documents show less than was asked for. */
  "documents_show_less",
  /** Another charge than the one of the same day and sum that is asked for or was paid already; whole or in part. */
  "separate_charge",
] as const;

export const refuseReasons = [
  /** Made on the holder's phone while no rogue cell served the line. */
  "own_phone",
  /** The same merchant was paid from this line before the incident, and not disputed. */
  "known_merchant",
  /** Given back already, by the merchant or the gateway. */
  "paid_back_already",
  /** Charged by nobody to this line, as the bills say. */
  "not_on_bill",
  /** The papers that were asked for didn't come. */
  "papers_missing",
  /** Outside what happened: the day lies before or after it. */
  "outside_incident",
  /** The charge that another item of its day and sum asks for, or was paid for. */
  "same_charge",
] as const;

export type ApproveReason = (typeof approveReasons)[number];
export type RefuseReason = (typeof refuseReasons)[number];
export type VerdictReason = ApproveReason | RefuseReason;

/** As a form or a row says it; null where it is none of the list. */
export const parseVerdictReason = (text: string): VerdictReason | null =>
  [...approveReasons, ...refuseReasons].find((reason) => reason === text) ?? null;
