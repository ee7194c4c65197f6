import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { verifyAuditChain } from "#app/domain/audit/verify-audit-chain.server.ts";
import { changePace } from "#app/domain/notices/change-pace.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { auditAnchor } from "#app/infra/audit-anchor.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { newLinkKey } from "#app/infra/keys/link-key.server.ts";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import { writeClock } from "#app/processes/clock.ts";
import type { InboxMessage } from "#app/processes/standins/inbox.ts";
import { testContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startTwilio } from "#tests/setup/twilio-server.ts";

const folder = mkdtempSync(join(tmpdir(), "ansim-processes-"));
const file = (name: string) => join(folder, name);
const key = "a-key";

writeFileSync(
  file("lines.csv"),
  "\ufeffsubscriber_ref,holder_ref,msisdn,line_status\nS1,H-1,010-2000-0001,active\nS2,H-2,01020000002,ended\nS3,H-3,01020000002,active\n",
);
writeFileSync(file("link-keys.json"), JSON.stringify(newLinkKey()));
writeClock(file("clock.json"), new Date("2025-09-18T20:00:00+09:00"));

const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill("SIGKILL");
});

function start(script: string, env: Record<string, string>) {
  const child = spawn(process.execPath, ["--import", "tsx", `app/processes/${script}.ts`], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { PATH: process.env.PATH, NODE_ENV: "test", ...env },
  });
  children.push(child);
  let said = "";
  const listeners: (() => void)[] = [];
  child.stderr?.on("data", (chunk: Buffer) => {
    said += chunk.toString();
    for (const listener of listeners) listener();
  });
  const saying = (text: string) =>
    new Promise<void>((heard) => {
      const listen = () => {
        if (said.includes(text)) heard();
      };
      listeners.push(listen);
      listen();
    });
  return {
    child,
    said: () => said,
    saying,
    exited: once(child, "exit") as Promise<[number | null, string | null]>,
  };
}

async function startStandins() {
  const standins = start("standins", {
    STANDIN_LINES_FILE: file("lines.csv"),
    CARRIER_API_KEY: key,
    INBOX_FILE: file("inbox.ndjson"),
    CLOCK_FILE: file("clock.json"),
  });
  const [{ url, smtpUrl }] = (await once(standins.child, "message")) as [{ url: string; smtpUrl: string }];
  const list = async (query = "") =>
    (await (await fetch(`${url}/inbox/messages${query}`)).json()) as InboxMessage[];
  const control = (path: string, body: unknown, apiKey = key) =>
    fetch(`${url}/control/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${apiKey}` },
      body: JSON.stringify(body),
    });
  return { ...standins, url, smtpUrl, list, control };
}

describe("the stand-ins", { timeout: 60_000 }, () => {
  test("answer as the carrier, change an owner and are at fault on request", async () => {
    const { child, url, control, exited } = await startStandins();
    const carrier = carrierApi({ url, apiKey: key });
    expect(await carrier.findLineOwner("01020000001")).toEqual({ status: "active", holderRef: "H-1" });
    expect(await carrier.findLineOwner("01020000002")).toEqual({ status: "active", holderRef: "H-3" });
    expect(await carrier.findLineOwner("01029999999")).toBeNull();
    await expect(carrierApi({ url, apiKey: "wrong" }).findLineOwner("01020000001")).rejects.toThrow("401");
    expect((await control("fault", { fault: "error" }, "wrong")).status).toBe(401);

    await control("line", { msisdn: "01020000001", status: "active", holderRef: "H-new" });
    expect(await carrier.findLineOwner("01020000001")).toEqual({ status: "active", holderRef: "H-new" });
    await control("fault", { fault: "error" });
    await expect(carrier.findLineOwner("01020000001")).rejects.toThrow("500");
    await control("fault", { fault: "slow", delayMs: 10 });
    expect(await carrier.findLineOwner("01020000001")).toMatchObject({ holderRef: "H-new" });
    await control("fault", { fault: "silent" });
    await expect(carrier.findLineOwner("01020000001")).rejects.toThrow("timeout");
    expect((await control("fault", { fault: "strange" })).status).toBe(400);

    child.kill("SIGTERM");
    expect(await exited).toEqual([0, null]);
  });

  test("keep the inbox over a restart, newest first, by the demo's clock, and end with their parent", async () => {
    const first = await startStandins();
    const transport = inboxTransport({ url: first.url });
    const since = new Date("2025-09-18T20:00:00+09:00");
    expect(await transport.send(message("01020000001", "one"))).toMatchObject({ kind: "accepted" });
    await transport.send(message("01020000002", "two"));
    expect(await transport.send(message("", "nobody"))).toEqual({ kind: "permanent", code: "http-400" });
    expect((await first.list()).map(({ body, at }) => [body, at.slice(0, 13)])).toEqual([
      ["two", "2025-09-18T11"],
      ["one", "2025-09-18T11"],
    ]);
    expect(await transport.findSent?.({ to: "01020000001", body: "one", since })).toMatchObject({
      kind: "sent",
    });
    expect(await transport.findSent?.({ to: "01020000001", body: "two", since })).toEqual({
      kind: "not-sent",
    });
    first.child.disconnect();
    expect(await first.exited).toEqual([0, null]);

    // Killed while it wrote a third one.
    writeFileSync(file("inbox.ndjson"), `${readFileSync(file("inbox.ndjson"), "utf8")}{"id":"half`);
    const second = await startStandins();
    await inboxTransport({ url: second.url }).send(message("01020000001", "three"));
    const { list } = second;
    expect((await list()).map(({ body }) => body)).toEqual(["three", "two", "one"]);
    expect((await list("?to=01020000001&limit=1")).map(({ body }) => body)).toEqual(["three"]);
    expect(await list("?since=2025-09-19T00:00:00%2B09:00")).toEqual([]);
    second.child.disconnect();
    await second.exited;
  });
});

