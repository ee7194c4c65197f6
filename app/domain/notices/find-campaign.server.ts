import type pg from "pg";
import { NotFound } from "#app/domain/context.server.ts";
import type { CampaignStatus } from "#app/infra/db/generated/enums.ts";

export type CampaignRow = {
  id: number;
  status: CampaignStatus;
  planned_at: Date;
  launched_at: Date | null;
  paused_from: CampaignStatus | null;
};

/**
 * The campaign of a finding, locked against other changes of it until the transaction ends; null while none
 * is planned.
 */
export async function findCampaign(client: pg.ClientBase, findingKey: string): Promise<CampaignRow | null> {
  const { rows } = await client.query<CampaignRow>(
    `select id, status, planned_at, launched_at, paused_from from campaigns
     where finding_id = (select id from findings where key = $1) for update`,
    [findingKey],
  );
  if (rows[0]) return rows[0];
  const finding = await client.query("select 1 from findings where key = $1", [findingKey]);
  if (finding.rowCount === 0) throw new NotFound(`no finding "${findingKey}"`);
  return null;
}
