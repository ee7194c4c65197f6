import type pg from "pg";

/** Keeps two imports into a finding, or an import and its publication, from interleaving; held to the end of the transaction. */
export async function lockFinding(client: pg.ClientBase, findingKey: string) {
  await client.query("select pg_advisory_xact_lock(hashtextextended('finding:' || $1, 0))", [findingKey]);
}
