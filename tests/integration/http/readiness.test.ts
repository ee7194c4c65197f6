import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { connect, createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, describe, expect, it } from "vitest";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { newKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aToken } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const folder = mkdtempSync(path.join(tmpdir(), "ansim-keys-"));
const aKeyRing = (name: string, ring: unknown = newKeyRing()) => {
  const file = path.join(folder, `${name}.json`);
  writeFileSync(file, JSON.stringify(ring));
  return file;
};
const anyKeys = aKeyRing("any");

const PUBLIC_URL = "http://127.0.0.1:1";
/** Where the machine is slow, the first questions may get no answer in time. */
const patient = { timeout: 20_000 };

const started: ChildProcess[] = [];
const servers: Server[] = [];
afterAll(() => {
  for (const child of started) child.kill("SIGKILL");
  for (const server of servers) server.close();
});

/** The web process as `npm start` runs it. */
async function startWebProcess(databaseUrl: string, keysFile = anyKeys) {
  const child = fork("build/processes/web.js", {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: "0",
      PUBLIC_URL,
      DATABASE_URL: databaseUrl,
      KEYS_FILE: keysFile,
      CARRIER_API_URL: "http://127.0.0.1:1",
      CARRIER_API_KEY: "a-key",
      ...signinEnv,
    },
  });
  started.push(child);
  let said = "";
  child.stderr?.on("data", (chunk: Buffer) => (said += chunk.toString()));
  const [{ port }] = (await once(child, "message")) as [{ port: number }];
  const get = (at: string) => fetch(`http://127.0.0.1:${port}${at}`);
  const status = async (at: string) => (await get(at)).status;
  const readyz = async () => {
    const answer = await get("/readyz");
    return [answer.status, (await answer.text()).trim()];
  };
  return { child, port, status, readyz, said: () => said };
}

async function connectClient(connectionString: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

/** Between the process and its database: makes every answer wait, or get lost. */
async function startDelaying(databaseUrl: string) {
  const { hostname, port, href } = new URL(databaseUrl);
  const proxy = { delayMs: 0, url: "" };
  const server = createServer((socket) => {
    const database = connect(Number(port), hostname);
    socket.on("data", (chunk) => database.write(chunk));
    database.on("data", (chunk) => {
      if (proxy.delayMs === 0) socket.write(chunk);
      else if (proxy.delayMs < Infinity) setTimeout(() => socket.write(chunk), proxy.delayMs);
    });
    for (const [one, other] of [
      [socket, database],
      [database, socket],
    ] as const)
      one.once("close", () => other.destroy()).on("error", () => other.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  servers.push(server);
  const url = new URL(href);
  url.port = String((server.address() as AddressInfo).port);
  proxy.url = url.href;
  return proxy;
}

it("is alive from the start, ready once migrated, not ready without its database, and goes on after", async () => {
  const { url } = await createTestDatabase("empty");
  const web = await startWebProcess(url);
  expect(await web.status("/healthz")).toBe(200);
  await expect.poll(() => web.readyz(), patient).toEqual([503, "not ready: migrations"]);

  await migrateDatabase(url);
  expect(await web.status("/healthz")).toBe(200);
  await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);
  expect(await web.status("/")).toBe(200);

  const name = new URL(url).pathname.slice(1);
  const elsewhere = new URL(url);
  elsewhere.pathname = "/postgres";
  const admin = await connectClient(elsewhere.href);
  const set = (allowed: boolean) =>
    admin.query(`alter database "${name}" with allow_connections ${String(allowed)}`);
  await set(false);
  await admin.query("select pg_terminate_backend(pid) from pg_stat_activity where datname = $1", [name]);
  expect(await web.status("/healthz")).toBe(200);
  expect(await web.readyz()).toEqual([503, "not ready: database"]);
  expect(await web.status("/")).toBe(500);

  await set(true);
  await admin.end();
  await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);
  expect(await web.status("/")).toBe(200);

  const ended = once(web.child, "close");
  web.child.kill("SIGTERM");
  expect(await ended).toEqual([0, null]);
  expect(web.said()).not.toContain(new URL(url).password);
  const requests = web
    .said()
    .split("\n")
    .filter((line) => line.includes('"msg":"request"'));
  expect(requests.map((line) => (JSON.parse(line) as { status: number }).status)).toEqual([200, 500, 200]);
}, 90_000);

describe("a database that doesn't answer", () => {
  it("is none, said within seconds, to everyone who asks", async () => {
    const { url } = await createTestDatabase();
    const database = await startDelaying(url);
    database.delayMs = Infinity;
    const web = await startWebProcess(database.url);
    const before = performance.now();
    const answers = await Promise.all(Array.from({ length: 20 }, () => web.readyz()));
    expect(performance.now() - before).toBeLessThan(10_000);
    expect(new Set(answers.map(String))).toEqual(new Set(["503,not ready: database"]));
    expect(await web.status("/healthz")).toBe(200);
  });

  it.each([
    ["falls silent later", Infinity],
    ["answers each question, but too slowly for all", 800],
  ])("is none when it %s; and one again once it answers as before", async (_, delayMs) => {
    const { url } = await createTestDatabase();
    const database = await startDelaying(url);
    const web = await startWebProcess(database.url);
    await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);
    database.delayMs = delayMs;
    const before = performance.now();
    expect(await web.readyz()).toEqual([503, "not ready: database"]);
    expect(performance.now() - before).toBeLessThan(10_000);
    database.delayMs = 0;
    await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);
  });

  it("is not confused with pages that keep every connection busy", async () => {
    const { url } = await createTestDatabase();
    const web = await startWebProcess(url);
    const blocker = await connectClient(url);
    await blocker.query("begin; lock table incidents");
    const waiting = Array.from({ length: 20 }, () => web.status("/"));
    const watcher = await connectClient(url);
    const blocked =
      "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()";
    await expect.poll(async () => (await watcher.query(blocked)).rowCount, patient).toBe(10);
    await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);
    await Promise.all([blocker.end(), watcher.end(), ...waiting]);
  });
}, 90_000);

