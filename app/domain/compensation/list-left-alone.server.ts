import { dueOfCase } from "#app/domain/reconciliation/reconciliation.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/**
 * The claims among these whose reviewer has let three working days pass without looking at them, by the
 * access record: somebody else may take such a one on. What was proposed waits for another reviewer anyway;
 * once it is returned, its days begin anew.
 */
export async function listLeftAlone(
  db: Database | Transaction,
  { claimIds, at }: { claimIds: readonly bigint[]; at: Date },
): Promise<Set<bigint>> {
  const acts = await db.$queryRaw<{ claimId: bigint; at: Date }[]>`
    select c.id as "claimId", greatest(d.taken_at, max(e.at)) as at
    from claim_decisions d join claims c on c.id = d.claim_id
    left join audit_events e on e.subject_type = 'subscriber' and e.subject_id = c.subscriber_id::text
      and e.detail ->> 'claim' = c.claim_number
      and (e.actor_type = 'staff' and e.actor_id = d.member_id::text or e.action = 'claim.return')
    where c.id = any(${claimIds}) and d.state = 'open' and d.member_id is not null
    group by c.id, d.taken_at`;
  return new Set(acts.filter((act) => dueOfCase(act.at) <= at).map(({ claimId }) => claimId));
}
