import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/** Whoever waits for a store's stock behind hundreds of others is let wait, rather than shown an error. */
const stockLimits = { maxWait: 60_000, timeout: 60_000 };

/** Half of a process's connections (connectDatabase): the other half is for all pages that need no store's stock. */
const MOST_AT_ONCE = 5;

let running = 0;
const queue: (() => void)[] = [];

/**
 * A transaction that locks the stock of a store. A rush on one store queues for it here, without a
 * connection, so that the process goes on serving everything else. Not to be called within another one: it
 * could wait for itself.
 */
export async function stockTransaction<Value>(
  db: Database,
  work: (tx: Transaction) => Promise<Value>,
): Promise<Value> {
  if (running < MOST_AT_ONCE) running += 1;
  // Who ends hands its place over.
  else await new Promise<void>((resolve) => queue.push(resolve));
  try {
    return await db.$transaction(work, stockLimits);
  } finally {
    const next = queue.shift();
    if (next) next();
    else running -= 1;
  }
}
