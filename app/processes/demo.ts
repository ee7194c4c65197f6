import { randomBytes, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { newKeyRing, openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { newLinkKey } from "#app/infra/keys/link-key.server.ts";
import { demoFile, type DemoFile } from "#app/processes/cli/connect.ts";
import { moveClock, readClock, writeClock } from "#app/processes/clock.ts";
import { startEmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";
import { demoStart, loadReplay, replayStart } from "#app/processes/demo/load-replay.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";
import { writeReplay } from "#app/processes/demo/replay/write-replay.ts";
import { staffToTry } from "#app/processes/demo/staff-to-try.ts";
import { startChild, type Child } from "#app/processes/demo/start-child.ts";

// `npm run demo` and `npm run dev`: everything that Ansim needs, on loopback, with the replay of September
// 2025. All it writes is in DATA_DIR. Whatever way this process ends, what it started ends too.

const dataDir = path.resolve(process.env.DATA_DIR ?? ".data");
const fresh = process.argv.includes("--fresh");
const dev = process.argv.includes("--dev");
const startedAt = Date.now();
const say = (line: string) => process.stdout.write(`${line}\n`);
const file = (name: string) => path.join(dataDir, name);

const stops: (() => Promise<unknown>)[] = [];
const state = { ending: false };
async function end(code: number) {
  if (state.ending) return;
  state.ending = true;
  for (const stop of stops.reverse()) await stop().catch((error: unknown) => say(String(error)));
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void end(0));

try {
  await run();
} catch (error) {
  if (!state.ending)
    process.stderr.write(
      `The demo could not start: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  await end(70);
}

async function run() {
  if (fresh) await rm(dataDir, { recursive: true, force: true });
  await mkdir(dataDir, { recursive: true });

  say("Starting PostgreSQL…");
  const postgres = await startEmbeddedPostgres({ dataDir: file("postgres"), durable: true });
  stops.push(() => postgres.stop());
  const databaseUrl = postgres.url("ansim");
  const loaded = existsSync(file("replay-loaded"));
  if (!loaded) await startOver(postgres.url("postgres"));
  await migrateDatabase(databaseUrl);

  const port = Number(process.env.PORT ?? 3000) || (await freePort());
  const host = process.env.HOST ?? "127.0.0.1";
  const publicUrl = process.env.PUBLIC_URL ?? `http://127.0.0.1:${port}`;
  const carrierApiKey = randomBytes(16).toString("hex");
  const auditAnchorUrl = pathToFileURL(file("audit-heads.ndjson")).href;
  const shared = {
    DATABASE_URL: databaseUrl,
    KEYS_FILE: file("keys.json"),
    PUBLIC_URL: publicUrl,
    CLOCK_FILE: file("clock.json"),
    CARRIER_API_KEY: carrierApiKey,
    EVIDENCE_URL: pathToFileURL(file("evidence")).href,
    LOG_LEVEL: process.env.LOG_LEVEL ?? "info",
  };

  const standins = await start("standins", {
    STANDIN_LINES_FILE: file("replay/subscribers.csv"),
    CARRIER_API_KEY: carrierApiKey,
    INBOX_FILE: file("inbox.ndjson"),
    CLOCK_FILE: file("clock.json"),
  });
  const outside = { ...shared, CARRIER_API_URL: standins.url, INBOX_URL: standins.url };
  const clients = {
    OIDC_SUBSCRIBER_CLIENT_ID: "ansim-subscriber",
    OIDC_SUBSCRIBER_CLIENT_SECRET: randomBytes(24).toString("base64url"),
    OIDC_STAFF_CLIENT_ID: "ansim-staff",
    OIDC_STAFF_CLIENT_SECRET: randomBytes(24).toString("base64url"),
  };
  const identity = await start("identity", {
    ...clients,
    STANDIN_LINES_FILE: file("replay/subscribers.csv"),
    PUBLIC_URL: publicUrl,
  });
  await start("worker", {
    ...outside,
    LINK_KEYS_FILE: file("link-keys.json"),
    SMS_TRANSPORT: "inbox",
    SMS_PER_SECOND: process.env.SMS_PER_SECOND ?? "200",
    SMTP_URL: standins.smtpUrl,
    AUDIT_ANCHOR_URL: auditAnchorUrl,
    MAIL_FROM: "notices@ansim.example",
    MAIL_PER_SECOND: process.env.MAIL_PER_SECOND ?? "100",
  });

  const connections = connectDatabase(databaseUrl, { max: 4 });
  const ctx: Ctx = {
    db: connections.db,
    pool: connections.pool,
    vault: openVault(readKeyRing(shared.KEYS_FILE)),
    carrier: carrierApi({ url: standins.url, apiKey: carrierApiKey }),
    now: readClock(shared.CLOCK_FILE),
    actor: { type: "system", id: "demo" },
    requestId: randomUUID(),
  };
  if (!loaded) {
    say("Replaying September 2025 (synthetic people) through the importer…");
    await loadReplay(ctx, {
      folder: file("replay"),
      setClock: (to) => moveClock(shared.CLOCK_FILE, to),
      delivered: () => untilDelivered(connections.pool),
    });
    moveClock(shared.CLOCK_FILE, demoStart);
    await writeFile(file("replay-loaded"), new Date().toISOString());
  }
  await connections.close();

  const providers = { OIDC_SUBSCRIBER_ISSUER: identity.url, OIDC_STAFF_ISSUER: identity.url, ...clients };
  await start("demo-web", { ...outside, ...providers, PORT: String(port), HOST: host }, dev ? ["--dev"] : []);
  const found: DemoFile = {
    pid: process.pid,
    url: publicUrl,
    databaseUrl,
    keysFile: shared.KEYS_FILE,
    clockFile: shared.CLOCK_FILE,
    carrierApiUrl: standins.url,
    carrierApiKey,
    auditAnchorUrl,
  };
  await writeFile(demoFile(dataDir), JSON.stringify(found), { mode: 0o600 });
  stops.push(() => rm(demoFile(dataDir), { force: true }));

  say("\nPeople to try (all synthetic); their texts and links are at /demo:");
  for (const person of peopleToTry)
    say(`  ${person.msisdn}  ${person.birthDate}  ${person.name}  ${person.story}`);
  say("\nStaff to try (all synthetic), signed in by these addresses:");
  for (const { subject, name, story } of staffToTry)
    say(`  ${publicUrl}/demo/signin?role=${subject}  ${name}  ${story}`);
  say(
    `\nEverything to try: ${publicUrl}/demo   Sent texts and e-mails: ${publicUrl}/demo/inbox   (${Math.round((Date.now() - startedAt) / 1000)} s)`,
  );
  say(`ready ${publicUrl}`);
}

async function start(name: string, env: Record<string, string>, args: string[] = []): Promise<Child> {
  const child = await startChild(name, { env, args, logFile: file(`${name}.log`) });
  stops.push(child.stop);
  child.process.once("exit", (code) => {
    if (state.ending) return;
    process.stderr.write(`${name} ended (${code ?? "signal"}); see ${file(`${name}.log`)}\n`);
    void end(70);
  });
  return child;
}

/** A load that was cut off is begun again, from nothing: new database, new keys, new inbox. */
async function startOver(adminUrl: string) {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query("drop database if exists ansim with (force)");
  await admin.query("create database ansim");
  await admin.end();
  await rm(file("inbox.ndjson"), { force: true });
  await rm(file("audit-heads.ndjson"), { force: true });
  await rm(file("evidence"), { recursive: true, force: true });
  await writeFile(file("keys.json"), JSON.stringify(newKeyRing()), { mode: 0o600 });
  await writeFile(file("link-keys.json"), JSON.stringify(newLinkKey()), { mode: 0o600 });
  await writeReplay(file("replay"));
  writeClock(file("clock.json"), replayStart);
}

async function untilDelivered(pool: pg.Pool) {
  for (;;) {
    const { rows } = await pool.query<{ open: number }>(
      "select count(*)::int as open from outbox where state in ('pending', 'sending')",
    );
    if (rows[0]?.open === 0) return;
    await sleep(100);
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
