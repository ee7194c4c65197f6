import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { StaffMember, Store } from "#app/infra/db/generated/client.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aClerk, anIccid, sendTexts } from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aVisit, slotAt, stockOf } from "#tests/factories/swap.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { html } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

const morning = slotAt("2025-09-19 09:00");
const startsAt = slotAt("2025-09-19 10:00");

let t: TestContext;
let site: TestSite;
let store: Store;
let incident: { id: string };
let clerk: Awaited<ReturnType<typeof aBrowser>>;
let colleague: Awaited<ReturnType<typeof aBrowser>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: morning });
  incident = await anIncident(t.ctx);
  store = await aStore(t.ctx, incident, { counters: 50, usim: 50 });
  site = await startSite(t);
});
beforeEach(() => itIs(morning));

/** Both signed in just now. */
async function itIs(now: Date) {
  t.setNow(now);
  clerk = await aBrowser((await aClerk(t, store)).member);
  colleague = await aBrowser((await aClerk(t, store)).member);
}
afterAll(async () => {
  await site.close();
  await t.close();
});

async function aBrowser(member: StaffMember) {
  const cookie = await aStaffSession(t.ctx, member);
  return {
    member,
    get: (path: string) => site.send("GET", path, { cookie }),
    post: (path: string, form: Record<string, string>) => site.send("POST", path, { cookie, form }),
  };
}

const field = (page: HttpAnswer, name: string) =>
  new RegExp(`name="${name}" value="([^"]*)"`).exec(html(page))?.[1] ?? "";
const document = { document: "resident_card", name: "홍 길동", birthDate: "1980-01-15" };

async function aBooked() {
  const line = await aSubscriber(t.ctx, { name: "홍길동" });
  const { code } = await aVisit(t.ctx, line, store, { startsAt });
  return { line, code, path: `/store/visits/${code}` };
}

