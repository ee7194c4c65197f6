import { kstDay } from "#app/shared/time.ts";

/**
 * Whether two items may be one charge.
 *
 * What the carrier holds has a number, and stands in one live claim at a time. What was added by hand has
 * none: all that says which charge it is are its day in Korea and its sum, as it was typed or as a reviewer
 * approved it, since papers may show less than was typed. So an item by hand stands, one for one, for a
 * payment of its day and sum: none is taken with the confirmed sum while it is asked for by hand
 * (list-open-confirmed), none is objected to that was taken since (object-to), and none is approved beside
 * one that is live or paid unless a reviewer says that it is another charge (item-facts.rules.ts).
 */
export type Charge = { at: Date; amountKrw: number; approvedKrw?: number | null };

export const sumsOf = ({ amountKrw, approvedKrw }: Charge): number[] =>
  approvedKrw ? [amountKrw, approvedKrw] : [amountKrw];

type Compare = (one: Charge, other: Charge) => boolean;

const isSameDay: Compare = (one, other) => kstDay(one.at) === kstDay(other.at);

const isSameCharge: Compare = (one, other) =>
  isSameDay(one, other) && sumsOf(one).some((sum) => sumsOf(other).includes(sum));

const settledKrw = (charge: Charge) => sumsOf(charge).at(-1);

const isSettledAlike: Compare = (one, other) =>
  isSameDay(one, other) && settledKrw(one) === settledKrw(other);

/**
 * Those of `charges` for which one of `others` may stand, and those that are left; each other stands for one.
 * What was approved, or typed where nothing was, goes first: else a charge takes, by what was typed, the other
 * that was paid for the next one, and that one would be paid twice.
 */
export function matchCharges<Each extends Charge>(
  charges: readonly Each[],
  others: readonly Charge[],
): { matched: Each[]; left: Each[] } {
  const free = new Set(others);
  const matched = new Set<Each>();
  for (const fits of [isSettledAlike, isSameCharge])
    for (const charge of charges.filter((one) => !matched.has(one))) {
      const match = [...free].find((other) => fits(charge, other));
      if (match && free.delete(match)) matched.add(charge);
    }
  return {
    matched: charges.filter((charge) => matched.has(charge)),
    left: charges.filter((charge) => !matched.has(charge)),
  };
}
