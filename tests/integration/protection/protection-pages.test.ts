import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { carrierOrder } from "#app/locales/carrier-order.ts";
import { languages } from "#app/locales/language.ts";
import { micropayments } from "#app/locales/micropayments.ts";
import { protection } from "#app/locales/protection.ts";
import { say } from "#app/locales/say.ts";
import { after, hours } from "#app/shared/time.ts";
import { anAgentInCall, aSubscriberSession } from "#tests/factories/call.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident, inAllLanguages } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { html } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-24T20:14:00+09:00");
/** What a phone at the edge of a network gets in its first round trips. */
const LIMIT_BYTES = 14 * 1024;

let t: TestContext;
let carrier: TestCarrier;
let site: TestSite;
let incident: Awaited<ReturnType<typeof anIncident>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  const remedy = (key: "protection" | "micropayments") => ({
    key,
    names: inAllLanguages(key),
    description: inAllLanguages("What it does."),
    for: ["exposed" as const],
    online_from: "2025-09-24",
    until_then: inAllLanguages("Call."),
  });
  incident = await anIncident(t.ctx, { remedies: [remedy("protection"), remedy("micropayments")] });
  site = await startSite(t);
});
beforeEach(async () => {
  t.setNow(start);
  await carrier.fault("none");
});
afterAll(async () => {
  carrier.close();
  await site.close();
  await t.close();
});

const aLine = () => aCarriersLine(t.ctx, carrier);
const carryOut = () => carryOutAll(t.ctx, anOrderSender(carrier));
const keyOf = (page: HttpAnswer) => /name="key" value="([^"]*)"/.exec(html(page))?.[1] ?? "";
const ordersOf = (line: { id: bigint }) =>
  t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } });

async function aVisitor() {
  const line = await aLine();
  const { cookie } = await aSubscriberSession(t, line);
  return { line, ...browse(cookie) };
}
const browse = (cookie: string) => ({
  cookie,
  get: (path: string, language = "en") => site.send("GET", path, { cookie: `${cookie}; lang=${language}` }),
  post: (path: string, form: Record<string, string>) =>
    site.send("POST", path, { cookie: `${cookie}; lang=en`, form }),
});