describe("a key ring that is not the database's", () => {
  it.each([
    ["another key of the same name", { keys: newKeyRing().keys }],
    ["no key of that name", { current: "k2", keys: { k2: newKeyRing().keys.k1 } }],
    ["another blind index", { blindIndexKey: newKeyRing().blindIndexKey }],
  ])("%s", async (name, change) => {
    const { url } = await createTestDatabase();
    const t = testContext({ databaseUrl: url });
    await anIncident(t.ctx);
    await aSubscriber(t.ctx);
    await t.close();

    const right = await startWebProcess(url, t.keysFile);
    await expect.poll(() => right.readyz(), patient).toEqual([200, "ready"]);
    const ring = JSON.parse(readFileSync(t.keysFile, "utf8")) as object;
    const wrong = await startWebProcess(url, aKeyRing(name, { ...ring, ...change }));
    await expect.poll(() => wrong.readyz(), patient).toEqual([503, "not ready: keys"]);
    expect(await wrong.status("/healthz")).toBe(200);
  });

  it("neither among the oldest lines nor the newest; a purged line asks for none", async () => {
    const { url } = await createTestDatabase();
    const t = testContext({ databaseUrl: url });
    const other = testContext({ databaseUrl: url });
    await anIncident(t.ctx);
    const oldest = await aSubscriber(other.ctx);
    await aSubscriber(t.ctx);
    const web = await startWebProcess(url, t.keysFile);
    await expect.poll(() => web.readyz(), patient).toEqual([503, "not ready: keys"]);

    const nothing = { envelope: null, keyId: null, msisdnIndex: null };
    await t.ctx.db.subscriber.update({ where: { id: oldest.id }, data: nothing });
    await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);

    await aSubscriber(other.ctx);
    await expect.poll(() => web.readyz(), patient).toEqual([503, "not ready: keys"]);
    await Promise.all([t.close(), other.close()]);
  });
}, 90_000);

it("after SIGTERM it is not ready, yet answers until the running requests are through", async () => {
  const { url } = await createTestDatabase();
  const t = testContext({ databaseUrl: url });
  await anIncident(t.ctx);
  await t.close();
  const web = await startWebProcess(url);
  await expect.poll(() => web.readyz(), patient).toEqual([200, "ready"]);

  const form = "birthDate=19800115";
  const slow = httpRequest(`http://127.0.0.1:${web.port}/v/${aToken()}`, {
    method: "POST",
    agent: false,
    headers: {
      origin: PUBLIC_URL,
      "content-type": "application/x-www-form-urlencoded",
      "content-length": form.length,
      expect: "100-continue",
    },
  });
  const answered = once(slow, "response");
  slow.flushHeaders();
  // By then it is running.
  await once(slow, "continue");

  const ended = once(web.child, "close");
  web.child.kill("SIGTERM");
  await expect.poll(() => web.readyz(), { timeout: 15_000 }).toEqual([503, "not ready: ending"]);
  expect(await web.status("/healthz")).toBe(200);
  expect(await web.status("/")).toBe(200);
  expect(web.child.exitCode).toBeNull();

  slow.end(form);
  const [{ statusCode }] = (await answered) as [{ statusCode: number }];
  expect(statusCode).toBe(422);
  expect(await ended).toEqual([0, null]);
  expect(web.said()).toContain("web ended");
  await expect(web.status("/healthz")).rejects.toThrow();
}, 90_000);