const { url: databaseUrl } = await createTestDatabase();
const { ctx, keysFile, close } = testContext({ databaseUrl });
afterAll(() => close());

const message = (to: string, body: string) => ({ id: "1", attempt: 1, to, body, language: "ko" });

const workerEnv = (url: string) => ({
  DATABASE_URL: databaseUrl,
  KEYS_FILE: keysFile,
  LINK_KEYS_FILE: file("link-keys.json"),
  PUBLIC_URL: "http://127.0.0.1:3000",
  SMS_TRANSPORT: "inbox",
  SMS_PER_SECOND: "500",
  SMTP_URL: "smtp://127.0.0.1:9",
  MAIL_FROM: "notices@ansim.example",
  AUDIT_ANCHOR_URL: pathToFileURL(file("audit-heads.ndjson")).href,
  EVIDENCE_URL: pathToFileURL(file("evidence")).href,
  CARRIER_API_URL: url,
  CARRIER_API_KEY: key,
  INBOX_URL: url,
  CLOCK_FILE: file("clock.json"),
});

describe("the worker", { timeout: 60_000 }, () => {
  test.each([
    [
      "nothing set",
      () => ({}),
      [
        "DATABASE_URL: missing",
        "LINK_KEYS_FILE: missing",
        "SMTP_URL: missing",
        "SMS_TRANSPORT: missing",
        "AUDIT_ANCHOR_URL: missing",
      ],
    ],
    ["no inbox", () => ({ INBOX_URL: undefined }), ["INBOX_URL: missing"]],
    [
      "twilio without an account, in a demo",
      () => ({ SMS_TRANSPORT: "twilio" }),
      ["TWILIO_ACCOUNT_SID: missing", "TWILIO_AUTH_TOKEN: missing", "CLOCK_FILE: is the demo's"],
    ],
    [
      "a link that the texts don't hold",
      () => ({ PUBLIC_URL: `https://${"a".repeat(60)}.example` }),
      ["PUBLIC_URL: longer"],
    ],
  ])("ends with 78 and names what is wrong: %s", async (name, change, messages) => {
    const base = name === "nothing set" ? {} : workerEnv("http://127.0.0.1:9");
    const { said, exited } = start("worker", { ...base, ...change() });
    expect(await exited).toEqual([78, null]);
    for (const message of messages) expect(said()).toContain(message);
    expect(said()).not.toContain(key);
  });

  test(
    "sends what is due, outlives an outage of the database with one line about it, and ends on SIGTERM",
    { timeout: 60_000 },
    async () => {
      const { url, smtpUrl, list, child: standins } = await startStandins();
      const proxy = await startProxy(databaseUrl);
      const worker = start("worker", {
        ...workerEnv(url),
        DATABASE_URL: proxy.url,
        SMTP_URL: smtpUrl,
        METRICS_PORT: "0",
      });
      await worker.saying("worker started");

      const person = { msisdn: "01020000001", holderRef: "H-1", email: "one@example.com" };
      const line = await aSubscriber(ctx, { ...person, ...(await aPlace()) });
      const sent = async (finding: string, announced: string) => {
        const incident = await anIncident(ctx, { id: "of-the-worker" });
        const { key: findingKey } = await aPublishedFinding(ctx, incident, {
          id: finding,
          announced_at: announced,
          changed: [{ line }],
        });
        await planCampaign(ctx, findingKey);
        await launchCampaign(ctx, findingKey);
        await expect
          .poll(
            () =>
              ctx.db.outboxMessage.count({
                where: { state: "accepted", campaign: { finding: { key: findingKey } } },
              }),
            { timeout: 10_000 },
          )
          .toBe(2);
      };
      await sent("worker-11", "2025-09-11T15:00:00+09:00");
      proxy.cut();
      await worker.saying('"work":"sms"');
      proxy.mend();
      await worker.saying("worker goes on");
      await sent("worker-18", "2025-09-18T15:00:00+09:00");

      const metricsPort = /"metricsPort":(\d+)/.exec(worker.said())?.[1];
      const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
      for (const channel of ["sms", "mail"])
        expect(metrics).toContain(`ansim_send_seconds_count{channel="${channel}",outcome="accepted"} 2`);

      // What was recorded meanwhile has its place in the chain, and a head of it is out.
      const chain = () => verifyAuditChain(ctx, []);
      await expect.poll(async () => (await chain()).waiting, { timeout: 15_000 }).toBe(0);
      const heads = () => auditAnchor(pathToFileURL(file("audit-heads.ndjson")).href).list();
      await expect
        .poll(async () => Number((await heads()).at(-1)?.number), { timeout: 10_000 })
        .toBe((await chain()).rows);
      expect(await verifyAuditChain(ctx, await heads())).toMatchObject({ fault: null });

      worker.child.kill("SIGTERM");
      expect(await worker.exited).toEqual([0, null]);
      const outages = [...worker.said().matchAll(/"work":"(\w+)".*can't go on/g)].map(([, work]) => work);
      expect(outages).toContain("sms");
      expect(new Set(outages).size).toBe(outages.length);
      const texts = (await list("?to=01020000001")).filter(({ body }) => body.includes("/v/"));
      expect(texts).toHaveLength(2);
      const mails = await list("?to=one@example.com");
      expect(mails.map(({ body }) => body)).toEqual(texts.map(({ body }) => body));
      for (const { body } of texts) expect(worker.said()).not.toContain(/\/v\/(\S+)/.exec(body)?.[1]);
      for (const canary of [person.msisdn, person.email]) expect(worker.said()).not.toContain(canary);
      standins.kill("SIGTERM");
      await proxy.close();
    },
  );

  test("sends by Twilio at another address, and follows a pace that changes meanwhile", async () => {
    const { url, child: standins } = await startStandins();
    const twilio = await startTwilio({ now: () => new Date() });
    const { CLOCK_FILE: _demo, ...env } = workerEnv(url);
    const worker = start("worker", {
      ...env,
      SMS_TRANSPORT: "twilio",
      TWILIO_ACCOUNT_SID: twilio.account.accountSid,
      TWILIO_AUTH_TOKEN: twilio.account.authToken,
      TWILIO_MESSAGING_SERVICE_SID: twilio.account.messagingServiceSid,
      TWILIO_BASE_URL: twilio.url,
    });
    await worker.saying("worker started");
    expect(await changePace(ctx, "sms", 2)).toMatchObject({ ok: true });
    await worker.saying('"perSecond":2');

    const incident = await anIncident(ctx, { id: "by-twilio" });
    const line = await aSubscriber(ctx, { msisdn: "01020000002", holderRef: "H-3", incidentId: incident.id });
    const { key: findingKey } = await aPublishedFinding(ctx, incident, {
      id: "by-twilio-11",
      announced_at: "2025-09-11T15:00:00+09:00",
      changed: [{ line }],
    });
    await planCampaign(ctx, findingKey);
    await launchCampaign(ctx, findingKey);
    await expect.poll(() => twilio.textsTo("01020000002").length, { timeout: 10_000 }).toBe(1);
    worker.child.kill("SIGTERM");
    expect(await worker.exited).toEqual([0, null]);
    expect(worker.said()).not.toContain(twilio.account.authToken);
    await twilio.close();
    standins.kill("SIGTERM");
  });
});

async function aPlace() {
  const incident = await anIncident(ctx, { id: "of-the-worker" });
  return { incidentId: incident.id };
}

/** The way to the database, that can be cut. */
async function startProxy(target: string) {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  let whole = true;
  const server = createServer((incoming) => {
    if (!whole) return incoming.destroy();
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) {
      open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => {
        incoming.destroy();
        outgoing.destroy();
        open.delete(socket);
      });
    }
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  const cut = () => {
    whole = false;
    for (const socket of open) socket.destroy();
  };
  return {
    url: url.href,
    cut,
    mend: () => {
      whole = true;
    },
    close: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
}
