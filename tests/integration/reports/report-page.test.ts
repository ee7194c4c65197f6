import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { reportOwner } from "#app/domain/reports/report.rules.ts";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { languages } from "#app/locales/language.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(async () => {
  t.setNow(start);
  await t.ctx.db.reportEntry.deleteMany();
  await t.ctx.db.report.deleteMany();
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function signIn(linked: Awaited<ReturnType<typeof aLinkedLine>>) {
  const verified = await verifyBirthDate(t.ctx, {
    token: linked.token,
    typed: linked.birthDate,
    address: "192.0.2.1",
  });
  if (!verified.ok) throw new Error(verified.refusal);
  return `session=${verified.value.sessionSecret}`;
}

async function aSignedInLine(msisdn: string) {
  const linked = await aLinkedLine(t, { msisdn });
  return { ...linked, cookie: await signIn(linked) };
}

const hiddenIn = (html: string, name: string) =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? "";

/** What a browser sends of the form as it came, filled in. */
function fillIn({ body }: HttpAnswer, given: Record<string, string> = {}) {
  const html = body.toString();
  return {
    idempotencyKey: hiddenIn(html, "idempotencyKey"),
    line: hiddenIn(html, "line"),
    kind: "suspicious_call",
    what: "Someone wanted a code.",
    happenedOn: "",
    ...given,
  };
}

const open = (cookie = "lang=en") => site.send("GET", "/report", { cookie });
const send = (form: Record<string, string>, cookie = "lang=en") =>
  site.send("POST", "/report", { form, cookie });

async function detailsOf(caseNumber: string) {
  const { envelope, keyId } = await t.ctx.db.report.findUniqueOrThrow({ where: { caseNumber } });
  return t.ctx.vault.open(reportOwner(caseNumber), {
    envelope: envelope ?? Buffer.of(),
    keyId: keyId ?? "",
  });
}

describe("without a session", () => {
  it("a report is filed, and its number said on a page that can be opened again", async () => {
    const page = await open();
    expect(page.status).toBe(200);
    expect(page.body.toString()).toContain('name="contact"');
    const form = fillIn(page, {
      kind: "unlisted_payment",
      what: "Not mine.",
      amount: "49,500",
      merchant: "PG-ONE",
      contact: "a@b.kr",
    });
    const filed = await send(form);
    expect(filed.status).toBe(303);
    const [report] = await t.ctx.db.report.findMany();
    expect(filed.headers.location).toBe(`/report/filed/unlisted_payment/${report?.caseNumber}`);
    expect(report).toMatchObject({ subscriberId: null, language: "en", kind: "unlisted_payment" });
    expect(await detailsOf(report?.caseNumber ?? "")).toEqual({
      what: "Not mine.",
      happenedOn: null,
      contact: "a@b.kr",
      amount: "49,500",
      merchant: "PG-ONE",
    });

    const again = await send(form);
    expect(again.headers.location).toBe(filed.headers.location);
    for (let n = 0; n < 2; n += 1) {
      const end = await site.send("GET", filed.headers.location ?? "", { cookie: "lang=en" });
      const html = end.body.toString();
      expect(end.status).toBe(200);
      expect(html).toContain(report?.caseNumber);
      expect(html).toContain("within 24 hours");
      for (const secret of ["Not mine", "49,500", "PG-ONE", "a@b.kr"]) expect(html).not.toContain(secret);
      expect(html).not.toContain('href="/requests"');
    }
    for (const secret of ["Not mine", "49,500", "PG-ONE", "a@b.kr"])
      expect(site.logged()).not.toContain(secret);
  });

  it.each([
    "/report/filed/other/R-0000-0001",
    "/report/filed/logged_out/R-0000",
    "/report/filed/logged_out/x",
  ])("%s is no page", async (path) => expect((await site.send("GET", path)).status).toBe(404));

  it("what is wrong is said, and what was typed stays", async () => {
    const form = fillIn(await open(), { kind: "", what: " ", happenedOn: "yesterday", contact: "a@b.kr" });
    const reply = await send(form);
    const html = reply.body.toString();
    expect(reply.status).toBe(422);
    for (const words of ["Choose what it is.", "Write what happened.", "read the date", 'value="a@b.kr"'])
      expect(html).toContain(words);
    expect(html).toContain(`value="${form.idempotencyKey}"`);
    expect(html.match(/aria-invalid="true"/g)).toHaveLength(4 + 1 + 1);
    expect(await t.ctx.db.report.count()).toBe(0);
  });

  it("the same form with other words is not lost: it goes out as another when sent again", async () => {
    const form = fillIn(await open());
    await send(form);
    const reply = await send({ ...form, what: "Something else." });
    expect(reply.status).toBe(409);
    expect(reply.body.toString()).toContain("Something else.");
    const second = fillIn(reply, { what: "Something else." });
    expect(second.idempotencyKey).not.toBe(form.idempotencyKey);
    expect((await send(second)).status).toBe(303);
    expect(await t.ctx.db.report.count()).toBe(2);
  });

  it("too many from one address are refused, the words kept and the hotline said", async () => {
    for (let n = 0; n < 5; n += 1) expect((await send(fillIn(await open()))).status).toBe(303);
    const reply = await send(fillIn(await open(), { what: "The sixth." }));
    expect(reply.status).toBe(429);
    for (const words of ["The sixth.", "call 080-722-0100 now"])
      expect(reply.body.toString()).toContain(words);
  });

  it("markup stays text", async () => {
    const what = `</textarea><script>alert(1)</script><img src=x onerror="alert(1)">`;
    const html = (
      await send(fillIn(await open(), { what, kind: "", contact: `"><script>` }))
    ).body.toString();
    expect(html).not.toContain("<script");
    expect(html).not.toContain("<img");
    expect(html).toContain("&lt;script&gt;alert(1)");
  });
});

