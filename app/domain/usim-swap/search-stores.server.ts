import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { findDistrict } from "#app/domain/stores/districts.ts";
import { findStores, type StoreFound } from "#app/domain/stores/find-stores.server.ts";
import { listRegions } from "#app/domain/stores/list-regions.server.ts";
import type { CardKind } from "#app/domain/usim-swap/swap-choice.rules.ts";
import type { Language } from "#app/locales/language.ts";

export type StoreSearch = {
  region: string;
  /** Where to look from; `all` for the whole region, empty where it is still to be asked. */
  district: string;
  speaks: Language | null;
  stepFree: boolean;
  card: CardKind;
};

/** Where stores can be looked for; once a place has been chosen, those nearest to it. Null until then. */
export async function searchStores(
  ctx: Ctx,
  { region, district, speaks, stepFree, card }: StoreSearch,
): Promise<{ regions: { region: string; districts: string[] }[]; found: StoreFound[] | null }> {
  const incident = await findCurrentIncident(ctx);
  if (!incident) throw new NotFound("no incident");
  const regions = await listRegions(ctx, incident.id);
  const near = findDistrict(region, district);
  const isKnown = regions.some((one) => one.region === region);
  if (!near && !(isKnown && district === "all")) return { regions, found: null };
  const found = await findStores(ctx, {
    incidentId: incident.id,
    card,
    stepFree,
    limit: near ? 12 : 40,
    ...(near ? { near } : { region }),
    ...(speaks && { language: speaks }),
  });
  return { regions, found };
}
