import type { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type {
  findingSchema,
  IncidentDefinition,
  incidentSchema,
  Localized,
} from "#app/domain/incidents/incident.schema.ts";

type IncidentInput = z.input<typeof incidentSchema>;
type FindingInput = z.input<typeof findingSchema>;

export const inAllLanguages = (text: string): Localized => ({
  ko: `${text} (ko)`,
  en: text,
  zh: `${text} (zh)`,
  vi: `${text} (vi)`,
});

const aCategory = (
  key: string,
  leak: boolean,
  replacedBySwap: boolean,
): IncidentInput["categories"][number] => ({
  key,
  names: inAllLanguages(key),
  leak,
  replaced_by_usim_swap: replacedBySwap,
  expires_by_itself: !leak,
  lets_a_thief: inAllLanguages(`What ${key} lets a thief do`),
  what_to_do: inAllLanguages(`What to do about ${key}`),
});

/** A small incident as its file would say it: GUTI (no leak), IMSI, IMEI, MSISDN, and the cells 1001 and 1002. */
export const incidentInput = (overrides: Partial<IncidentInput> = {}): IncidentInput => ({
  id: "small-incident",
  synthetic: true,
  carrier: inAllLanguages("Carrier"),
  names: inAllLanguages("A small incident"),
  summary: inAllLanguages("Rogue cells received the signals of some lines."),
  window: { from: "2025-08-01", to: "2025-09-10" },
  cells: [
    { eci: "1001", area: inAllLanguages("Gwangmyeong") },
    { eci: "1002", area: null },
  ],
  categories: [
    aCategory("GUTI", false, true),
    aCategory("IMSI", true, true),
    aCategory("IMEI", true, false),
    aCategory("MSISDN", true, false),
  ],
  remedies: [
    {
      key: "usim-swap",
      names: inAllLanguages("Free USIM replacement"),
      description: inAllLanguages("A new card, free of charge."),
      for: ["payments", "exposed", "signal_only"],
      until_then: inAllLanguages("Call the hotline."),
    },
  ],
  hotline: { number: "080-722-0100", hours: inAllLanguages("24 hours") },
  legal_contact: { department: inAllLanguages("Privacy office"), email: "privacy@example.com" },
  notice: {
    when_and_how: inAllLanguages("In August and September, by rogue cells."),
    what_you_can_do: inAllLanguages("Replace the USIM."),
    response_and_remedy: inAllLanguages("The cells are shut down."),
    rights: inAllLanguages("You may seek mediation."),
  },
  purge: { after: "2027-12-31", rule: inAllLanguages("Erased two years after the end.") },
  ...overrides,
});

/** Inserts a small incident, through the use case. */
export async function anIncident(
  ctx: Ctx,
  overrides: Partial<IncidentInput> = {},
): Promise<IncidentDefinition> {
  const created = await createIncident(ctx, JSON.stringify(incidentInput(overrides)));
  if (!created.ok) throw new Error(created.reasons.join("\n"));
  return getIncident(ctx, created.value.incidentId);
}

/**
 * Inserts a draft finding of an incident, through the use case; both cells of `anIncident` unless said
 * otherwise. Returns its row.
 */
export async function aFinding(
  ctx: Ctx,
  incident: IncidentDefinition,
  overrides: Partial<FindingInput> = {},
): Promise<{ id: number; key: string }> {
  const input: FindingInput = {
    id: "small-finding",
    incident: incident.id,
    announced_at: "2025-09-11T15:00:00+09:00",
    cells: incident.cells.map(({ eci }) => eci),
    source: "Press briefing",
    ...overrides,
  };
  const created = await createFinding(ctx, JSON.stringify(input));
  if (!created.ok) throw new Error(created.reasons.join("\n"));
  return ctx.db.finding.findUniqueOrThrow({
    where: { key: created.value.findingKey },
    select: { id: true, key: true },
  });
}
