import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { demoControls } from "#app/processes/demo/demo-controls.ts";
import { peopleToTry } from "#app/processes/demo/replay/people-to-try.ts";
import { writeClock } from "#app/processes/clock.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startInbox, type TestInbox } from "#tests/setup/inbox-server.ts";
import { listRoutes, type SiteGroup, type SiteRoute } from "#tests/setup/site-routes.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

/** Where whoever has no session is sent: to sign in, or, with a form, first to a page of ours. */
function wayIn(group: SiteGroup, method: string) {
  if (group === "L1") return "/verify";
  if (method === "POST") return "/signin/refused";
  return group === "L2" || group === "L3" ? "/signin/carrier" : "/signin/staff";
}

const start = new Date("2025-09-18T20:00:00+09:00");
const clockFile = path.join(mkdtempSync(path.join(tmpdir(), "ansim-clock-")), "clock.json");
writeClock(clockFile, start);

let t: TestContext;
let inbox: TestInbox;
let production: TestSite;
let demo: TestSite;
let routes: SiteRoute[];
let cookie: string;

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  const { line, token, birthDate } = await aLinkedLine(t);
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  // Of whom /demo tells.
  for (const { subscriberRef, msisdn } of peopleToTry) await aSubscriber(t.ctx, { subscriberRef, msisdn });
  const verified = await verifyBirthDate(t.ctx, { token, typed: birthDate, address: "192.0.2.1" });
  if (!verified.ok) throw new Error(verified.refusal);
  cookie = `session=${verified.value.sessionSecret}`;

  inbox = await startInbox(t.ctx.now);
  production = await startSite(t, { twilioAuthToken: "an-auth-token" });
  demo = await startSite(t, {
    demo: (publicUrl) => demoControls(t.ctx, { clockFile, inboxUrl: inbox.url, publicUrl }),
  });
  routes = await listRoutes();
});
afterAll(async () => {
  await Promise.all([production.close(), demo.close(), inbox.close()]);
  await t.close();
});

describe("without a session", () => {
  it("only the routes named here answer; every other sends to /verify, demo pages aren't there", async () => {
    expect(routes.length).toBeGreaterThan(10);
    for (const { id, path: at, loads, acts, group } of routes) {
      const answers: [method: string, HttpAnswer][] = [];
      if (loads)
        for (const method of ["GET", "HEAD"]) answers.push([method, await production.send(method, at)]);
      const form = { birthDate: "1", to: "2026-01-01" };
      if (acts) answers.push(["POST", await production.send("POST", at, { form })]);
      expect(answers.length, id).toBeGreaterThan(0);
      for (const [method, { status, headers }] of answers) {
        if (group === "demo") expect(status, id).toBe(404);
        else if (group === "signed") expect([403, 405], id).toContain(status);
        else if (group === "anyone") expect([200, 303, 404, 422], id).toContain(status);
        else expect([status, headers.location?.split("?")[0]], id).toEqual([303, wayIn(group, method)]);
      }
    }
  });

  it.each(["", "session=", "session=nonsense", `session=${"A".repeat(43)}`])(
    "nor with the cookie %j does an answer show anything",
    async (none) => {
      const reply = await production.send("GET", "/result", { cookie: none });
      expect([reply.status, reply.headers.location]).toEqual([303, "/verify"]);
      expect(reply.body).toHaveLength(0);
    },
  );

  it.each(["/demo", "/demo/", "/Demo", "/demo/inbox", "/demo/inbox.json", "/demo.data", "/%64emo"])(
    "%s is nowhere but in the demo",
    async (at) => {
      const reply = await production.send("GET", at);
      expect(reply.status).toBe(404);
      expect(reply.body.toString()).not.toMatch(/people to try|inbox/i);
    },
  );

  it.each(["//demo", "//v/an-unknown-token", "/%2F%2Fv", "/v/%E0%A4%A"])("%s is no path", async (at) => {
    expect((await production.send("GET", at)).status).toBe(400);
  });

  it.each([
    "/result.data",
    "/_root.data",
    "/demo.data?_routes=routes%2Fdemo%2Fpeople",
    "/result?_data=routes%2Fsubscriber%2Fexposure%2Fresult",
  ])("%s gives no data either", async (at) => {
    const reply = await production.send("GET", at);
    expect(reply.body.toString()).not.toMatch(/IMSI|exposed|people/);
  });
});

