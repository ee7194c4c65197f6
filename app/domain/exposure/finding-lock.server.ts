import type pg from "pg";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Held to the end of the transaction by whoever fills, changes or publishes a finding, so that a finding is
 * never published with half an import in it, nor filled twice at once. Others wait.
 */
export const lockFinding = (tx: Transaction | pg.ClientBase, key: string) => lock(tx, `finding:${key}`);

/** The same for an incident: its definition, its list of subscribers, and the order of its findings. */
export const lockIncident = (tx: Transaction | pg.ClientBase, id: string) => lock(tx, `incident:${id}`);

async function lock(tx: Transaction | pg.ClientBase, name: string): Promise<void> {
  // Hashed to 64 bits: with 32, two findings would now and then wait for each other.
  if ("$executeRaw" in tx) await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
  else await tx.query("select pg_advisory_xact_lock(hashtextextended($1, 0))", [name]);
}
