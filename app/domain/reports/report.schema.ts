import { z } from "zod";

/** What can be reported, in the order in which it is offered. */
export const reportKinds = [
  "suspicious_call",
  "suspicious_message",
  "logged_out",
  "unlisted_payment",
] as const;
export type ReportKind = (typeof reportKinds)[number];

/** Room for the whole story; in Korean still far below the largest body that is taken. */
export const LONGEST_STORY = 2_000;
export const LONGEST_FIELD = 100;

/** As it is counted in the browser: a line's end is one character there, and two in what it sends. */
const story = z
  .string()
  .transform((typed) => typed.replaceAll("\r\n", "\n").trim())
  .pipe(z.string().min(1, "empty").max(LONGEST_STORY, "too-long"));

const field = z
  .string()
  .trim()
  .max(LONGEST_FIELD, "field-too-long")
  .transform((typed) => (typed === "" ? null : typed));

/** What can be wrong with the form of /report. */
export const formProblems = [
  "kind-missing",
  "empty",
  "too-long",
  "field-too-long",
  "day-unreadable",
] as const;
export type FormProblem = (typeof formProblems)[number];

export const fileReportSchema = z.object({
  /** Only what was forged has none that is one, and then nothing speaks for it having come before. */
  idempotencyKey: z.uuid().catch(() => crypto.randomUUID()),
  kind: z.enum(reportKinds, "kind-missing"),
  what: story,
  /** A day in Korea, "2025-09-05". */
  happenedOn: z
    .string()
    .trim()
    .transform((typed) => (typed === "" ? null : typed))
    .pipe(z.iso.date("day-unreadable").nullable()),
  contact: field,
  /** Of a payment, as the bill says it. */
  amount: field,
  merchant: field,
});

/** What a report's envelope holds: all that somebody wrote. */
export const reportDetailsSchema = z.strictObject({
  what: z.string(),
  happenedOn: z.string().nullable(),
  contact: z.string().nullable(),
  amount: z.string().nullable(),
  merchant: z.string().nullable(),
});
export type ReportDetails = z.infer<typeof reportDetailsSchema>;

/** What a member of staff writes to a report: a note, or an answer. */
export const entryTextSchema = z.strictObject({ text: z.string() });
