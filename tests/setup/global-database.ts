import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Client } from "pg";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { bundlesOf } from "#tests/setup/bundled-process.ts";
import { startEmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Of the migrated database that `createTestDatabase` clones. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run, with a migrated template in it, and one temporary folder. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "ansim-tests-"));
  // Run by root, PostgreSQL has an account of its own, which has to get through here.
  await chmod(dataDir, 0o711);
  // All that the tests and their processes leave in the temporary folder goes with the run.
  process.env.TMPDIR = dataDir;
  const postgres = await startEmbeddedPostgres({ dataDir, durable: false });
  const client = new Client({ connectionString: postgres.url("postgres") });
  await client.connect();
  await client.query("CREATE DATABASE template_migrated");
  await client.end();
  await migrateDatabase(postgres.url("template_migrated"));
  project.provide("templateUrl", postgres.url("template_migrated"));

  return async () => {
    await postgres.stop();
    await rm(dataDir, { recursive: true, maxRetries: 3 });
    await rm(bundlesOf(process.pid), { recursive: true, force: true });
  };
}
