import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { callCode } from "#app/locales/call-code.ts";
import { result } from "#app/locales/result.ts";
import { checkLifetime } from "#app/domain/calls/call.rules.ts";
import { publishFinding } from "#app/domain/exposure/publish-finding.server.ts";
import { languages } from "#app/locales/language.ts";
import { after } from "#app/shared/time.ts";
import { aCallerCode, aSubscriberSession, otherCode } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type HttpAnswer, type TestSite } from "#tests/setup/web-server.ts";

// The call center's pages and the caller's, over HTTP and by the byte.

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
let victim: Awaited<ReturnType<typeof aSubscriber>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  victim = await aSubscriber(t.ctx, {
    name: "김영수",
    birthDate: "19580412",
    msisdn: "01091234567",
    email: "kim@example.com",
    language: "en",
  });
  const { id: findingId } = await aFinding(t.ctx, incident);
  const payment = { paymentId: "P-777", merchant: "Gift card shop", pg: "PG-Inc", item: "Gift card" };
  await t.ctx.db.payment.create({
    data: {
      ...payment,
      subscriberId: victim.id,
      findingId,
      at: new Date("2025-09-05T03:00:00+09:00"),
      amountKrw: 333_700,
      authMethod: "ARS",
      status: "confirmed",
    },
  });
  await t.ctx.db.signal.create({
    data: {
      subscriberId: victim.id,
      findingId,
      cellId: (await t.ctx.db.rogueCell.findFirstOrThrow()).id,
      at: new Date("2025-09-05T02:00:00+09:00"),
      exposed: ["GUTI", "IMSI"],
    },
  });
  const published = await publishFinding(t.ctx, "small-finding", { operators: ["kim", "lee"] });
  if (!published.ok) throw new Error(JSON.stringify(published));
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function anAgent() {
  const member = await aStaffMember(t.ctx);
  const cookie = await aStaffSession(t.ctx, member);
  const get = (path: string) => site.send("GET", path, { cookie });
  const post = (path: string, form: Record<string, string>) => site.send("POST", path, { cookie, form });
  return { member, cookie, get, post };
}
type Agent = Awaited<ReturnType<typeof anAgent>>;

const html = ({ body }: HttpAnswer) => body.toString();
const valueOf = (page: HttpAnswer, name: string) =>
  new RegExp(`name="${name}"[^>]* value="([^"]*)"`).exec(html(page))?.[1] ?? "";

async function takeCall(agent: Agent) {
  const found = await agent.post("/call-center", { act: "find", by: "number", number: "010-9123-4567" });
  const form = { act: "open", call: valueOf(found, "call"), line: valueOf(found, "line") };
  const opened = await agent.post("/call-center", form);
  expect([opened.status, opened.headers.location]).toEqual([303, "/call-center/call"]);
  return { found, call: form.call };
}

/** All that would tell something of the victim's line. */
const telling = [
  ...[
    "IMSI",
    "GUTI",
    "333,700",
    "333700",
    "P-777",
    "Gift card",
    "PG-Inc",
    "Gwangmyeong",
    "2025-09-05",
    "9월 5일",
    "5 September",
  ],
  ...["김영수", "01091234567", "010-9123-4567", "19580412", "kim@example.com"],
  ...languages.flatMap((language) => [
    result.verdict_payments[language],
    result.verdict_exposed[language],
    result.verdict_not_exposed[language],
    result.items_title[language],
    result.history_title[language],
  ]),
  "usim-swap",
  "Free USIM replacement",
];

