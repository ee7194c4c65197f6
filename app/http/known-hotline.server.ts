import type { Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import type { Hotline } from "#app/domain/incidents/incident.schema.ts";
import { minutes } from "#app/shared/time.ts";

const ASKED_EVERY_MS = minutes(1);

/**
 * Remembers the hotline of the current incident, so that the page of an outage, which can load nothing, still
 * says where to call. It is asked for aside, once a minute at most; null until an answer came.
 */
export function knownHotline(ctx: Ctx): () => Hotline | null {
  let known: Hotline | null = null;
  let askedAt = -Infinity;
  const ask = async () => {
    const incident = await findCurrentIncident(ctx);
    if (incident) known = incident.hotline;
  };
  return () => {
    if (performance.now() - askedAt > ASKED_EVERY_MS) {
      askedAt = performance.now();
      // An outage is logged by the request that met it; here the last answer simply stays.
      ask().catch(() => undefined);
    }
    return known;
  };
}
