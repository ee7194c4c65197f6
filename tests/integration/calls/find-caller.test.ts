import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { findLines, type LineSearch } from "#app/domain/calls/find-lines.server.ts";
import { openLine } from "#app/domain/calls/open-line.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { fileReport } from "#app/domain/reports/file-report.server.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import { after, hours } from "#app/shared/time.ts";
import { aCall, anAgentInCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let victim: Awaited<ReturnType<typeof aSubscriber>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  victim = await aSubscriber(t.ctx, { name: "김영수", birthDate: "19580412", msisdn: "01091234567" });
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line: victim }] });
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(() => t.close());

const eventsOf = (memberId: bigint) =>
  t.ctx.db.auditEvent.findMany({
    where: { actorType: "staff", actorId: String(memberId) },
    orderBy: { id: "asc" },
  });

describe("starting a call", () => {
  it("opens one, about the current incident, and writes it down", async () => {
    const member = await aStaffMember(t.ctx);
    const started = await startCall(t.as(staffActor(member)));
    if (!started.ok) throw new Error(started.refusal);
    const call = await t.ctx.db.call.findUniqueOrThrow({ where: { id: started.value.callId } });
    expect(call).toMatchObject({ incidentId: "small-incident", subscriberId: null, endedAt: null });
    expect(await eventsOf(member.id)).toMatchObject([
      { action: "call.start", subjectType: "call", subjectId: String(call.id), actorRole: "agent" },
    ]);
  });

  it("is refused while another is open, also to two forms at once", async () => {
    const member = await aStaffMember(t.ctx);
    const as = t.as(staffActor(member));
    const both = await Promise.all([startCall(as), startCall(as), startCall(as)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "call-open" });
    expect(await t.ctx.db.call.count({ where: { memberId: member.id } })).toBe(1);
    expect(await eventsOf(member.id)).toHaveLength(1);
  });
});