describe("with a session", () => {
  it("a report is the line's, which the page says by its last four digits alone", async () => {
    const { cookie, line } = await aSignedInLine("01055551234");
    const page = await open(`${cookie}; lang=en`);
    const html = page.body.toString();
    expect(html).toContain("line ending 1234");
    expect(html).not.toContain("5555");
    expect(html).not.toContain('name="contact"');
    expect(html).toContain("20:15");
    const filed = await send(fillIn(page), cookie);
    expect(filed.status).toBe(303);
    expect(await t.ctx.db.report.findMany()).toMatchObject([{ subscriberId: line.id, addressIndex: null }]);
    const end = await site.send("GET", filed.headers.location ?? "", { cookie });
    expect(end.body.toString()).toContain('href="/requests"');
  });

  it("more time is had without losing a word", async () => {
    const { cookie } = await aSignedInLine("01055551235");
    const page = await open(cookie);
    t.setNow(after(start, minutes(10)));
    const reply = await send(fillIn(page, { what: "Half a sent", extend: "yes" }), `${cookie}; lang=en`);
    expect(reply.status).toBe(200);
    for (const words of ["Half a sent", "20:25"]) expect(reply.body.toString()).toContain(words);
    expect(await t.ctx.db.report.count()).toBe(0);
  });

  it("what was begun without one stays nobody's", async () => {
    const form = fillIn(await open());
    const { cookie } = await aSignedInLine("01055551236");
    await send(form, cookie);
    expect(await t.ctx.db.report.findMany()).toMatchObject([{ subscriberId: null }]);
  });

  it("a form begun for one line is never another's", async () => {
    const [one, other] = [await aSignedInLine("01055551237"), await aSignedInLine("01055551238")];
    const form = fillIn(await open(one.cookie), { what: "About one." });
    const reply = await send(form, `${other.cookie}; lang=en`);
    expect(reply.status).toBe(409);
    for (const words of ["About one.", "line ending 1238", "another line"])
      expect(reply.body.toString()).toContain(words);
    expect(await t.ctx.db.report.count()).toBe(0);
  });

  it("a line that no page of ours named is refused", async () => {
    const { cookie, line } = await aSignedInLine("01055551239");
    const forged = [
      String(line.id),
      "azE.AAAA",
      hiddenIn((await open(cookie)).body.toString(), "line") + "A",
    ];
    for (const sealed of forged)
      expect((await send({ ...fillIn(await open()), line: sealed }, cookie)).status, sealed).toBe(403);
    expect(await t.ctx.db.report.count()).toBe(0);
  });
});

