import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Forbidden } from "#app/domain/context.server.ts";
import { chooseOffer } from "#app/domain/fee-waiver/choose-offer.server.ts";
import { followFees } from "#app/domain/fee-waiver/follow-fees.server.ts";
import { listOwnFees } from "#app/domain/fee-waiver/list-own-fees.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { feeMoney } from "#app/locales/fee-money.ts";
import { feeOffer } from "#app/locales/fee-offer.ts";
import { feeOwn } from "#app/locales/fee-own.ts";
import { feeWaiver } from "#app/locales/fee-waiver.ts";
import { languages } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { aSubscriberSession } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding, cleared } from "#tests/factories/exposure.ts";
import { aFeePolicy, aQuote, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { html } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-20T12:00:00+09:00");
/** What a phone at the edge of a network gets in its first round trips. */
const LIMIT_BYTES = 14 * 1024;

let t: TestContext;
let site: TestSite;
const lines: Awaited<ReturnType<typeof aSubscriber>>[] = [];
let notFor: (typeof lines)[number];
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  for (let count = 0; count < 15; count += 1) lines.push(await aSubscriber(t.ctx));
  notFor = aLine();
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [{ line: notFor, ...cleared }, ...lines.map((line) => ({ line }))],
  });
  await aFeePolicy(t.ctx, underReview(), decided());
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
  t.carrier.down = false;
});
afterAll(async () => {
  await site.close();
  await t.close();
});

function aLine() {
  const line = lines.pop();
  if (!line) throw new Error("all lines are used");
  t.carrier.feeQuotes.set(line.subscriberRef, aQuote(null));
  return line;
}
const keyOf = (page: HttpAnswer) => /name="key" value="([^"]*)"/.exec(html(page))?.[1] ?? "";

/** Signed in at the moment that the clock shows. */
async function browse(line: (typeof lines)[number], since?: Date) {
  const { cookie } = await aSignedInSession(t, line, { ...(since && { since }) });
  return {
    get: (path: string, language = "en") => site.send("GET", path, { cookie: `${cookie}; lang=${language}` }),
    post: (path: string, form: Record<string, string>) =>
      site.send("POST", path, { cookie: `${cookie}; lang=en`, form }),
  };
}

