import type pg from "pg";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { caseSubject, PURGED } from "#app/domain/reconciliation/reconciliation.rules.ts";

/**
 * Closes what is open of an incident's cases, in the transaction that purges it: nothing is left to look
 * into. Each is audited.
 */
export async function closeCasesOfPurged(ctx: Ctx, client: pg.ClientBase, incidentId: string): Promise<void> {
  const closed = await client.query<{ case_number: string; subscriber_id: string | null }>(
    `update claims_list_cases set resolution = '${PURGED}', closed_at = $2
     from claims_list_rows listed join findings on findings.id = listed.finding_id
     where listed.id = row_id and closed_at is null and incident_id = $1
     returning case_number, subscriber_id`,
    [incidentId, ctx.now()],
  );
  for (const { case_number: caseNumber, subscriber_id: line } of closed.rows)
    await recordAudit(ctx, client, {
      action: "case.close",
      subject: caseSubject({ caseNumber, row: { subscriberId: line === null ? null : BigInt(line) } }),
      detail: { case: caseNumber, resolution: PURGED },
    });
}
