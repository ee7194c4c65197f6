import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { NotFound } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";

/** One thing after the other happens to a line's claims, until the transaction ends. */
export const lockClaims = (tx: Transaction, subscriberId: bigint) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`claims:${subscriberId}`}, 0))`;

/**
 * The claim of that number, its line's claims held. Throws NotFound where there is none, or, with
 * `subscriberId`, none of that line's holder.
 */
export async function lockClaim(
  tx: Transaction,
  { claimNumber, subscriberId }: { claimNumber: string; subscriberId?: bigint },
): Promise<Claim> {
  const named = {
    claimNumber,
    ...(subscriberId !== undefined && (await getClaimScope(tx, subscriberId))),
  };
  const found = await tx.claim.findFirst({ where: named, select: { subscriberId: true } });
  if (!found) throw new NotFound("no such claim");
  await lockClaims(tx, found.subscriberId);
  return tx.claim.findUniqueOrThrow({ where: { claimNumber } });
}
