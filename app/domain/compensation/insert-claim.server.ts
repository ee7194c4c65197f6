import { randomBytes } from "node:crypto";
import { newClaimNumber } from "#app/domain/compensation/claim.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { ClaimCreateManyInput } from "#app/infra/db/generated/models.ts";

/**
 * Of whoever holds the line now, under a number that no other has: 40 random bits meet now and then, and then
 * others are drawn. Whoever calls holds the line's claims and has asked that its key is new and the line has
 * no other draft; if not, this throws.
 */
export async function insertClaim(
  tx: Transaction,
  claim: Omit<ClaimCreateManyInput, "claimNumber" | "id" | "holderId"> & { subscriberId: bigint },
): Promise<Claim> {
  const { holderId } = await getClaimScope(tx, claim.subscriberId);
  for (let tries = 0; tries < 5; tries += 1) {
    const claimNumber = newClaimNumber(randomBytes(5));
    const [row] = await tx.claim.createManyAndReturn({
      data: [{ ...claim, holderId, claimNumber }],
      skipDuplicates: true,
    });
    if (row) return row;
  }
  throw new Error("a claim met another by more than its number");
}
