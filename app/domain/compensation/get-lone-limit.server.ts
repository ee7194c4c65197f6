import { TWO_PEOPLE_ABOVE_KRW } from "#app/domain/compensation/claim.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/**
 * What one reviewer may still decide alone for a holder: what single reviewers approved of any disputed claim
 * of theirs counts, so no sum is split.
 */
export async function getLoneLimit(db: Database | Transaction, holderId: bigint): Promise<number> {
  const { _sum } = await db.claimDecision.aggregate({
    where: { basis: "disputed", state: "final", secondMemberId: null, claim: { holderId } },
    _sum: { approvedKrw: true },
  });
  return Math.max(0, TWO_PEOPLE_ABOVE_KRW - (_sum.approvedKrw ?? 0));
}

/** As `getLoneLimit`, the holder's decisions held until the transaction ends, whichever line they are of. */
export async function lockLoneLimit(tx: Transaction, holderId: bigint): Promise<number> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`claims-holder:${holderId}`}, 0))`;
  return getLoneLimit(tx, holderId);
}
