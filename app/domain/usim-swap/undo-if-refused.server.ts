import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { Result } from "#app/shared/result.ts";

/**
 * One transaction (stock-transaction) of which nothing stays if it ends in a refusal: so that what comes to
 * light at the third of four locks is refused without giving back the first two by hand.
 */
export async function undoIfRefused<Value, Refusal extends string>(
  db: Database,
  work: (tx: Transaction) => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal>> {
  const held: { refusal?: Result<Value, Refusal> } = {};
  try {
    return await stockTransaction(db, async (tx) => {
      const result = await work(tx);
      if (result.ok) return result;
      held.refusal = result;
      throw new Error("refused: nothing of it stays");
    });
  } catch (error) {
    if (held.refusal) return held.refusal;
    throw error;
  }
}
