/** Durations in milliseconds, named by their unit, so that no bare arithmetic on time is left elsewhere. */
export const seconds = (n: number) => n * 1_000;
export const minutes = (n: number) => seconds(n * 60);
export const hours = (n: number) => minutes(n * 60);
export const days = (n: number) => hours(n * 24);

export const after = (instant: Date, durationMs: number) => new Date(instant.getTime() + durationMs);
export const before = (instant: Date, durationMs: number) => new Date(instant.getTime() - durationMs);

/**
 * Korea keeps UTC+9 all year, and has since 1988; every day and hour that people are shown is in it, whatever
 * the server's zone.
 */
const KST_OFFSET_MS = hours(9);

/** The calendar day in Korea, "2025-09-05". */
export const kstDay = (instant: Date) => after(instant, KST_OFFSET_MS).toISOString().slice(0, 10);

/** The clock in Korea, "20:05". */
export const kstTime = (instant: Date) => after(instant, KST_OFFSET_MS).toISOString().slice(11, 16);

/** ISO 8601 with Korea's offset, "2025-09-18T20:00:00+09:00". */
export const kstIso = (instant: Date) => `${after(instant, KST_OFFSET_MS).toISOString().slice(0, 19)}+09:00`;

/** The first instant of a Korean calendar day "2025-09-05". */
export const startOfKstDay = (day: string) => new Date(`${day}T00:00:00+09:00`);

/**
 * A moment as a form or a command names it: ISO 8601 with its offset, or, without one, as Korean time
 * ("2025-09-18T20:00", a bare day being its end, since "on the 18th" takes in what was announced that day).
 * Null for anything else.
 */
export function parseKstMoment(text: string): Date | null {
  const match =
    /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?)(Z|[+-]\d{2}:\d{2})?)?$/.exec(
      text.trim(),
    );
  if (!match) return null;
  const [, day = "", time = "23:59:59.999", offset = "+09:00"] = match;
  const moment = new Date(`${day}T${time}${offset}`);
  return Number.isNaN(moment.getTime()) ? null : moment;
}
