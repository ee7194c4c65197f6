import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { languages } from "#app/locales/language.ts";
import { say } from "#app/locales/say.ts";
import { paperNames, swapPapers } from "#app/locales/swap-papers.ts";
import { swapEffects } from "#app/locales/usim-swap-effects.ts";
import { swapStores } from "#app/locales/usim-swap-stores.ts";
import { swapRefusals, swapVisit } from "#app/locales/usim-swap-visit.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { usimSwap } from "#app/locales/usim-swap.ts";
import { after, minutes } from "#app/shared/time.ts";
import { aSubscriberSession } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

/** A Thursday evening. */
const start = new Date("2025-09-18T20:14:00+09:00");
/** What a phone at the edge of a network gets in its first round trips. */
const LIMIT_BYTES = 14 * 1024;

let t: TestContext;
let site: TestSite;
let incident: Awaited<ReturnType<typeof anIncident>>;
let store: Awaited<ReturnType<typeof aStore>>;
let empty: Awaited<ReturnType<typeof aStore>>;
let exposed: Awaited<ReturnType<typeof aSubscriber>>;
let signalled: typeof exposed;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
  store = await aStore(t.ctx, incident, { storeRef: "ST-0001", usim: 100, languages: ["ko", "vi"] });
  empty = await aStore(t.ctx, incident, {
    storeRef: "ST-0003",
    usim: 0,
    esim: 0,
    lat: 37.6,
    stepFree: false,
  });
  exposed = await aSubscriber(t.ctx);
  const guti = { verdict: "signal_only" as const, categories: ["GUTI"] };
  signalled = await aSubscriber(t.ctx);
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [
      { line: exposed, categories: ["IMSI"] },
      { line: signalled, ...guti },
    ],
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

const html = ({ body }: HttpAnswer) =>
  body.toString().replaceAll("<!-- -->", "").replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
const keyOf = (page: HttpAnswer) => /name="key" value="([^"]*)"/.exec(html(page))?.[1] ?? "";
const at = (text: string) => slotAt(text).toISOString();

type Form = Record<string, string | string[]>;
const browse = (cookie: string) => ({
  get: (path: string, language = "en") => site.send("GET", path, { cookie: `${cookie}; lang=${language}` }),
  post: (path: string, form: Form) => {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(form))
      for (const one of [value].flat()) body.append(name, one);
    return site.send("POST", path, { cookie: `${cookie}; lang=en`, body: body.toString() });
  },
});
async function aVisitor(given: Parameters<typeof aSubscriber>[1] = {}) {
  const line = await aSubscriber(t.ctx, given);
  return { line, ...browse((await aSubscriberSession(t, line)).cookie) };
}

const confirmForm = (startsAt: string, form: Form = {}): Form => ({
  storeId: String(store.id),
  startsAt,
  card: "usim",
  key: randomUUID(),
  ...form,
});
const visitOf = (line: { id: bigint }) =>
  t.ctx.db.swapBooking.findMany({ where: { subscriberId: line.id }, include: { visit: true } });

