import { z } from "zod";
import { localizedSchema, verdicts } from "#app/domain/incidents/incident.schema.ts";
import { feeParts } from "#app/shared/fee-parts.ts";

/** What an offer may cost whoever takes it. */
const forfeitable = ["fee-waiver", "compensation"] as const;
export type Forfeited = (typeof forfeitable)[number];

const text = z.string().trim().min(1);
const key = z.string().regex(/^[a-z0-9][a-z0-9-]{1,62}$/, "lower-case letters, digits and hyphens");

/** A day in Korea, "2026-01-13"; both days of a period are in it, from the first instant to the last. */
const day = z.iso.date();
const period = z.strictObject({ from: day, to: day });

const offerSchema = z.strictObject({
  key,
  names: localizedSchema,
  description: localizedSchema,
  worth_krw: z.int().min(0),
  forfeits: z.array(z.enum(forfeitable)),
  from: day,
  until: day,
});
export type FeeOffer = z.infer<typeof offerSchema>;

/**
 * What the carrier has decided of the waiver of termination fees, as its YAML file says it: one version, in
 * force from `announced_at` on. Under review, nothing is promised but an answer. Decided, it says when a
 * contract has to have ended, when to apply, and which parts of the fee count. Offers stand here, too, since
 * some of them cost the waiver.
 */
export const feePolicySchema = z
  .strictObject({
    incident: key,
    version: z.int().min(1),
    state: z.enum(["under_review", "decided"]),
    announced_at: z.iso.datetime({ offset: true }),
    source: text,
    /** Whose line's answer counts, as of the decision. */
    for: z.array(z.enum(verdicts)).min(1),
    terminated: period.optional(),
    apply: period.optional(),
    /** Who may apply longer, by their own word. */
    grace: z.array(z.strictObject({ for: z.enum(["military", "abroad"]), apply_until: day })).default([]),
    /** Under review: those that are reviewed. */
    parts: z.array(z.enum(feeParts)).min(1),
    not_covered: z.array(localizedSchema).default([]),
    note: localizedSchema.optional(),
    offers: z.array(offerSchema).default([]),
  })
  .superRefine((policy, issues) => {
    const wrong = (path: (string | number)[], message: string) =>
      issues.addIssue({ code: "custom", path, message });
    for (const name of ["terminated", "apply"] as const) {
      const given = policy[name];
      if (given && given.from > given.to) wrong([name], "`from` is after `to`");
      if (given && policy.state === "under_review") wrong([name], "nothing is decided under review");
      if (!given && policy.state === "decided") wrong([name], "a decided policy says it");
    }
    for (const [index, { apply_until }] of policy.grace.entries())
      if (!policy.apply || apply_until < policy.apply.to)
        wrong(["grace", index], "a grace ends no earlier than the days to apply");
    for (const [index, offer] of policy.offers.entries()) {
      if (offer.from > offer.until) wrong(["offers", index], "`from` is after `until`");
      if (policy.offers.findIndex((other) => other.key === offer.key) !== index)
        wrong(["offers", index], `"${offer.key}" stands twice`);
    }
  });
export type FeePolicyDefinition = z.infer<typeof feePolicySchema>;
