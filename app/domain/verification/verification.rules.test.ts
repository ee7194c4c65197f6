import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSameBirthDate, parseBirthDate } from "#app/domain/verification/verification.rules.ts";

describe("a birth date as people type it", () => {
  it.each([
    ["19580412", "19580412"],
    ["580412", "580412"],
    ["1958-04-12", "19580412"],
    ["1958. 4. 12.", "19580412"],
    ["58.4.12", "580412"],
    ["1958년 4월 12일", "19580412"],
    [" １９５８０４１２ ", "19580412"],
    ["1958/4/12", "19580412"],
  ])("%s is %s", (typed, digits) => expect(parseBirthDate(typed)).toBe(digits));

  it.each(["", "58", "1958", "19581312", "19580400", "580432", "4월", "abc", "1958041212", "19580412x"])(
    "%j is none",
    (typed) => expect(parseBirthDate(typed)).toBeNull(),
  );

  it("is the same however it is separated, and no other date", () => {
    const date = fc.date({ min: new Date("1920-01-01"), max: new Date("2025-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(date, date, fc.constantFrom("", "-", ".", " ", "/"), (one, other, separator) => {
        const [own, foreign] = [one, other].map((day) => day.toISOString().slice(0, 10));
        const answer = parseBirthDate(own?.replaceAll("-", separator) ?? "") ?? "";
        expect(isSameBirthDate(own?.replaceAll("-", "") ?? "", answer)).toBe(true);
        expect(isSameBirthDate(foreign?.replaceAll("-", "") ?? "", answer)).toBe(own === foreign);
      }),
    );
  });
});
