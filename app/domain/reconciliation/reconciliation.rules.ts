import { publicHolidays } from "#app/domain/stores/holidays.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";
import { after, days, kstDay, startOfKstDay } from "#app/shared/time.ts";

/**
 * What becomes of a row of somebody else's list (the police's, the self-reported).
 *
 * The import sets each row beside the carrier's payments in force, those of its own draft included, and those
 * that the carrier cleared left out: `matched` where the same line paid the same sum on the same day in
 * Korea, the nearest in time first, and no payment for two rows of one source; else `amount_differs` where a
 * payment of that line and day is left over, `no_payment` where none is, `no_line` where the number is
 * nobody's in the incident. All but `matched` open a case in the same transaction, owned by the reviewer with
 * the fewest open ones; while there is no reviewer, by nobody, until one comes to the desk. Only its owner
 * closes it, with a resolution from the list below and a note; any reviewer may take it over. Each import and
 * each published finding sets all rows beside the payments again: a case whose row matches by then closes by
 * itself (`matched-later`), and opens again should the payment be taken back. A case that its owner closed
 * opens again when a list says its row otherwise: what was found out was about another row. What is left open
 * when an incident is purged closes by itself, too (`purged`), since nobody can look into it any more.
 */

/** What a reviewer can find out about a row. */
export const resolutions = [
  "payment-missing",
  "guided-to-claim",
  "same-payment",
  "list-is-wrong",
  "not-our-customer",
] as const;
export type Resolution = (typeof resolutions)[number];

/** Closed by a later list or finding, by nobody's hand. */
export const MATCHED_LATER = "matched-later";

/** Closed with its incident, by nobody's hand. */
export const PURGED = "purged";

/** In letters. */
export const longestNote = 1_000;

const WORKING_DAYS = 3;

/** Until when a case is to be cleared up: the end of the third working day after the one it is opened on. */
export function dueOfCase(openedAt: Date): Date {
  let day = kstDay(openedAt);
  for (let left = WORKING_DAYS; left > 0; left -= isWorkingDay(day) ? 1 : 0) day = dayAfter(day);
  return startOfKstDay(dayAfter(day));
}

const dayAfter = (day: string) => kstDay(after(startOfKstDay(day), days(1)));

const isWorkingDay = (day: string) =>
  ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !publicHolidays.has(day);

/** The owner that a row's envelope is bound to. */
export const listRowOwner = (incidentId: string, source: string, reference: string) =>
  `claims-list:${incidentId}:${source}:${reference}`;

/** What a list of cases can be narrowed to. */
export const caseFilters = ["open", "mine", "all"] as const;
export type CaseFilter = (typeof caseFilters)[number];

/** Whether its time is over and nobody has cleared it up. */
export const isOverdue = ({ dueAt, closedAt }: { dueAt: Date; closedAt: Date | null }, now: Date) =>
  closedAt === null && dueAt < now;

/** A case number as people type it, or null where it can't be one. */
export const parseListCase = (typed: string) => parseCaseCode("X", typed);

/** Whom an act on a case is written down for: the subscriber, who reads of it under /requests; else the case. */
export const caseSubject = ({
  caseNumber,
  row,
}: {
  caseNumber: string;
  row: { subscriberId: bigint | null };
}) =>
  row.subscriberId === null
    ? { type: "case", id: caseNumber }
    : { type: "subscriber", id: String(row.subscriberId) };
