import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkLifetime } from "#app/domain/calls/call.rules.ts";
import { forbiddenOrders } from "#app/domain/calls/order-for-caller.server.ts";
import { refusedActs } from "#app/locales/own-record-refused.ts";
import { after } from "#app/shared/time.ts";
import { anAgentInCall, aSubscriberSession } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

// What an agent tries and may not, over HTTP: whose record it is in, and in which words the person reads it.

const start = new Date("2025-09-25T10:00:00+09:00");

let t: TestContext;
let site: TestSite;
let storeId: string;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  storeId = String((await aStore(t.ctx, incident)).id);
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function aCaller(given: Parameters<typeof anAgentInCall>[1] = {}) {
  const agent = await anAgentInCall(t, given);
  const cookie = await aStaffSession(t.ctx, agent.member);
  const post = (path: string, form: Record<string, string>) => site.send("POST", path, { cookie, form });
  const refusals = () =>
    t.ctx.db.auditEvent.findMany({
      where: { action: "access.refused", actorType: "staff", actorId: String(agent.member.id) },
      orderBy: { id: "asc" },
    });
  return { call: String(agent.callId), cookie, post, refusals };
}

const fields = { key: randomUUID(), cap: "10000", kind: "exposure", expectedKrw: "30000", card: "usim" };

/** What only a checked caller's agent may do, by the page that it is on. */
const checkedActs: [string, string][] = [
  ...["take-sum", "payments-lower", "payments-biometric", "certificate"].map((act): [string, string] => [
    "/call-center/call",
    act,
  ]),
  ...["book", "cancel", "join", "leave"].map((act): [string, string] => ["/call-center/swap", act]),
];

describe("without the check", () => {
  it("each act is refused, and once in the line's own record, by its name and call", async () => {
    const line = await aSubscriber(t.ctx);
    const { call, post, refusals } = await aCaller({ line });
    for (const [path, act] of checkedActs)
      expect((await post(path, { ...fields, storeId, visit: "1", call, act })).status, act).toBe(403);
    expect(
      (await refusals()).map(({ subjectType, subjectId, detail }) => [subjectType, subjectId, detail]),
    ).toEqual(checkedActs.map(([, act]) => ["subscriber", String(line.id), { act, callId: call }]));
  });

  it("nor is one done once it has lapsed", async () => {
    const line = await aSubscriber(t.ctx);
    const { call, post, refusals } = await aCaller({
      line,
      checkedAt: after(start, -checkLifetime),
      checkedBy: "code",
    });
    expect((await post("/call-center/call", { ...fields, call, act: "take-sum" })).status).toBe(403);
    expect(await refusals()).toMatchObject([{ subjectId: String(line.id), detail: { act: "take-sum" } }]);
  });

  it("and in a call about nobody it is in the call's record", async () => {
    const { call, post, refusals } = await aCaller();
    for (const act of ["take-sum", "bank-account"])
      expect([403, 409]).toContain((await post("/call-center/call", { ...fields, call, act })).status);
    expect(await refusals()).toMatchObject([
      { subjectType: "call", subjectId: call, detail: { act: "take-sum" } },
      { subjectType: "call", subjectId: call, detail: { act: "bank-account" } },
    ]);
  });
});

it("whose line it is reads what was tried, in their language", async () => {
  const line = await aSubscriber(t.ctx, { language: "en" });
  const { call, post } = await aCaller({ line });
  const acts = [
    ...checkedActs,
    ...forbiddenOrders.map((act): [string, string] => ["/call-center/call", act]),
  ];
  for (const [path, act] of acts) await post(path, { ...fields, storeId, visit: "1", call, act });
  expect(Object.keys(refusedActs).toSorted()).toEqual(acts.map(([, act]) => act).toSorted());
  const { cookie } = await aSubscriberSession(t, line);
  for (const language of ["ko", "en", "zh", "vi"] as const) {
    const page = (await site.send("GET", `/requests?lang=${language}`, { cookie })).body.toString();
    for (const words of Object.values(refusedActs)) expect(page).toContain(words[language]);
  }
});