describe("finding lines", () => {
  const found = async (search: LineSearch) => {
    const { callId, as } = await anAgentInCall(t);
    return findLines(as, { callId, search });
  };

  it.each([
    { by: "number", number: "010-9123-4567" },
    { by: "number", number: "+82 10 9123 4567" },
    { by: "person", name: "김영수", birthDate: "1958.4.12" },
    { by: "person", name: " 김 영수", birthDate: "19580412" },
  ] as const)("by what names one exactly: %j", async (search) => {
    const result = await found(search);
    expect(result).toMatchObject({
      ok: true,
      value: [
        {
          name: "김*수",
          number: "010-****-4567",
          language: "ko",
          status: "active",
          minor: false,
          company: false,
        },
      ],
    });
  });

  it("by a case number, as it is read out, and only if the case is about a line", async () => {
    const { callId, as } = await anAgentInCall(t, { line: victim });
    const file = (about: { subscriberId: bigint | null; callId: bigint | null }, ctx = as) =>
      fileReport(ctx, {
        idempotencyKey: crypto.randomUUID(),
        kind: "suspicious_call",
        what: "Somebody called",
        language: "ko",
        address: "192.0.2.1",
        ...about,
      });
    const about = await file({ subscriberId: victim.id, callId });
    const nobodys = await file({ subscriberId: null, callId: null }, t.as({ type: "public" }));
    if (!about.ok || !nobodys.ok) throw new Error("not filed");

    const spoken = about.value.caseNumber.toLowerCase().replaceAll("-", " ");
    expect(await found({ by: "case", caseNumber: spoken })).toMatchObject({ value: [{ name: "김*수" }] });
    expect(await found({ by: "case", caseNumber: nobodys.value.caseNumber })).toEqual({
      ok: true,
      value: [],
    });
  });

  it("a minor's by the guardian's number too", async () => {
    const guardian = await aSubscriber(t.ctx, { name: "박부모" });
    await aSubscriber(t.ctx, { name: "박아이", guardianMsisdn: guardian.personalData.msisdn });
    const result = await found({ by: "number", number: guardian.personalData.msisdn });
    expect(result).toMatchObject({
      value: [
        { name: "박*모", minor: false },
        { name: "박*이", minor: true },
      ],
    });
  });

  it.each([
    { by: "number", number: "02-123-4567" },
    { by: "number", number: "%" },
    { by: "person", name: "김영수", birthDate: "580412" },
    { by: "person", name: "  ", birthDate: "19580412" },
    { by: "case", caseNumber: "R-7K2Q" },
  ] as const)("not by what names nobody exactly: %j", async (search) => {
    expect(await found(search)).toEqual({ ok: false, refusal: "unreadable" });
  });

  it.each([
    { by: "number", number: "010-9123-4568" },
    { by: "person", name: "김영", birthDate: "19580412" },
    { by: "person", name: "김영수", birthDate: "19580413" },
    { by: "case", caseNumber: "R-0000-0000" },
  ] as const)("nobody who is merely like it: %j", async (search) => {
    expect(await found(search)).toEqual({ ok: true, value: [] });
  });

  it("at most ten, and nobody of another incident or whose data was erased", async () => {
    await anIncident(t.ctx, { id: "older-incident" });
    // The newest is the current one; the calls here are about the small one.
    const many = { name: "이민호", birthDate: "19900101" };
    for (let line = 0; line < 11; line += 1) await aSubscriber(t.ctx, many);
    const result = await found({ by: "person", ...many });
    expect(result.ok && result.value).toHaveLength(10);

    const alone = { name: "홍길동", birthDate: "19900102" };
    await aSubscriber(t.ctx, { ...alone, incidentId: "older-incident" });
    const erased = await aSubscriber(t.ctx, alone);
    await t.ctx.db.subscriber.update({ where: { id: erased.id }, data: { envelope: null, keyId: null } });
    expect(await found({ by: "person", ...alone })).toEqual({ ok: true, value: [] });
  });

  it("holds nothing of an answer, and is written down without what was searched", async () => {
    const { callId, as, member } = await anAgentInCall(t);
    const result = await findLines(as, { callId, search: { by: "number", number: "01091234567" } });
    if (!result.ok) throw new Error(result.refusal);
    expect(Object.keys(result.value[0] ?? {}).sort()).toEqual(
      ["company", "language", "minor", "name", "number", "status", "ticket"].sort(),
    );
    const events = await eventsOf(member.id);
    expect(events).toMatchObject([
      { action: "call.search", subjectType: "call", subjectId: String(callId), address: "192.0.2.77" },
      { action: "line.found", subjectType: "subscriber", subjectId: String(victim.id) },
    ]);
    expect(events.map(({ detail }) => detail)).toEqual([
      { by: "number", found: 1 },
      { callId: String(callId) },
    ]);
    expect(
      JSON.stringify(events, (_, value: unknown) => (typeof value === "bigint" ? "" : value)),
    ).not.toMatch(/4567|영수/);
  });

  it("is in the record of every line that was shown, and of no other", async () => {
    const many = { name: "최서연", birthDate: "19910101" };
    const lines = [];
    for (let line = 0; line < 11; line += 1) lines.push(await aSubscriber(t.ctx, many));
    await found({ by: "person", ...many });
    const events = await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: { in: lines.map(({ id }) => String(id)) } },
      orderBy: { id: "asc" },
    });
    expect(events.map(({ action, subjectId }) => [action, subjectId])).toEqual(
      lines.slice(0, 10).map(({ id }) => ["line.found", String(id)]),
    );
  });

  it("is refused over quota, whatever is searched, and that is written down", async () => {
    const { callId, as, member } = await anAgentInCall(t);
    const search = { by: "number", number: "01091234567" } as const;
    const { most } = quotas["call.search"];
    for (let time = 0; time < most; time += 1)
      expect((await findLines(as, { callId, search })).ok).toBe(true);
    expect(await findLines(as, { callId, search })).toEqual({ ok: false, refusal: "over-quota" });
    expect((await eventsOf(member.id)).at(-1)).toMatchObject({ action: "quota.exceeded" });
    t.setNow(after(start, hours(1)));
    expect((await findLines(as, { callId, search })).ok).toBe(true);
  });

  it("happens in one's own open call, and for agents alone", async () => {
    const mine = await anAgentInCall(t);
    const others = await anAgentInCall(t);
    const search = { by: "number", number: "01091234567" } as const;
    await expect(findLines(mine.as, { callId: others.callId, search })).rejects.toThrow(NotFound);
    const member = await aStaffMember(t.ctx);
    const ended = await aCall(t.ctx, { memberId: member.id, endedAt: start, outcome: "other" });
    await expect(findLines(t.as(staffActor(member)), { callId: ended.id, search })).rejects.toThrow(NotFound);
    for (const roles of [["auditor"], ["operator"], ["store"], ["reviewer"]] as const) {
      const other = await aStaffMember(t.ctx, { roles: [...roles] });
      const as = t.as(staffActor(other));
      await expect(findLines(as, { callId: mine.callId, search })).rejects.toThrow(Forbidden);
      await expect(startCall(as)).rejects.toThrow(Forbidden);
      await expect(findCall(as)).rejects.toThrow(Forbidden);
    }
    for (const actor of [
      { type: "public" },
      { type: "subscriber", id: String(victim.id), level: "L1" },
    ] as const)
      await expect(findLines(t.as(actor), { callId: mine.callId, search })).rejects.toThrow(Forbidden);
  });
});

