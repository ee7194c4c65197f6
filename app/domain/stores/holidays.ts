/**
 * Korea's public holidays, Sundays aside: 공휴일에 관한 법률 and 관공서의 공휴일에 관한 규정, with their substitutes, as the
 * Korea Astronomy and Space Science Institute lists them (월력요항 2025, 2026). Decided later than those lists:
 * 27 January 2025 (cabinet, 14 January 2025), 3 June 2025 (presidential election), 1 May and 17 July from
 * 2026 on (amendment of the act, 2026). Of other years nothing is known here: a store that closes on a
 * holiday then needs a closure.
 */
export const publicHolidays: ReadonlySet<string> = new Set([
  "2025-01-01",
  "2025-01-27",
  ...["2025-01-28", "2025-01-29", "2025-01-30"],
  ...["2025-03-01", "2025-03-03"],
  ...["2025-05-05", "2025-05-06"],
  "2025-06-03",
  "2025-06-06",
  "2025-08-15",
  "2025-10-03",
  ...["2025-10-05", "2025-10-06", "2025-10-07", "2025-10-08"],
  "2025-10-09",
  "2025-12-25",

  "2026-01-01",
  ...["2026-02-16", "2026-02-17", "2026-02-18"],
  ...["2026-03-01", "2026-03-02"],
  "2026-05-01",
  "2026-05-05",
  ...["2026-05-24", "2026-05-25"],
  "2026-06-03",
  "2026-06-06",
  "2026-07-17",
  ...["2026-08-15", "2026-08-17"],
  ...["2026-09-24", "2026-09-25", "2026-09-26"],
  ...["2026-10-03", "2026-10-05"],
  "2026-10-09",
  "2026-12-25",
]);