describe("finding a store", () => {
  it("is one question after the other, each answer a link, and ends in a list with the next free time", async () => {
    const { line, get } = await aVisitor();
    const first = await get("/usim-swap");
    expect(first.status).toBe(200);
    for (const words of [usimSwap.lead, usimSwap.keeps_protection, usimSwap.keeps_imei])
      expect(html(first)).toContain(words.en);
    expect(html(first)).toContain('href="/usim-swap/stores"');
    expect(html(first)).toContain("/signin/carrier?to=/usim-swap/courier&level=L3");
    expect(html(first)).not.toContain("to=/usim-swap/esim");
    expect(html(first)).toContain(usimSwap.changes_imsi.en);
    // What leaked becomes worthless for those alone of whom it leaked.
    for (const [of, is] of [
      [line, false],
      [signalled, false],
      [exposed, true],
    ] as const) {
      const { get: open } = browse((await aSubscriberSession(t, of)).cookie);
      expect(html(await open("/usim-swap")).includes(usimSwap.changes_exposed_imsi.en)).toBe(is);
    }

    const where = html(await get("/usim-swap/stores"));
    expect(where).toContain(swapStores.which_region.en);
    expect(where).not.toContain(swapStores.which_card.en);
    expect(where).toContain(`href="/usim-swap/stores?card=usim&region=${encodeURIComponent("서울")}"`);
    const district = html(await get(`/usim-swap/stores?region=${encodeURIComponent("서울")}`));
    expect(district).toContain("Near which part of Seoul?");
    const query = `region=${encodeURIComponent("서울")}&district=${encodeURIComponent("종로구")}`;
    const list = html(await get(`/usim-swap/stores?${query}`));
    expect(list).toContain("Next free: Friday 19 September, 10:00 am");
    expect(list).toContain('href="/usim-swap/stores/ST-0001?card=usim"');
    expect(list).toContain('href="/usim-swap/wait?store=ST-0003&card=usim"');
    expect(list.indexOf("Store ST-0001")).toBeLessThan(list.indexOf("Store ST-0003"));
    // The language switch keeps what was chosen.
    expect(list).toContain(`${query}&lang=ko"`);

    for (const narrowed of ["stepfree=yes", "speaks=vi"]) {
      const fewer = html(await get(`/usim-swap/stores?${query}&${narrowed}`));
      expect(fewer).toContain("Store ST-0001");
      expect(fewer).not.toContain("Store ST-0003");
    }
    expect(html(await get(`/usim-swap/stores?${query}&speaks=zh`))).toContain(swapStores.none.en);
    expect(list).not.toContain(line.personalData.msisdn);
  });

  it("asks for the kind of card only where the phone takes both", async () => {
    const { get } = await aVisitor({ cardType: "both" });
    expect(html(await get("/usim-swap/stores"))).toContain(swapStores.which_card.en);
    expect(html(await get("/usim-swap/stores?card=esim"))).toContain(swapStores.which_region.en);
    expect(html(await get("/usim-swap"))).toContain("to=/usim-swap/esim&level=L3");
  });

  it("answers 404 for a store that isn't there", async () => {
    const { get } = await aVisitor();
    expect((await get("/usim-swap/stores/ST-9")).status).toBe(404);
    expect((await get(`/usim-swap/confirm?store=ST-9&at=${at("2025-09-19 10:00")}`)).status).toBe(404);
  });
});

