import type pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { closeCasesOfPurged } from "#app/domain/reconciliation/close-cases-of-purged.server.ts";

/**
 * Ends what is unfinished of an incident's claims and fee applications, and erases what is personal of all of
 * them, in the transaction that purges the incident. What was objected to stays as it was decided; what no
 * reviewer decided is withdrawn. Sums and payouts stay, as those of nobody in particular. The documents are
 * erase-evidence's, since a file can't be rolled back.
 */
export async function purgeClaims(ctx: Ctx, client: pg.ClientBase, incidentId: string): Promise<void> {
  const lines = "select id from subscribers where incident_id = $1";
  const claims = `select id from claims where subscriber_id in (${lines})`;
  const unfinished = `select id from claim_decisions where state <> 'final' and claim_id in (${claims})`;
  const at = [incidentId, ctx.now()];
  await client.query(`delete from claim_verdicts where decision_id in (${unfinished})`, [incidentId]);
  await client.query(`delete from claim_decisions where id in (${unfinished})`, [incidentId]);
  await client.query(
    `update claim_items set state = 'refused' where state = 'open' and subscriber_id in (${lines})`,
    [incidentId],
  );
  await client.query(
    `update claim_items set envelope = null, key_id = null where envelope is not null and subscriber_id in (${lines})`,
    [incidentId],
  );
  await client.query(
    `update claims set envelope = null, key_id = null, state = case
       when state = 'objected' then 'decided'::"ClaimState"
       when state in ('draft', 'filed', 'papers_asked') then 'withdrawn' else state end
     where subscriber_id in (${lines})`,
    [incidentId],
  );
  await client.query(
    `update paper_requests set ended_at = $2 where ended_at is null and claim_id in (${claims})`,
    at,
  );
  await client.query(
    `update bank_accounts set envelope = null, key_id = null, last_four = '0000',
       ended_at = coalesce(ended_at, $2), ended_for = coalesce(ended_for, 'purged')
     where subscriber_id in (${lines})`,
    at,
  );
  await client.query(
    `update fee_applications set state = 'withdrawn', reason = 'purged', decided_at = $2
     where state = 'registered' and subscriber_id in (${lines})`,
    at,
  );
  await closeCasesOfPurged(ctx, client, incidentId);
  await client.query(
    `update claims_list_rows set reference = 'purged-' || id, envelope = null, key_id = null, row_digest = null, msisdn_index = null
     where finding_id in (select id from findings where incident_id = $1)`,
    [incidentId],
  );
}
