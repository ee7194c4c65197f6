import { z } from "zod";

const text = z.string().trim().min(1);

/** The same sentence in each language that a subscriber may read. */
export const localizedSchema = z.strictObject({ ko: text, en: text, zh: text, vi: text });
export type Localized = z.infer<typeof localizedSchema>;

const identifier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "lower-case letters, digits and hyphens, 2 to 63 of them");

/**
 * A day in Korea, "2025-09-18". YAML hands a bare date over as a string (core schema), so none is shifted by
 * a time zone.
 */
const day = z.iso.date();

/**
 * An instant with its offset, "2025-09-18T15:00:00+09:00": a time without a zone is refused, since it means
 * another moment elsewhere.
 */
const instantSchema = z.iso.datetime({ offset: true }).transform((iso) => new Date(iso));

export const verdicts = ["payments", "exposed", "signal_only", "cleared", "not_exposed"] as const;
export type Verdict = (typeof verdicts)[number];

/** ECI (기지국 식별번호): a 28-bit number, decimal or hexadecimal, kept as the carrier writes it. */
const eci = z.string().regex(/^[0-9A-Za-z-]{1,32}$/, "letters, digits and hyphens, at most 32");

const categorySchema = z.strictObject({
  key: z.string().regex(/^[A-Z][A-Z0-9_]{0,31}$/, "capitals, digits and underscores"),
  names: localizedSchema,
  /** False for what a signal alone exposes (GUTI): it is told, and counted, but it is no leak. */
  leak: z.boolean(),
  /** Whether a free USIM swap replaces it. What it doesn't replace stays exposed, and the answer says so. */
  replaced_by_usim_swap: z.boolean(),
  /** True where it loses its worth by itself in a short time. */
  expires_by_itself: z.boolean().default(false),
  lets_a_thief: localizedSchema,
  what_to_do: localizedSchema,
});
export type Category = z.infer<typeof categorySchema>;

/** The remedies that Ansim has a journey for; an incident offers some of them. */
const remedyKeys = ["usim-swap", "protection", "micropayments", "compensation", "fee-waiver"] as const;

const remedySchema = z.strictObject({
  key: z.enum(remedyKeys),
  names: localizedSchema,
  /** What it does for the person, and what it costs (nothing), in a sentence or two. */
  description: localizedSchema,
  /** Which answers it is for. */
  for: z.array(z.enum(verdicts)).min(1),
  /** The day from which it can be done on these pages; absent while undecided. */
  online_from: day.optional(),
  /** How to get it now, before and beside the online way. */
  until_then: localizedSchema,
});
export type Remedy = z.infer<typeof remedySchema>;

const sender = z.union([z.email(), z.string().regex(/^\+?\d[\d -]{1,18}\d$/)], {
  error: "a telephone number or an e-mail address",
});

/** An incident, as its YAML file says it. Nothing about a particular incident stands in code. */
export const incidentSchema = z
  .strictObject({
    id: identifier,
    /** True marks every person in it as synthetic, on every page. */
    synthetic: z.boolean().default(false),
    carrier: localizedSchema,
    names: localizedSchema,
    /** What happened, for the landing page: two or three plain sentences. */
    summary: localizedSchema,
    window: z.strictObject({ from: day, to: day, note: localizedSchema.optional() }),
    cells: z.array(z.strictObject({ eci, area: localizedSchema.nullable() })).default([]),
    categories: z.array(categorySchema).min(1),
    /** What people ask about and was not leaked, as known so far. */
    not_leaked: z.array(z.strictObject({ names: localizedSchema, meaning: localizedSchema })).default([]),
    /** What is not known, or not proven: the honest limits of every answer. */
    unknowns: z.array(localizedSchema).default([]),
    remedies: z.array(remedySchema).default([]),
    hotline: z.strictObject({ number: text, hours: localizedSchema }),
    /**
     * The numbers and addresses that our messages come from, all that ever did. Without any, nothing is said
     * of a message's sender.
     */
    senders: z.array(sender).default([]),
    legal_contact: z.strictObject({ department: localizedSchema, email: z.email() }),
    /**
     * The items of PIPA art. 34 that are the same for everyone, as the texts say them; the leaked items come
     * from the finding.
     */
    notice: z.strictObject({
      when_and_how: localizedSchema,
      what_you_can_do: localizedSchema,
      response_and_remedy: localizedSchema,
      rights: localizedSchema,
    }),
    /** Personal data of this incident is erased by the worker after this day. */
    purge: z.strictObject({ after: day, rule: localizedSchema }),
  })
  .superRefine((incident, issues) => {
    const unique = (values: string[], path: string) => {
      for (const [index, value] of values.entries())
        if (values.indexOf(value) !== index)
          issues.addIssue({ code: "custom", path: [path, index], message: `"${value}" stands twice` });
    };
    unique(
      incident.categories.map(({ key }) => key),
      "categories",
    );
    unique(
      incident.cells.map((cell) => cell.eci),
      "cells",
    );
    unique(
      incident.remedies.map(({ key }) => key),
      "remedies",
    );
    if (incident.window.from > incident.window.to)
      issues.addIssue({ code: "custom", path: ["window"], message: "`from` is after `to`" });
  });
export type IncidentDefinition = z.infer<typeof incidentSchema>;
export type Hotline = IncidentDefinition["hotline"];

/**
 * A finding, as its YAML file says it: what the carrier announces, when, and on what grounds. The rows come
 * by import.
 */
export const findingSchema = z.strictObject({
  id: identifier,
  incident: identifier,
  announced_at: instantSchema,
  /** The rogue cells known by then (ECI); left out, those of the finding before it. */
  cells: z.array(eci).optional(),
  source: text,
  /** What was said that day, for the series of findings on /figures. */
  note: localizedSchema.optional(),
});
export type FindingDefinition = z.infer<typeof findingSchema>;