describe("a form from elsewhere", () => {
  const foreign: Record<string, (site: TestSite) => Record<string, string | null>> = {
    "no Origin": () => ({ origin: null }),
    "Origin: null": () => ({ origin: "null" }),
    "another site": () => ({ origin: "https://evil.example" }),
    "another port of this machine": () => ({ origin: "http://127.0.0.1:1" }),
    "the same host over another scheme": (site) => ({ origin: site.url.replace("http:", "https:") }),
    "a name that begins with ours": (site) => ({ origin: `${site.url}.evil.example` }),
    "a forged X-Forwarded-Host": () => ({
      origin: "https://evil.example",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
    }),
    "a forged Host": () => ({ origin: "http://evil.example", host: "evil.example" }),
    "no Origin, but a Referer of ours": (site) => ({ origin: null, referer: `${site.url}/result` }),
  };

  it.each(Object.entries(foreign))(
    "with %s is refused on every route, and changes nothing",
    async (_, forge) => {
      const before = await sumTables(t.ctx.pool);
      const clock = readFileSync(clockFile, "utf8");
      for (const site of [production, demo])
        for (const { id, path: at, group } of routes)
          for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
            const form = { birthDate: "19800115", to: "2025-09-19T12:00" };
            const reply = await site.send(method, at, { form, cookie, headers: forge(site) });
            // In the demo there is nobody who could sign it.
            const nobody = site === demo && method === "POST" && group === "signed";
            expect(reply.status, `${method} ${id}`).toBe(nobody ? 404 : 403);
            expect(reply.headers["set-cookie"], id).toBeUndefined();
          }
      expect(await sumTables(t.ctx.pool)).toEqual(before);
      expect(readFileSync(clockFile, "utf8")).toBe(clock);
    },
  );

  it("reaches every form there is, so that nothing is missed above", () => {
    const forms = routes.filter(({ acts }) => acts).map(({ path: at }) => at);
    expect(forms).toEqual(
      expect.arrayContaining([
        "/demo/clock",
        "/extend",
        "/lines",
        "/message-check",
        "/operator/staff",
        "/signout",
        "/v/an-unknown-token",
        "/webhooks/twilio/status",
      ]),
    );
  });

  it("is our own where the host was merely misnamed, and a forged X-Forwarded-Host moves nothing", async () => {
    const headers = { "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    const reply = await production.send("POST", "/extend", { form: {}, cookie, headers });
    expect([reply.status, reply.headers.location]).toEqual([303, "/result"]);
    const page = await production.send("GET", "/result", { cookie, headers });
    expect(page.body.toString()).not.toContain("evil.example");
  });
});

describe("a body", () => {
  it("over 64 KB is refused", async () => {
    for (const { path: at, acts } of routes.filter(({ acts }) => acts)) {
      expect(acts).toBe(true);
      const reply = await demo.send("POST", at, { body: Buffer.alloc(64 * 1024 + 1, "a"), cookie });
      // Where a document may be sent, whoever may not is sent to sign in.
      expect(reply.status, at).toBe(at === "/compensation/evidence" ? 303 : 413);
    }
    const form = { birthDate: "1".repeat(60 * 1024) };
    expect((await demo.send("POST", "/v/an-unknown-token", { form })).status).toBe(422);
  });

  it("of unknown length is refused", async () => {
    const headers = { "transfer-encoding": "chunked", "content-length": null };
    const reply = await demo.send("POST", "/v/an-unknown-token", { body: "birthDate=19800115", headers });
    expect(reply.status).toBe(411);
  });
});