describe("booking", () => {
  it("shows papers and consequences before the button, books once however often it is sent, and shows the code", async () => {
    const { line, get, post } = await aVisitor();
    const days = html(await get("/usim-swap/stores/ST-0001"));
    expect(days).toContain("day=2025-09-19");
    expect(days).not.toContain("day=2025-09-18");
    const times = html(await get("/usim-swap/stores/ST-0001?day=2025-09-19"));
    expect(times).toContain(`name="at" value="${at("2025-09-19 10:20")}"`);
    const page = await get(`/usim-swap/confirm?store=ST-0001&at=${at("2025-09-19 10:20")}`);
    const said = html(page);
    const button = said.indexOf(swapVisit.book.en);
    for (const words of [
      ...[paperNames.own_id, swapPapers.nothing_else, swapEffects.transit_means, swapEffects.contacts_means],
      ...[swapEffects.lock_means, swapEffects.lock_visit, swapEffects.roaming_means, swapEffects.badge_means],
      ...[usimSwap.keeps_imei, usimSwap.keeps_protection],
    ]) {
      expect(said).toContain(words.en);
      expect(said.indexOf(words.en)).toBeLessThan(button);
    }
    expect(said).toContain("Friday 19 September, 10:20 am to 10:40 am");
    expect(said).toContain(line.personalData.msisdn.slice(-4));

    const form = confirmForm(at("2025-09-19 10:20"), { key: keyOf(page) });
    const sent = await Promise.all(Array.from({ length: 20 }, () => post("/usim-swap/confirm", form)));
    expect(new Set(sent.map(({ status, headers }) => `${status} ${String(headers.location)}`))).toEqual(
      new Set(["303 /usim-swap/visit"]),
    );
    const [booking, ...others] = await visitOf(line);
    expect(others).toEqual([]);
    const visit = html(await get("/usim-swap/visit"));
    for (const words of [booking?.visit.code ?? "-", "<svg", paperNames.own_id.en, "/usim-swap/visit.ics"])
      expect(visit).toContain(words);
    expect(html(await get("/usim-swap"))).toContain(usimSwap.visit_title.en);
    const own = html(await get("/requests"));
    expect(own).toContain(booking?.visit.code);
    for (const path of ["/usim-swap", "/usim-swap/visit", "/requests"])
      for (const value of [line.personalData.msisdn, line.personalData.name])
        expect(html(await get(path))).not.toContain(`>${value}`);
  });

  it("gives a calendar file that a moved visit's takes the place of", async () => {
    const { line, get, post } = await aVisitor();
    const visit = await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-19 15:00") });
    const file = await get("/usim-swap/visit.ics");
    expect(file.headers["content-type"]).toBe("text/calendar; charset=utf-8");
    expect(file.headers["content-disposition"]).toContain("attachment");
    const calendar = file.body.toString();
    expect(calendar).toContain("DTSTART:20250919T060000Z");
    expect(calendar).toContain("SEQUENCE:0");
    const move = confirmForm(at("2025-09-19 16:20"), { visit: String(visit.id) });
    expect((await post("/usim-swap/confirm", move)).status).toBe(303);
    const moved = (await get("/usim-swap/visit.ics")).body.toString();
    expect(moved).toContain("DTSTART:20250919T072000Z");
    expect(moved).toContain("SEQUENCE:1");
    const uid = /UID:.*/.exec(calendar)?.[0];
    expect(moved).toContain(uid);
  });

  it("moves a visit instead of booking a second one, and says what it takes the place of", async () => {
    const { line, get, post } = await aVisitor();
    const visit = await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-19 17:00") });
    expect(html(await get("/usim-swap/stores/ST-0001"))).toContain("You have Friday 19 September, 5:00 pm");
    const page = html(await get(`/usim-swap/confirm?store=ST-0001&at=${at("2025-09-19 18:00")}`));
    expect(page).toContain("It takes the place of Friday 19 September, 5:00 pm.");
    expect(page).toContain(`name="visit" value="${visit.id}"`);
    expect(page).toContain(swapVisit.move.en);
    const second = await post("/usim-swap/confirm", confirmForm(at("2025-09-19 18:00")));
    expect(second.status).toBe(409);
    expect(html(second)).toContain(swapRefusals.already_booked.en);
    expect(html(second)).toContain(`<h1>${swapVisit.confirm_title.en}</h1>`);
    // The same time, from a second window.
    const same = await post("/usim-swap/confirm", confirmForm(at("2025-09-19 17:00")));
    expect([same.status, same.headers.location]).toEqual([303, "/usim-swap/visit"]);
    expect(html(second)).toContain('href="/usim-swap"');
    expect(await visitOf(line)).toMatchObject([{ visit: { startsAt: slotAt("2025-09-19 17:00") } }]);
  });

  it("of a full time offers the next ones of that store, and of a store without cards the others and the list", async () => {
    const narrow = await aStore(t.ctx, incident, { storeRef: "ST-0010", counters: 1, lat: 37.58 });
    const other = await aSubscriber(t.ctx);
    await aVisit(t.ctx, other, narrow, { startsAt: slotAt("2025-09-19 10:00") });
    const { line, post } = await aVisitor();
    const full = await post(
      "/usim-swap/confirm",
      confirmForm(at("2025-09-19 10:00"), { storeId: String(narrow.id) }),
    );
    expect(full.status).toBe(409);
    expect(html(full)).toContain(swapRefusals.slot_full.en);
    expect(html(full)).toContain(`name="at" value="${at("2025-09-19 10:20")}"`);
    expect(html(full)).toContain('name="store" value="ST-0010"');
    const closed = await post(
      "/usim-swap/confirm",
      confirmForm(at("2025-09-19 09:00"), { storeId: String(narrow.id) }),
    );
    expect([closed.status, html(closed).includes(swapRefusals.not_offered.en)]).toEqual([409, true]);

    const noCard = await post(
      "/usim-swap/confirm",
      confirmForm(at("2025-09-19 10:00"), { storeId: String(empty.id) }),
    );
    expect(noCard.status).toBe(409);
    for (const words of [
      ...[swapRefusals.no_card.en, 'href="/usim-swap/stores/ST-0010?card=usim"'],
      'href="/usim-swap/wait?store=ST-0003&card=usim"',
    ])
      expect(html(noCard)).toContain(words);
    expect(await visitOf(line)).toEqual([]);
    expect((await post("/usim-swap/confirm", {})).status).toBe(400);
  });

  it("takes several lines of a holder, a child's too, only after signing in", async () => {
    const line = await aSubscriber(t.ctx);
    const second = await aSubscriber(t.ctx, { holderRef: line.holderRef });
    const child = await aSubscriber(t.ctx, {
      guardianMsisdn: line.personalData.msisdn,
      birthDate: "20130115",
    });
    const L1 = browse((await aSubscriberSession(t, line)).cookie);
    const lines = [line, second, child].map(({ id }) => String(id));
    const startsAt = at("2025-09-25 10:00");
    const asOne = html(await L1.get("/usim-swap/stores/ST-0001"));
    expect(asOne).toContain('href="/signin/carrier?to=/usim-swap/stores/ST-0001"');
    expect(asOne).not.toContain(second.personalData.msisdn.slice(-4));
    expect((await L1.post("/usim-swap/confirm", confirmForm(startsAt, { line: lines }))).status).toBe(403);

    const L2 = browse((await aSignedInSession(t, line)).cookie);
    const asked = html(await L2.get("/usim-swap/stores/ST-0001"));
    expect(asked).toContain(swapStores.which_lines.en);
    for (const id of lines) expect(asked).toContain(`<label for="line-${id}">`);
    const chosen = lines.map((id) => `line=${id}`).join("&");
    expect(html(await L2.get(`/usim-swap/stores/ST-0001?${chosen}`))).toContain(swapStores.which_day.en);
    const page = await L2.get(`/usim-swap/confirm?store=ST-0001&at=${startsAt}&${chosen}`);
    for (const words of ["10:00 am to 11:00 am", paperNames.own_id.en, paperNames.relation_proof.en])
      expect(html(page)).toContain(words);
    const sent = await L2.post(
      "/usim-swap/confirm",
      confirmForm(startsAt, { line: lines, key: keyOf(page) }),
    );
    expect(sent.headers.location).toBe("/usim-swap/visit");
    expect((await visitOf(child))[0]?.visit.slots).toBe(3);
    // The link alone shows its own line of it, and moves none of them.
    const visit = html(await L1.get("/usim-swap/visit"));
    expect(visit).not.toContain(second.personalData.msisdn.slice(-4));
    expect(visit).toContain(swapVisit.cannot_move.en);
    const [booking] = await visitOf(line);
    const cancel = { visit: String(booking?.visitId), key: randomUUID() };
    expect((await L1.post("/usim-swap/visit", { ...cancel, line: String(child.id) })).status).toBe(303);
    const states = [line, second, child].map(async (one) => (await visitOf(one))[0]?.state);
    expect(await Promise.all(states)).toEqual(["cancelled", "booked", "booked"]);

    const young = browse((await aSignedInSession(t, second, { since: start })).cookie);
    const third = await aSubscriber(t.ctx, { holderRef: line.holderRef });
    const readsOnly = await young.post(
      "/usim-swap/confirm",
      confirmForm(startsAt, { line: String(third.id) }),
    );
    expect([readsOnly.status, html(readsOnly).includes(swapRefusals.reads_only.en)]).toEqual([409, true]);
  });
});

