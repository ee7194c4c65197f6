import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { checkLifetime } from "#app/domain/calls/call.rules.ts";
import { after } from "#app/shared/time.ts";
import { anAgentInCall, anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import { aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffSession } from "#tests/factories/staff.ts";
import { html, valueOf } from "#tests/setup/read-page.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

// The confirmed sum at the call center's screen: for a checked caller alone.

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
let incident: Awaited<ReturnType<typeof anIncident>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const atDesk = async ({ member }: Awaited<ReturnType<typeof anAgentInCall>>) => {
  const cookie = await aStaffSession(t.ctx, member);
  return {
    get: () => site.send("GET", "/call-center/call", { cookie }),
    post: (form: Record<string, string>) => site.send("POST", "/call-center/call", { cookie, form }),
  };
};
const payoutsOf = (line: { id: bigint }) => t.ctx.db.payout.findMany({ where: { subscriberId: line.id } });

it("is taken once for a checked caller, who is told and reads who did it", async () => {
  const line = await aVictim(t.ctx, incident, { payments: [{ amountKrw: 330_000, status: "confirmed" }] });
  const agent = await anAgentInCheckedCall(t, line);
  const { get, post } = await atDesk(agent);
  const page = await get();
  expect(html(page)).toContain("330,000원을 요금에서 돌려 드리기");
  const form = {
    act: "take-sum",
    call: String(agent.callId),
    key: randomUUID(),
    expectedKrw: valueOf(page, "expectedKrw"),
  };
  for (let time = 0; time < 2; time += 1)
    expect((await post(form)).headers.location).toBe("/call-center/call?done=take-sum");
  expect(await payoutsOf(line)).toMatchObject([{ amountKrw: 330_000, way: "bill_credit" }]);
  expect(html(await get())).toContain("확인된 금액 330,000원은 모두 신청되었습니다");
  expect(
    await t.ctx.db.auditEvent.findFirst({
      where: { action: "compensation.take", subjectId: String(line.id) },
    }),
  ).toMatchObject({ actorRole: "agent", detail: { callId: String(agent.callId), amountKrw: 330_000 } });
  const kinds = (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).map(
    ({ kind }) => kind,
  );
  expect(kinds).toContain("sum_taken");

  const { cookie } = await aSubscriberSession(t, line);
  const own = html(await site.send("GET", "/requests", { cookie: `${cookie}; lang=ko` }));
  expect(own).toContain(`상담원 ${agent.member.id}번`);
  expect(own).toContain("확인된 금액 330,000원");
});

it("is refused with another sum than the agent read out", async () => {
  const line = await aVictim(t.ctx, incident, { payments: [{ amountKrw: 330_000, status: "confirmed" }] });
  const agent = await anAgentInCheckedCall(t, line);
  const { post } = await atDesk(agent);
  const form = { act: "take-sum", call: String(agent.callId), key: randomUUID(), expectedKrw: "330001" };
  const refused = await post(form);
  expect(refused.status).toBe(409);
  expect(html(refused)).toContain("그 사이에 금액이 바뀌었습니다");
  expect(await payoutsOf(line)).toEqual([]);
});

it("is neither shown nor taken before the check, nor once it has lapsed", async () => {
  const line = await aVictim(t.ctx, incident, { payments: [{ amountKrw: 330_000, status: "confirmed" }] });
  const unchecked = await anAgentInCall(t, { line });
  const checked = await anAgentInCheckedCall(t, line);
  for (const [agent, at] of [
    [unchecked, start],
    [checked, after(start, checkLifetime)],
  ] as const) {
    t.setNow(start);
    const { get, post } = await atDesk(agent);
    t.setNow(at);
    // Ten minutes without a page end an agent's session: a new one is as good.
    const again = at === start ? { get, post } : await atDesk(agent);
    expect(html(await again.get())).not.toMatch(/330,000|330000|돌려 드리기/);
    const form = { act: "take-sum", call: String(agent.callId), key: randomUUID(), expectedKrw: "330000" };
    expect((await again.post(form)).status).toBe(403);
  }
  expect(await payoutsOf(line)).toEqual([]);
});