describe("a form that arrives after its session has ended", () => {
  const story = "I wrote this for a quarter of an hour.";

  async function sendTooLate(msisdn: string) {
    const signedIn = await aSignedInLine(msisdn);
    const form = fillIn(await open(signedIn.cookie), { what: story, happenedOn: "2025-09-17" });
    t.setNow(after(start, minutes(15)));
    const reply = await send(form, signedIn.cookie);
    expect([reply.status, reply.headers.location]).toEqual([303, "/verify"]);
    expect(reply.body).toHaveLength(0);
    return { ...signedIn, form, kept: cookiesOf(reply) };
  }

  it("is kept sealed, and given back to the same line", async () => {
    const { kept, form, ...linked } = await sendTooLate("01055552221");
    expect(await t.ctx.db.report.count()).toBe(0);
    const [row] = await t.ctx.db.keptForm.findMany({ where: { subscriberId: linked.line.id } });
    expect(Buffer.from(row?.envelope ?? []).toString("latin1")).not.toContain("quarter");
    expect(kept).toMatch(/^kept-report=[\w-]{43}$/);
    expect(site.logged()).not.toContain(kept.slice(12));

    const way = await site.send("GET", "/verify", { cookie: `${kept}; lang=en` });
    expect(way.body.toString()).toContain("what you wrote is kept safe for 30 minutes");
    expect(way.body.toString()).toContain('href="/signin/carrier"');
    const opened = { form: { birthDate: linked.birthDate }, cookie: kept };
    expect((await site.send("POST", `/v/${linked.token}`, opened)).headers.location).toBe("/report");

    const back = await open(`${await signIn(linked)}; ${kept}; lang=en`);
    const html = back.body.toString();
    for (const words of [story, "we kept what you wrote", 'value="2025-09-17"', form.idempotencyKey])
      expect(html).toContain(words);
    const filed = await send(fillIn(back, { what: story }), `${await signIn(linked)}; ${kept}`);
    expect(filed.status).toBe(303);
    expect(cookiesOf(filed)).toBe("kept-report=");
  });

  it("is given to no other line, to nobody without a session, and not after thirty minutes", async () => {
    const { kept, ...linked } = await sendTooLate("01055552222");
    const other = await aSignedInLine("01055552223");
    for (const cookie of [other.cookie, "lang=en"])
      expect((await open(`${cookie}; ${kept}`)).body.toString()).not.toContain(story);
    t.setNow(after(start, minutes(45) - seconds(1)));
    const own = await signIn(linked);
    expect((await open(`${own}; ${kept}`)).body.toString()).toContain(story);
    t.setNow(after(start, minutes(45)));
    expect((await open(`${own}; ${kept}`)).body.toString()).not.toContain(story);
  });

  it("takes the place of one kept before for that line, and of those whose time is over", async () => {
    const first = await sendTooLate("01055552224");
    const before = await t.ctx.db.keptForm.count();
    const second = await send(first.form, first.cookie);
    expect(await t.ctx.db.keptForm.count()).toBe(before);
    const own = await signIn(first);
    expect((await open(`${own}; ${first.kept}`)).body.toString()).not.toContain(story);
    expect((await open(`${own}; ${cookiesOf(second)}`)).body.toString()).toContain(story);
    t.setNow(after(start, minutes(60)));
    await send(first.form, first.cookie);
    expect(await t.ctx.db.keptForm.count()).toBe(1);
  });
});

it.each(languages)("both pages are small in %s", async (language) => {
  const { cookie } = await aSignedInLine(`0105555333${languages.indexOf(language)}`);
  const all = `${cookie}; lang=${language}`;
  const pages = [
    await open(all),
    await site.send("GET", "/report/filed/logged_out/R-0000-0001", { cookie: all }),
  ];
  for (const { body } of pages) {
    expect(body.toString()).toContain(`<html lang="${language}">`);
    expect(gzipSync(body).length).toBeLessThanOrEqual(7 * 1024);
  }
});
