import { createEvent } from "ics";

export type CalendarEntry = {
  /** The visit's for as long as it lives, so that a calendar takes a later file for the same appointment. */
  uid: string;
  /** How often it was moved: the higher one counts. */
  sequence: number;
  startsAt: Date;
  until: Date;
  title: string;
  text: string;
  place: string;
  /** When the file was made. */
  now: Date;
};

/** A visit as a calendar file (RFC 5545), its times as instants: whichever zone the phone is in, they are the same. */
export function visitCalendar(entry: CalendarEntry): string {
  const { error, value } = createEvent({
    ...{ uid: entry.uid, sequence: entry.sequence, timestamp: entry.now.getTime() },
    ...{ start: entry.startsAt.getTime(), end: entry.until.getTime() },
    ...{ startInputType: "utc", startOutputType: "utc", endInputType: "utc", endOutputType: "utc" },
    ...{ title: entry.title, description: entry.text, location: entry.place },
    ...{ productId: "Ansim", method: "PUBLISH", status: "CONFIRMED", busyStatus: "BUSY" },
    alarms: [{ action: "display", description: entry.title, trigger: { hours: 2, before: true } }],
  });
  if (error || value === null) throw new Error("the calendar file can't be written", { cause: error });
  return value;
}
