import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { publicLoader } from "#app/http/public-route.server.ts";

/** For pages that are about nobody: only what stands around every page. */
export const frameLoader = publicLoader(async ({ ctx, language }) => {
  const incident = await findCurrentIncident(ctx);
  return { language, synthetic: incident?.synthetic ?? false, hotline: incident?.hotline ?? null };
});
