import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { BankAccount } from "#app/infra/db/generated/client.ts";

/**
 * The live account that whoever holds a line now entered; null where there is none, or only that of somebody
 * who held it before.
 */
export async function findBankAccount(
  db: Database | Transaction,
  subscriberId: bigint,
): Promise<BankAccount | null> {
  const { holderId } = await db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  return db.bankAccount.findFirst({ where: { subscriberId, holderId, endedAt: null } });
}
