import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, inject } from "vitest";

/**
 * A database of the calling test file's own, cloned from the migrated template, or empty; dropped when the
 * file is done.
 */
export async function createTestDatabase(from: "migrated" | "empty" = "migrated"): Promise<{ url: string }> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  // FILE_COPY is the quicker strategy for a small template on a server that doesn't fsync.
  const source = from === "migrated" ? "template_migrated STRATEGY FILE_COPY" : "template0";
  await administer(`CREATE DATABASE ${name} TEMPLATE ${source}`);
  afterAll(() => administer(`DROP DATABASE ${name} WITH (FORCE)`));
  return { url: urlOf(name) };
}

async function administer(sql: string): Promise<void> {
  const client = new Client({ connectionString: urlOf("postgres") });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

function urlOf(database: string): string {
  const url = new URL(inject("templateUrl"));
  url.pathname = database;
  return url.href;
}
