import { publicHolidays } from "#app/domain/stores/holidays.ts";
import { after, minutes, startOfKstDay } from "#app/shared/time.ts";

// When a store is open, in a strict part of the notation that OpenStreetMap's opening_hours and map services use:
//
//   Mo-Fr 10:00-20:00; Sa 10:00-12:00,13:00-18:00; Su,PH off
//
// Rules with ";" between, each naming days (Mo Tu We Th Fr Sa Su, PH for a public holiday, ranges, commas)
// and then its hours or "off". The last rule that holds of a day decides all of it; a day that none holds of
// is closed. Hours end on the same day, at 24:00 at the latest.

/** 0 to 6 are Monday to Sunday. */
type DayName = number | "PH";

/** Minutes after midnight. */
type Hours = { from: number; until: number };

export type StoreHours = readonly { days: ReadonlySet<DayName>; open: readonly Hours[] }[];

const weekdays = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/** Null for any other notation, and for hours by which the store is never open. */
export function parseStoreHours(text: string): StoreHours | null {
  const rules = text.split(";").map((rule) => parseRule(rule.trim()));
  const known = rules.filter((rule) => rule !== null);
  return known.length === rules.length && known.some(({ open }) => open.length > 0) ? known : null;
}

function parseRule(rule: string): StoreHours[number] | null {
  const [, dayNames = "", hours = ""] = /^(\S+) (\S+)$/.exec(rule) ?? [];
  const days = dayNames.split(",").map(parseDays);
  const open = hours === "off" ? [] : hours.split(",").map(parseHours);
  const known = open.filter((span) => span !== null);
  if (days.includes(null) || known.length < open.length) return null;
  const inOrder = known.every(({ from }, index) => from > (known[index - 1]?.until ?? -1));
  return inOrder ? { days: new Set(days.flatMap((some) => some ?? [])), open: known } : null;
}

function parseDays(text: string): DayName[] | null {
  if (text === "PH") return ["PH"];
  const [from = -1, until = from, ...more] = text.split("-").map((name) => weekdays.indexOf(name));
  if (from < 0 || until < 0 || more.length > 0) return null;
  // "Sa-Mo" goes over the end of the week.
  const length = ((until - from + 7) % 7) + 1;
  return Array.from({ length }, (_, index) => (from + index) % 7);
}

function parseHours(text: string): Hours | null {
  const match = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/.exec(text);
  if (!match) return null;
  const [, fromHour, fromMinute, untilHour = "24", untilMinute = "0"] = match;
  const from = Number(fromHour) * 60 + Number(fromMinute);
  const until = Number(untilHour) * 60 + Number(untilMinute);
  return until > from ? { from, until } : null;
}

/**
 * When the store is open on a day of Korea's calendar ("2025-09-18"), by its hours alone: closures are the
 * caller's.
 */
export function openSpans(storeHours: StoreHours, day: string): { from: Date; until: Date }[] {
  const midnight = startOfKstDay(day);
  // The day's own name has no time zone: as midnight in UTC it has the weekday that it has in Korea.
  const weekday = (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7;
  const isHoliday = publicHolidays.has(day);
  const rule = storeHours.findLast(({ days }) => days.has(weekday) || (isHoliday && days.has("PH")));
  return (rule?.open ?? []).map(({ from, until }) => ({
    from: after(midnight, minutes(from)),
    until: after(midnight, minutes(until)),
  }));
}
