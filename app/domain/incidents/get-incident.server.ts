import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { incidentSchema, type IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import type { Database } from "#app/infra/db/database.server.ts";

/**
 * A version never changes, so it is read and checked once a process; only which one is the newest is asked
 * each time.
 */
const versions = new WeakMap<Database, Map<string, IncidentDefinition>>();

/**
 * The incident as its file says it: the newest version, or the one in force at a past moment. Throws NotFound
 * where there was none yet.
 */
export async function getIncident(
  ctx: Pick<Ctx, "db" | "pool">,
  id: string,
  at?: Date,
): Promise<IncidentDefinition> {
  const found = await ctx.pool.query<{ version: number }>({
    name: "newest-incident-version",
    text: `select version from incident_versions where incident_id = $1 and created_at <= coalesce($2, 'infinity'::timestamptz)
      order by version desc limit 1`,
    values: [id, at ?? null],
  });
  const newest = found.rows[0];
  if (!newest) throw new NotFound(`no incident "${id}"${at ? " at that time" : ""}`);

  const read = versions.get(ctx.db) ?? new Map<string, IncidentDefinition>();
  versions.set(ctx.db, read);
  const key = `${id} ${newest.version}`;
  const known = read.get(key);
  if (known) return known;
  const row = await ctx.db.incidentVersion.findUniqueOrThrow({
    where: { incidentId_version: { incidentId: id, version: newest.version } },
  });
  const definition = incidentSchema.parse(row.definition);
  read.set(key, definition);
  return definition;
}
