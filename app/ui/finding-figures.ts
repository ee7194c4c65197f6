import type { Figures } from "#app/domain/figures/count-figures.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { figures as messages } from "#app/locales/figures.ts";
import type { Language } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";

export type FindingFigure = {
  key: string;
  label: string;
  /** Null for what stands in the tables alone: a signal's own data (GUTI) counts the same lines as the signal. */
  drawnAs: "signal" | "leak" | "victims" | "loss" | null;
  /** Undefined where the finding doesn't speak of it. */
  of: (figures: Figures) => number | undefined;
};

/** The figures of a finding, in the words and the order in which its table and the charts name them. */
export const findingFigures = (incident: IncidentDefinition, language: Language): FindingFigure[] => [
  { key: "cells", label: say(messages.cells, language), drawnAs: null, of: ({ cells }) => cells },
  {
    key: "signalled",
    label: say(messages.signalled, language),
    drawnAs: "signal",
    of: ({ signalled }) => signalled,
  },
  ...incident.categories.map(({ key, names, leak }): FindingFigure => ({
    key,
    label: say(messages.exposed, language, { category: say(names, language) }),
    drawnAs: leak ? "leak" : null,
    of: ({ exposed }) => exposed[key],
  })),
  {
    key: "victims",
    label: say(messages.victims, language),
    drawnAs: "victims",
    of: ({ victims }) => victims,
  },
  { key: "loss", label: say(messages.loss, language), drawnAs: "loss", of: ({ lossKrw }) => lossKrw },
];
