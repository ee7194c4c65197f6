import type { Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";
import type { Language } from "#app/locales/language.ts";

/** What stands around every page. */
export async function getFrame(ctx: Ctx, language: Language) {
  const incident = await findCurrentIncident(ctx);
  return { language, synthetic: incident?.synthetic ?? false, hotline: incident?.hotline ?? null };
}

/** For pages that are about nobody: only that. */
export const frameLoader = publicLoader(({ ctx, language }) => getFrame(ctx, language));