describe("opening a line", () => {
  async function aTicket(agent: Awaited<ReturnType<typeof anAgentInCall>>, number = "01091234567") {
    const result = await findLines(agent.as, { callId: agent.callId, search: { by: "number", number } });
    const [line] = result.ok ? result.value : [];
    if (!line) throw new Error("nobody found");
    return line.ticket;
  }

  it("gives the call its line, masked, and writes it into that subscriber's record", async () => {
    const agent = await anAgentInCall(t);
    const ticket = await aTicket(agent);
    expect(await openLine(agent.as, { callId: agent.callId, ticket })).toEqual({
      ok: true,
      value: undefined,
    });
    const call = await findCall(agent.as);
    expect(call).toMatchObject({
      caller: { name: "김*수", number: "010-****-4567" },
      check: null,
      unmasked: {},
    });
    expect((await eventsOf(agent.member.id)).at(-1)).toMatchObject({
      action: "call.open-line",
      subjectType: "subscriber",
      subjectId: String(victim.id),
      detail: { callId: String(agent.callId) },
    });
    // The form sent twice opens it once.
    const before = await eventsOf(agent.member.id);
    expect((await openLine(agent.as, { callId: agent.callId, ticket })).ok).toBe(true);
    expect(await eventsOf(agent.member.id)).toHaveLength(before.length);
  });

  it("is for once and all, also for two forms at once", async () => {
    const other = await aSubscriber(t.ctx);
    const agent = await anAgentInCall(t);
    const tickets = [await aTicket(agent), await aTicket(agent, other.personalData.msisdn)];
    const both = await Promise.all(
      tickets.map((ticket) => openLine(agent.as, { callId: agent.callId, ticket })),
    );
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(both.find(({ ok }) => !ok)).toEqual({ ok: false, refusal: "other-line-open" });
  });

  it("opens only what a search of this very call found", async () => {
    const [mine, others] = [await anAgentInCall(t), await anAgentInCall(t)];
    const ticket = await aTicket(others);
    for (const forged of [
      ticket,
      "",
      "k1.",
      String(victim.id),
      `k1.${Buffer.from("1").toString("base64url")}`,
    ])
      await expect(openLine(mine.as, { callId: mine.callId, ticket: forged })).rejects.toThrow(NotFound);
    await expect(openLine(mine.as, { callId: others.callId, ticket })).rejects.toThrow(NotFound);
    expect((await findCall(mine.as))?.caller).toBeNull();
  });

  it("is refused over quota, and that is written down", async () => {
    const agent = await anAgentInCall(t);
    const ticket = await aTicket(agent);
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: quotas["call.open-line"].most }, () => ({
        at: start,
        actorType: "staff",
        actorId: String(agent.member.id),
        action: "call.open-line",
        subjectType: "subscriber",
        subjectId: "0",
        detail: {},
      })),
    });
    expect(await openLine(agent.as, { callId: agent.callId, ticket })).toEqual({
      ok: false,
      refusal: "over-quota",
    });
    expect((await eventsOf(agent.member.id)).at(-1)).toMatchObject({ action: "quota.exceeded" });
    expect((await findCall(agent.as))?.caller).toBeNull();
  });
});