describe("an unchecked caller", () => {
  it("gets nothing of the line, in no byte of any page, form or data address", async () => {
    const agent = await anAgent();
    const { found, call } = await takeCall(agent);
    const answers = {
      found,
      start: await agent.get("/call-center"),
      page: await agent.get("/call-center/call"),
      "in English": await agent.get("/call-center/call?speak=en"),
      data: await agent.get("/call-center/call.data"),
      "start's data": await agent.get("/call-center.data"),
      "data of one route": await agent.get("/call-center/call?_data=routes%2Fcall-center%2Fcall"),
      "wrong code": await agent.post("/call-center/call", { call, act: "check-code", code: "000000" }),
      "no reason": await agent.post("/call-center/call", { call, act: "unmask", field: "name", reason: "" }),
      "a reason, unchecked": await agent.post("/call-center/call", {
        call,
        act: "unmask",
        field: "msisdn",
        reason: "반송된 우편을 확인하기 위해",
      }),
      "link sent": await agent.post("/call-center/call", { call, act: "send-link" }),
      "page after it": await agent.get("/call-center/call?done=link"),
    };
    for (const [name, answer] of Object.entries(answers))
      for (const words of telling)
        // What the agent typed stands in their own form.
        if (name !== "found" || words !== "010-9123-4567") expect(html(answer), name).not.toContain(words);
    expect(html(answers.page)).toContain("김*수");
    expect(html(answers.page)).toContain("010-****-4567");
    expect(answers["no reason"].status).toBe(409);
    expect(html(answers["in English"])).toContain("Thank you for calling");
  });

  it("and what is searched for stands in no address and in no line of the log", async () => {
    const agent = await anAgent();
    await takeCall(agent);
    expect(site.logged()).not.toMatch(/9123-?4567|%EA%B9%80|김영수/);
  });
});

