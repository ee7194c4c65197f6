import fc from "fast-check";
import { expect, it } from "vitest";
import { matchCharges, sumsOf, type Charge } from "#app/domain/compensation/charge.rules.ts";

const at = new Date("2025-09-05T03:00:00+09:00");
const charge = (amountKrw: number, approvedKrw: number | null = null): Charge => ({
  at,
  amountKrw,
  approvedKrw,
});

it("a charge leaves what was paid for another to that other, in whichever order they come", () => {
  const others = [charge(50_000, 30_000), charge(50_000, 50_000)];
  const charges = [charge(50_000), charge(30_000)];
  for (const [some, of] of [
    [charges, others],
    [charges.toReversed(), others],
    [charges, others.toReversed()],
  ] as const)
    expect(matchCharges(some, of)).toEqual({ matched: some, left: [] });
});

it("what was typed counts where nothing was approved of that sum, and what the open round refuses is typed", () => {
  expect(matchCharges([charge(50_000)], [charge(50_000, 30_000)]).left).toEqual([]);
  expect(matchCharges([charge(50_000)], [charge(50_000, 0)]).left).toEqual([]);
  expect(matchCharges([charge(50_000)], [charge(40_000, 30_000)]).matched).toEqual([]);
});

/** Few sums on two days, so that many are alike. */
const sum = fc.integer({ min: 1, max: 3 });
const day = fc.constantFrom(at, new Date("2025-09-06T03:00:00+09:00"));
const charges = fc.array(fc.record({ at: day, amountKrw: sum }), { maxLength: 6 });
const others = fc.array(
  fc.record({ at: day, amountKrw: sum, approvedKrw: fc.option(fc.integer({ min: 0, max: 3 })) }),
  { maxLength: 6 },
);

it("finds at least all that are alike to the won, and uses each other once", () =>
  fc.assert(
    fc.property(charges, others, (some, of) => {
      const { matched, left } = matchCharges(some, of);
      expect(some.filter((one) => matched.includes(one))).toEqual(matched);
      expect(some.filter((one) => !matched.includes(one))).toEqual(left);
      const countOf = (group: readonly Charge[], sums: (one: Charge) => number[], of: Charge) =>
        group.filter((one) => one.at === of.at && sums(one).includes(of.amountKrw)).length;
      const typed = (one: Charge) => [one.amountKrw];
      const settled = (one: Charge) => sumsOf(one).slice(-1);
      for (const one of some) {
        const found = countOf(matched, typed, one);
        expect(found).toBeGreaterThanOrEqual(Math.min(countOf(some, typed, one), countOf(of, settled, one)));
        expect(found).toBeLessThanOrEqual(countOf(of, sumsOf, one));
      }
      expect(matched.length).toBeLessThanOrEqual(of.length);
    }),
  ));
