import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { paperNames } from "#app/locales/swap-papers.ts";
import { swapEffects } from "#app/locales/usim-swap-effects.ts";
import { swapRefusals } from "#app/locales/usim-swap-visit.ts";
import { swapWait } from "#app/locales/usim-swap-wait.ts";
import { minutes } from "#app/shared/time.ts";
import { aCall } from "#tests/factories/call.ts";
import { aCarriersLine } from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aVisit, lettersTo, slotAt } from "#tests/factories/swap.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:14:00+09:00");
const PATH = "/call-center/swap";

let t: TestContext;
let carrier: TestCarrier;
let site: TestSite;
let store: Awaited<ReturnType<typeof aStore>>;
let empty: Awaited<ReturnType<typeof aStore>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  const incident = await anIncident(t.ctx);
  store = await aStore(t.ctx, incident, { storeRef: "ST-0001" });
  empty = await aStore(t.ctx, incident, { storeRef: "ST-0003", usim: 0 });
  const line = await aSubscriber(t.ctx);
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  site = await startSite(t);
});
afterAll(async () => {
  carrier.close();
  await site.close();
  await t.close();
});

const html = ({ body }: HttpAnswer) => body.toString().replaceAll("<!-- -->", "").replaceAll("&amp;", "&");
const keyOf = (page: HttpAnswer) => /name="key" value="([^"]*)"/.exec(html(page))?.[1] ?? "";
const at = (text: string) => slotAt(text).toISOString();

/** An agent in a call about a line, whose caller has been checked unless said otherwise. */
async function anAgent({ checkedAt = start }: { checkedAt?: Date | null } = {}) {
  const line = await aCarriersLine(t.ctx, carrier);
  const member = await aStaffMember(t.ctx);
  const cookie = await aStaffSession(t.ctx, member);
  const checked = checkedAt && { checkedAt, checkedBy: "code" as const };
  const call = await aCall(t.ctx, { memberId: member.id, line, ...checked });
  return {
    line,
    member,
    call: String(call.id),
    get: (path: string) => site.send("GET", path, { cookie }),
    post: (path: string, form: Record<string, string>) =>
      site.send("POST", path, { cookie, form: { call: String(call.id), ...form } }),
  };
}
const bookForm = (startsAt: string, form: Record<string, string> = {}) => ({
  act: "book",
  storeId: String(store.id),
  startsAt,
  card: "usim",
  key: randomUUID(),
  ...form,
});
const visitsOf = (line: { id: bigint }) =>
  t.ctx.db.swapBooking.findMany({ where: { subscriberId: line.id }, include: { visit: true } });