describe("a visit", () => {
  it("is cancelled after one more question, and then there is none", async () => {
    const { line, get, post } = await aVisitor();
    const before = await stockOf(t.ctx, store);
    const visit = await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-19 19:00") });
    const page = await get("/usim-swap/visit");
    expect(html(page)).not.toContain(`name="visit" value="${visit.id}"`);
    const sure = await get("/usim-swap/visit?cancel=yes");
    expect(html(sure)).toContain(swapVisit.cancel_sure.en);
    const form = { visit: String(visit.id), key: keyOf(sure) };
    expect((await post("/usim-swap/visit", form)).headers.location).toBe("/usim-swap");
    expect((await post("/usim-swap/visit", form)).status).toBe(303);
    expect((await get("/usim-swap/visit")).headers.location).toBe("/usim-swap");
    expect((await get("/usim-swap/visit.ics")).headers.location).toBe("/usim-swap");
    expect(await stockOf(t.ctx, store)).toEqual(before);
    expect(html(await get("/requests"))).toContain(swapVisit.state_cancelled.en);
  });

  it("of somebody else is neither seen, moved nor cancelled", async () => {
    const other = await aSubscriber(t.ctx);
    const visit = await aVisit(t.ctx, other, store, { startsAt: slotAt("2025-09-19 19:20") });
    const { get, post } = await aVisitor();
    expect((await get("/usim-swap/visit")).headers.location).toBe("/usim-swap");
    const form = { visit: String(visit.id), key: randomUUID() };
    expect([403, 404]).toContain((await post("/usim-swap/visit", form)).status);
    const move = confirmForm(at("2025-09-26 10:00"), { visit: String(visit.id) });
    expect([403, 404]).toContain((await post("/usim-swap/confirm", move)).status);
    expect(await visitOf(other)).toMatchObject([
      { state: "booked", visit: { startsAt: slotAt("2025-09-19 19:20") } },
    ]);
  });

  it("can't be moved once its line has arrived, and says so", async () => {
    const { line, get, post } = await aVisitor();
    const visit = await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-19 19:40") });
    await t.ctx.db.swapVisit.update({ where: { id: visit.id }, data: { arrivedAt: start } });
    const page = html(await get("/usim-swap/visit"));
    expect(page).toContain(swapVisit.arrived.en);
    expect(page).not.toContain(swapVisit.move_time.en);
    const move = confirmForm(at("2025-09-26 11:00"), { visit: String(visit.id) });
    const refused = await post("/usim-swap/confirm", move);
    expect([refused.status, html(refused).includes(swapRefusals.gone.en)]).toEqual([409, true]);
  });
});

