import type pg from "pg";
import { z } from "zod";
import { incidentSchema } from "#app/domain/incidents/incident.schema.ts";
import type { NoticeFacts } from "#app/domain/notices/notice-text.rules.ts";

/**
 * What the texts about a published finding say, with the incident's definition as it stood when the campaign
 * was planned: what was checked then is what is sent, and a retry repeats it word for word, whatever has been
 * edited since.
 */
export async function getNoticeFacts(
  client: pg.ClientBase | pg.Pool,
  { findingId, plannedAt }: { findingId: number; plannedAt: Date },
): Promise<NoticeFacts> {
  const { rows } = await client.query<{ announced_at: Date; definition: unknown; exposed: unknown }>(
    `select finding.announced_at, version.definition, figures.exposed
     from findings finding
     join incident_versions version using (incident_id)
     left join finding_figures figures on figures.finding_id = finding.id
     where finding.id = $1
     order by version.created_at > $2, case when version.created_at > $2 then version.version else -version.version end
     limit 1`,
    [findingId, plannedAt],
  );
  const row = rows[0];
  if (!row) throw new Error(`finding ${findingId} or its incident's definition is missing`);
  const people = z.record(z.string(), z.number()).parse(row.exposed ?? {});
  return {
    incident: incidentSchema.parse(row.definition),
    announcedAt: row.announced_at,
    heldCategories: Object.keys(people).filter((category) => (people[category] ?? 0) > 0),
  };
}