describe("/protection", () => {
  it("shows what the carrier has, takes one press, and never takes what was asked for as done", async () => {
    const { line, get, post } = await aVisitor();
    const page = await get("/protection");
    expect(page.status).toBe(200);
    for (const words of [protection.is_off.en, "at 20:14", line.personalData.msisdn.slice(-4)])
      expect(html(page)).toContain(words);
    const said = html(page);
    for (const consequence of [protection.before_phone, protection.before_swap])
      expect(said.indexOf(consequence.en)).toBeLessThan(said.indexOf(protection.turn_on.en));
    expect(said).toContain(say(protection.before_roaming, "en", { number: "080-722-0100" }));
    expect(said).not.toContain(line.personalData.msisdn);

    const sent = await post("/protection", { act: "on", key: keyOf(page) });
    expect([sent.status, sent.headers.location]).toEqual([303, "/protection"]);
    const asked = html(await get("/protection"));
    expect(asked).toContain(protection.is_off.en);
    expect(asked).toContain(`Asked for on 24 September 2025 at 20:14. ${carrierOrder.pending.en}`);
    expect(asked).toContain(`<a href="/protection">${carrierOrder.look_again.en}</a>`);
    expect(asked).not.toContain('value="on"');
    await carryOut();
    const done = html(await get("/protection"));
    expect(done).toContain(protection.is_on.en);
    expect(done).not.toContain(carrierOrder.pending.en);
    expect(done).not.toContain(carrierOrder.look_again.en);
    expect(done).toContain('href="/signin/carrier?to=/protection/pause&amp;level=L3"');
  });

  it("is one order however often the form is sent over HTTP, at once and later", async () => {
    const { line, post, get } = await aVisitor();
    const form = { act: "on", key: keyOf(await get("/protection")) };
    const sent = await Promise.all(Array.from({ length: 20 }, () => post("/protection", form)));
    expect(sent.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303));
    await carryOut();
    expect((await post("/protection", form)).status).toBe(303);
    expect(await ordersOf(line)).toHaveLength(1);
  });

  it("says so when the carrier is silent, with the time and what it means, and still takes the order", async () => {
    const { line, get, post } = await aVisitor();
    await carrier.fault("error");
    const page = await get("/protection");
    expect(html(page)).toContain(carrierOrder.silent.en);
    expect(html(page)).toContain("We asked at 20:14 and got no answer");
    for (const state of [protection.is_on, protection.is_off, protection.is_paused])
      expect(html(page)).not.toContain(`>${state.en}<`);
    expect((await post("/protection", { act: "on", key: keyOf(page) })).status).toBe(303);
    await carryOut();
    await carrier.fault("none");
    t.setNow(after(start, hours(1)));
    await carryOut();
    expect(await ordersOf(line)).toMatchObject([{ state: "done" }]);
  });

  it("shows an order that came to nothing, and why", async () => {
    const { line, get } = await aVisitor();
    await anOrder(t.ctx, line, protectionOn);
    await carrier.fault("refuse", "/v1/lines/protection/set");
    await carryOut();
    await carrier.fault("none");
    const said = html(await get("/protection"));
    expect(said).toContain(carrierOrder.failed.en);
    expect(said).toContain("did not accept it. Please call 080-722-0100");
    expect(said).toContain(protection.turn_on.en);
  });

  it("of a number in other hands shows nothing and offers nothing", async () => {
    const { line, get } = await aVisitor();
    carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: "H-new" });
    const said = html(await get("/protection"));
    expect(said).toContain(carrierOrder.not_theirs.en);
    expect(said).not.toContain('value="on"');
  });

  it("switches on all lines, and undoes, after a sign-in alone", async () => {
    const line = await aLine();
    const l1 = browse((await aSubscriberSession(t, line)).cookie);
    expect((await l1.post("/protection", { act: "all", key: randomUUID() })).status).toBe(403);
    expect((await l1.post("/protection", { act: "undo", order: "1", key: randomUUID() })).status).toBe(403);
    const { get, post } = browse((await aSignedInSession(t, line)).cookie);
    expect((await post("/protection", { act: "all", key: keyOf(await get("/protection")) })).status).toBe(
      303,
    );
    await carryOut();
    const page = await get("/protection");
    const order = /name="order" value="(\d+)"/.exec(html(page))?.[1] ?? "";
    const undone = await post("/protection", { act: "undo", order, key: keyOf(page) });
    expect(undone.status).toBe(303);
    await carryOut();
    expect(html(await get("/protection"))).toContain(protection.is_off.en);
    const again = await post("/protection", { act: "undo", order, key: randomUUID() });
    expect(again.status).toBe(409);
    expect(html(again)).toContain(protection.nothing_to_undo.en);
    expect((await post("/protection", { act: "strange" })).status).toBe(400);
  });

  it("is paused and switched off on pages that are L3's, of that path alone", async () => {
    const line = await aLine();
    const until = after(start, hours(1)).toISOString();
    for (const { cookie } of [
      await aSubscriberSession(t, line),
      await aSignedInSession(t, line),
      await aSignedInSession(t, line, { raisedFor: "/micropayments/raise" }),
    ])
      for (const path of ["/protection/pause", "/protection/off"]) {
        const { get, post } = browse(cookie);
        expect((await get(path)).headers.location).toBe(
          `/signin/carrier?to=${encodeURIComponent(path)}&level=L3`,
        );
        expect((await post(path, { until, key: randomUUID() })).headers.location).toMatch(
          /^\/signin\/refused/,
        );
      }
    expect(await ordersOf(line)).toEqual([]);

    const pause = browse((await aSignedInSession(t, line, { raisedFor: "/protection/pause" })).cookie);
    const page = await pause.get("/protection/pause");
    expect(html(page)).toContain(`value="${until}"`);
    for (const wrong of ["", "tomorrow", start.toISOString(), after(start, hours(25)).toISOString()]) {
      const refused = await pause.post("/protection/pause", { until: wrong, key: randomUUID() });
      expect(refused.status).toBe(409);
      expect(html(refused)).toContain(protection.end_missing.en);
    }
    const form = { until, key: keyOf(page) };
    const sent = await Promise.all(Array.from({ length: 20 }, () => pause.post("/protection/pause", form)));
    expect(new Set(sent.map(({ headers }) => headers.location))).toEqual(new Set(["/protection"]));
    await carryOut();
    expect(html(await pause.get("/protection"))).toContain(
      "It comes on again by itself on 24 September 2025 at 21:14.",
    );
    expect(html(await pause.get("/protection"))).toContain(protection.turn_on_now.en);

    const off = browse((await aSignedInSession(t, line, { raisedFor: "/protection/off" })).cookie);
    const sure = await off.get("/protection/off");
    expect(html(sure)).toContain(protection.off_lead.en);
    expect(html(await off.get("/protection"))).toContain("to=/protection/off");
    expect((await off.post("/protection/off", { key: keyOf(sure) })).status).toBe(303);
    expect(html(await off.get("/protection"))).not.toContain("to=/protection/off");
    await carryOut();
    expect(html(await off.get("/protection"))).toContain(protection.is_off.en);
    expect(await ordersOf(line)).toHaveLength(2);
  });
});