describe("the store's day", () => {
  it("goes from the code to the card: found, arrived, checked, handed over, and the stock is one lower", async () => {
    const { line, code, path } = await aBooked();
    const before = await stockOf(t.ctx, store);
    const day = html(await clerk.get("/store"));
    expect(day).toContain(code);
    for (const masked of ["홍*동", line.personalData.msisdn.slice(-4)]) expect(day).toContain(masked);
    for (const hidden of ["홍길동", line.personalData.msisdn, "19800115"]) expect(day).not.toContain(hidden);

    // As a scanner and as a tired person type it.
    for (const typed of [code, code.toLowerCase().replaceAll("-", " "), `${code}\n`]) {
      const found = await clerk.post("/store", { code: typed });
      expect([found.status, found.headers.location]).toEqual([303, path]);
    }
    const visit = await clerk.get(path);
    expect(html(visit)).toContain("본인 신분증 원본");
    expect(html(visit)).not.toContain("홍길동");
    expect((await clerk.post(path, { act: "check-in" })).status).toBe(303);
    const booking = field(await clerk.get(path), "booking");
    const looked = { act: "id-matched", booking, relationship: "self", ...document };
    expect((await clerk.post(path, looked)).status).toBe(303);
    const ready = await clerk.get(path);
    const form = { act: "complete", booking, card: "usim", iccid: anIccid(), key: field(ready, "key") };
    const answers = await Promise.all(Array.from({ length: 20 }, () => clerk.post(path, form)));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 303));
    expect(html(await clerk.get(path))).toContain("통신사에 개통을 신청했습니다");
    expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: before.remaining, used: before.used + 1 });
    expect(await t.ctx.db.swap.count({ where: { subscriberId: line.id } })).toBe(1);
    expect(site.logged()).not.toContain(form.iccid);
  });

  it("takes somebody in without a booking, with a colleague's word and a text first", async () => {
    await itIs(startsAt);
    const line = await aSubscriber(t.ctx, { name: "홍길동" });
    const page = await clerk.get("/store/walk-in");
    expect(html(page)).toContain("창구: 10:00부터");
    const form = { act: "walk-in", number: line.personalData.msisdn, card: "usim", key: field(page, "key") };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 20 }, () => clerk.post("/store/walk-in", form)),
    );
    const path = String(first?.headers.location);
    expect(path).toMatch(/^\/store\/visits\/S-/);
    expect(new Set(others.map(({ headers }) => headers.location))).toEqual(new Set([path]));
    const booking = field(await clerk.get(path), "booking");
    const looked = { act: "id-matched", booking, relationship: "self", ...document };
    expect((await clerk.post(path, looked)).status).toBe(303);
    const key = randomUUID();
    const card = { act: "complete", booking, card: "usim", iccid: anIccid(), key };
    const alone = await clerk.post(path, card);
    expect([alone.status, html(alone).includes("동료의 확인")]).toEqual([409, true]);

    const check = field(await colleague.get("/store/second"), "check");
    expect(html(await clerk.get("/store/second"))).not.toContain(`value="${check}"`);
    const byMyself = await clerk.post("/store/second", { check });
    expect([byMyself.status, html(byMyself).includes("스스로 확인할 수 없습니다")]).toEqual([409, true]);
    expect((await colleague.post("/store/second", { check })).status).toBe(303);
    expect(html(await clerk.post(path, card))).toContain("문자가 아직 나가지 않았습니다");
    await sendTexts(t.ctx);
    expect((await clerk.post(path, card)).status).toBe(303);
    expect(html(await clerk.get("/store"))).toContain("교체 완료");
  });

  it("takes back a walk-in with a reason, until its swap is completed", async () => {
    const { path: booked } = await aBooked();
    await itIs(startsAt);
    const line = await aSubscriber(t.ctx);
    const form = { act: "walk-in", number: line.personalData.msisdn, card: "usim", key: randomUUID() };
    const path = String((await clerk.post("/store/walk-in", form)).headers.location);
    expect(html(await clerk.get(path))).toContain("방문 없애기");
    const unexplained = await clerk.post(path, { act: "cancel-walk-in", reason: "잘못" });
    expect([unexplained.status, html(unexplained).includes("열 글자 이상")]).toEqual([409, true]);
    const reason = "번호 끝자리를 잘못 적음";
    expect((await clerk.post(path, { act: "cancel-walk-in", reason })).status).toBe(303);
    expect(html(await clerk.get(path))).not.toContain("방문 없애기");
    expect(html(await clerk.get(booked))).not.toContain("방문 없애기");
  });

  it("says what is free where nothing is, and takes nobody in", async () => {
    await itIs(slotAt("2025-09-19 22:00"));
    const line = await aSubscriber(t.ctx);
    const closed = await clerk.post("/store/walk-in", {
      act: "walk-in",
      number: line.personalData.msisdn,
      card: "usim",
      key: randomUUID(),
    });
    expect(closed.status).toBe(409);
    expect(html(closed)).toContain("지금은 빈 창구 없음, 다음 빈 시간 2025-09-20 10:00");
    expect(await t.ctx.db.swapVisit.count({ where: { bookings: { some: { subscriberId: line.id } } } })).toBe(
      0,
    );
  });

  it("counts the shelf, takes what came, and closes for some hours", async () => {
    const own = await aStore(t.ctx, incident, { usim: 5 });
    const { get, post } = await aBrowser((await aClerk(t, own)).member);
    const line = await aSubscriber(t.ctx);
    const visit = await aVisit(t.ctx, line, own, { startsAt });
    const unexplained = await post("/store/stock", {
      act: "count",
      card: "usim",
      counted: "4",
      explanation: " ",
    });
    expect([unexplained.status, html(unexplained).includes("왜 다른지")]).toEqual([409, true]);
    const explained = { act: "count", card: "usim", counted: "4", explanation: "불량 1장" };
    expect((await post("/store/stock", explained)).status).toBe(303);
    expect(
      (await post("/store/stock", { act: "take", card: "usim", dueOn: "2025-09-19", quantity: "3" })).status,
    ).toBe(303);
    expect(await stockOf(t.ctx, own)).toMatchObject({ remaining: 6, reserved: 1 });
    const close = { act: "close", from: "2025-09-19T10:00", until: "2025-09-19T12:00", reason: "정전" };
    expect((await post("/store/stock", close)).status).toBe(303);
    const moved = await t.ctx.db.swapVisit.findUniqueOrThrow({ where: { id: visit.id } });
    expect(moved.startsAt).toEqual(slotAt("2025-09-19 12:00"));
    const page = html(await get("/store/stock"));
    for (const words of ["불량 1장", "정전", "2025-09-19 유심 3장"]) expect(page).toContain(words);
    const reopen = { act: "reopen", closure: field(await get("/store/stock"), "closure") };
    expect((await clerk.post("/store/stock", reopen)).status).toBe(403);
    expect(html(await get("/store/stock"))).toContain("정전");
    expect((await post("/store/stock", reopen)).status).toBe(303);
    expect(html(await get("/store/stock"))).not.toContain("정전");
    for (const forged of [{ quantity: "-3" }, { quantity: "1e3" }, { quantity: "" }])
      expect(
        (await post("/store/stock", { act: "take", card: "esim", dueOn: "2025-09-19", ...forged })).status,
      ).toBe(409);
  });
});