describe("the waiting list", () => {
  it("says who comes first, takes a travel date, keeps the ticket, and lets go", async () => {
    await aTicket(t.ctx, await aSubscriber(t.ctx, { priority: "senior" }), empty);
    const { line, get, post } = await aVisitor();
    const page = await get("/usim-swap/wait?store=ST-0003&card=usim");
    for (const words of [swapWait.order_payments, swapWait.order_imsi, swapWait.order_within, swapWait.join])
      expect(html(page)).toContain(words.en);
    const form = { act: "join", storeId: String(empty.id), card: "usim", key: keyOf(page) };
    for (const travelOn of ["tomorrow", "2025-09-01", "2025-13-45"]) {
      const wrong = await post("/usim-swap/wait?store=ST-0003", { ...form, travelOn });
      expect([wrong.status, html(wrong).includes(swapWait.travel_wrong.en)]).toEqual([422, true]);
      expect(html(wrong)).toContain('name="travelOn"');
    }
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => post("/usim-swap/wait", { ...form, travelOn: "2025-10-03" })),
    );
    expect(new Set(sent.map(({ headers }) => headers.location))).toEqual(new Set(["/usim-swap/wait"]));
    const [ticket, ...others] = await t.ctx.db.waitingTicket.findMany({ where: { subscriberId: line.id } });
    expect(others).toEqual([]);
    const own = html(await get("/usim-swap/wait"));
    for (const words of [ticket?.code ?? "-", "People before you: 1", "travelling on 3 October 2025"])
      expect(own).toContain(words);
    const again = await post("/usim-swap/wait", { ...form, key: randomUUID() });
    expect([again.status, html(again).includes(swapWait.already_waiting.en)]).toEqual([409, true]);

    await t.ctx.db.waitingTicket.update({
      where: { id: ticket?.id ?? 0n },
      data: { state: "offered", offeredUntil: after(start, minutes(600)) },
    });
    const offered = html(await get("/usim-swap/wait"));
    expect(offered).toContain('href="/usim-swap/stores/ST-0003?card=usim"');
    expect(html(await get("/usim-swap"))).toContain(usimSwap.offered_title.en);
    await t.ctx.db.waitingTicket.update({
      where: { id: ticket?.id ?? 0n },
      data: { state: "waiting", offeredUntil: null },
    });
    expect((await post("/usim-swap/wait", { act: "leave" })).headers.location).toBe("/usim-swap");
    expect(html(await get("/usim-swap/wait"))).toContain(swapWait.no_place.en);
    expect((await post("/usim-swap/wait", { act: "strange" })).status).toBe(400);
  });

  it("sends who could book at once to book", async () => {
    const { get, post } = await aVisitor();
    expect(html(await get("/usim-swap/wait?store=ST-0001"))).toContain(swapWait.cards_free.en);
    const form = { act: "join", storeId: String(store.id), card: "usim", key: randomUUID() };
    const refused = await post("/usim-swap/wait?store=ST-0001", form);
    expect([refused.status, html(refused).includes(swapWait.cards_free.en)]).toEqual([409, true]);
  });
});

