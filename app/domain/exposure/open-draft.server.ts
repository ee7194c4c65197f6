import pg from "pg";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockFinding } from "#app/domain/exposure/finding-lock.server.ts";
import type { ImportKind } from "#app/domain/imports/import-kind.ts";
import type { ImportTarget } from "#app/domain/imports/import-file.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";

export type Draft = {
  findingId: number;
  definition: IncidentDefinition;
  /** SQL: the subscriber that a row of `staged` names, as a join. */
  joinSubscriber: string;
  /** SQL: the cell that it names, among those of this finding. */
  cell: string;
  /** SQL: the incident's id as a literal. */
  incident: string;
};

/**
 * Locks a finding and hands it over to be filled. Refuses a published one, and an incident that was purged;
 * throws NotFound.
 */
export async function openDraft<Kind extends ImportKind>(
  ctx: Ctx,
  client: pg.PoolClient,
  findingKey: string,
  kindOf: (draft: Draft) => Kind,
): Promise<ImportTarget<Kind>> {
  await lockFinding(client, findingKey);
  const found = await client.query<{
    id: number;
    incident_id: string;
    status: string;
    purged_at: Date | null;
  }>(
    `select findings.id, incident_id, status, purged_at from findings join incidents on incidents.id = incident_id
     where key = $1`,
    [findingKey],
  );
  const finding = found.rows[0];
  if (!finding) throw new NotFound(`no finding "${findingKey}"`);
  if (finding.status === "published")
    return { refusal: `finding ${findingKey} is published: what was published is never changed` };
  if (finding.purged_at) return { refusal: `the personal data of ${finding.incident_id} has been erased` };

  const incident = pg.escapeLiteral(finding.incident_id);
  const kind = kindOf({
    findingId: finding.id,
    definition: await getIncident(ctx, finding.incident_id),
    joinSubscriber: `join subscribers subscriber on subscriber.incident_id = ${incident}
      and subscriber.subscriber_ref = staged.subscriber_ref`,
    cell: `(select cell_id, eci from finding_cells join rogue_cells on id = cell_id where finding_id = ${finding.id}) as cell`,
    incident,
  });
  return { kind, subject: { type: "finding", id: findingKey } };
}
