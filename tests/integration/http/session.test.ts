import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { languages } from "#app/locales/language.ts";
import { verify } from "#app/locales/verify.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
let known: Awaited<ReturnType<typeof aLinkedLine>>;
let other: Awaited<ReturnType<typeof aLinkedLine>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  known = await aLinkedLine(t);
  other = await aLinkedLine(t, { birthDate: "19910721" });
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [{ line: known.line, days: { IMSI: ["2025-08-31"] } }],
  });
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function signIn({ token, birthDate }: { token: string; birthDate: string } = known) {
  const reply = await site.send("POST", `/v/${token}`, { form: { birthDate } });
  expect(reply.status).toBe(303);
  return cookiesOf(reply);
}
const result = (cookie: string) => site.send("GET", "/result", { cookie });
const closesAt = (html: string) => /(\d{2}:\d{2})에 자동으로 닫힙니다/.exec(html)?.[1];

describe("/result", () => {
  it("prints when it closes, and moves that with use, up to an hour", async () => {
    const cookie = await signIn();
    expect(closesAt((await result(cookie)).body.toString())).toBe("20:15");
    t.setNow(after(start, minutes(10)));
    expect(closesAt((await result(cookie)).body.toString())).toBe("20:25");
    for (const minute of [20, 30, 40, 50]) {
      t.setNow(after(start, minutes(minute)));
      await result(cookie);
    }
    expect(closesAt((await result(cookie)).body.toString())).toBe("21:00");
    t.setNow(after(start, minutes(60)));
    expect((await result(cookie)).headers.location).toBe("/verify");
  });

  it("sends to /verify once 15 minutes went by, and shows nothing of the person there", async () => {
    const cookie = await signIn();
    t.setNow(after(start, minutes(15)));
    const reply = await result(cookie);
    expect([reply.status, reply.headers.location, reply.body.length]).toEqual([303, "/verify", 0]);
    const page = await site.send("GET", "/verify", { cookie });
    expect(page.status).toBe(200);
    expect(page.body.toString()).not.toMatch(/IMSI|8월 31일/);
  });

  it("is each one's own", async () => {
    const [mine, theirs] = [await signIn(), await signIn(other)];
    expect((await result(mine)).body.toString()).toContain("8월 31일");
    expect((await result(theirs)).body.toString()).not.toContain("8월 31일");
  });
});

describe("the button to extend", () => {
  it("goes back to the page that it stands on, with more time", async () => {
    const cookie = await signIn();
    t.setNow(after(start, minutes(14)));
    const page = await site.send("GET", "/requests?lang=en", { cookie });
    expect(page.body.toString()).toContain('name="to" value="/requests?lang=en"');
    const reply = await site.send("POST", "/extend", { form: { to: "/requests?lang=en" }, cookie });
    expect([reply.status, reply.headers.location]).toEqual([303, "/requests?lang=en"]);
    t.setNow(after(start, minutes(28)));
    expect((await result(cookie)).status).toBe(200);
  });

  it.each(["", "https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", "result"])(
    "goes to the answer instead of %j",
    async (to) => {
      const reply = await site.send("POST", "/extend", { form: { to }, cookie: await signIn() });
      expect([reply.status, reply.headers.location]).toEqual([303, "/result"]);
    },
  );

  it("comes too late when the session is over", async () => {
    const cookie = await signIn();
    t.setNow(after(start, minutes(15) + seconds(1)));
    const reply = await site.send("POST", "/extend", { form: {}, cookie });
    expect([reply.status, reply.headers.location]).toEqual([303, "/verify?why=ended"]);
    expect((await result(cookie)).status).toBe(303);
  });
});

describe("a button that is pressed when the session is over", () => {
  async function pressTooLate() {
    const cookie = await signIn();
    t.setNow(after(start, minutes(15)));
    const form = { act: "on", key: randomUUID() };
    return site.send("POST", "/protection?from=elsewhere", { form, cookie });
  }
  const linked = (cookie: string) =>
    site.send("POST", `/v/${known.token}`, { form: { birthDate: known.birthDate }, cookie });

  it("is said not to have been done, and leads back to its page by the link, once", async () => {
    const reply = await pressTooLate();
    expect([reply.status, reply.headers.location]).toEqual([303, "/verify?why=ended"]);
    expect(await t.ctx.db.carrierOrder.count()).toBe(0);
    const way = cookiesOf(reply);
    for (const language of languages) {
      const told = await site.send("GET", `/verify?why=ended&lang=${language}`, { cookie: way });
      expect(told.body.toString()).toContain(verify.not_done[language]);
    }
    expect((await site.send("GET", "/verify")).body.toString()).not.toContain(verify.not_done.ko);

    const page = await site.send("GET", `/v/${known.token}`, { cookie: way });
    expect(page.body.equals((await site.send("GET", `/v/${known.token}`)).body)).toBe(true);
    const back = await linked(way);
    expect([back.status, back.headers.location]).toEqual([303, "/protection?from=elsewhere"]);
    expect(back.headers["set-cookie"]).toContain("way-back=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
    expect((await linked("lang=ko")).headers.location).toBe("/result");
  });

  it("of a booking leads back with the store and the time that were chosen", async () => {
    const cookie = await signIn();
    t.setNow(after(start, minutes(15)));
    const chosen = "/usim-swap/confirm?store=ST-0001&at=2025-09-19T10%3A00";
    const way = cookiesOf(await site.send("POST", chosen, { form: { key: randomUUID() }, cookie }));
    expect((await linked(way)).headers.location).toBe(chosen);
  });

  it("leads back to no file, which would be saved and leave the form as it was", async () => {
    const reply = await site.send("GET", "/usim-swap/visit.ics");
    expect([reply.status, reply.headers["set-cookie"]]).toEqual([303, undefined]);
  });

  it("leads back for half an hour, and to no other site", async () => {
    expect((await pressTooLate()).headers["set-cookie"]?.[0]).toMatch(/^way-back=\S+;.*; Max-Age=1800$/);
    for (const elsewhere of ["https://elsewhere.example/", "//elsewhere.example", "/\\elsewhere.example", ""])
      expect((await linked(`way-back=${encodeURIComponent(elsewhere)}`)).headers.location).toBe("/result");
    const long = await site.send("GET", `/result?${"a".repeat(1_000)}`);
    expect([long.status, long.headers["set-cookie"]]).toEqual([303, undefined]);
  });
});

describe("signing out", () => {
  it("ends the session on the server and clears the phone", async () => {
    const [cookie, bystander] = [await signIn(), await signIn(other)];
    const reply = await site.send("POST", "/signout", { form: {}, cookie });
    expect(reply.status).toBe(200);
    expect(reply.headers["clear-site-data"]).toBe('"cache", "cookies", "storage"');
    expect(reply.headers["set-cookie"]).toEqual([
      "session=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
      "staff=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
      "lang=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax",
    ]);
    expect(reply.body.toString()).not.toContain("IMSI");
    // Whoever kept a copy of the cookie has nothing.
    expect((await result(cookie)).headers.location).toBe("/verify");
    expect((await result(bystander)).status).toBe(200);
  });

  it("is not done by GET, so no link or picture can do it", async () => {
    const cookie = await signIn();
    expect((await site.send("GET", "/signout", { cookie })).status).toBe(200);
    expect((await result(cookie)).status).toBe(200);
  });

  it("works for whoever has no session any more", async () => {
    const reply = await site.send("POST", "/signout", { form: {}, cookie: "session=gone" });
    expect(reply.status).toBe(200);
  });
});