describe("every answer", () => {
  const policy =
    /^default-src 'none'; style-src 'sha256-[\w+/=]{44}'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/;

  it("carries the headers that keep it private, and no page brings scripts or asks another site", async () => {
    const pages: [string, HttpAnswer][] = [];
    for (const { path: at, loads, acts } of routes) {
      if (loads) pages.push([at, await demo.send("GET", at, { cookie })]);
      if (acts && !at.startsWith("/demo/campaign"))
        pages.push([`POST ${at}`, await demo.send("POST", at, { form: { birthDate: "1900" }, cookie })]);
      // The session ended with the form above.
      if (at === "/signout") cookie = await signInAgain();
    }
    for (const [at, { status, headers, body }] of pages) {
      expect(status, at).toBeLessThan(500);
      expect(headers["x-powered-by"], at).toBeUndefined();
      expect(headers["x-content-type-options"], at).toBe("nosniff");
      expect(headers["referrer-policy"], at).toBe("same-origin");
      expect(headers["cache-control"], at).toBe("no-store");
      expect(headers["x-frame-options"], at).toBe("DENY");
      const html = body.toString();
      if (!String(headers["content-type"]).startsWith("text/html")) continue;
      expect(headers["content-security-policy"], at).toMatch(policy);
      expect(html, at).not.toMatch(/<script|<iframe|<object|javascript:|@import|url\(/i);
      expect(html, at).not.toMatch(/ on[a-z]+=/i);
      expect(html, at).not.toMatch(/ style="/);
      // The demo links to the carrier's app, as its stand-in plays it.
      const known = at === "/demo" ? [demo.url, `${inbox.url}/app?`] : [demo.url];
      const elsewhere = (html.match(/(?:https?:)?\/\/[^\s"'<>)]+/g) ?? []).filter(
        (address) => !known.some((own) => address.startsWith(own)),
      );
      expect(elsewhere, at).toEqual([]);
    }
    const read = pages.map(([at, { status }]) => `${at} ${status}`);
    expect(read).toEqual(
      expect.arrayContaining(["/ 200", "/figures 200", "/result 200", "/demo 200", "/nowhere 404"]),
    );
    expect(read).toContain("POST /v/an-unknown-token 422");
  });

  it("has words where there is no page, and where a page can't be shown", async () => {
    for (const at of ["/nowhere", "/nowhere/else", "/v", "/v/a-token/more", "/result/more"]) {
      const reply = await production.send("GET", at);
      expect(reply.status, at).toBe(404);
      expect(reply.body.toString(), at).toContain("없는 화면입니다");
    }
  });

  it("even a refusal: 403, 404, 413, 400", async () => {
    const refusals = [
      await production.send("POST", "/signout", { headers: { origin: "null" } }),
      await production.send("GET", "/demo"),
      await production.send("POST", "/signout", { body: Buffer.alloc(70_000) }),
      await production.send("GET", "/v/%E0%A4%A"),
    ];
    expect(refusals.map(({ status }) => status)).toEqual([403, 404, 413, 400]);
    for (const { headers } of refusals) {
      expect(headers["x-powered-by"]).toBeUndefined();
      expect(headers["x-content-type-options"]).toBe("nosniff");
      expect(headers["content-security-policy"]).toContain("default-src 'none'");
    }
  });

  it("where there is no page, leads back to the answer whoever has one", async () => {
    const link = 'href="/result"';
    expect((await production.send("GET", "/nowhere", { cookie })).body.toString()).toContain(link);
    expect((await production.send("GET", "/nowhere")).body.toString()).not.toContain(link);
  });

  it("of a method that no page has is a refusal, not an outage", async () => {
    for (const method of ["POST", "PUT", "DELETE", "OPTIONS"])
      expect((await production.send(method, "/figures")).status, method).toBe(405);
  });

  async function signInAgain() {
    const { token, birthDate } = await aLinkedLine(t);
    const verified = await verifyBirthDate(t.ctx, { token, typed: birthDate, address: "192.0.2.1" });
    if (!verified.ok) throw new Error(verified.refusal);
    return `session=${verified.value.sessionSecret}`;
  }
});

describe("in the demo", () => {
  it("someone who typed another name of this machine is sent to where forms work", async () => {
    const reply = await demo.send("GET", "/demo?lang=en", { headers: { host: "localhost:1234" } });
    expect([reply.status, reply.headers.location]).toEqual([307, `${demo.url}/demo?lang=en`]);
    // In production the host is what PUBLIC_URL says, and nobody is sent anywhere by a header.
    const same = await production.send("GET", "/", { headers: { host: "evil.example" } });
    expect(same.status).toBe(200);
    expect(same.body.toString()).not.toContain("evil.example");
  });
});
