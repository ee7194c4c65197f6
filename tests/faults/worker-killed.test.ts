import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import express from "express";
import { afterAll, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
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
import { bundleProcess } from "#tests/setup/bundled-process.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startTwilio } from "#tests/setup/twilio-server.ts";
import { startSite } from "#tests/setup/web-server.ts";

const RECIPIENTS = 100;
/**
 * Small enough that whatever a dying worker may still get out of its batch, at every death, leaves some for
 * the next one.
 */
const BATCH = 10;
const CARRIER_API_KEY = "a-key";

/**
 * Where the worker dies, and at the how many-eth time it gets there. `taken` is the provider's: the message
 * is its, the reply never leaves.
 */
const boundaries = [
  ["leased", 7],
  ["attempt-committed", 7],
  ["taken", 7],
  ["reply-received", 7],
  ["recorded", 2],
] as const;
const again = [
  ["leased", 1],
  ["attempt-committed", 1],
  ["taken", 1],
  ["reply-received", 1],
  ["recorded", 1],
] as const;

const workerFile = await bundleProcess("tests/faults/worker-under-fire.ts");
const { url: databaseUrl } = await createTestDatabase();
const context = testContext({ databaseUrl, now: new Date() });
const { ctx, keysFile, close } = context;
const linkKeysFile = join(mkdtempSync(join(tmpdir(), "ansim-link-key-")), "link-keys.json");
writeFileSync(linkKeysFile, JSON.stringify(newLinkKey()));
const lines = new Map<string, LineOwner>();
const carrier = createServer(express().use(carrierStandin({ apiKey: CARRIER_API_KEY, lines })));
carrier.listen(0, "127.0.0.1");
await once(carrier, "listening");
const carrierUrl = `http://127.0.0.1:${(carrier.address() as AddressInfo).port}`;

const inbox = await startInbox(() => new Date());
const site = await startSite(context, { twilioAuthToken: "an-auth-token" });
const twilio = await startTwilio({
  now: () => new Date(),
  statusCallbackUrl: `${site.url}/webhooks/twilio/status`,
});
afterAll(async () => {
  carrier.close();
  carrier.closeAllConnections();
  await Promise.all([inbox.close(), twilio.close(), site.close()]);
  await close();
});

type Provider = {
  env: Record<string, string>;
  /**
   * Called with each text that is taken, before the reply leaves; what it returns must have ended before the
   * worker's work is judged.
   */
  watch: (taken: () => void) => { ended: () => Promise<unknown> };
  list: () => Promise<{ to: string; body: string }[]>;
};

const inboxProvider: Provider = {
  env: { SMS_TRANSPORT: "inbox", INBOX_URL: inbox.url },
  watch(taken) {
    inbox.onTaken = taken;
    return { ended: () => Promise.resolve() };
  },
  list: () => inbox.messages(),
};

const twilioProvider = ({ receipts }: { receipts: boolean }): Provider => ({
  env: {
    SMS_TRANSPORT: "twilio",
    TWILIO_BASE_URL: twilio.url,
    TWILIO_ACCOUNT_SID: twilio.account.accountSid,
    TWILIO_AUTH_TOKEN: twilio.account.authToken,
    TWILIO_MESSAGING_SERVICE_SID: twilio.account.messagingServiceSid,
    STATUS_CALLBACK_URL: `${site.url}/webhooks/twilio/status`,
  },
  watch(taken) {
    const sent: Promise<number>[] = [];
    twilio.onTaken = (text) => {
      taken();
      if (receipts) sent.push(twilio.sendReceipt(text, "queued"));
    };
    return {
      ended: async () => {
        for (const status of await Promise.all(sent)) expect(status).toBe(204);
      },
    };
  },
  list: () => Promise.resolve(twilio.texts.map((text) => ({ ...text, to: text.to.replace("+82", "0") }))),
});

/** Runs the worker until nothing is due or it dies; true if it was killed. */
async function runWorker({ env, watch }: Provider, list: boolean, killAt = "", killAfter = 0) {
  const worker = spawn(process.execPath, [workerFile], {
    stdio: ["ignore", "inherit", "inherit"],
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      KEYS_FILE: keysFile,
      LINK_KEYS_FILE: linkKeysFile,
      CARRIER_API_KEY,
      CARRIER_API_URL: carrierUrl,
      ...env,
      BATCH: String(BATCH),
      LIST: list ? "yes" : "no",
      KILL_AT: killAt,
      KILL_AFTER: String(killAfter),
    },
  });
  let taken = 0;
  const { ended } = watch(() => {
    taken += 1;
    if (killAt === "taken" && taken === killAfter) worker.kill("SIGKILL");
  });
  const [code, signal] = (await once(worker, "exit")) as [number | null, NodeJS.Signals | null];
  expect(signal ?? code).toBe(killAt === "" ? 0 : "SIGKILL");
  await ended();
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
  return recipients;
}

/**
 * Kills the worker at every boundary, lets it end its work, and returns what each recipient got and what is
 * known of it.
 */
async function underFire(
  name: string,
  provider: Provider,
  { list, deaths }: { list: boolean; deaths: readonly (readonly [string, number])[] },
) {
  const recipients = await aLaunchedCampaign(name);
  for (const [point, times] of deaths)
    expect(await runWorker(provider, list, point, times), point).toBe(true);
  await runWorker(provider, list);

  const texts = await provider.list();
  const told = [];
  for (const { id, personalData } of recipients) {
    const { state, attempts } = await ctx.db.outboxMessage.findFirstOrThrow({
      where: { channel: "sms", notice: { subscriberId: id } },
      include: { attempts: true },
    });
    told.push({
      state,
      inDoubt: attempts.filter(({ outcome }) => outcome === "unknown").length,
      received: texts.filter(({ to }) => to === personalData.msisdn).map(({ body }) => body),
    });
  }
  const { broken } = await listBrokenInvariants(ctx);
  expect(broken.filter(({ name }) => name.includes("text"))).toEqual([]);
  return told;
}

test.each([
  ["the inbox", inboxProvider, [...boundaries, ...again]],
  ["Twilio", twilioProvider({ receipts: false }), boundaries],
] as const)(
  "%s, killed at every boundary, with its list: each text once, none lost",
  async (name, provider, deaths) => {
    for (const { state, received } of await underFire(`${name.slice(-5)}-with-list`, provider, {
      list: true,
      deaths,
    })) {
      expect(received).toHaveLength(1);
      expect(state).toBe("accepted");
    }
  },
);

test.each([
  ["the inbox", inboxProvider, [...boundaries, ...again]],
  ["Twilio", twilioProvider({ receipts: false }), boundaries],
] as const)(
  "%s, killed at every boundary, without a list: none lost unseen, none more than twice, the same link",
  async (name, provider, deaths) => {
    let doubled = 0;
    for (const { state, inDoubt, received } of await underFire(`${name.slice(-5)}-without`, provider, {
      list: false,
      deaths,
    })) {
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
  },
);

test("Twilio, killed at every boundary, with receipts but no list: none twice, none lost unseen", async () => {
  const provider = twilioProvider({ receipts: true });
  for (const { state, inDoubt, received } of await underFire("receipts", provider, {
    list: false,
    deaths: boundaries,
  })) {
    expect(received.length).toBeLessThanOrEqual(1);
    // What was never taken has no receipt: after the one resend it is shown.
    if (state === "unknown") expect([inDoubt, received]).toEqual([2, []]);
    else expect([state, received.length]).toEqual(["accepted", 1]);
  }
});
