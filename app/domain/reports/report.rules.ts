import type { ReportKind } from "#app/domain/reports/report.schema.ts";
import { caseCodeOf, parseCaseCode } from "#app/shared/case-code.ts";
import { hours } from "#app/shared/time.ts";

/**
 * What becomes of a report.
 *
 * Whoever files it makes it `open`: it has no owner, and every agent sees it, those due soonest first. The
 * agent who takes it owns it from then on: `taken`. Only the owner writes to it: notes for colleagues, which
 * move nothing, and answers for the person who reported; the first answer makes it `answered`, which ends the
 * time that runs. The owner may hand it over to another agent, with a note of why; its state stays; of an
 * owner who may not come in any more, any agent may take it. The owner makes it `closed`: once it is
 * answered, or, where there is nobody to answer or nothing to say, with a note that tells why. `closed` is
 * the end: who has more to say files a new report. Auditors read all of it and move nothing.
 */

/** Until when an agent answers, from the moment it is filed. */
export const hoursToAnswer: Record<ReportKind, number> = {
  // Payments go on until the line is blocked; the first victims of 2025 were found by their own reports.
  unlisted_payment: 24,
  // Somebody may be in the account at this moment.
  logged_out: 24,
  // Nothing is lost yet, and the page itself says what to do; but a wave of them must be seen within the days
  // that it lasts.
  suspicious_call: 72,
  suspicious_message: 72,
};

export const dueAfter = (kind: ReportKind) => hours(hoursToAnswer[kind]);

/** Whether its time is over and nobody has answered. */
export const isOverdue = ({ state, dueAt }: { state: string; dueAt: Date }, now: Date) =>
  (state === "open" || state === "taken") && dueAt < now;

/** Whether an agent may take it: nobody has it, or somebody who may not come in any more. */
export const isFree = ({ state, owner }: { state: string; owner: { disabledAt: Date | null } | null }) =>
  state === "open" || (state !== "closed" && owner?.disabledAt !== null);

/** What a list of them can be narrowed to. */
export const reportFilters = ["open", "mine", "all"] as const;
export type ReportFilter = (typeof reportFilters)[number];

/**
 * Of one address, where nobody is signed in; of one line otherwise, whose readers may share a carrier's
 * address with thousands.
 */
export const reportsPerAddressAndHour = 5;
export const reportsPerAddressAndDay = 20;
export const reportsPerLineAndDay = 10;

/** "R-7K2Q-9M4X", of 40 random bits. */
export const caseNumberOf = (random: Uint8Array) => caseCodeOf("R", random);

/** A case number as people type or read it out ("r 7k2q 9m4x", a zero said as O), or null where it can't be one. */
export const parseCaseNumber = (typed: string) => parseCaseCode("R", typed);

/**
 * The owners that its envelopes are bound to: copied to another report, or from a note to an answer, they
 * don't open.
 */
export const reportOwner = (caseNumber: string) => `report:${caseNumber}`;
export const entryOwner = (caseNumber: string, kind: "note" | "answer") => `report:${caseNumber}:${kind}`;
