import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verify } from "#app/locales/verify.ts";
import { days, after } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLink, aLinkedLine, aToken } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, fingerprintOf, startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const rightDate = "19800115";
const wrongDate = "19800116";

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(async () => {
  t.setNow(start);
  t.carrier.down = false;
  await t.ctx.db.verificationFailure.deleteMany();
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const answer = (token: string, birthDate: string, headers: Record<string, string> = {}) =>
  site.send("POST", `/v/${token}`, { form: { birthDate }, headers });

/** Everyone who must not learn which of them they are, each with the answer that they would give. */
async function refusedOnes(): Promise<Record<string, { token: string; birthDate: string }>> {
  const revoked = await aLinkedLine(t);
  await t.ctx.db.link.update({
    where: { id: revoked.link.id },
    data: { revokedAt: t.ctx.now(), revokedFor: "newer-text" },
  });
  const expiredLine = await aSubscriber(t.ctx);
  const expired = await aLink(t.ctx, expiredLine, {
    issuedAt: after(start, -days(31)),
    expiresAt: after(start, -days(1)),
  });
  const purged = await aLinkedLine(t);
  const nothing = { envelope: null, keyId: null, msisdnIndex: null };
  await t.ctx.db.subscriber.update({ where: { id: purged.line.id }, data: nothing });
  const unknownToCarrier = await aLink(t.ctx, await aSubscriber(t.ctx));
  return {
    "a wrong date": { token: (await aLinkedLine(t)).token, birthDate: wrongDate },
    "an unknown token": { token: aToken(), birthDate: rightDate },
    "a revoked link": { token: revoked.token, birthDate: rightDate },
    "an expired link": { token: expired.token, birthDate: rightDate },
    "a purged line": { token: purged.token, birthDate: rightDate },
    "a company": {
      token: (await aLinkedLine(t, { holderType: "company" })).token,
      birthDate: rightDate,
    },
    "another person's link": {
      token: (await aLinkedLine(t, { birthDate: "19910721" })).token,
      birthDate: rightDate,
    },
    "a line in other hands": { token: unknownToCarrier.token, birthDate: rightDate },
  };
}

describe("POST of the right date", () => {
  it("goes on to the answer with a cookie that scripts and other sites don't get", async () => {
    const { token } = await aLinkedLine(t, { language: "vi" });
    const reply = await answer(token, rightDate);
    expect(reply.status).toBe(303);
    expect(reply.headers.location).toBe("/result");
    const [session = "", language = ""] = reply.headers["set-cookie"] ?? [];
    expect(session).toMatch(/^session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/);
    expect(language).toBe("lang=vi; Path=/; HttpOnly; SameSite=Lax");
    expect(reply.body.toString()).not.toContain(token);

    const page = await site.send("GET", "/result", { cookie: cookiesOf(reply) });
    expect(page.status).toBe(200);
    expect(page.body.toString()).toContain('<html lang="vi">');
  });

  it("binds the cookie to host and TLS where the site stands behind TLS", async () => {
    const behindTls = await startSite(t, { publicUrl: "https://ansim.example" });
    try {
      const { token } = await aLinkedLine(t);
      const reply = await behindTls.send("POST", `/v/${token}`, { form: { birthDate: rightDate } });
      expect(reply.headers["set-cookie"]?.[0]).toMatch(
        /^__Host-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
      );
      expect(reply.headers["strict-transport-security"]).toMatch(/max-age=\d{7,}/);
      expect((await behindTls.send("GET", "/result", { cookie: cookiesOf(reply) })).status).toBe(200);
    } finally {
      await behindTls.close();
    }
  });

  it("keeps a language that was chosen before", async () => {
    const { token } = await aLinkedLine(t, { language: "vi" });
    const reply = await answer(token, rightDate, { cookie: "lang=zh" });
    expect(cookiesOf(reply)).toMatch(/^session=[\w-]+$/);
  });
});

describe("POST of anything else", () => {
  it("answers with the same bytes, status and headers whatever was wrong", async () => {
    const replies = new Map<string, ReturnType<typeof fingerprintOf>>();
    for (const [who, { token, birthDate }] of Object.entries(await refusedOnes()))
      replies.set(who, fingerprintOf(await answer(token, birthDate)));
    const first = replies.get("a wrong date");
    expect(first?.status).toBe(422);
    expect(first?.headers["set-cookie"]).toBeUndefined();
    for (const [who, reply] of replies) expect(reply, who).toEqual(first);
  });

  it.each(["en", "zh", "vi"])("likewise in %s", async (language) => {
    const { token } = await aLinkedLine(t);
    const headers = { "accept-language": language };
    const real = fingerprintOf(await answer(token, wrongDate, headers));
    expect(real).toEqual(fingerprintOf(await answer(aToken(), rightDate, headers)));
    expect(real.body).toContain(`<html lang="${language}">`);
  });

  it("answers 429 with the same bytes, headers and Retry-After for a real link and for none", async () => {
    const real = (await aLinkedLine(t)).token;
    const unknown = aToken();
    const replies: ReturnType<typeof fingerprintOf>[] = [];
    for (const token of [real, unknown]) {
      t.setNow(start);
      for (let time = 0; time < 5; time += 1) expect((await answer(token, wrongDate)).status).toBe(422);
      t.setNow(after(start, 61_000));
      replies.push(fingerprintOf(await answer(token, rightDate)));
    }
    expect(replies[0]).toMatchObject({ status: 429, headers: { "retry-after": String(24 * 3600 - 61) } });
    expect(replies[1]).toEqual(replies[0]);
    expect(replies[0]?.body).toContain("080-722-0100");
  });

  it("says the same after ten in a link's life", async () => {
    const replies: ReturnType<typeof fingerprintOf>[] = [];
    for (const token of [(await aLinkedLine(t)).token, aToken()]) {
      for (let day = 0; day < 10; day += 1) {
        t.setNow(after(start, days(2 * day)));
        expect((await answer(token, wrongDate)).status).toBe(422);
      }
      t.setNow(after(start, days(25)));
      replies.push(fingerprintOf(await answer(token, rightDate)));
    }
    expect(replies[0]).toMatchObject({ status: 429, headers: { "retry-after": "86400" } });
    expect(replies[1]).toEqual(replies[0]);
  });

  it("names the way that needs no link, at a wrong answer and at too many", async () => {
    const token = aToken();
    const wrong = await answer(token, wrongDate);
    for (let time = 0; time < 4; time += 1) await answer(token, wrongDate);
    const tooMany = await answer(token, wrongDate);
    expect([wrong.status, tooMany.status]).toEqual([422, 429]);
    for (const { body } of [wrong, tooMany]) {
      expect(body.toString()).toContain('href="/signin/carrier"');
      expect(body.toString()).toContain(verify.sign_in.ko);
    }
    // Ten wrong answers in a link's life are for good: nobody is sent away to wait for ever.
    expect(tooMany.body.toString()).toContain(verify.too_many_for_good.ko);
    const first = await site.send("GET", `/v/${token}`);
    expect(first.body.toString()).not.toContain('href="/signin/carrier"');
  });

  it("asks again for what can't be a date, the same for real and unknown links, and counts nothing", async () => {
    const { token } = await aLinkedLine(t);
    const real = fingerprintOf(await answer(token, "1958"));
    expect(real.status).toBe(422);
    expect(fingerprintOf(await answer(aToken(), "1958"))).toEqual(real);
    expect(await t.ctx.db.verificationFailure.count()).toBe(0);
  });

  it("never repeats what was typed", async () => {
    const { token } = await aLinkedLine(t);
    for (const typed of ["19770707", '"><script>alert(1)</script>']) {
      const reply = await answer(token, typed);
      expect(reply.body.toString()).not.toContain(typed);
    }
  });

  it("says when the carrier doesn't answer, and that this was not counted", async () => {
    const { token } = await aLinkedLine(t);
    t.carrier.down = true;
    const reply = await answer(token, rightDate, { "accept-language": "en" });
    expect(reply.status).toBe(503);
    expect(reply.body.toString()).toContain("This was not counted as a try");
    expect(await t.ctx.db.verificationFailure.count()).toBe(0);
  });

  it.each(["application/json", "text/plain", "multipart/form-data; boundary=none"])(
    "refuses a body of type %s the same for every link, without an outage",
    async (type) => {
      const headers = { "content-type": type };
      const body = '{"birthDate":"19800115"}';
      const reply = await site.send("POST", `/v/${aToken()}`, { body, headers });
      expect(reply.status).toBe(400);
      const { token } = await aLinkedLine(t);
      expect((await site.send("POST", `/v/${token}`, { body, headers })).status).toBe(400);
    },
  );
});

describe("GET and HEAD of a link", () => {
  it("change no row in any table, twenty times each, whatever the link", async () => {
    const links = Object.values(await refusedOnes()).map(({ token }) => token);
    const before = await sumTables(t.ctx.pool);
    expect(Object.keys(before).length).toBeGreaterThan(15);
    for (const token of links)
      for (let time = 0; time < 20; time += 1)
        for (const method of ["GET", "HEAD"])
          expect((await site.send(method, `/v/${token}`)).status).toBe(200);
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it.each(["ko", "en", "zh", "vi"])("show the same bytes for every link, in %s", async (language) => {
    const headers = { "accept-language": language };
    const links = Object.values(await refusedOnes()).map(({ token }) => token);
    const first = fingerprintOf(await site.send("GET", `/v/${links[0] ?? ""}`, { headers }));
    expect(first.body).toContain(`<html lang="${language}">`);
    for (const token of [...links, "x", "x".repeat(2_000), "%ED%95%9C"]) {
      expect(fingerprintOf(await site.send("GET", `/v/${token}`, { headers })), token).toEqual(first);
      const head = await site.send("HEAD", `/v/${token}`, { headers });
      expect({ ...fingerprintOf(head), body: "" }).toMatchObject({ status: 200, body: "" });
      expect(head.body).toHaveLength(0);
    }
  });

  it("show it to someone who is signed in, too, and leave their session alone", async () => {
    const { token } = await aLinkedLine(t);
    const cookie = cookiesOf(await answer(token, rightDate)).replace(/; lang=\w+/, "");
    t.setNow(after(start, 5 * 60_000));
    const before = await sumTables(t.ctx.pool);
    const headers = { "accept-language": "ko" };
    const signedIn = fingerprintOf(await site.send("GET", `/v/${token}`, { cookie, headers }));
    expect(signedIn).toEqual(fingerprintOf(await site.send("GET", `/v/${aToken()}`, { headers })));
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });
});

it("an address is a household's: an IPv6 one counts by its /64, however it is written", async () => {
  const proxied = await startSite(t, { trustedProxies: ["loopback"] });
  const indexOf = async (address: string) => {
    await t.ctx.db.verificationFailure.deleteMany();
    const headers = { "x-forwarded-for": address };
    await proxied.send("POST", `/v/${aToken()}`, { form: { birthDate: wrongDate }, headers });
    const [counted] = await t.ctx.db.verificationFailure.findMany();
    return Buffer.from(counted?.addressIndex ?? []).toString("hex");
  };
  const household = await indexOf("2001:db8::a:1");
  for (const same of ["2001:db8::b:1", "2001:db8:0:0:c::", "2001:db8:0:0:1:2:3:4"])
    expect(await indexOf(same), same).toBe(household);
  for (const other of ["2001:db8:0:1::1", "2001:db8:1::1", "192.0.2.1"])
    expect(await indexOf(other), other).not.toBe(household);
  expect(await indexOf("::ffff:192.0.2.1")).toBe(await indexOf("192.0.2.1"));
  await proxied.close();
});