describe("/fee-waiver", () => {
  it("under review promises nothing, shows what is at stake, and registers by one press", async () => {
    const line = aLine();
    const { get, post } = await browse(line);
    const page = await get("/fee-waiver");
    expect(page.status).toBe(200);
    for (const words of [
      feeWaiver.review_title.en,
      "We can’t promise that the fee will be waived",
      "180,000 won",
      "40,000 won of it are paid",
      feeMoney.if_waived.en,
      line.personalData.msisdn.slice(-4),
    ])
      expect(html(page)).toContain(words);
    expect(html(page)).not.toContain(line.personalData.msisdn);
    expect(html(page)).not.toContain('name="grace"');

    const form = { act: "register", key: keyOf(page) };
    const sent = await Promise.all(Array.from({ length: 10 }, () => post("/fee-waiver", form)));
    expect(new Set(sent.map(({ status, headers }) => `${status} ${headers.location ?? ""}`))).toEqual(
      new Set(["303 /fee-waiver"]),
    );
    const registered = await get("/fee-waiver");
    expect(html(registered)).toContain(feeWaiver.waits_decision.en);
    expect(html(registered)).toMatch(/F-\w{4}-\w{4}/);
    expect((await post("/fee-waiver", { act: "withdraw" })).status).toBe(303);
    expect(html(await get("/fee-waiver"))).toContain(feeWaiver.withdrawn.en);
    expect((await post("/fee-waiver", { act: "withdraw" })).status).toBe(409);
    expect((await post("/fee-waiver", { act: "strange" })).status).toBe(400);
  });

  it("decided shows the days and, line by line, what was waived and given back", async () => {
    const line = aLine();
    const early = await browse(line);
    await early.post("/fee-waiver", { act: "register", key: keyOf(await early.get("/fee-waiver")) });
    t.setNow(new Date("2026-01-12T12:00:00+09:00"));
    const staying = await browse(line);
    expect(html(await staying.get("/fee-waiver"))).toContain(
      say(feeWaiver.waits_termination, "en", { day: "13 January 2026" }),
    );
    t.carrier.feeQuotes.set(line.subscriberRef, aQuote("2026-01-13T23:59:30"));
    t.setNow(new Date("2026-01-14T00:10:00+09:00"));
    await followFees(t.as({ type: "system", id: "worker" }));
    const { get } = await browse(line);
    const said = html(await get("/fee-waiver"));
    for (const words of [
      feeWaiver.approved.en,
      "From 1 September 2025 to 13 January 2026, the last day included",
      "From 14 January 2026 to 31 January 2026, the last day included",
      "The line ended on 13 January 2026.",
      "230,000 won",
      "40,000 won",
      feeMoney.counts_not.en,
      feeWaiver.order_asked.en,
    ])
      expect(said).toContain(words);
    expect(said).not.toContain('value="register"');
  });

  it("tells who stays that leaving is too late now, with no word of a waiver", async () => {
    const line = aLine();
    t.setNow(new Date("2026-01-13T23:59:00+09:00"));
    const inTime = html(await (await browse(line)).get("/fee-waiver"));
    for (const words of [
      feeMoney.counts.en,
      feeMoney.if_eligible.en,
      feeMoney.waived_sum_if.en,
      "230,000 won",
    ])
      expect(inTime).toContain(words);
    expect(inTime).not.toContain(feeMoney.why_title.en);
    const tooLate = say(feeMoney.why_too_late_to_leave, "en", { day: "13 January 2026" });
    for (const [now, late] of [
      ["2026-01-14T00:00:00", false],
      ["2026-02-05T12:00:00", true],
    ] as const) {
      t.setNow(new Date(`${now}+09:00`));
      const over = html(await (await browse(line)).get("/fee-waiver"));
      expect(over).toContain(tooLate);
      expect(over).toContain("180,000 won");
      for (const words of [
        `goes">${feeMoney.counts.en}<`,
        feeMoney.if_eligible.en,
        "230,000 won",
        "40,000 won<",
      ])
        expect(over, `${now}: ${words}`).not.toContain(words);
      expect(over.includes(say(feeWaiver.register_late, "en", { day: "31 January 2026" }))).toBe(late);
      expect(over).toContain(say(feeWaiver.register_left_by, "en", { day: "13 January 2026" }));
    }
    // Registered in time, it says so once.
    t.setNow(new Date("2026-01-20T12:00:00+09:00"));
    const { get, post } = await browse(line);
    await post("/fee-waiver", { act: "register", key: keyOf(await get("/fee-waiver")) });
    const registered = html(await get("/fee-waiver"));
    expect(registered).toContain("The days to leave ended on 13 January 2026");
    expect(registered).not.toContain(tooLate);
    expect(registered).not.toContain(`goes">${feeMoney.counts.en}<`);
  });

  it("tells who left in time and never applied that the days are over, and offers a grace alone", async () => {
    const line = aLine();
    t.carrier.feeQuotes.set(line.subscriberRef, aQuote("2026-01-13T12:00:00"));
    const late = say(feeWaiver.too_late, "en", { day: "31 January 2026" });
    t.setNow(new Date("2026-01-31T23:59:00+09:00"));
    const open = html(await (await browse(line)).get("/fee-waiver"));
    expect(open).toContain("230,000 won");
    expect(open).not.toContain(late);
    t.setNow(new Date("2026-02-05T12:00:00+09:00"));
    const { get, post } = await browse(line);
    const page = await get("/fee-waiver");
    expect(html(page)).toContain(`<h2>${feeMoney.why_title.en}</h2><p>${late}</p>`);
    for (const words of [`goes">${feeMoney.counts.en}<`, "230,000 won", 'id="grace-none"'])
      expect(html(page)).not.toContain(words);
    // A grace is their own word; then it is decided, and not before.
    expect((await post("/fee-waiver", { act: "register", grace: "military", key: keyOf(page) })).status).toBe(
      303,
    );
    expect(html(await get("/fee-waiver"))).toContain("230,000 won");
  });

  it("offers to apply again to whom it was refused only while that can help", async () => {
    const line = aLine();
    const after = aLine();
    t.setNow(new Date("2026-01-20T12:00:00+09:00"));
    for (const one of [line, after]) {
      const { get, post } = await browse(one);
      await post("/fee-waiver", { act: "register", key: keyOf(await get("/fee-waiver")) });
    }
    t.carrier.feeQuotes.set(after.subscriberRef, aQuote("2026-01-14T00:00:00"));
    const worker = t.as({ type: "system", id: "worker" });
    await followFees(worker);
    expect(html(await (await browse(after)).get("/fee-waiver"))).toContain(`>${feeWaiver.again.en}<`);
    t.setNow(new Date("2026-02-05T12:00:00+09:00"));
    for (let step = 0; step < 5; step += 1) await followFees(worker);
    const again = [feeWaiver.again.en, feeWaiver.again_grace.en, feeWaiver.refused_again.en];
    const offered = async (one: typeof line) => {
      const said = html(await (await browse(one)).get("/fee-waiver"));
      expect(said).toContain(feeWaiver.refused_title.en);
      expect(said).toContain("Applications ended on 31 January 2026.");
      return again.filter((words) => said.includes(words));
    };
    expect(await offered(line)).toEqual([feeWaiver.again_grace.en]);
    expect(await offered(after)).toEqual([]);
  });

  it("asks for a grace where there is one, and only for it once the days are over", async () => {
    const line = aLine();
    t.setNow(new Date("2026-01-20T12:00:00+09:00"));
    const open = html(await (await browse(line)).get("/fee-waiver"));
    expect(open).toContain('id="grace-none"');
    expect(open).toContain('id="grace-military"');
    t.setNow(new Date("2026-02-01T00:00:00+09:00"));
    const { get, post } = await browse(line);
    const late = await get("/fee-waiver");
    expect(html(late)).not.toContain('id="grace-none"');
    expect(html(late)).toContain('href="/result"');
    const refused = await post("/fee-waiver", { act: "register", key: keyOf(late) });
    expect(refused.status).toBe(409);
    expect(html(refused)).toContain("Applications ended on 31 January 2026.");
    const graced = { act: "register", grace: "military", key: keyOf(late) };
    expect((await post("/fee-waiver", graced)).status).toBe(303);
  });

  it("says why where it can't be registered, and when the carrier is silent", async () => {
    const other = await browse(notFor);
    const none = html(await other.get("/fee-waiver"));
    expect(none).toContain(feeWaiver.not_affected.en);
    // No sum is shown to whom none can come.
    expect(none).not.toContain(feeMoney.title.en);
    const young = await browse(aLine(), new Date("2025-09-10T00:00:00+09:00"));
    expect(html(await young.get("/fee-waiver"))).toContain(feeWaiver.reads_only.en);
    expect((await young.post("/fee-waiver", { act: "register" })).status).toBe(409);
    t.carrier.down = true;
    const waiting = await browse(aLine());
    expect(html(await waiting.get("/fee-waiver"))).toContain(feeMoney.silent.en);
    const quiet = html(await waiting.get("/fee-waiver/offers/discount"));
    expect(quiet).toContain(feeOffer.silent.en);
    expect(quiet).not.toContain('name="lostKrw"');
  });

  it("is for L2 alone", async () => {
    const { cookie } = await aSubscriberSession(t, aLine());
    for (const path of ["/fee-waiver", "/fee-waiver/offers/discount"]) {
      const { status, headers } = await site.send("GET", path, { cookie });
      expect([status, headers.location]).toEqual([303, `/signin/carrier?to=${encodeURIComponent(path)}`]);
    }
  });
});

