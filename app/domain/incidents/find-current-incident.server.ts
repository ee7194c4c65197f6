import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";

/** The incident that the public pages are about: the newest. Null before there is any. */
export async function findCurrentIncident(ctx: Ctx): Promise<IncidentDefinition | null> {
  const newest = await ctx.db.incident.findFirst({ orderBy: { createdAt: "desc" }, select: { id: true } });
  return newest && getIncident(ctx, newest.id);
}
