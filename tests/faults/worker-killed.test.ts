import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, expect, test } from "vitest";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import type { LineOwner } from "#app/infra/carrier/carrier-api.server.ts";
import { newLinkKey } from "#app/infra/keys/link-key.server.ts";
import { carrierStandin } from "#app/processes/standins/carrier.ts";
import { testContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { expireLeases } from "#tests/factories/sender.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const RECIPIENTS = 200;
const CARRIER_API_KEY = "a-key";

/** Where the worker dies, and at the how many-eth time it gets there. `taken` is the provider's: the message is its, the reply never leaves. */
const deaths = [
  ["leased", 13],
  ["attempt-committed", 13],
  ["taken", 13],
  ["reply-received", 13],
  ["recorded", 2],
  ["leased", 1],
  ["attempt-committed", 1],
  ["taken", 1],
  ["reply-received", 1],
  ["taken", 20],
  ["recorded", 1],
] as const;

const { url: databaseUrl } = await createTestDatabase();
const { ctx, keysFile, close } = testContext({ databaseUrl, now: new Date() });
const linkKeysFile = join(mkdtempSync(join(tmpdir(), "ansim-link-key-")), "link-keys.json");
writeFileSync(linkKeysFile, JSON.stringify(newLinkKey()));
const lines = new Map<string, LineOwner>();
const inbox = await startInbox(() => new Date());
const carrier = createServer(express().use(carrierStandin({ apiKey: CARRIER_API_KEY, lines })));
carrier.listen(0, "127.0.0.1");
await once(carrier, "listening");
const carrierUrl = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`;
afterAll(async () => {
  carrier.close();
  carrier.closeAllConnections();
  await inbox.close();
  await close();
});

/** Runs the worker until nothing is due or it dies; true if it was killed. */
async function runWorker(list: boolean, killAt = "", killAfter = 0): Promise<boolean> {
  const worker = spawn(process.execPath, ["--import", "tsx", "tests/faults/worker-under-fire.ts"], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      KEYS_FILE: keysFile,
      LINK_KEYS_FILE: linkKeysFile,
      CARRIER_API_KEY,
      CARRIER_API_URL: carrierUrl,
      INBOX_URL: inbox.url,
      LIST: list ? "yes" : "no",
      KILL_AT: killAt,
      KILL_AFTER: String(killAfter),
    },
  });
  let taken = 0;
  inbox.onTaken = () => {
    taken += 1;
    if (killAt === "taken" && taken === killAfter) worker.kill("SIGKILL");
  };
  const [code, signal] = (await once(worker, "exit")) as [number | null, NodeJS.Signals | null];
  expect(signal ?? code).toBe(killAt === "" ? 0 : "SIGKILL");
  // A minute passes, as far as the leases are concerned: nobody else is left to hold them.
  await expireLeases(ctx);
  return signal === "SIGKILL";
}

async function aLaunchedCampaign(name: string) {
  const incident = await anIncident(ctx, { id: name });
  const recipients = [];
  for (let index = 0; index < RECIPIENTS; index++) {
    const line = await aSubscriber(ctx, { incidentId: incident.id });
    lines.set(line.personalData.msisdn, { status: "active", holderRef: line.holderRef });
    recipients.push(line);
  }
  const { key } = await aPublishedFinding(ctx, incident, {
    id: `${name}-finding`,
    changed: recipients.map((line) => ({ line })),
  });
  await planCampaign(ctx, key);
  await launchCampaign(ctx, key);
  return { key, recipients };
}

async function textsByNumber() {
  const texts = new Map<string, string[]>();
  for (const { to, body } of await inbox.messages()) texts.set(to, [...(texts.get(to) ?? []), body]);
  return texts;
}

const stateOf = (subscriberId: bigint) =>
  ctx.db.outboxMessage.findFirstOrThrow({
    where: { notice: { subscriberId } },
    include: { attempts: { orderBy: { number: "asc" } } },
  });

test("killed at every boundary, with the provider's list: each text once, none lost", async () => {
  const { recipients } = await aLaunchedCampaign("with-list");
  for (const [point, times] of deaths) expect(await runWorker(true, point, times), point).toBe(true);
  await runWorker(true);

  const texts = await textsByNumber();
  for (const { id, personalData } of recipients) {
    expect(texts.get(personalData.msisdn)).toHaveLength(1);
    expect(await stateOf(id)).toMatchObject({ state: "accepted" });
  }
});

test("killed at every boundary, without a list: none lost unseen, none more than twice, the same link", async () => {
  const { recipients } = await aLaunchedCampaign("without-list");
  for (const [point, times] of deaths) expect(await runWorker(false, point, times), point).toBe(true);
  await runWorker(false);

  const texts = await textsByNumber();
  let doubled = 0;
  for (const { id, personalData } of recipients) {
    const received = texts.get(personalData.msisdn) ?? [];
    const { state, attempts } = await stateOf(id);
    const inDoubt = attempts.filter(({ outcome }) => outcome === "unknown").length;
    expect(received.length).toBeLessThanOrEqual(2);
    expect(new Set(received).size).toBeLessThanOrEqual(1);
    if (state === "unknown") expect(inDoubt).toBe(2);
    else {
      expect(state).toBe("accepted");
      expect(received.length).toBeGreaterThanOrEqual(1);
    }
    // Twice only where the first outcome was in doubt.
    if (received.length === 2) expect(inDoubt).toBeGreaterThanOrEqual(1);
    doubled += received.length === 2 ? 1 : 0;
  }
  // The kills did hit: without a list some doubles can't be told from losses.
  expect(doubled).toBeGreaterThan(0);
});
