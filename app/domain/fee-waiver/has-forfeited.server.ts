import { surelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Forfeited } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/**
 * Whether a line gave a remedy up by an offer that it took. One that the carrier surely didn't carry out costs
 * nothing; of one that it may have, it does until people have asked there. The confirmed sum is never among
 * what is given up: whoever takes that doesn't ask.
 */
export const hasForfeited = async (
  db: Database | Transaction,
  subscriberId: bigint,
  remedy: Forfeited,
): Promise<boolean> =>
  (await db.offerChoice.count({
    where: {
      subscriberId,
      forfeits: { has: remedy },
      NOT: { order: { state: "failed", reason: { in: [...surelyUnpaid] } } },
    },
  })) > 0;
