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

const isSameCharge = (one: Charge, other: Charge): boolean =>
  kstDay(one.at) === kstDay(other.at) && sumsOf(one).some((sum) => sumsOf(other).includes(sum));

/** Those of `charges` for which one of `others` may stand, and those that are left; each other stands for one. */
export function matchCharges<Each extends Charge>(
  charges: readonly Each[],
  others: readonly Charge[],
): { matched: Each[]; left: Each[] } {
  const free = [...others];
  const found: { matched: Each[]; left: Each[] } = { matched: [], left: [] };
  for (const charge of charges) {
    const match = free.findIndex((other) => isSameCharge(charge, other));
    if (match !== -1) free.splice(match, 1);
    found[match === -1 ? "left" : "matched"].push(charge);
  }
  return found;
}
