import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, expect, it } from "vitest";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { newKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const keysFile = path.join(mkdtempSync(path.join(tmpdir(), "ansim-keys-")), "keys.json");
writeFileSync(keysFile, JSON.stringify(newKeyRing()));

const started: ChildProcess[] = [];
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
});

/** The web process as `npm start` runs it. */
async function startWebProcess(databaseUrl: string) {
  const child = fork("build/processes/web.js", {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      PUBLIC_URL: "http://127.0.0.1:1",
      DATABASE_URL: databaseUrl,
      KEYS_FILE: keysFile,
      CARRIER_API_URL: "http://127.0.0.1:1",
      CARRIER_API_KEY: "a-key",
    },
  });
  started.push(child);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const status = async (at: string) => (await fetch(`http://127.0.0.1:${port}${at}`)).status;
  return { child, status, said: () => said };
}

it("is alive from the start, ready once migrated, not ready without its database, and goes on after", async () => {
  const { url } = await createTestDatabase("empty");
  const web = await startWebProcess(url);
  expect([await web.status("/healthz"), await web.status("/readyz")]).toEqual([200, 503]);

  await migrateDatabase(url);
  expect([await web.status("/healthz"), await web.status("/readyz")]).toEqual([200, 200]);
  expect(await web.status("/")).toBe(200);

  const name = new URL(url).pathname.slice(1);
  const elsewhere = new URL(url);
  elsewhere.pathname = "/postgres";
  const admin = new pg.Client({ connectionString: elsewhere.href });
  await admin.connect();
  const set = (allowed: boolean) =>
    admin.query(`alter database "${name}" with allow_connections ${String(allowed)}`);
  await set(false);
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  expect([await web.status("/healthz"), await web.status("/readyz")]).toEqual([200, 503]);
  expect(await web.status("/")).toBe(500);

  await set(true);
  await admin.end();
  expect([await web.status("/readyz"), await web.status("/")]).toEqual([200, 200]);

  const ended = once(web.child, "exit");
  web.child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(web.said()).not.toContain(new URL(url).password);
});
