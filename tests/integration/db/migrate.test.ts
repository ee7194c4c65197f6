import { Client, Pool } from "pg";
import { afterAll, describe, expect, test } from "vitest";
import { isMigrated, migrateDatabase, readMigrations } from "#app/infra/db/migrate.server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

describe("migrating an empty database", async () => {
  const { url } = await createTestDatabase("empty");
  const pool = new Pool({ connectionString: url });
  afterAll(() => pool.end());
  const { migrationDirectories } = await readMigrations();
  const all = migrationDirectories.map((directory) => directory.path);

  test("is not ready before", async () => {
    expect(await isMigrated(pool)).toBe(false);
  });

  test("applies every migration once, even when two processes start together", async () => {
    const runs = await Promise.all([migrateDatabase(url), migrateDatabase(url)]);
    expect(runs.flatMap((run) => run.applied)).toEqual(all);
    expect(await isMigrated(pool)).toBe(true);
  });

  test("finds nothing to do the second time", async () => {
    expect(await migrateDatabase(url)).toEqual({ applied: [] });
  });

  test("is not ready while a migration is unfinished", async () => {
    await pool.query("UPDATE _prisma_migrations SET finished_at = NULL WHERE migration_name = $1", [
      all.at(-1),
    ]);
    expect(await isMigrated(pool)).toBe(false);
  });
});

test("each test file has a migrated database of its own", async () => {
  const databases = await Promise.all([createTestDatabase(), createTestDatabase()]);
  const counts = databases.map(async ({ url }) => {
    const client = new Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query<{ name: string; migrations: number }>(
      "SELECT current_database() AS name, count(*)::int AS migrations FROM _prisma_migrations",
    );
    await client.end();
    return rows[0];
  });
  const [first, second] = await Promise.all(counts);
  expect(first?.name).not.toBe(second?.name);
  expect(first?.migrations).toBeGreaterThan(0);
});