describe("/micropayments", () => {
  it("switches off, lowers, and shows each as asked until the carrier has it", async () => {
    const { line, get, post } = await aVisitor();
    const page = await get("/micropayments");
    for (const words of ["Up to 300,000 won a month", micropayments.biometric_yes.en, "200,000 won"])
      expect(html(page)).toContain(words);
    expect(html(page)).not.toContain(`value="300000"`);
    expect(html(page)).not.toContain(micropayments.biometric_submit.en);
    const lower = await post("/micropayments", { act: "lower", cap: "50000", key: keyOf(page) });
    expect([lower.status, lower.headers.location]).toEqual([303, "/micropayments"]);
    const asked = html(await get("/micropayments"));
    expect(asked).toContain("Up to 300,000 won a month");
    expect(asked).toContain("Micropayments up to 50,000 won a month");
    expect(asked).toContain(carrierOrder.pending.en);
    expect(asked).toContain('id="cap-30000"');
    expect(asked).not.toContain('id="cap-50000"');
    await carryOut();
    expect(html(await get("/micropayments"))).toContain("Up to 50,000 won a month");

    const form = { act: "off", key: keyOf(await get("/micropayments")) };
    const sent = await Promise.all(Array.from({ length: 20 }, () => post("/micropayments", form)));
    expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([303]));
    const askedOff = html(await get("/micropayments"));
    for (const act of ["off", "lower"]) expect(askedOff).not.toContain(`value="${act}"`);
    await carryOut();
    const off = html(await get("/micropayments"));
    expect(off).toContain(micropayments.is_off.en);
    expect(off).not.toContain('value="off"');
    expect(await ordersOf(line)).toHaveLength(2);
    const own = html(await get("/requests"));
    expect(own).toContain("Confirmed by the carrier on 24 September 2025 at 20:14.");
    expect(own).toContain("asked for micropayments to be off");
  });

  it("refuses what raises, what isn't offered, and the same form with something else in it", async () => {
    const { line, get, post } = await aVisitor();
    const key = keyOf(await get("/micropayments"));
    const lower = (cap: string, of: string = randomUUID()) =>
      post("/micropayments", { act: "lower", cap, key: of });
    const refused = async (sent: Promise<HttpAnswer>, words: string) => {
      const answer = await sent;
      expect([answer.status, html(answer).includes(words)]).toEqual([409, true]);
    };
    await refused(lower("500000"), micropayments.not_lower.en);
    for (const cap of ["", "1", "-50000"]) await refused(lower(cap), micropayments.choose.en);
    expect((await lower("100000", key)).status).toBe(303);
    await refused(lower("30000", key), carrierOrder.form_used.en);
    await carrier.fault("error", "/v1/lines/micropayments");
    await refused(lower("10000"), micropayments.cap_silent.en);
    expect((await post("/micropayments", { act: "strange" })).status).toBe(400);
    expect(await ordersOf(line)).toHaveLength(1);
  });

  it("offers biometric authentication where it isn't a must", async () => {
    const { line, get, post } = await aVisitor();
    const { msisdn } = line.personalData;
    await carrier.writes.setMicropayments({ msisdn, biometricOnly: false, idempotencyKey: randomUUID() });
    const page = await get("/micropayments");
    expect(html(page)).toContain(micropayments.biometric_no.en);
    expect((await post("/micropayments", { act: "biometric", key: keyOf(page) })).status).toBe(303);
    expect(html(await get("/micropayments"))).not.toContain('value="biometric"');
    await carryOut();
    expect(html(await get("/micropayments"))).toContain(micropayments.biometric_yes.en);
  });

  it("show no order of another kind, whatever else was ordered for the line", async () => {
    const { line, get } = await aVisitor();
    const ordered = { level: "L3" as const };
    await anOrder(t.ctx, line, { kind: "remote_card", wanted: { way: "courier" } }, ordered);
    await anOrder(t.ctx, line, { kind: "pay_out", wanted: { payoutId: "1" } }, ordered);
    const page = await get("/micropayments");
    expect(page.status).toBe(200);
    expect(html(page)).not.toContain(carrierOrder.pending.en);
  });

  it("are allowed more at L3 alone", async () => {
    const line = await aLine();
    const path = "/micropayments/raise";
    const l2 = browse((await aSignedInSession(t, line, { raisedFor: "/protection/off" })).cookie);
    expect((await l2.get(path)).headers.location).toBe(
      "/signin/carrier?to=%2Fmicropayments%2Fraise&level=L3",
    );
    expect((await l2.post(path, { allow: "1000000" })).headers.location).toMatch(/^\/signin\/refused/);
    const { get, post } = browse((await aSignedInSession(t, line, { raisedFor: path })).cookie);
    const page = await get(path);
    expect(html(page)).toContain('value="500000"');
    expect(html(page)).not.toContain('value="on"');
    for (const allow of ["", "7"])
      expect(html(await post(path, { allow, key: randomUUID() }))).toContain(micropayments.choose.en);
    expect((await post(path, { allow: "500000", key: keyOf(page) })).status).toBe(303);
    expect(html(await get(path))).not.toContain('value="500000"');
    expect((await post(path, { allow: "1000000", key: keyOf(page) })).status).toBe(409);
    await carryOut();
    expect(html(await get("/micropayments"))).toContain("Up to 500,000 won a month");
    expect(await ordersOf(line)).toHaveLength(1);
  });
});

