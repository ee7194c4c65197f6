import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseIccid } from "#app/domain/usim-swap/iccid.rules.ts";

/** The only digit that makes a number of these. */
const completed = (digits: string) =>
  Array.from({ length: 10 }, (_, last) => `${digits}${last}`).filter((whole) => parseIccid(whole));

const before = fc
  .integer({ min: 16, max: 17 })
  .chain((length) =>
    fc
      .array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
      .map((digits) => `89${digits.join("")}`),
  );

describe("a card's serial", () => {
  it("is known by its check digit: exactly one of ten, of 19 and of 20 digits", () => {
    fc.assert(fc.property(before, (digits) => completed(digits).length === 1));
    expect(parseIccid("8982050000000000018")).toBe("8982050000000000018");
  });

  it("with one digit mistyped, or two neighbours swapped, is none", () => {
    fc.assert(
      fc.property(before, fc.nat(), fc.integer({ min: 1, max: 9 }), (digits, at, by) => {
        const [whole = ""] = completed(digits);
        const index = at % whole.length;
        const mistyped = Array.from(whole).map((digit, place) =>
          place === index ? String((Number(digit) + by) % 10) : digit,
        );
        expect(parseIccid(mistyped.join(""))).toBeNull();
        const [one, other] = [whole.charAt(index), whole.charAt(index + 1)];
        // Luhn's one gap.
        if (one === other || other === "" || ["09", "90"].includes(one + other)) return;
        expect(parseIccid(whole.slice(0, index) + other + one + whole.slice(index + 2))).toBeNull();
      }),
    );
  });

  it.each([" 8982 0500 0000 0000 018 ", "8982-0500-0000-0000-018", "８９８２０５０００００００００００１８"])(
    "is read as it is written: %j",
    (typed) => {
      expect(parseIccid(typed)).toBe("8982050000000000018");
    },
  );

  it.each([
    "",
    "8982050000000000019",
    "898205000000000001",
    "7982050000000000018",
    "898205000000000000184",
    "89abc",
  ])("%j is none", (typed) => {
    expect(parseIccid(typed)).toBeNull();
  });
});
