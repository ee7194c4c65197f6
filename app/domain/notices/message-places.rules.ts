import { MOMENT_PLACE, STORE_PLACE } from "#app/domain/notices/letter-text.rules.ts";
import { kstDay, kstTime, parseKstMoment } from "#app/shared/time.ts";

// The letters about a visit say a store and a moment. So that nobody can put a number or an address of their
// own in there, the place of a letter may only hold a store that there is, to the letter, and a day and time
// that there are. What stands there is found in the pasted text and a mark put in its place, as in the sent
// one; from there on all is compared as it stands.

/** A store as its incident's letters write it, folded, and what in it has to stand exactly so. */
export type StoreName = { letters: string; addresses: { at: number; address: string }[] };

export type StoreNames = {
  /** Longest first: one may begin with another. */
  names: readonly StoreName[];
  /** All of them between breaks. */
  joined: string;
  /** Of the longest. */
  length: number;
};

const BREAK = "\n";

export function orderStoreNames(given: readonly StoreName[]): StoreNames {
  const names = given.toSorted((one, other) => other.letters.length - one.letters.length);
  return {
    names,
    joined: [BREAK, ...names.map(({ letters }) => letters + BREAK)].join(""),
    length: names[0]?.letters.length ?? 0,
  };
}

/** Letters from one place on to another, and what they are put in the place of. */
export type Mark = { from: number; to: number; mark: string; name?: StoreName };

/** Folded, a day and a time stand without the space between them. */
const MOMENT = /(\d{4}-\d\d-\d\d)(\d\d:\d\d)/;

function findMoment(letters: string): Mark[] {
  const match = MOMENT.exec(letters);
  const [all = "", day = "", time = ""] = match ?? [];
  const moment = parseKstMoment(`${day}T${time}`);
  if (!match || !moment || kstDay(moment) !== day || kstTime(moment) !== time) return [];
  return [{ from: match.index, to: match.index + all.length, mark: MOMENT_PLACE }];
}

function findStore(letters: string, { names }: StoreNames): Mark[] {
  const name = names.find((name) => letters.includes(name.letters));
  if (name === undefined) return [];
  const from = letters.indexOf(name.letters);
  return [{ from, to: from + name.letters.length, mark: STORE_PLACE, name }];
}

/** Where a whole letter has its store and its moment. */
export const findPlaces = (letters: string, stores: StoreNames): Mark[] => [
  ...findStore(letters, stores),
  ...findMoment(letters),
];

/**
 * What a piece of a letter may begin with, the front of it cut off: the rest of a store or of a moment; or
 * with neither.
 */
export const findCutFronts = (letters: string, stores: StoreNames): Mark[][] => [
  [],
  ...[
    {
      to: longest(stores.length, (length) => stores.joined.includes(letters.slice(0, length) + BREAK)),
      mark: STORE_PLACE,
    },
    {
      to: longest(A_MOMENT.length, (length) =>
        isMoment(A_MOMENT.slice(0, -length) + letters.slice(0, length)),
      ),
      mark: MOMENT_PLACE,
    },
  ]
    .filter(({ to }) => to > 0)
    .map((cut) => [{ from: 0, ...cut }]),
];

/** What a piece of a letter may end with, the rest of it cut off. */
export const findCutEnds = (letters: string, stores: StoreNames): Mark[][] => [
  [],
  ...[
    {
      cut: longest(stores.length, (length) => stores.joined.includes(BREAK + letters.slice(-length))),
      mark: STORE_PLACE,
    },
    {
      cut: longest(A_MOMENT.length, (length) => isMoment(letters.slice(-length) + A_MOMENT.slice(length))),
      mark: MOMENT_PLACE,
    },
  ]
    .filter(({ cut }) => cut > 0)
    .map(({ cut, mark }) => [{ from: letters.length - cut, to: letters.length, mark }]),
];

/** Of this form: what of a moment is missing is taken from it. */
const A_MOMENT = "2025-10-1010:00";
const isMoment = (letters: string) => letters.length === A_MOMENT.length && MOMENT.test(letters);

function longest(most: number, fits: (length: number) => boolean): number {
  for (let length = most; length > 0; length -= 1) if (fits(length)) return length;
  return 0;
}
