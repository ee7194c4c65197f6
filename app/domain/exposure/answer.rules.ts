import type { Exposure } from "#app/domain/exposure/exposure.rules.ts";
import type { Category, IncidentDefinition, Remedy } from "#app/domain/incidents/incident.schema.ts";
import { kstDay } from "#app/shared/time.ts";

/** What an answer needs of its incident: no cell and no area among it. */
export type AnswerIncident = Pick<
  IncidentDefinition,
  "synthetic" | "names" | "categories" | "not_leaked" | "unknowns" | "remedies" | "hotline"
>;

/** What one finding said of this person, and what was new in it. */
export type AnswerEntry = {
  announcedAt: string;
  exposure: Exposure;
  /**
   * Categories that this finding added to what was known of the line; empty where it took some away or
   * changed nothing.
   */
  added: string[];
  changed: boolean;
  /** When the person was texted about it, if a text was accepted. */
  textedAt: string | null;
};

/** The entry of a finding that the person's answer did not change under carries the answer before it. */
export function historyOf(
  findings: readonly { announcedAt: Date; exposure: Exposure | null; textedAt: Date | null }[],
): AnswerEntry[] {
  let held = nothingHeld;
  return findings.map(({ announcedAt, exposure, textedAt }) => {
    const before = held;
    held = exposure ?? held;
    return {
      announcedAt: announcedAt.toISOString(),
      exposure: held,
      added: held.categories.filter((key) => !before.categories.includes(key)),
      changed: exposure !== null,
      textedAt: textedAt?.toISOString() ?? null,
    };
  });
}

export const nothingHeld: Exposure = {
  verdict: "not_exposed",
  signalled: false,
  categories: [],
  days: {},
  confirmedCount: 0,
  confirmedKrw: 0,
  suspectedCount: 0,
  suspectedKrw: 0,
  clearanceReason: null,
};

export const exposedCategories = (
  incident: Pick<IncidentDefinition, "categories">,
  exposure: Exposure,
): Category[] => incident.categories.filter(({ key }) => exposure.categories.includes(key));

/**
 * What stays in strange hands after every remedy on offer: neither replaced by a swap nor worthless by itself
 * in time.
 */
export function survivors(incident: Pick<IncidentDefinition, "categories" | "remedies">, exposure: Exposure) {
  const swapOffered = incident.remedies.some(({ key }) => key === "usim-swap");
  return exposedCategories(incident, exposure).filter(
    (category) => !category.expires_by_itself && !(swapOffered && category.replaced_by_usim_swap),
  );
}

export type SwapEffect = Record<"replaced" | "kept" | "later", Category[]>;

/**
 * What a new card did to what had been exposed before it: `replaced`, or `kept` in strange hands; nothing of
 * what is worthless by itself in time. `later` was exposed on the swap's day or after, maybe with the new
 * card. Where no day is known, it was before the first finding that had it.
 */
export function swapEffect(
  incident: Pick<IncidentDefinition, "categories">,
  history: readonly AnswerEntry[],
  swappedAt: Date,
): SwapEffect {
  const exposure = history.at(-1)?.exposure ?? nothingHeld;
  const effect: SwapEffect = { replaced: [], kept: [], later: [] };
  for (const category of exposedCategories(incident, exposure)) {
    if (category.expires_by_itself && !category.replaced_by_usim_swap) continue;
    const days = exposure.days[category.key] ?? [];
    const firstFound = history.find(({ exposure }) => exposure.categories.includes(category.key));
    const isBefore =
      days.length > 0
        ? days.every((day) => day < kstDay(swappedAt))
        : firstFound !== undefined && new Date(firstFound.announcedAt) < swappedAt;
    if (!category.replaced_by_usim_swap) effect.kept.push(category);
    else effect[isBefore ? "replaced" : "later"].push(category);
  }
  return effect;
}

/** The remedies for this answer, in the incident's order. */
export const stepsFor = (incident: Pick<IncidentDefinition, "remedies">, exposure: Exposure): Remedy[] =>
  incident.remedies.filter((remedy) => remedy.for.includes(exposure.verdict));
