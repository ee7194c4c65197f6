import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { birthDate, CANONICAL_MSISDN, pastInstant } from "#app/domain/imports/cells.ts";
import { parseMsisdn } from "#app/shared/phone.ts";

const now = new Date("2025-09-18T20:00:00+09:00");

describe("cells", () => {
  it("takes a canonical number for one that the library would return unchanged", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), (rest) => {
        const number = `010${String(rest).padStart(8, "0")}`;
        fc.pre(CANONICAL_MSISDN.test(number));
        expect(parseMsisdn(number)).toBe(number);
      }),
      { numRuns: 2_000 },
    );
  });

  it("takes every instant of the past since 2000, in any offset, for that instant", () => {
    const instant = fc.date({ min: new Date("2000-01-01T00:00:00+09:00"), max: now, noInvalidDate: true });
    fc.assert(
      fc.property(instant, fc.integer({ min: -12, max: 14 }), (at, offsetHours) => {
        const local = new Date(at.getTime() + offsetHours * 3_600_000).toISOString().slice(0, -1);
        const offset = `${offsetHours < 0 ? "-" : "+"}${String(Math.abs(offsetHours)).padStart(2, "0")}:00`;
        expect(pastInstant(now).parse(`${local}${offset}`)).toEqual(at);
      }),
    );
  });

  it("takes exactly the days of the calendar for birth dates", () => {
    const day = fc.tuple(
      fc.integer({ min: 1900, max: 2024 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(day, fc.boolean(), ([year, month, date], hyphens) => {
        const parts = [String(year), String(month).padStart(2, "0"), String(date).padStart(2, "0")];
        const utc = new Date(Date.UTC(year, month - 1, date));
        const real = utc.getUTCMonth() === month - 1 && utc.getUTCDate() === date;
        const parsed = birthDate(now).safeParse(parts.join(hyphens ? "-" : ""));
        expect(parsed.success ? parsed.data : null).toBe(real ? parts.join("") : null);
      }),
      { numRuns: 1_000 },
    );
  });
});
