import { createEvent, type EventAttributes } from "ics";

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
  // The library's types don't know of `timestamp`, which stands in DTSTAMP; without it, it is the machine's time.
  const event: EventAttributes & { timestamp: number } = {
    uid: entry.uid,
    sequence: entry.sequence,
    timestamp: entry.now.getTime(),
    start: entry.startsAt.getTime(),
    end: entry.until.getTime(),
    startInputType: "utc",
    startOutputType: "utc",
    endInputType: "utc",
    endOutputType: "utc",
    title: entry.title,
    description: entry.text,
    location: entry.place,
    productId: "Ansim",
    method: "PUBLISH",
    status: "CONFIRMED",
    busyStatus: "BUSY",
    alarms: [{ action: "display", description: entry.title, trigger: { hours: 2, before: true } }],
  };
  const { error, value } = createEvent(event);
  if (error || value === null) throw new Error("the calendar file can't be written", { cause: error });
  return value;
}
