import type pg from "pg";

/**
 * Runs `work` in one transaction on a connection of its own; whatever it throws undoes everything, and so
 * does `keep: false`.
 */
export async function inTransaction<Value>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Value>,
  { keep = true }: { keep?: boolean } = {},
): Promise<Value> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    const value = await work(client);
    await client.query(keep ? "commit" : "rollback");
    client.release();
    return value;
  } catch (error) {
    // A connection that failed in mid-transaction is closed, not reused: the server rolls back by itself.
    client.release(true);
    throw error;
  }
}
