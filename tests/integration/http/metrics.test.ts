import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { request as httpRequest } from "node:http";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createPace } from "#app/domain/outbox/pace.ts";
import { createWebMetrics, createWorkerMetrics } from "#app/infra/metrics.server.ts";
import type { SendResult } from "#app/infra/transport.ts";
import { watchOutbox } from "#app/processes/worker/watch-outbox.ts";
import { after, before, minutes, seconds } from "#app/shared/time.ts";
import { aCampaign, outboxOf } from "#tests/factories/campaign.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine, aToken } from "#tests/factories/link.ts";
import { signinEnv } from "#tests/setup/signin-env.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite } from "#tests/setup/web-server.ts";

let databaseUrl: string;
let t: TestContext;
beforeAll(async () => {
  databaseUrl = (await createTestDatabase()).url;
  t = testContext({ databaseUrl });
  await anIncident(t.ctx);
});
const started: ChildProcess[] = [];
afterAll(async () => {
  for (const child of started) child.kill("SIGKILL");
  await t.close();
});

/** The value of a series, named as Prometheus writes it; undefined where there is none. */
function valueOf(text: string, series: string): number | undefined {
  const line = text.split("\n").find((one) => one.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

describe("the web process", () => {
  /** As `npm start` runs it. */
  async function startWebProcess(env: Record<string, string>) {
    const child = fork("build/processes/web.js", {
      stdio: ["ignore", "ignore", "pipe", "ipc"],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        PORT: "0",
        PUBLIC_URL: "http://127.0.0.1:1",
        DATABASE_URL: databaseUrl,
        KEYS_FILE: t.keysFile,
        CARRIER_API_URL: "http://127.0.0.1:1",
        CARRIER_API_KEY: "a-key",
        ...signinEnv,
        ...env,
      },
    });
    started.push(child);
    const ended = once(child, "close");
    const first = await Promise.race([once(child, "message"), ended]);
    const { port, metricsPort } = (first[0] ?? {}) as { port?: number; metricsPort?: number };
    return { child, ended, site: `http://127.0.0.1:${port}`, metricsPort };
  }

  it("shows them on a port of their own, at GET /metrics alone, until it has ended", async () => {
    const { child, ended, site, metricsPort } = await startWebProcess({ METRICS_PORT: "0" });
    const own = `http://127.0.0.1:${metricsPort}`;
    expect((await fetch(`${site}/v/${aToken()}`)).status).toBe(200);

    const answer = await fetch(`${own}/metrics`);
    expect([answer.status, answer.headers.get("content-type")]).toEqual([
      200,
      "text/plain; version=0.0.4; charset=utf-8",
    ]);
    const text = await answer.text();
    expect(valueOf(text, 'ansim_http_request_seconds_count{part="/v",method="GET",status="200"}')).toBe(1);
    expect(valueOf(text, "process_resident_memory_bytes")).toBeGreaterThan(1e6);

    for (const [method, path] of [
      ["POST", "/metrics"],
      ["HEAD", "/metrics"],
      ["GET", "/"],
      ["GET", "/metrics/"],
      ["GET", "/metrics?x"],
      ["GET", "/healthz"],
    ] as const)
      expect((await fetch(`${own}${path}`, { method })).status, `${method} ${path}`).toBe(404);
    const onSite = await fetch(`${site}/metrics`);
    expect(onSite.status).toBe(404);
    expect(await onSite.text()).not.toContain("ansim_");

    child.kill("SIGTERM");
    expect(await ended).toEqual([0, null]);
  });

  it("has none where METRICS_PORT isn't set", async () => {
    const { metricsPort } = await startWebProcess({});
    expect(metricsPort).toBeUndefined();
  });
});

describe("requests", () => {
  it("are counted by part, method and status; whatever a stranger sends is one more 'other'", async () => {
    const metrics = createWebMetrics(t.ctx.pool);
    const site = await startSite(t, { metrics });
    const { token, birthDate } = await aLinkedLine(t);
    const form = { birthDate: "19800116" };
    for (let time = 0; time < 5; time += 1) await site.send("POST", `/v/${token}`, { form });
    await site.send("POST", `/v/${token}`, { form: { birthDate } });
    await site.send("GET", "/?lang=en");
    await site.send("GET", "/result");
    for (const path of ["/wp-admin", `/${token}`, "/V/x", "/resultx", `/v%2F${token}`])
      await site.send("GET", path);
    for (const method of ["PUT", "DELETE", "PROPFIND"])
      await site.send(method, "/result", { headers: { origin: null } });
    await site.close();

    const text = await metrics.registry.metrics();
    const count = (part: string, method: string, status: number) =>
      valueOf(text, `ansim_http_request_seconds_count{part="${part}",method="${method}",status="${status}"}`);
    expect(count("/v", "POST", 422)).toBe(5);
    expect(count("/v", "POST", 429)).toBe(1);
    expect(count("/", "GET", 200)).toBe(1);
    expect(count("/result", "GET", 303)).toBe(1);
    expect(count("other", "GET", 404)).toBe(4);
    expect(count("other", "GET", 200)).toBe(1);
    expect(count("/result", "other", 403)).toBe(3);
    expect(text.match(/^ansim_http_request_seconds_count/gm)).toHaveLength(7);
  });

  it("whose sender went away before the answer count too, as 499", async () => {
    const metrics = createWebMetrics(t.ctx.pool);
    const requests = { running: 0 };
    const site = await startSite(t, { metrics, requests });
    const form = { "content-length": 20, "content-type": "application/x-www-form-urlencoded" };
    const outgoing = httpRequest(`${site.url}/v/${aToken()}`, {
      method: "POST",
      headers: { ...form, origin: site.url },
    });
    outgoing.on("error", () => undefined).flushHeaders();
    await expect.poll(() => requests.running).toBe(1);
    outgoing.destroy();
    await expect.poll(() => requests.running).toBe(0);
    await site.close();
    expect(
      valueOf(
        await metrics.registry.metrics(),
        'ansim_http_request_seconds_count{part="/v",method="POST",status="499"}',
      ),
    ).toBe(1);
    expect(site.logged()).toContain('"status":499');
  });
});

it("connections to the database: busy, idle, waited for", async () => {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
  const { registry } = createWebMetrics(pool);
  const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
  const waiting = pool.connect();
  const states = async () => {
    const text = await registry.metrics();
    return ["busy", "idle", "waited_for"].map((state) =>
      valueOf(text, `ansim_database_connections{state="${state}"}`),
    );
  };
  expect(await states()).toEqual([2, 0, 1]);
  first.release();
  (await waiting).release();
  expect(await states()).toEqual([1, 1, 0]);
  second.release();
  await pool.end();
});

describe("the worker", () => {
  it("counts and times calls by what came of them, and passes on the answer as it is", async () => {
    const metrics = createWorkerMetrics(t.ctx.pool);
    const results: SendResult[] = [
      { kind: "accepted", providerId: "SM-1" },
      { kind: "accepted", providerId: "SM-2" },
      { kind: "retryable", code: "rate-limited", retryAfterMs: 5, detail: "429 for 01071234567" },
      { kind: "retryable", code: "sender-blocked" },
      { kind: "permanent", code: "21211" },
      { kind: "unknown", code: "no-answer" },
    ];
    const left = [...results];
    const transport = metrics.counted(
      {
        name: "one-by-one",
        timeoutMs: 1,
        send: () => Promise.resolve(left.shift() ?? { kind: "unknown", code: "none-left" }),
        findSent: () => Promise.resolve({ kind: "not-sent" }),
      },
      "mail",
    );
    const message = { id: "1", attempt: 1, to: "01071234567", body: "text", language: "ko" };
    for (const result of results) expect(await transport.send(message)).toBe(result);
    expect(transport.name).toBe("one-by-one");
    expect(await transport.findSent?.({ to: "", body: "", since: new Date() })).toEqual({ kind: "not-sent" });

    const text = await metrics.registry.metrics();
    const counts = ["accepted", "rate-limited", "sender-blocked", "permanent", "unknown", "unavailable"].map(
      (outcome) => valueOf(text, `ansim_send_seconds_count{channel="mail",outcome="${outcome}"}`),
    );
    expect(counts).toEqual([2, 1, 1, 1, 1, undefined]);
    expect(text).not.toMatch(/21211|no-answer|7123/);
  });

  it("says which work fails and which channel is held, for as long as it is", async () => {
    const metrics = createWorkerMetrics(t.ctx.pool);
    const pace = createPace(1);
    metrics.watchPace("sms", pace);
    const read = async () => {
      const text = await metrics.registry.metrics();
      return [
        valueOf(text, 'ansim_worker_failing{work="sms"}'),
        Math.ceil(valueOf(text, 'ansim_channel_held_seconds{channel="sms"}') ?? -1),
      ];
    };
    metrics.failing("sms", true);
    pace.hold(performance.now() + seconds(90));
    expect(await read()).toEqual([1, 90]);
    metrics.failing("sms", false);
    expect((await read())[0]).toBe(0);
  });

  describe("the outbox", () => {
    beforeEach(async () => {
      await t.ctx.db.outboxAttempt.deleteMany();
      await t.ctx.db.outboxMessage.deleteMany();
    });
    const scrape = async ({ ctx } = t) => {
      const { registry } = createWorkerMetrics(ctx.pool);
      watchOutbox(registry, ctx);
      return registry.metrics();
    };
    const oldest = (text: string, channel = "sms") =>
      valueOf(text, `ansim_outbox_oldest_due_seconds{channel="${channel}"}`);

    it("is shown by channel and state, with how long the oldest has been due", async () => {
      const { lines } = await aCampaign(t, [{}, {}, { email: "kim@mail.example" }]);
      const [first, second] = await Promise.all(lines.map((line) => outboxOf(t.ctx, line)));
      const set = (message: typeof first, data: object) =>
        t.ctx.db.outboxMessage.update({ where: { id: message?.id ?? 0n }, data });
      await set(first, { state: "failed", reason: "21211", settledAt: t.ctx.now() });
      await set(second, { notBefore: before(t.ctx.now(), minutes(7)) });
      const text = await scrape();
      const count = (channel: string, state: string) =>
        valueOf(text, `ansim_outbox_messages{channel="${channel}",state="${state}"}`);
      expect([count("sms", "pending"), count("sms", "failed"), count("sms", "unknown")]).toEqual([2, 1, 0]);
      expect([count("mail", "pending"), count("mail", "failed")]).toEqual([1, 0]);
      expect(oldest(text)).toBe(seconds(420) / 1_000);
      expect(oldest(text, "mail")).toBe(0);
    });

    it("nothing is overdue that waits for its time, or whose campaign is paused", async () => {
      const { line, key } = await aCampaign(t);
      const { id } = await outboxOf(t.ctx, line);
      const due = (notBefore: Date) => t.ctx.db.outboxMessage.update({ where: { id }, data: { notBefore } });
      await due(after(t.ctx.now(), minutes(1)));
      expect(oldest(await scrape())).toBe(0);
      await due(before(t.ctx.now(), minutes(1)));
      expect(oldest(await scrape())).toBe(60);
      await t.ctx.db.campaign.updateMany({
        where: { finding: { key } },
        data: { status: "paused", pausedFrom: "running" },
      });
      expect(oldest(await scrape())).toBe(0);
    });

    it("is not counted again at each scrape", async () => {
      const { registry } = createWorkerMetrics(t.ctx.pool);
      watchOutbox(registry, t.ctx);
      const pending = async () =>
        valueOf(await registry.metrics(), 'ansim_outbox_messages{channel="sms",state="pending"}');
      expect(await pending()).toBe(0);
      await aCampaign(t);
      expect(await pending()).toBe(0);
      expect(oldest(await registry.metrics())).toBe(0);
    });

    it("is left out where the database can't be asked, and a scrape doesn't wait for long", async () => {
      const blocker = await t.ctx.pool.connect();
      try {
        await blocker.query("begin; lock table outbox");
        const begun = performance.now();
        const text = await scrape();
        expect(performance.now() - begun).toBeLessThan(8_000);
        expect(text).toContain("process_cpu_seconds_total");
        expect(oldest(text)).toBeUndefined();
      } finally {
        blocker.release(true);
      }
      const nowhere = testContext({ databaseUrl: "postgresql://nobody:pw@127.0.0.1:1/none" });
      expect(oldest(await scrape(nowhere))).toBeUndefined();
      await nowhere.close();
    });
  });
});