describe("/fee-waiver/offers/:key", () => {
  const path = "/fee-waiver/offers/discount";

  it("shows the sum first, takes it only ticked and unchanged, and then shows what became of it", async () => {
    const line = aLine();
    const { get, post } = await browse(line);
    const page = await get(path);
    const said = html(page);
    for (const words of ["Taking it may cost you 270,000 won", "105,000 won more than the offer is worth"])
      expect(said).toContain(words);
    expect(said.indexOf("270,000 won")).toBeLessThan(said.indexOf(`>${feeOffer.take.en}<`));
    const form = { lostKrw: "270000", key: keyOf(page) };
    const unticked = await post(path, form);
    expect([unticked.status, html(unticked).includes(feeOffer.not_confirmed.en)]).toEqual([422, true]);
    const { parts } = aQuote(null);
    t.carrier.feeQuotes.set(line.subscriberRef, { terminatedAt: null, parts: parts.slice(0, 1) });
    const changed = await post(path, { ...form, confirm: "yes" });
    expect(changed.status).toBe(409);
    for (const words of [feeOffer.sum_changed.en, "Taking it may cost you 180,000 won"])
      expect(html(changed)).toContain(words);
    for (const lostKrw of ["", "1e3", "abc"])
      expect((await post(path, { ...form, lostKrw, confirm: "yes" })).status).toBe(409);
    expect(await t.ctx.db.offerChoice.count({ where: { subscriberId: line.id } })).toBe(0);
    expect((await post(path, { ...form, lostKrw: "180000", confirm: "yes" })).status).toBe(303);
    const taken = html(await get(path));
    expect(taken).toContain("The sum that you confirmed then: 180,000 won.");
    expect(taken).not.toContain('name="lostKrw"');
    expect(html(await get("/fee-waiver"))).toContain(feeWaiver.forfeited.en);
    expect((await get("/fee-waiver/offers/unheard-of")).status).toBe(404);
  });
});

