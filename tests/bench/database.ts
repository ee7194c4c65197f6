import { existsSync, writeFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierApi, type CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { newKeyRing, openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { newLinkKey } from "#app/infra/keys/link-key.server.ts";
import type { Bench } from "#tests/bench/figure.ts";

/** A new database, empty or a copy of another one that nobody is connected to. */
export async function createDatabase(
  { postgres }: Bench,
  name: string,
  template = "template0",
): Promise<string> {
  const admin = new pg.Client({ connectionString: postgres.url("postgres") });
  await admin.connect();
  try {
    await admin.query(`drop database if exists ${name} with (force)`);
    // FILE_COPY ends with a checkpoint: what comes next starts with nothing left to write.
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  return postgres.url(name);
}

/** The keys that all processes of one run share. */
export function keyFiles({ folder }: Bench) {
  const files = {
    keysFile: path.join(folder, "keys.json"),
    linkKeysFile: path.join(folder, "link-keys.json"),
  };
  if (!existsSync(files.keysFile))
    writeFileSync(files.keysFile, JSON.stringify(newKeyRing()), { mode: 0o600 });
  if (!existsSync(files.linkKeysFile))
    writeFileSync(files.linkKeysFile, JSON.stringify(newLinkKey()), { mode: 0o600 });
  return files;
}

export function connectBench(
  databaseUrl: string,
  keysFile: string,
  carrier: Partial<CarrierReads> = {},
): { ctx: Ctx; close: () => Promise<void> } {
  const { db, pool, close } = connectDatabase(databaseUrl);
  return {
    close,
    ctx: {
      db,
      pool,
      vault: openVault(readKeyRing(keysFile)),
      // Nobody answers there.
      carrier: { ...carrierApi({ url: "http://127.0.0.1:9", apiKey: "none" }), ...carrier },
      now: () => new Date(),
      actor: { type: "system", id: "demo" },
      requestId: "bench",
    },
  };
}
