import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { publicHolidays } from "#app/domain/stores/holidays.ts";
import { openSpans, parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import { after, days, kstDay, kstTime, startOfKstDay } from "#app/shared/time.ts";

const serverZone = process.env.TZ;
afterEach(() => {
  if (serverZone === undefined) delete process.env.TZ;
  else process.env.TZ = serverZone;
});

/** As a person reads them, "10:00-20:00". */
function opening(hours: string, day: string) {
  const parsed = parseStoreHours(hours);
  if (!parsed) throw new Error(`not understood: ${hours}`);
  return openSpans(parsed, day).map(({ from, until }) => {
    expect(kstDay(from)).toBe(day);
    const untilMidnight = until.getTime() === after(startOfKstDay(day), days(1)).getTime();
    return `${kstTime(from)}-${untilMidnight ? "24:00" : kstTime(until)}`;
  });
}

const usual = "Mo-Fr 10:00-20:00; Sa 10:00-12:00,13:00-18:00; Su,PH off";

describe("store hours", () => {
  it("says when a store is open, day by day", () => {
    expect(opening(usual, "2025-09-18")).toEqual(["10:00-20:00"]);
    expect(opening(usual, "2025-09-20")).toEqual(["10:00-12:00", "13:00-18:00"]);
    expect(opening(usual, "2025-09-21")).toEqual([]);
    // Chuseok, a Monday.
    expect(opening(usual, "2025-10-06")).toEqual([]);
    expect(opening("Mo-Su 00:00-24:00", "2025-10-06")).toEqual(["00:00-24:00"]);
  });

  it("lets the last rule that holds of a day decide all of it", () => {
    expect(opening("Mo-Fr 10:00-20:00; We 12:00-14:00", "2025-09-17")).toEqual(["12:00-14:00"]);
    expect(opening("PH off; Mo-Fr 10:00-20:00", "2025-10-06")).toEqual(["10:00-20:00"]);
    expect(opening("Mo-Fr 10:00-20:00; PH 13:00-17:00", "2025-10-06")).toEqual(["13:00-17:00"]);
  });

  it("lets a range go over the end of the week", () => {
    expect(
      ["2025-09-19", "2025-09-20", "2025-09-21", "2025-09-22", "2025-09-23"].map(
        (day) => opening("Sa-Mo 10:00-18:00", day).length,
      ),
    ).toEqual([0, 1, 1, 1, 0]);
  });

  it.each([
    "",
    "24/7",
    "10:00-20:00",
    "Mo-Fr",
    "mo-fr 10:00-20:00",
    "Mo-Fr 10:00-20:00;",
    "Mo-Fr 10-20",
    "Mo-Fr 9:00-20:00",
    "Mo-Fr 10:60-20:00",
    "Mo-Fr 10:00-25:00",
    "Mo-Fr 24:00-24:00",
    "Mo-Fr 20:00-10:00",
    "Mo-Fr 10:00-10:00",
    "Mo-Fr 13:00-18:00,10:00-12:00",
    "Mo-Fr 10:00-14:00,13:00-18:00",
    "Mo-Fr 10:00-14:00,14:00-18:00",
    "Mo-Tu-We 10:00-20:00",
    "Mo-PH 10:00-20:00",
    "Xx 10:00-20:00",
    "Mo-Fr 10:00-20:00 off",
    "Mo-Fr 10:00-20:00; Su",
    "Mo-Su off",
    "매일 10:00-20:00",
    "Mo-Fr  10:00-20:00",
  ])("doesn't understand %j", (text) => {
    expect(parseStoreHours(text)).toBeNull();
  });

  const day = fc
    .integer({ min: 0, max: 800 })
    .map((n) => kstDay(after(startOfKstDay("2025-01-01"), days(n))));
  const names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  const clock = (minute: number) =>
    `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  const hours = fc
    .uniqueArray(fc.integer({ min: 0, max: 1_440 }), { minLength: 2, maxLength: 6 })
    .map((bounds) => bounds.sort((a, b) => a - b).slice(0, bounds.length - (bounds.length % 2)))
    .map((bounds) =>
      bounds.flatMap((bound, index) =>
        index % 2 === 0 ? [`${clock(bound)}-${clock(bounds[index + 1] ?? 0)}`] : [],
      ),
    );

  it("opens at the hours it says, in Korea, whatever the server's time zone", () => {
    const rules = fc.tuple(hours, hours, fc.boolean());
    fc.assert(
      fc.property(day, rules, (at, [week, weekend, closedOnHolidays]) => {
        const text = `Mo-Fr ${week.join(",")}; Sa,Su ${weekend.join(",")}; PH ${closedOnHolidays ? "off" : "00:00-24:00"}`;
        // Zeller's congruence: another way to the weekday than the code's.
        const [year = 0, month = 0, date = 0] = at.split("-").map(Number);
        const [y, m] = month < 3 ? [year - 1, month + 12] : [year, month];
        const h =
          (date +
            Math.floor((13 * (m + 1)) / 5) +
            y +
            Math.floor(y / 4) -
            Math.floor(y / 100) +
            Math.floor(y / 400)) %
          7;
        const isWeekend = h === 0 || h === 1;
        const expected = publicHolidays.has(at)
          ? closedOnHolidays
            ? []
            : ["00:00-24:00"]
          : isWeekend
            ? weekend
            : week;
        for (const zone of ["UTC", "America/New_York", "Asia/Seoul"]) {
          process.env.TZ = zone;
          expect(opening(text, at), `${zone} ${text}`).toEqual(expected);
        }
      }),
      { numRuns: 300 },
    );
    const offsets = ["UTC", "America/New_York", "Asia/Seoul"].map((zone) => {
      process.env.TZ = zone;
      return new Date("2025-01-15T00:00:00Z").getTimezoneOffset();
    });
    expect(offsets, "the zone was really changed").toEqual([0, 300, -540]);
  });

  it("reads any list of days as those days", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }), day, (named, at) => {
        const weekday = names[(new Date(`${at}T12:00:00+09:00`).getUTCDay() + 6) % 7] ?? "";
        expect(opening(`${named.join(",")} 10:00-20:00`, at).length).toBe(named.includes(weekday) ? 1 : 0);
      }),
    );
  });

  it("takes a slip of the pen for other good hours or for none, and never throws", () => {
    const slip = fc.record({
      at: fc.nat({ max: usual.length }),
      removed: fc.integer({ min: 0, max: 3 }),
      written: fc.constantFrom("", "0", "1", "9", "-", ",", ";", ":", " ", "Su", "off"),
    });
    fc.assert(
      fc.property(fc.array(slip, { minLength: 1, maxLength: 2 }), day, (slips, on) => {
        const text = slips.reduce(
          (before, { at, removed, written }) => before.slice(0, at) + written + before.slice(at + removed),
          usual,
        );
        const spans = openSpans(parseStoreHours(text) ?? [], on);
        for (const [index, { from, until }] of spans.entries()) {
          expect(until.getTime(), text).toBeGreaterThan(from.getTime());
          expect(spans[index + 1]?.from.getTime() ?? Infinity, text).toBeGreaterThan(until.getTime());
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe("public holidays", () => {
  it("are real days of the two years, in order, and each substitute a weekday", () => {
    const all = [...publicHolidays];
    expect([...all].sort()).toEqual(all);
    expect(all.every((day) => kstDay(startOfKstDay(day)) === day)).toBe(true);
    const substitutes = [
      ...["2025-03-03", "2025-05-06", "2025-10-08"],
      ...["2026-03-02", "2026-05-25", "2026-08-17", "2026-10-05"],
    ];
    for (const day of substitutes) {
      expect(publicHolidays.has(day), day).toBe(true);
      expect([1, 2, 3, 4, 5], day).toContain(new Date(`${day}T00:00:00Z`).getUTCDay());
    }
  });
});