describe("what isn't theirs", () => {
  it("another store's visit is forbidden, for reading and every act, and written down", async () => {
    const { path } = await aBooked();
    const other = await aStore(t.ctx, incident);
    const { member, get, post } = await aBrowser((await aClerk(t, other)).member);
    const sums = async () => {
      const { audit_events: _, audit_queue: __, staff_sessions: ___, ...rest } = await sumTables(t.ctx.pool);
      return rest;
    };
    const before = await sums();
    expect((await get(path)).status).toBe(403);
    for (const act of [
      "check-in",
      "id-matched",
      "complete",
      "open-action",
      "document-check",
      "cancel-walk-in",
    ])
      expect((await post(path, { act, booking: "1", check: "1", ...document })).status, act).toBe(403);
    expect((await post("/store", { code: path.slice(-11) })).status).toBe(403);
    const check = await t.ctx.db.idCheck.findFirstOrThrow();
    expect((await get(`/store/checks/${check.id}`)).status).toBe(403);
    expect((await post("/store/second", { check: String(check.id) })).status).toBe(403);
    expect(await sums()).toEqual(before);
    const refused = await t.ctx.db.auditEvent.findMany({
      where: { action: "access.refused", actorId: String(member.id) },
    });
    expect(refused).toHaveLength(10);
    expect(refused.filter(({ subjectId }) => subjectId === path)).toHaveLength(7);
  });

  it("a booking of another visit and a forged form change nothing", async () => {
    const [mine, other] = [await aBooked(), await aBooked()];
    const booking = String(
      (await t.ctx.db.swapBooking.findFirstOrThrow({ where: { subscriberId: other.line.id } })).id,
    );
    const forged: [Record<string, string>, number][] = [
      [{ act: "nonsense" }, 404],
      [{}, 404],
      [{ act: "complete", booking: "x", card: "usim", iccid: "1" }, 400],
      [{ act: "complete", booking, card: "sim", iccid: "1" }, 400],
      [{ act: "complete", booking, card: "usim", iccid: anIccid() }, 409],
      [{ act: "id-matched", booking, relationship: "friend", ...document }, 400],
      [{ act: "id-matched", booking, relationship: "self", ...document }, 409],
      [{ act: "open-action", check: "0", path: "/protection/off" }, 404],
      [{ act: "open-action", check: "0", path: "/lines" }, 400],
    ];
    for (const [form, status] of forged)
      expect([form, (await clerk.post(mine.path, form)).status]).toEqual([form, status]);
    expect((await clerk.get("/store/visits/S-0000-0000")).status).toBe(404);
    expect((await clerk.get("/store/checks/0")).status).toBe(404);
    expect(await t.ctx.db.idCheck.count({ where: { subscriberId: other.line.id } })).toBe(0);
  });

  it("no other role comes in, auditors neither", async () => {
    for (const role of ["agent", "operator", "auditor", "reviewer"] as const) {
      const { get } = await aBrowser(await aStaffMember(t.ctx, { roles: [role], storeRef: store.storeRef }));
      expect((await get("/store")).status, role).toBe(403);
    }
  });
});

describe("/store-code", () => {
  it("opens the one page that its holder came for, in four languages, and nothing else", async () => {
    const { line, path } = await aBooked();
    await clerk.post(path, { act: "check-in" });
    const booking = field(await clerk.get(path), "booking");
    await clerk.post(path, { act: "id-matched", booking, relationship: "self", ...document });
    const { id } = await t.ctx.db.idCheck.findFirstOrThrow({ where: { subscriberId: line.id } });
    const opened = await clerk.post(path, { act: "open-action", check: String(id), path: "/protection/off" });
    const code = /<p class="code">(\w{4} \w{4})</.exec(html(opened))?.[1] ?? "";
    for (const [language, words] of [
      ["ko", "매장에서 받은 번호 쓰기"],
      ["en", "Use the code from the store"],
      ["zh", "使用营业厅给您的编码"],
      ["vi", "Dùng mã nhận tại cửa hàng"],
    ])
      expect(html(await site.send("GET", `/store-code?lang=${language}`))).toContain(words);

    const wrongCode = await site.send("POST", "/store-code", {
      form: { code: "0000 0000", birthDate: "19800115" },
    });
    const wrongDate = await site.send("POST", "/store-code", { form: { code, birthDate: "19800116" } });
    expect([wrongCode.status, wrongDate.status]).toEqual([422, 422]);
    expect(html(wrongCode)).toBe(html(wrongDate));
    const right = await site.send("POST", "/store-code", { form: { code, birthDate: "800115" } });
    expect([right.status, right.headers.location]).toEqual([303, "/protection/off"]);
    const cookie = cookiesOf(right);
    expect((await site.send("GET", "/protection/off", { cookie })).status).toBe(200);
    for (const closed of [
      "/lines",
      "/protection/pause",
      "/micropayments/raise",
      "/usim-swap/esim",
      "/usim-swap/courier",
      "/compensation/account",
    ])
      expect([closed, (await site.send("GET", closed, { cookie })).status]).toEqual([closed, 303]);
    expect((await site.send("POST", "/protection/off", { cookie, form: { key: randomUUID() } })).status).toBe(
      303,
    );
    const [order] = await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } });
    expect(order).toMatchObject({ wanted: { state: "off" }, level: "L3", actorType: "subscriber" });
    const again = await site.send("POST", "/store-code", { form: { code, birthDate: "19800115" } });
    expect(again.status).toBe(422);
    expect(site.logged()).not.toContain(code.replace(" ", ""));
  });
});
