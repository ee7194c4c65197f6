import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Whether money of this line is the member's own: the line is theirs, or that of a minor in their care, as far
 * as the provider says who they are as a customer.
 */
export async function isOwnLine(
  tx: Transaction,
  { subscriberId, memberId }: { subscriberId: bigint; memberId: bigint },
): Promise<boolean> {
  const [found] = await tx.$queryRaw<{ isOwn: boolean }[]>`
    select exists (
      select from subscribers s join staff_members m on m.id = ${memberId}
      join holders h on h.holder_ref = m.holder_ref
      where s.id = ${subscriberId} and (h.id = s.holder_id or exists (
        select from subscribers own where own.holder_id = h.id
          and own.incident_id = s.incident_id and own.msisdn_index = s.guardian_msisdn_index))) as "isOwn"`;
  return found?.isOwn ?? false;
}