describe("forged forms are in the record, although nothing of ours was reached", () => {
  it.each([
    ["without a call", "bank-account", {}, 400],
    ["of another's call", "bank-account", { call: "999999" }, 404],
    ["by an act that there isn't", "account", {}, 404],
    ["by another", "contact", {}, 404],
    ["by a third", "helper", {}, 404],
  ] as const)("%s: %s", async (_, act, form, status) => {
    const { post, refusals } = await aCaller();
    expect((await post("/call-center/call", { ...form, act })).status).toBe(status);
    expect(await refusals()).toMatchObject([
      { subjectType: "page", subjectId: "/call-center/call", detail: { method: "POST", act } },
    ]);
  });

  it("but no words of theirs that aren't an act's name", async () => {
    const { call, post, refusals } = await aCaller();
    for (const act of ["01012345678", "kim@example.com", "", "x".repeat(31), "<b>"])
      expect((await post("/call-center/call", { call, act })).status).toBe(404);
    expect((await refusals()).map(({ detail }) => detail)).toEqual(Array(5).fill({ method: "POST" }));
  });

  it("and a form that is merely refused is not", async () => {
    const { call, post, refusals } = await aCaller();
    expect((await post("/call-center/call", { call, act: "send-link" })).status).toBe(409);
    expect(await refusals()).toEqual([]);
  });
});

it("the auditor's page has it in words, the grave ones first and marked; the operator's has the number", async () => {
  const { call, post, refusals } = await aCaller();
  for (const act of ["bank-account", "account-end"]) await post("/call-center/call", { call, act });
  await post("/operator/staff", {});
  const id = String((await refusals())[0]?.actorId);
  const read = async (role: "auditor" | "operator", path: string) => {
    const cookie = await aStaffSession(t.ctx, await aStaffMember(t.ctx, { roles: [role] }));
    return (await site.send("GET", path, { cookie })).body.toString();
  };
  const page = await read("auditor", "/operator/access-record?month=2025-09");
  const rows =
    (page.split('aria-label="확인할 일"')[1] ?? "").split("</table>")[0]?.split("<tr>").slice(2) ?? [];
  const own = rows.filter((row) => row.includes(` #${id}<`));
  expect(own).toHaveLength(3);
  for (const name of ["은행 계좌 등록", "은행 계좌 지우기"])
    expect(own.find((row) => row.includes(`: ${name}`))).toContain("먼저 볼 일");
  expect(own.at(-1)).toContain("화면 /operator/staff");
  expect(own.at(-1)).not.toContain("먼저 볼 일");
  expect(page.replace(/<script[^]*?<\/script>/g, "")).not.toMatch(/>[a-z-]+[.][a-z-]+</);
  expect(await read("operator", "/operator/staff")).toContain(` #${id}<`);
});

describe("a console's session at the subscribers' own forms", () => {
  const paths = ["/compensation/account", "/protection/off", "/protection", "/compensation"];

  it("is turned away, and written down by name and path", async () => {
    const member = await aStaffMember(t.ctx, { roles: ["reviewer"] });
    const cookie = await aStaffSession(t.ctx, member);
    for (const path of paths) expect((await site.send("POST", path, { cookie, form: {} })).status).toBe(303);
    await site.send("GET", "/protection/off", { cookie });
    const refusals = await t.ctx.db.auditEvent.findMany({
      where: { action: "access.refused", actorId: String(member.id) },
      orderBy: { id: "asc" },
    });
    expect(refusals.map(({ actorRole, subjectId }) => [actorRole, subjectId])).toEqual(
      paths.map((path) => ["reviewer", path]),
    );
  });

  it("a subscriber's that is too low, or none at all, is nobody's try", async () => {
    const { cookie } = await aSubscriberSession(t, await aSubscriber(t.ctx));
    const count = () => t.ctx.db.auditEvent.count({ where: { action: "access.refused" } });
    const before = await count();
    for (const path of paths)
      for (const sent of [cookie, "", "staff=nobody"])
        await site.send("POST", path, { cookie: sent, form: {} });
    expect(await count()).toBe(before);
  });
});
