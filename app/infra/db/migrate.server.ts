import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { MigrationList, SchemaEngine } from "@prisma/schema-engine-wasm/schema_engine_bg";
import { Pool } from "pg";

let loading: ReturnType<typeof loadSchemaEngine> | undefined;

export const noFilter = { externalTables: [], externalEnums: [] };

/**
 * Applies every migration of prisma/migrations that the database has not had yet, in order, and records each in
 * `_prisma_migrations`. Safe to call from several processes at once: the engine takes a database
 * lock, and the later ones find nothing to do.
 */
export async function migrateDatabase(databaseUrl: string): Promise<{ applied: string[] }> {
  const migrationsList = await readMigrations();
  const pool = new Pool({ connectionString: databaseUrl });
  try {
    const { appliedMigrationNames } = await withSchemaEngine(pool, (engine) =>
      engine.applyMigrations({ migrationsList, filters: noFilter }),
    );
    return { applied: appliedMigrationNames };
  } finally {
    // The engine never gives its lock back: it goes with the connection.
    await pool.end();
  }
}

/** True once every migration that this build carries has finished in the database; what `/readyz` asks. */
export async function isMigrated(pool: Pick<Pool, "query">): Promise<boolean> {
  const migrations = await readMigrationNames();
  const table = await pool.query("SELECT FROM pg_tables WHERE tablename = '_prisma_migrations'");
  if (table.rowCount === 0) return migrations.length === 0;

  const { rows } = await pool.query<{ migration_name: string }>(
    "SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL",
  );
  const finished = new Set(rows.map((row) => row.migration_name));
  return migrations.every((name) => finished.has(name));
}

export async function withSchemaEngine<T>(pool: Pool, use: (engine: SchemaEngine) => Promise<T>): Promise<T> {
  loading ??= loadSchemaEngine();
  const { SchemaEngine } = await loading;
  const adapter = bindMigrationAwareSqlAdapterFactory(wholeScripts(new PrismaPg(pool), pool));
  const engine = await SchemaEngine.new({ datamodels: undefined }, () => undefined, adapter);
  try {
    return await use(engine);
  } finally {
    engine.free();
  }
}

/**
 * Prisma's adapter cuts a script at every semicolon, those in the body of a function too; PostgreSQL takes it
 * whole.
 */
function wholeScripts(factory: PrismaPg, pool: Pool): PrismaPg {
  const connect = factory.connect.bind(factory);
  factory.connect = async () =>
    Object.assign(await connect(), {
      executeScript: async (script: string) => {
        await pool.query(script);
      },
    });
  return factory;
}

/**
 * Prisma's schema engine in its WebAssembly build: the native one is downloaded at first use from a host that many
 * networks don't reach. Loaded on demand, since only migrating needs its megabytes, and once, since its bindings can
 * hold one instance.
 */
async function loadSchemaEngine() {
  const bindings = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const wasmFile = createRequire(import.meta.url)
    .resolve("@prisma/schema-engine-wasm/schema_engine_bg")
    .replace(/\.js$/, ".wasm");
  // The engine's timeout for its lock is never cleared, and would keep a finished command alive for ten seconds.
  const imports = Object.entries(bindings).map(([name, binding]) => [
    name,
    name.startsWith("__wbg_setTimeout") ? startUnreferencedTimer : binding,
  ]);
  const { instance } = await WebAssembly.instantiate(await readFile(wasmFile), {
    "./schema_engine_bg.js": Object.fromEntries(imports) as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(instance.exports);
  (instance.exports.__wbindgen_start as () => void)();
  return bindings;
}

function startUnreferencedTimer(callback: () => void, milliseconds: number): NodeJS.Timeout {
  return setTimeout(callback, milliseconds).unref();
}

export async function readMigrations(): Promise<MigrationList> {
  const baseDir = migrationsFolder();
  const names = await readMigrationNames();
  return {
    baseDir,
    lockfile: {
      path: "./migration_lock.toml",
      content: await readFile(path.join(baseDir, "migration_lock.toml"), "utf8"),
    },
    shadowDbInitScript: "",
    migrationDirectories: await Promise.all(
      names.map(async (name) => ({
        path: name,
        migrationFile: {
          path: "migration.sql",
          content: {
            tag: "ok" as const,
            value: await readFile(path.join(baseDir, name, "migration.sql"), "utf8"),
          },
        },
      })),
    ),
  };
}

async function readMigrationNames(): Promise<string[]> {
  const entries = await readdir(migrationsFolder(), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

/** Looked for upwards from this module: it is bundled into build/processes and build/server as well as run in place. */
export function migrationsFolder(): string {
  let folder = path.dirname(fileURLToPath(import.meta.url));
  while (!existsSync(path.join(folder, "prisma", "migrations"))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error("prisma/migrations is in none of the folders above this program");
    folder = parent;
  }
  return path.join(folder, "prisma", "migrations");
}
