import { randomInt } from "node:crypto";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { createWebMetrics, type WebMetrics } from "#app/infra/metrics.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine, aToken } from "#tests/factories/link.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let metrics: WebMetrics;
let site: TestSite;
const said: string[] = [];
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  metrics = createWebMetrics(t.ctx.pool);
  site = await startSite(t, { metrics });
  for (const way of ["log", "info", "warn", "debug"] as const)
    vi.spyOn(console, way).mockImplementation((...words: unknown[]) => void said.push(words.join(" ")));
});
afterAll(async () => {
  vi.restoreAllMocks();
  await site.close();
  await t.close();
});

it("no token, number, birth date or session goes into the log or the metrics, whatever happens to them", async () => {
  const incident = await anIncident(t.ctx);
  const msisdn = `0107${randomInt(1_000_000, 9_999_999)}`;
  const { line, token, birthDate } = await aLinkedLine(t, {
    birthDate: "19470316",
    msisdn,
    email: "canary.kim@mail.example",
  });
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  const unknown = aToken();

  // What people do.
  await site.send("GET", `/v/${token}`);
  await site.send("HEAD", `/v/${token}?lang=en`);
  const cookies: string[] = [];
  for (const typed of ["19470316", "470316", "1947-03-16", "1947. 3. 16.", "1947년 3월 16일"]) {
    const reply = await site.send("POST", `/v/${token}`, { form: { birthDate: typed } });
    expect(reply.status).toBe(303);
    cookies.push(cookiesOf(reply));
    expect((await site.send("GET", "/result", { cookie: cookies.at(-1) })).status).toBe(200);
    await site.send("POST", `/v/${unknown}`, { form: { birthDate: typed } });
  }
  for (const link of [token, unknown]) {
    const text = `${line.personalData.name}, 1947-03-16, ${msisdn}: ${site.url}/v/${link}`;
    await site.send("POST", "/message-check", { form: { text, sender: msisdn } });
    await site.send("POST", "/message-check", { form: { text: text.repeat(100), sender: birthDate } });
    await site.send("GET", `/message-check?text=${encodeURIComponent(text)}`);
  }
  const cookie = cookies[0] ?? "";
  expect((await site.send("POST", `/v/${unknown}`, { form: { birthDate } })).status).toBe(429);

  // What goes wrong on the way.
  for (const path of [
    `/v/${token}/`,
    `/v/${token}/more`,
    `/v/${token}.data`,
    `/v/${token}%E0%A4%A`,
    `//v/${token}`,
    `/V/${token}`,
    `/v%2F${token}`,
    `/${token}`,
    `/figures?at=${birthDate}&msisdn=${msisdn}&token=${token}`,
    `/nowhere/${msisdn}/1947-03-16`,
  ])
    for (const method of ["GET", "HEAD", "POST", "PUT", "OPTIONS"])
      await site.send(method, path, { form: { birthDate }, cookie });
  await site.send("POST", `/v/${token}`, {
    body: `{"birthDate":"${birthDate}"}`,
    headers: { "content-type": "application/json" },
  });
  await site.send("POST", `/v/${token}`, {
    form: { birthDate },
    headers: { origin: `http://${token}.example` },
  });
  await site.send("GET", "/result", {
    headers: { referer: `${site.url}/v/${token}`, cookie: `session=${token}` },
  });

  // The carrier fails with the number in its complaint.
  const asked = vi.spyOn(t.ctx.carrier, "findLineOwner");
  asked.mockRejectedValue(
    new Error(`no answer about ${msisdn}, +82 ${msisdn.slice(1)}, canary.kim@mail.example`),
  );
  expect((await site.send("POST", `/v/${token}`, { form: { birthDate } })).status).toBe(503);
  asked.mockRestore();

  // The envelope of a line was put on another row; then the database itself refuses.
  await t.ctx.pool.query("update subscribers set subscriber_ref = 'moved' where id = $1", [
    line.id.toString(),
  ]);
  expect((await site.send("POST", `/v/${token}`, { form: { birthDate } })).status).toBe(500);
  await t.ctx.pool.query("alter table links rename to links_gone");
  const outage = await site.send("POST", `/v/${token}`, {
    form: { birthDate },
    headers: { "accept-language": "en" },
  });
  expect(outage.status).toBe(500);
  const pasted = `Dear ${line.personalData.name}, you were born on 1947-03-16: ${site.url}/v/${token}`;
  const checked = await site.send("POST", "/message-check", { form: { text: pasted, sender: msisdn } });
  expect(checked.status).toBe(500);
  await t.ctx.pool.query("alter table sessions rename to sessions_gone");
  expect((await site.send("GET", "/result", { cookie })).status).toBe(500);
  await t.ctx.pool.query("alter table incidents rename to incidents_gone");
  expect((await site.send("GET", "/")).status).toBe(500);
  const neutral = await site.send("GET", `/v/${token}`, { headers: { "accept-language": "vi" } });
  expect(neutral.status).toBe(500);

  const measured = await metrics.registry.metrics();
  expect(measured).toContain('part="/v",method="POST",status="500"');
  // The figures themselves are counts and seconds, in which six digits stand by chance.
  const labels = measured.replaceAll(/ [\d.e+-]+$/gm, "");
  const log = site.logged() + said.join("\n") + labels;
  for (const line of site.logged().trim().split("\n"))
    expect((JSON.parse(line) as { requestId?: string }).requestId).toMatch(/^[a-z]{8}-\d+$/);
  // It did log: each outage once, by the number that the screen shows.
  const shown = [
    /give this number: ([\w-]+)/.exec(outage.body.toString())?.[1] ?? "nothing",
    / ([a-z]{8}-\d+)/.exec(neutral.body.toString())?.[1] ?? "nothing",
  ];
  const failures = site
    .logged()
    .split("\n")
    .filter((entry) => entry.includes("request failed"));
  for (const id of shown) expect(failures.filter((entry) => entry.includes(`"${id}"`))).toHaveLength(1);
  expect(failures).toHaveLength(6);
  expect(outage.body.toString()).toContain('<html lang="en">');

  const session = /session=([\w-]+)/.exec(cookie)?.[1] ?? "nothing";
  const spellings = [
    token,
    unknown,
    session,
    Buffer.from(hashToken(token)).toString("hex"),
    msisdn,
    msisdn.slice(1),
    `${msisdn.slice(0, 3)}-${msisdn.slice(3, 7)}-${msisdn.slice(7)}`,
    `${msisdn.slice(0, 3)} ${msisdn.slice(3, 7)} ${msisdn.slice(7)}`,
    `82${msisdn.slice(1)}`,
    msisdn.slice(-8),
    "19470316",
    "470316",
    "1947-03-16",
    "1947. 3. 16",
    "1947년",
    line.personalData.name,
    "canary",
    "mail.example",
  ];
  for (const spelling of spellings) expect(log).not.toContain(spelling);
});

it("what fails in front of the framework is logged once, by the number that is shown", async () => {
  const failing = await startSite(t, {
    assets: (_request, _response, next) => next(new Error("no disk for 01071234567")),
  });
  const reply = await failing.send("GET", "/");
  await failing.close();
  expect(reply.status).toBe(500);
  const id = /^Error ([\w-]+)\n$/.exec(reply.body.toString())?.[1] ?? "nothing";
  const lines = failing.logged().trim().split("\n");
  expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
    { requestId: id, msg: "request failed", err: { message: "no disk for [number]" } },
    { requestId: id, msg: "request", status: 500 },
  ]);
});

it("a log that is handed one all the same strikes it out", () => {
  let written = "";
  const log = createLog("trace", { write: (entry: string) => void (written += entry) });
  const token = aToken();
  log.info(
    { path: `/v/${token}`, to: "010-7123-4567" },
    `GET /v/${token} by +82 10 7123 4567 born 1947-03-16`,
  );
  log.error({ err: new Error(`no /v/${token} for 01071234567, 19470316`) }, "failed");
  for (const spelling of [token, "7123", "4567", "1947"]) expect(written).not.toContain(spelling);
});
