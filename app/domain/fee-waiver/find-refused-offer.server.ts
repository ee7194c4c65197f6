import { surelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Forfeited } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

const remedy: Forfeited = "fee-waiver";

/**
 * When a line first took an offer that costs the waiver, and that the carrier refused in the end; null where
 * there was none.
 */
export async function findRefusedOffer(
  db: Database | Transaction,
  subscriberId: bigint,
): Promise<Date | null> {
  const choice = await db.offerChoice.findFirst({
    where: {
      subscriberId,
      forfeits: { has: remedy },
      order: { state: "failed", reason: { in: [...surelyUnpaid] } },
    },
    orderBy: { chosenAt: "asc" },
  });
  return choice?.chosenAt ?? null;
}