describe("a card without a visit", () => {
  it("is asked for at L3 alone, of that path", async () => {
    const line = await aSubscriber(t.ctx, { cardType: "both" });
    for (const path of ["/usim-swap/esim", "/usim-swap/courier"])
      for (const { cookie } of [
        await aSubscriberSession(t, line),
        await aSignedInSession(t, line, { raisedFor: "/protection/off" }),
      ]) {
        const { get, post } = browse(cookie);
        expect((await get(path)).headers.location).toBe(
          `/signin/carrier?to=${encodeURIComponent(path)}&level=L3`,
        );
        expect((await post(path, { key: randomUUID() })).headers.location).toMatch(/^\/signin\/refused/);
      }
    const path = "/usim-swap/courier";
    const { get, post } = browse((await aSignedInSession(t, line, { raisedFor: path })).cookie);
    const page = await get(path);
    expect(html(page)).toContain(usimSwap.courier_lead.en);
    const button = html(page).indexOf(usimSwap.remote_submit.en);
    for (const words of [swapEffects.transit_means, swapEffects.contacts_means, swapEffects.lock_means]) {
      expect(html(page)).toContain(words.en);
      expect(html(page).indexOf(words.en)).toBeLessThan(button);
    }
    // Nobody stands at a counter.
    expect(html(page)).not.toContain(swapEffects.lock_visit.en);
    const form = { key: keyOf(page) };
    const sent = await Promise.all(Array.from({ length: 20 }, () => post(path, form)));
    expect(new Set(sent.map(({ headers }) => headers.location))).toEqual(new Set(["/usim-swap"]));
    expect(await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } })).toMatchObject([
      { kind: "remote_card", wanted: { way: "courier" }, level: "L3" },
    ]);
    const said = html(await get("/usim-swap"));
    expect(said).not.toContain('href="/usim-swap/stores"');
    expect((await get("/usim-swap/stores")).headers.location).toBe("/usim-swap");
    expect((await post(path, { key: randomUUID() })).status).toBe(409);
    const booked = await post("/usim-swap/confirm", confirmForm(at("2025-09-26 12:00")));
    expect([booked.status, html(booked).includes(swapRefusals.remote_asked.en)]).toEqual([409, true]);
  });
});

describe("to whoever comes", () => {
  it("shows nothing without a session", async () => {
    for (const path of ["", "/stores", "/stores/ST-0001", "/confirm", "/visit", "/visit.ics", "/wait"]) {
      const { status, headers } = await site.send("GET", `/usim-swap${path}`);
      expect([path, status, headers.location]).toEqual([path, 303, "/verify"]);
    }
  });

  it("speaks their language on every page, with nothing left to fill in, small, and without a script", async () => {
    const line = await aSubscriber(t.ctx, { cardType: "both" });
    const { cookie } = await aSignedInSession(t, line, { raisedFor: "/usim-swap/esim" });
    const { get } = browse(cookie);
    const visited = await aVisitor();
    await aVisit(t.ctx, visited.line, store, { startsAt: slotAt("2025-09-26 13:00") });
    const seoul = `region=${encodeURIComponent("서울")}`;
    for (const language of languages) {
      const pages: [string, HttpAnswer, string][] = [
        ["start", await get("/usim-swap", language), say(usimSwap.lead, language)],
        ["card", await get("/usim-swap/stores", language), say(swapStores.which_card, language)],
        [
          "region",
          await get("/usim-swap/stores?card=usim", language),
          say(swapStores.which_region, language),
        ],
        [
          "list",
          await get(`/usim-swap/stores?card=usim&${seoul}&district=all`, language),
          say(swapStores.choose_time, language),
        ],
        [
          "days",
          await get("/usim-swap/stores/ST-0001?card=usim", language),
          say(swapStores.which_day, language),
        ],
        [
          "none",
          await get("/usim-swap/stores/ST-0003?card=usim", language),
          say(swapStores.join_list, language),
        ],
        [
          "confirm",
          await get(`/usim-swap/confirm?store=ST-0001&card=usim&at=${at("2025-09-26 14:00")}`, language),
          say(swapEffects.badge_means, language),
        ],
        [
          "wait",
          await get("/usim-swap/wait?store=ST-0003&card=usim", language),
          say(swapWait.join, language),
        ],
        ["esim", await get("/usim-swap/esim", language), say(usimSwap.esim_lead, language)],
        ["visit", await visited.get("/usim-swap/visit", language), say(swapVisit.show_code, language)],
        ["requests", await visited.get("/requests", language), say(usimSwap.requests_title, language)],
      ];
      for (const [name, page, words] of pages) {
        expect([language, name, page.status, html(page).includes(words)]).toEqual([
          language,
          name,
          200,
          true,
        ]);
        const body = html(page).replace(/<style[\s\S]*?<\/style>/, "");
        expect(body, `${name} ${language}`).not.toMatch(/\{\w+\}|<script|undefined/);
        expect(gzipSync(page.body).length, `${name} ${language}`).toBeLessThan(LIMIT_BYTES);
      }
    }
  });
});
