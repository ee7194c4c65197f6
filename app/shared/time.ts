/** Durations in milliseconds, named by their unit, so that no bare arithmetic on time is left elsewhere. */
export const seconds = (n: number) => n * 1_000;
export const minutes = (n: number) => seconds(n * 60);
export const hours = (n: number) => minutes(n * 60);
export const days = (n: number) => hours(n * 24);

export const after = (instant: Date, durationMs: number) => new Date(instant.getTime() + durationMs);
export const before = (instant: Date, durationMs: number) => new Date(instant.getTime() - durationMs);

/** Korea keeps UTC+9 all year, and has since 1988; every day and hour that people are shown is in it, whatever the server's zone. */
const KST_OFFSET_MS = hours(9);

/** The calendar day in Korea, "2025-09-05". */
export const kstDay = (instant: Date) => after(instant, KST_OFFSET_MS).toISOString().slice(0, 10);

/** The clock in Korea, "20:05". */
export const kstTime = (instant: Date) => after(instant, KST_OFFSET_MS).toISOString().slice(11, 16);

/** ISO 8601 with Korea's offset, "2025-09-18T20:00:00+09:00". */
export const kstIso = (instant: Date) => `${after(instant, KST_OFFSET_MS).toISOString().slice(0, 19)}+09:00`;

/** The first instant of a Korean calendar day "2025-09-05". */
export const startOfKstDay = (day: string) => new Date(`${day}T00:00:00+09:00`);
