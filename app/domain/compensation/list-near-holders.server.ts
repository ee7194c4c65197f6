import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/**
 * Whose money these claims are about, as `holder_ref`: who filed it, and who looks after the minor whose line
 * it is.
 */
export const listNearHolders = (
  db: Database | Transaction,
  claimIds: readonly bigint[],
): Promise<{ claimId: bigint; holderRef: string }[]> =>
  db.$queryRaw`
    select c.id as "claimId", h.holder_ref as "holderRef"
    from claims c join holders h on h.id = c.holder_id
    where c.id = any(${claimIds})
    union
    select c.id, h.holder_ref
    from claims c join subscribers s on s.id = c.subscriber_id
    join subscribers own on own.msisdn_index = s.guardian_msisdn_index and own.incident_id = s.incident_id
    join holders h on h.id = own.holder_id
    where c.id = any(${claimIds})`;