describe("/requests, by the link alone", () => {
  it("shows that there is an application and an offer, and how they stand, and no sum", async () => {
    const line = aLine();
    const { cookie } = await aSubscriberSession(t, line);
    const read = async () => html(await site.send("GET", "/requests", { cookie: `${cookie}; lang=en` }));
    expect(await read()).not.toContain('href="/fee-waiver"');
    const { as, session } = await aSignedInSession(t, line);
    const registered = await registerFeeWaiver(as, session, { key: randomUUID(), grace: null });
    if (!registered.ok) throw new Error(registered.refusal);
    const waiting = await read();
    for (const words of [registered.value.caseNumber, feeOwn.registered.en, 'href="/fee-waiver"'])
      expect(waiting).toContain(words);
    await chooseOffer(as, session, { key: randomUUID(), offer: "discount", lostKrw: 270_000 });
    const taken = await read();
    for (const words of [feeOwn.withdrawn.en, "Offer taken: Half price", feeOffer.order_asked.en])
      expect(taken).toContain(words);
    for (const page of [waiting, taken]) expect(page).not.toMatch(/\d{2,3},\d{3} won/);
    const other = t.as({ type: "subscriber", id: String(aLine().id), level: "L1" });
    await expect(listOwnFees(other, line.id)).rejects.toThrow(Forbidden);
  });
});

it("each page is small in every language", async () => {
  t.setNow(new Date("2026-01-12T12:00:00+09:00"));
  const { get } = await browse(aLine());
  for (const language of languages)
    for (const path of ["/fee-waiver", "/fee-waiver/offers/discount"]) {
      const page = await get(path, language);
      expect(page.status).toBe(200);
      expect(gzipSync(page.body).length, `${path} in ${language}`).toBeLessThan(LIMIT_BYTES);
    }
});