describe("a checked caller's page", () => {
  it("is what /result says, word for word, in their language, until the check lapses", async () => {
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    const caller = await aSubscriberSession(t, victim);
    const code = await aCallerCode(t, caller.session);
    const wrong = await agent.post("/call-center/call", { call, act: "check-code", code: otherCode(code) });
    expect(wrong.status).toBe(409);
    const right = await agent.post("/call-center/call?speak=en", { call, act: "check-code", code });
    expect([right.status, right.headers.location]).toEqual([303, "/call-center/call?done=checked&speak=en"]);

    for (const language of languages) {
      const theirs = html(await site.send("GET", `/result?lang=${language}`, { cookie: caller.cookie }));
      // But for what leads to pages of the subscriber's own.
      const parts = theirs.slice(theirs.indexOf('<section class="card verdict')).split(/(?=<section)/);
      const answer = parts
        .filter((part) => !/href="\/(signin|call-code)/.test(part))
        .map((part) => part.split("</section>")[0] ?? "");
      expect(answer.length).toBeGreaterThan(4);
      const page = html(await agent.get(`/call-center/call?speak=${language}`));
      expect(page).toContain(`<section class="caller-page" lang="${language}"`);
      for (const part of answer) expect(page).toContain(part);
      expect(page).toContain("333,700");
      expect(page).toContain('<html lang="ko">');
    }
    const unasked = html(await agent.get("/call-center/call"));
    expect(unasked).toContain('<section class="caller-page" lang="en"');
    // Who they are stays masked.
    for (const value of ["김영수", "01091234567", "010-9123-4567", "19580412", "kim@example.com"])
      expect(unasked).not.toContain(value);

    t.setNow(after(start, checkLifetime));
    const later = await aStaffSession(t.ctx, agent.member);
    const lapsed = html(await site.send("GET", "/call-center/call", { cookie: later }));
    expect(lapsed).toContain("본인 확인 전");
    for (const words of telling) expect(lapsed).not.toContain(words);
  });
});

describe("the agent's forms", () => {
  it("take one call after the other, each wrapped up first", async () => {
    const agent = await anAgent();
    const started = await agent.post("/call-center", { act: "start" });
    expect(started.headers.location).toBe("/call-center#number");
    expect((await agent.post("/call-center", { act: "start" })).status).toBe(409);
    const call = valueOf(await agent.get("/call-center"), "call");
    const end = { call, act: "end", outcome: "answered", note: "" };
    expect((await agent.post("/call-center/call", { ...end, outcome: "" })).status).toBe(400);
    const next = await agent.post("/call-center/call", { ...end, next: "yes" });
    expect([next.status, next.headers.location]).toEqual([303, "/call-center#number"]);
    const second = valueOf(await agent.get("/call-center"), "call");
    expect(second).not.toBe(call);
    // A form of the call before, sent twice or left open in another window, goes on and does nothing to this one.
    const again = await agent.post("/call-center/call", { ...end, next: "yes" });
    expect([again.status, again.headers.location]).toEqual([303, "/call-center#number"]);
    expect(valueOf(await agent.get("/call-center"), "call")).toBe(second);
    const last = await agent.post("/call-center/call", { ...end, call: second });
    expect(last.headers.location).toBe("/call-center");
    expect((await agent.get("/call-center/call")).headers.location).toBe("/call-center");
  });

  it("keep what was typed when it is refused, and say why", async () => {
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    const report = {
      call,
      act: "report",
      kind: "logged_out",
      what: "갑자기 로그아웃됨",
      happenedOn: "yesterday",
    };
    const refused = await agent.post("/call-center/call", report);
    expect(refused.status).toBe(409);
    expect(html(refused)).toContain("갑자기 로그아웃됨");
    expect(html(refused)).toContain("종류와 날짜를 확인");
    const filed = await agent.post("/call-center/call", { ...report, happenedOn: "2025-09-05" });
    const page = html(await agent.get(filed.headers.location ?? ""));
    expect(page).toMatch(/접수했습니다.*R-[0-9A-Z]{4}-[0-9A-Z]{4}/s);
  });

  it("show markup of whoever wrote it as text", async () => {
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    const markup = `<script>alert(1)</script>`;
    const form = { call, act: "report", kind: "logged_out", what: markup, happenedOn: "x" };
    const page = html(await agent.post("/call-center/call", form));
    expect(page).not.toContain(markup);
    expect(page).toContain("&lt;script&gt;");
    for (const done of ["__proto__", "constructor", "toString", "x"]) {
      const answer = await agent.get(`/call-center/call?done=${done}`);
      expect([answer.status, html(answer).includes('role="status"')], done).toEqual([200, false]);
    }
    expect(
      html(await agent.get(`/call-center/call?done=report&case=${encodeURIComponent(markup)}`)),
    ).not.toContain(markup);
  });
});

describe("what no agent can do", () => {
  const forbidden = [
    ...["account", "contact", "usim-swap"],
    ...["msisdn", "email", "language", "", "constructor", "__proto__", "toString"],
  ];

  it("has no address and no name: forged forms change no table but the record of who was refused", async () => {
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    const before = await sumTables(t.ctx.pool);
    const last = await t.ctx.db.auditEvent.findFirst({ orderBy: { id: "desc" } });
    const form = {
      call,
      to: "off",
      account: "110-222-333333",
      msisdn: "01000000000",
      subscriberId: String(victim.id),
    };
    for (const name of forbidden) {
      for (const path of ["/call-center", "/call-center/call"])
        expect((await agent.post(path, { ...form, act: name })).status, `${path} ${name}`).toBe(404);
      for (const path of [`/${name}`, `/call-center/${name}`, `/call-center/call/${name}`, `/store/${name}`])
        if (!["/", "/call-center/", "/call-center/call/", "/store/"].includes(path))
          expect([403, 404, 405], path).toContain((await agent.post(path, { ...form, act: name })).status);
    }
    for (const method of ["PUT", "PATCH", "DELETE"])
      for (const path of ["/call-center", "/call-center/call"])
        expect((await site.send(method, path, { cookie: agent.cookie, form })).status).toBe(404);
    // The subscriber's own forms are no way in for staff.
    const beyondL1 = [
      ...["/lines", "/protection/pause", "/protection/off", "/micropayments/raise"],
      ...["/compensation/payments", "/compensation/by-hand", "/compensation/claim", "/compensation/account"],
    ];
    for (const path of [
      ...["/call-code", "/agent-check", "/extend", "/protection", "/micropayments", "/compensation"],
      ...beyondL1,
    ]) {
      const { status, headers } = await agent.post(path, form);
      expect([status, headers.location?.split("?")[0]], path).toEqual([
        303,
        beyondL1.includes(path) ? "/signin/refused" : "/verify",
      ]);
    }
    const after = await sumTables(t.ctx.pool);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.filter((table) => table !== "staff_sessions").toSorted()).toEqual([
      "audit_events",
      "audit_queue",
    ]);
    const written = await t.ctx.db.auditEvent.groupBy({
      by: ["action"],
      where: { actorId: String(agent.member.id), id: { gt: last?.id ?? 0n } },
    });
    expect(written).toEqual([{ action: "access.refused" }]);
  });

  it.each(["auditor", "operator", "reviewer", "store"] as const)("nor is a %s one", async (role) => {
    const cookie = await aStaffSession(t.ctx, await aStaffMember(t.ctx, { roles: [role] }));
    for (const path of ["/call-center", "/call-center/call"]) {
      expect((await site.send("GET", path, { cookie })).status).toBe(403);
      const form = { act: "find", by: "number", number: "01091234567" };
      expect((await site.send("POST", path, { cookie, form })).status).toBe(403);
    }
    for (const cookie of ["", "staff=nobody"]) {
      const { status, headers } = await site.send("GET", "/call-center", { cookie });
      expect([status, headers.location]).toEqual([303, "/signin/staff?to=%2Fcall-center"]);
    }
  });

  it("after an operator disabled them", async () => {
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    await t.ctx.db.staffMember.update({ where: { id: agent.member.id }, data: { disabledAt: start } });
    expect((await agent.get("/call-center/call")).status).toBe(303);
    const sent = await agent.post("/call-center/call", { call, act: "send-link" });
    expect(sent.headers.location).toMatch(/^\/signin\/refused/);
    expect(
      await t.ctx.db.auditEvent.count({
        where: { action: "call.link-sent", actorId: String(agent.member.id) },
      }),
    ).toBe(0);
  });
});

