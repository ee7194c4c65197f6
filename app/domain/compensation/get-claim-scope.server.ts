import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/** Which claims of a line are its holder's: what somebody asked for who held it before, stays theirs. */
export const getClaimScope = (
  db: Database | Transaction,
  subscriberId: bigint,
): Promise<{ subscriberId: bigint; holderId: bigint }> =>
  db.subscriber
    .findUniqueOrThrow({ where: { id: subscriberId }, select: { holderId: true } })
    .then(({ holderId }) => ({ subscriberId, holderId }));