describe("/call-center/swap", () => {
  it("leads a checked caller from the store to the visit, by the subscriber's own words, and they are told", async () => {
    const { line, member, call, get, post } = await anAgent();
    expect(html(await get("/call-center/call"))).toContain(`href="${PATH}"`);
    const place = encodeURIComponent("서울 종로구");
    const list = html(await get(`${PATH}?place=${place}`));
    expect(list).toContain("Store ST-0001");
    expect(list).toContain("store=ST-0001");
    expect(list).not.toContain(line.personalData.msisdn);
    expect(html(await get(`${PATH}?store=ST-0001`))).toContain("day=2025-09-19");
    const times = html(await get(`${PATH}?store=ST-0001&day=2025-09-19`));
    expect(times).toContain(`value="${at("2025-09-19 10:20")}"`);
    const page = await get(`${PATH}?store=ST-0001&at=${at("2025-09-19 10:20")}`);
    for (const words of [paperNames.own_id.ko, swapEffects.transit_means.ko, "예약하기"])
      expect(html(page)).toContain(words);
    const form = bookForm(at("2025-09-19 10:20"), { key: keyOf(page) });
    const sent = await Promise.all(Array.from({ length: 20 }, () => post(PATH, form)));
    expect(new Set(sent.map(({ headers }) => headers.location))).toEqual(new Set([`${PATH}?done=book`]));
    const [booking, ...others] = await visitsOf(line);
    expect(others).toEqual([]);
    expect(html(await get(`${PATH}?done=book`))).toContain(booking?.visit.code);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);

    const visit = String(booking?.visitId);
    const move = bookForm(at("2025-09-19 11:00"), { visit });
    expect((await post(PATH, move)).status).toBe(303);
    expect((await visitsOf(line))[0]?.visit.startsAt).toEqual(slotAt("2025-09-19 11:00"));
    expect((await post(PATH, { act: "cancel", visit, key: randomUUID() })).status).toBe(303);
    expect(await visitsOf(line)).toMatchObject([{ state: "cancelled" }]);
    // All these pages were one look, of one check.
    const views = { action: "call.view-swap", subjectType: "subscriber", subjectId: String(line.id) };
    expect(await t.ctx.db.auditEvent.findMany({ where: views })).toMatchObject([
      { actorRole: "agent", actorId: String(member.id), detail: { callId: call } },
    ]);
  });

  it("says why not, and puts the caller on the list where there is no card", async () => {
    const { line, get, post } = await anAgent();
    const none = await post(PATH, bookForm(at("2025-09-19 12:00"), { storeId: String(empty.id) }));
    expect([none.status, html(none).includes(swapRefusals.no_card.ko)]).toEqual([409, true]);
    expect(html(await get(`${PATH}?store=ST-0003`))).toContain('value="join"');
    const join = { act: "join", storeId: String(empty.id), card: "usim", key: randomUUID() };
    expect((await post(PATH, join)).headers.location).toBe(`${PATH}?done=join`);
    const again = await post(PATH, { ...join, key: randomUUID() });
    expect([again.status, html(again).includes(swapWait.already_waiting.ko)]).toEqual([409, true]);
    const ticket = await t.ctx.db.waitingTicket.findFirstOrThrow({ where: { subscriberId: line.id } });
    expect(html(await get(PATH))).toContain(ticket.code);
    expect((await post(PATH, { act: "leave" })).status).toBe(303);
    expect((await post(PATH, { act: "strange" })).status).toBe(400);
  });

  it("is shut before the caller is checked and once the check has lapsed, and the try is written down", async () => {
    for (const checkedAt of [null, new Date(start.getTime() - minutes(31))]) {
      const { line, member, get, post } = await anAgent({ checkedAt });
      expect((await get(PATH)).headers.location).toBe("/call-center/call");
      expect(html(await get("/call-center/call"))).not.toContain(`href="${PATH}"`);
      expect((await post(PATH, bookForm(at("2025-09-19 13:00")))).status).toBe(403);
      for (const act of ["payments-lower", "payments-biometric", "certificate"]) {
        const form = { act, cap: "10000", kind: "exposure", key: randomUUID() };
        expect((await post("/call-center/call", form)).status).toBe(403);
      }
      expect(await visitsOf(line)).toEqual([]);
      const refused = { actorId: String(member.id), action: "access.refused" };
      expect(await t.ctx.db.auditEvent.count({ where: refused })).toBe(4);
    }
  });

  it("touches no other line's visit", async () => {
    const other = await aSubscriber(t.ctx);
    const visit = String((await aVisit(t.ctx, other, store, { startsAt: slotAt("2025-09-19 14:00") })).id);
    const { post } = await anAgent();
    expect((await post(PATH, { act: "cancel", visit, key: randomUUID() })).status).toBe(404);
    expect((await post(PATH, bookForm(at("2025-09-19 15:00"), { visit }))).status).toBe(403);
    expect(await visitsOf(other)).toMatchObject([
      { state: "booked", visit: { startsAt: slotAt("2025-09-19 14:00") } },
    ]);
  });
});

it("in the call, a checked caller's cap is lowered and biometrics asked for, never raised", async () => {
  const { line, get, post } = await anAgent();
  const page = await get("/call-center/call");
  expect(html(page)).toContain('value="payments-lower"');
  const key = /name="key" value="([^"]*)"/.exec(html(page))?.[1] ?? "";
  const raise = await post("/call-center/call", { act: "payments-lower", cap: "500000", key });
  expect([raise.status, html(raise).includes("낮은 금액만")]).toEqual([409, true]);
  expect((await post("/call-center/call", { act: "payments-lower", cap: "7", key })).status).toBe(409);
  const lower = await post("/call-center/call", { act: "payments-lower", cap: "50000", key });
  expect(lower.headers.location).toBe("/call-center/call?done=payments-lower");
  const biometric = await post("/call-center/call", { act: "payments-biometric", key });
  expect(biometric.headers.location).toBe("/call-center/call?done=payments-biometric");
  const orders = await t.ctx.db.carrierOrder.findMany({
    where: { subscriberId: line.id },
    orderBy: { id: "asc" },
  });
  expect(orders).toMatchObject([
    { kind: "payments_cap", wanted: { capKrw: 50_000, mayRaise: false }, actorType: "staff", level: "L1" },
    { kind: "payments_biometric", wanted: { biometricOnly: true } },
  ]);
  expect(await lettersTo(t.ctx, line)).toEqual(["acted", "acted"]);
});

it("in the call, a checked caller gets a certificate of what there is to certify, and is told", async () => {
  const { line, post } = await anAgent();
  const issue = (kind: string) => post("/call-center/call", { act: "certificate", kind });
  expect((await issue("exposure")).headers.location).toBe("/call-center/call?done=certificate");
  const none = await issue("swap");
  expect([none.status, html(none).includes("유심을 바꾼 기록이 없어")]).toEqual([409, true]);
  expect((await issue("identity")).status).toBe(400);
  expect(await t.ctx.db.certificate.findMany({ where: { subscriberId: line.id } })).toMatchObject([
    { kind: "exposure" },
  ]);
  expect(await lettersTo(t.ctx, line)).toEqual(["acted"]);
});