describe("the caller's own pages", () => {
  it.each(languages)(
    "show a code, and say when it was read on a call of their own, in %s",
    async (language) => {
      const { cookie } = await aSubscriberSession(t, victim);
      const send = (method: string, form?: Record<string, string>) =>
        site.send(method, `/call-code?lang=${language}`, { cookie, ...(form && { form }) });
      const before = html(await send("GET"));
      expect(before).toContain(`<html lang="${language}">`);
      expect(before).not.toMatch(/>\d{3} \d{3}</);
      expect((await send("POST", {})).headers.location).toBe("/call-code");
      const shown = html(await send("GET"));
      expect(shown).toMatch(/<h1 class="code">\d{3} \d{3}<\/h1>/);
      expect(shown).toContain("20:02");
      expect(shown).toContain("080-722-0100");
      expect(html(await send("GET"))).toBe(shown);
    },
  );

  it("say plainly whether an agent is ours", async () => {
    const { cookie } = await aSubscriberSession(t, victim);
    const agent = await anAgent();
    const { call } = await takeCall(agent);
    await agent.post("/call-center/call", { call, act: "agent-code" });
    const code = /class="code">(\d{3} \d{3})</.exec(html(await agent.get("/call-center/call")))?.[1] ?? "";
    const check = (typed: string) => site.send("POST", "/agent-check", { cookie, form: { code: typed } });
    const ours = html(await check(code));
    // A thief can pass it on who has that agent on another phone: so never a bare yes.
    for (const words of ["20:00", callCode.genuine_unless.ko, callCode.only_own_call.ko])
      expect(ours).toContain(words.replaceAll("{number}", "080-722-0100"));
    expect(ours).not.toContain("네, ");
    expect(html(await check(otherCode(code.replace(" ", ""))))).toContain("아니요, 확인되지 않습니다");
    const unreadable = await check("a code");
    expect(unreadable.status).toBe(422);
    expect(html(unreadable)).toContain("숫자 여섯 자리");
  });

  it("are linked from the answer", async () => {
    const { cookie } = await aSubscriberSession(t, victim);
    const page = html(await site.send("GET", "/result", { cookie }));
    expect(page).toContain('href="/call-code"');
    expect(page).toContain('href="/agent-check"');
  });
});
