import { z } from "zod";
import { LONGEST_NOTE, MOST_BY_HAND_KRW } from "#app/domain/compensation/claim.rules.ts";
import { parseKstMoment } from "#app/shared/time.ts";

const LONGEST_NAME = 100;

const name = z.string().trim().max(LONGEST_NAME, "too-long");
const optionalName = name.transform((typed) => (typed === "" ? null : typed)).default(null);

/** What can be wrong with a payment added by hand. */
export const handProblems = ["day-unreadable", "sum-unreadable", "merchant-missing", "too-long"] as const;
export type HandProblem = (typeof handProblems)[number];

/**
 * A payment that isn't listed, as its form says it: day and time in Korea, won as people write them
 * ("50,000", "50000원").
 */
export const addByHandSchema = z.object({
  day: z.iso.date("day-unreadable"),
  /** Null where it isn't known. */
  time: z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? null : typed))
    .pipe(
      z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "day-unreadable")
        .nullable(),
    )
    .default(null),
  amountKrw: z
    .string()
    .transform((typed) => typed.normalize("NFKC").replace(/[\s,원₩]|KRW/gi, ""))
    .pipe(z.string().regex(/^\d{1,7}$/, "sum-unreadable"))
    .transform(Number)
    .pipe(z.number().min(1, "sum-unreadable").max(MOST_BY_HAND_KRW, "sum-unreadable")),
  merchant: name.pipe(z.string().min(1, "merchant-missing")),
  pg: optionalName,
  item: optionalName,
  authMethod: z.enum(["ARS", "SMS", "PASS"]).nullable().catch(null),
});

/** The moment of such a form; noon where only the day is known. */
export function handMoment({ day, time }: { day: string; time: string | null }): Date {
  const moment = parseKstMoment(`${day}T${time ?? "12:00"}`);
  if (!moment) throw new Error("a day and a time that were checked are a moment");
  return moment;
}

/** The note to a claim, and the words of an objection. */
export const noteSchema = z
  .string()
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
  .pipe(z.string().max(LONGEST_NOTE, "too-long"));

/** What a claim's envelope holds: all that the person wrote. */
export const claimWordsSchema = z.strictObject({
  note: z.string(),
  /** Its words, and the form that they came with: the same one sent twice is one objection. */
  objection: z.strictObject({ words: z.string(), key: z.string() }).nullable(),
});
export type ClaimWords = z.infer<typeof claimWordsSchema>;

/** What the envelope of an item added by hand holds. */
export const handItemSchema = z.strictObject({
  merchant: z.string(),
  pg: z.string().nullable(),
  item: z.string().nullable(),
  /** Whether its time of day was given; else only its day is known, and shown. */
  timeKnown: z.boolean().default(true),
});
export type HandItem = z.infer<typeof handItemSchema>;
