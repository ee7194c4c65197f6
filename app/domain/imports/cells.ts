import { z } from "zod";
import { parseMsisdn } from "#app/shared/phone.ts";
import { kstDay } from "#app/shared/time.ts";

// What a cell of an imported file may hold, kind by kind. The messages complete "line 7, at: …" and never
// repeat the cell: what is wrong with it may be that it is personal, or hostile.

export const EMPTY = "is empty";
const CONTROL = /\p{Cc}/u;

/** An identifier of the carrier's. Short, since it is an index key; nothing a spreadsheet would take for a formula. */
export const ref = z
  .string({ error: EMPTY })
  .regex(/^[^=+\-@\t\r]/, "starts like a formula")
  .regex(/^\P{Cc}+$/u, "holds a control character")
  .max(64, "is longer than 64 characters");

/** Text that people wrote, kept as it is but for its white space. */
export const freeText = z
  .string({ error: EMPTY })
  .transform((text) => text.replace(/\s+/g, " ").trim())
  .refine((text) => text.length > 0, EMPTY)
  .refine((text) => !CONTROL.test(text), "holds a control character");

export const oneOf = <const Values extends readonly [string, ...string[]]>(...values: Values) =>
  z.enum(values, {
    error: ({ input }) => (input === undefined ? EMPTY : `must be one of ${values.join(", ")}`),
  });

/** Keys of the incident's catalogue joined by "|", in the catalogue's order however the file has them. */
export const categoriesOf = (catalogue: readonly { key: string }[]) => {
  const keys = catalogue.map(({ key }) => key);
  return z.string({ error: EMPTY }).transform((text, issues) => {
    const named = text.split("|").map((key) => key.trim());
    if (named.every((key) => keys.includes(key))) return keys.filter((key) => named.includes(key));
    issues.addIssue(`names a category that the incident doesn't have (it has ${keys.join(", ")})`);
    return z.NEVER;
  });
};

const YEAR_2000 = new Date("2000-01-01T00:00:00+09:00");

/** When something happened: an instant with its offset, not in the future. */
export const pastInstant = (now: Date) =>
  z.iso
    .datetime({
      offset: true,
      error: ({ input }) => {
        if (input === undefined) return EMPTY;
        return /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?$/.test(typeof input === "string" ? input : "")
          ? "has no offset (2025-09-05T03:12:44+09:00 has one)"
          : "is no real date and time (2025-09-05T03:12:44+09:00 is one)";
      },
    })
    .transform((text) => new Date(text))
    .refine((at) => at <= now, "lies in the future")
    .refine((at) => at >= YEAR_2000, "lies before the year 2000");

export const amountKrw = z
  .string({ error: EMPTY })
  .regex(/^\d{1,15}$/, "is not a whole number of won")
  .transform(Number)
  .refine((won) => won > 0, "is not more than zero")
  .refine((won) => won <= 100_000_000, "is more than 100 million won");

/** Numbers already in the stored form needn't go through the library, which takes longer than all else in a row. */
export const CANONICAL_MSISDN = /^010[0-46-9]\d{7}$/;

export const msisdn = z.string({ error: EMPTY }).transform((text, issues) => {
  const number = CANONICAL_MSISDN.test(text) ? text : parseMsisdn(text);
  if (number !== null) return number;
  issues.addIssue("is no Korean mobile number");
  return z.NEVER;
});

const calendarDate = z.iso.date();

/** YYYYMMDD or YYYY-MM-DD, as "19580412". */
export const birthDate = (now: Date) => {
  const today = kstDay(now).replaceAll("-", "");
  return z
    .string({ error: EMPTY })
    .regex(/^(\d{8}|\d{4}-\d{2}-\d{2})$/, "is not written YYYYMMDD or YYYY-MM-DD")
    .transform((text) => text.replaceAll("-", ""))
    .refine((date) => calendarDate.safeParse(withHyphens(date)).success, "is no real date")
    .refine((date) => date <= today, "lies in the future")
    .refine((date) => date >= "19000101", "lies before the year 1900");
};

const withHyphens = (date: string) => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`;

export const email = z.email({
  error: ({ input }) => (input === undefined ? EMPTY : "is no e-mail address"),
});