const shown = [
  ["/protection", protection.title],
  ["/micropayments", micropayments.title],
  ["/protection/pause", protection.pause_title],
  ["/protection/off", protection.off_title],
  ["/micropayments/raise", micropayments.raise_title],
] as const;

describe.each(shown)("%s", (path, title) => {
  it.each(languages)(
    "is whole in %s, within 14 KB, changes nothing by being read, and names no number in the log",
    async (language) => {
      const line = await aLine();
      await anOrder(t.ctx, line, protectionOn);
      const { get } = browse((await aSignedInSession(t, line, { raisedFor: path })).cookie);
      const before = await sumTables(t.ctx.pool);
      const page = await get(path, language);
      expect(page.status).toBe(200);
      expect(html(page)).toContain(`<html lang="${language}">`);
      expect(html(page)).toContain(`<h1>${title[language]}</h1>`);
      expect(html(page)).not.toMatch(/<script|undefined|NaN|\{\w+\}/);
      expect(gzipSync(page.body).length).toBeLessThan(LIMIT_BYTES);
      expect(await sumTables(t.ctx.pool)).toEqual(before);
      expect(site.logged()).not.toContain(line.personalData.msisdn);
    },
  );
});

describe("the answer", () => {
  it("leads to both from the day on that they are there, and says the day before that", async () => {
    const line = await aLine();
    await aPublishedFinding(t.ctx, incident, {
      id: "exposed",
      changed: [{ line, verdict: "exposed", categories: ["IMSI"] }],
    });
    const { get } = browse((await aSubscriberSession(t, line)).cookie);
    const on = html(await get("/result"));
    for (const path of ["/protection", "/micropayments"])
      expect(on).toContain(`class="button wide" href="${path}"`);
    t.setNow(new Date("2025-09-23T23:59:00+09:00"));
    const early = browse((await aSubscriberSession(t, line)).cookie);
    const before = html(await early.get("/result"));
    expect(before).not.toContain('href="/protection"');
    expect(before).toContain("24 September 2025");
  });
});

describe("the call center's two buttons", () => {
  it("order for an unchecked caller, say that it was asked, and show nothing of the line", async () => {
    const line = await aLine();
    const { member, callId } = await anAgentInCall(t, { line });
    const agent = browse(await aStaffSession(t.ctx, member));
    const page = html(await agent.get("/call-center/call"));
    for (const act of ["protection-on", "payments-off"]) expect(page).toContain(`value="${act}"`);
    for (const [act, words] of [
      ["protection-on", "유심보호서비스 켜기를 신청했습니다"],
      ["payments-off", "소액결제 막기를 신청했습니다"],
    ] as const) {
      const sent = await agent.post("/call-center/call", { act, call: String(callId) });
      expect([sent.status, sent.headers.location]).toEqual([303, `/call-center/call?done=${act}`]);
      const done = html(await agent.get(`/call-center/call?done=${act}`));
      expect(done).toContain(words);
      expect(done).not.toContain(protection.is_off.ko);
    }
    expect((await ordersOf(line)).map(({ kind, actorType }) => [kind, actorType]).sort()).toEqual([
      ["payments_allowed", "staff"],
      ["protection", "staff"],
    ]);
  });

  it.each(["protection-pause", "protection-off", "payments-on", "payments-raise", "bank-account"])(
    "are not %s: refused and written down",
    async (act) => {
      const line = await aLine();
      const { member, callId } = await anAgentInCall(t, { line, checkedAt: start, checkedBy: "code" });
      const agent = browse(await aStaffSession(t.ctx, member));
      const refused = await agent.post("/call-center/call", { act, call: String(callId) });
      expect(refused.status).toBe(409);
      expect(html(refused)).toContain("거절되었고, 기록되었습니다");
      expect(await ordersOf(line)).toEqual([]);
      const event = await t.ctx.db.auditEvent.findFirstOrThrow({
        where: { action: "access.refused", actorId: String(member.id) },
      });
      expect(event).toMatchObject({ subjectId: String(line.id), detail: { act } });
    },
  );
});
