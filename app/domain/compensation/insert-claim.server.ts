import { randomBytes } from "node:crypto";
import { claimNumberOf } from "#app/domain/compensation/claim.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { ClaimCreateManyInput } from "#app/infra/db/generated/models.ts";

/** Under a number that no other has: 40 random bits meet now and then, and then others are drawn. */
export async function insertClaim(
  tx: Transaction,
  claim: Omit<ClaimCreateManyInput, "claimNumber" | "id">,
): Promise<Claim> {
  // Its key is new, and the line has no other draft: whoever calls holds the line's claims and has asked.
  for (;;) {
    const claimNumber = claimNumberOf(randomBytes(5));
    const [row] = await tx.claim.createManyAndReturn({
      data: [{ ...claim, claimNumber }],
      skipDuplicates: true,
    });
    if (row) return row;
  }
}
