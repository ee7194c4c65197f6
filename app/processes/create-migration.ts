import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { Pool } from "pg";
import { migrationsFolder, noFilter, withSchemaEngine } from "#app/infra/db/migrate.server.ts";
import { startEmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";

/**
 * `npx tsx app/processes/create-migration.ts NAME`: writes what prisma/schema.prisma gained since the last
 * migration as a new one, to be read and completed by hand (CHECKs, partial indexes, triggers). The schema as
 * the last migration left it is kept beside the migrations: compared with a live database, all that is
 * completed by hand would look like a difference to undo.
 */
async function createMigration(name: string): Promise<string> {
  const migrated = path.join(migrationsFolder(), "migrated.prisma");
  const before = await readFile(migrated, "utf8").catch(() => null);
  const after = await readFile(path.resolve(migrationsFolder(), "..", "schema.prisma"), "utf8");
  const script = await diffSchemas(before, after);
  if (script === null) throw new Error("prisma/schema.prisma has nothing that the migrations lack");

  const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
  const folder = path.join(migrationsFolder(), `${stamp}_${name}`);
  await mkdir(folder);
  await writeFile(path.join(folder, "migration.sql"), script);
  await writeFile(migrated, after);
  return folder;
}

async function diffSchemas(before: string | null, after: string): Promise<string | null> {
  const schema = (content: string) => ({
    tag: "schemaDatamodel" as const,
    files: [{ path: "schema.prisma", content }],
  });
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "ansim-migration-"));
  // The engine compares two files, yet insists on a server to talk to.
  const database = await startEmbeddedPostgres({ dataDir, durable: false });
  const pool = new Pool({ connectionString: database.url("postgres") });
  try {
    const { exitCode, stdout } = await withSchemaEngine(pool, (engine) =>
      engine.diff({
        from: before === null ? { tag: "empty" } : schema(before),
        to: schema(after),
        script: true,
        exitCode: true,
        filters: noFilter,
      }),
    );
    return exitCode === 0 ? null : stdout;
  } finally {
    await pool.end();
    await database.stop();
    await rm(dataDir, { recursive: true });
  }
}

const name = process.argv[2] ?? "";
if (!/^[a-z0-9_]+$/.test(name)) {
  console.error("usage: npx tsx app/processes/create-migration.ts name_in_snake_case");
  process.exitCode = 64;
} else {
  console.log(await createMigration(name));
}
