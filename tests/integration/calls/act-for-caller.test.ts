import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { checkLifetime, longestNote, unmaskFields } from "#app/domain/calls/call.rules.ts";
import { checkCallerCode } from "#app/domain/calls/check-caller-code.server.ts";
import { endCall } from "#app/domain/calls/end-call.server.ts";
import { fileCallerReport } from "#app/domain/calls/file-caller-report.server.ts";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { listEarlierCalls } from "#app/domain/calls/list-earlier-calls.server.ts";
import { resendLink } from "#app/domain/calls/resend-link.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { unmaskValue } from "#app/domain/calls/unmask-value.server.ts";
import { viewCallerPage } from "#app/domain/calls/view-caller-page.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getOwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import {
  aCallerCode,
  anAgentInCall,
  anAgentInCheckedCall,
  aSubscriberSession,
} from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(() => t.close());

const refusal = (reason: string) => ({ ok: false, refusal: reason });
const done = { ok: true, value: undefined };

const eventsAbout = (line: { id: bigint }) =>
  t.ctx.db.auditEvent.findMany({
    where: { subjectType: "subscriber", subjectId: String(line.id) },
    orderBy: { id: "asc" },
  });

const lettersTo = async (line: { id: bigint }) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).map(({ kind }) => kind);

const aLine = () => aSubscriber(t.ctx, { name: "김영수", birthDate: "19580412", email: "kim@example.com" });

/** Everyone but the agent whose call it is. */
async function outsiders(line: { id: bigint }): Promise<{ forbidden: Ctx[]; stranger: Ctx }> {
  const others = await Promise.all(
    (["auditor", "operator", "store", "reviewer"] as const).map((role) =>
      aStaffMember(t.ctx, { roles: [role] }),
    ),
  );
  return {
    forbidden: [
      ...others.map((member) => t.as(staffActor(member))),
      (await aSubscriberSession(t, line)).as,
      t.as({ type: "public" }),
    ],
    stranger: (await anAgentInCall(t)).as,
  };
}

describe("unmasking a value", () => {
  const reason = "반송된 우편의 이름을 맞추기 위해";

  it.each([
    ["name", "name"],
    ["msisdn", "msisdn"],
    ["birth_date", "birthDate"],
    ["email", "email"],
  ] as const)("shows the %s for the rest of the call, with the reason in the record", async (field, key) => {
    const line = await aLine();
    const value = line.personalData[key] ?? "";
    const agent = await anAgentInCheckedCall(t, line);
    expect((await findCall(agent.as))?.unmasked).toEqual({});
    expect(await unmaskValue(agent.as, { callId: agent.callId, field, reason: ` ${reason} ` })).toEqual(done);
    expect((await findCall(agent.as))?.unmasked).toEqual({ [field]: value });
    const events = await eventsAbout(line);
    expect(events).toMatchObject([
      {
        action: "line.unmask",
        reason,
        detail: { callId: String(agent.callId), field },
        actorRole: "agent",
      },
    ]);
    expect(JSON.stringify(events.map(({ detail }) => detail))).not.toContain(value);

    // Of this call alone, and only while the check holds.
    t.setNow(after(start, checkLifetime));
    expect((await findCall(agent.as))?.unmasked).toEqual({});
    await endCall(agent.as, { callId: agent.callId, outcome: "answered", note: "" });
    t.setNow(start);
    const next = await t.ctx.db.call.create({
      data: {
        memberId: agent.member.id,
        incidentId: incident.id,
        subscriberId: line.id,
        startedAt: start,
        checkedAt: start,
        checkedBy: "code",
      },
    });
    expect(await findCall(agent.as)).toMatchObject({ id: next.id, unmasked: {} });
  });

  it.each(["", "         ", "because", "아홉 글자입니다."])(
    "is refused for the reason %j, and that is written down",
    async (short) => {
      const line = await aLine();
      const agent = await anAgentInCheckedCall(t, line);
      const asked = { callId: agent.callId, field: "name" as const, reason: short };
      expect(await unmaskValue(agent.as, asked)).toEqual(refusal("no-reason"));
      expect((await findCall(agent.as))?.unmasked).toEqual({});
      expect(await eventsAbout(line)).toMatchObject([
        { action: "line.unmask-refused", detail: { field: "name", refusal: "no-reason" } },
      ]);
    },
  );

  it("is refused for an unchecked caller, and once the check has lapsed, and that is written down", async () => {
    const line = await aLine();
    const unchecked = await anAgentInCall(t, { line });
    const asked = { field: "msisdn" as const, reason };
    expect(await unmaskValue(unchecked.as, { callId: unchecked.callId, ...asked })).toEqual(
      refusal("not-checked"),
    );
    const agent = await anAgentInCheckedCall(t, line);
    t.setNow(after(start, checkLifetime));
    expect(await unmaskValue(agent.as, { callId: agent.callId, ...asked })).toEqual(refusal("not-checked"));
    const nobodys = await anAgentInCall(t);
    expect(await unmaskValue(nobodys.as, { callId: nobodys.callId, ...asked })).toEqual(
      refusal("not-checked"),
    );
    expect(await eventsAbout(line)).toMatchObject([
      { action: "line.unmask-refused", detail: { refusal: "not-checked" } },
      { action: "line.unmask-refused", detail: { refusal: "not-checked" } },
    ]);
  });

  it("is refused over the day's quota, also at once, and that is written down", async () => {
    const line = await aLine();
    const agent = await anAgentInCheckedCall(t, line);
    const { most } = quotas["line.unmask"];
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: most - 1 }, () => ({
        at: start,
        actorType: "staff",
        actorId: String(agent.member.id),
        action: "line.unmask",
        subjectType: "subscriber",
        subjectId: "0",
        detail: {},
      })),
    });
    const answers = await Promise.all(
      unmaskFields.map((field) => unmaskValue(agent.as, { callId: agent.callId, field, reason })),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual(refusal("over-quota"));
    const events = await eventsAbout(line);
    expect(events.filter(({ action }) => action === "quota.exceeded")).toHaveLength(3);
  });

  it("is counted once a value and call, however often the form is sent", async () => {
    const line = await aLine();
    const [agent, other] = [await anAgentInCheckedCall(t, line), await anAgentInCheckedCall(t, line)];
    const asked = { field: "name" as const, reason };
    const send = ({ as, callId }: typeof agent) => unmaskValue(as, { callId, ...asked });
    expect(await Promise.all([send(agent), send(agent)])).toEqual([done, done]);
    expect(await send(agent)).toEqual(done);
    expect(await eventsAbout(line)).toHaveLength(1);
    await send(other);
    await unmaskValue(agent.as, { ...asked, callId: agent.callId, field: "email" });
    expect(await eventsAbout(line)).toHaveLength(3);
  });

  it("is the agent's whose call it is", async () => {
    const line = await aLine();
    const { callId } = await anAgentInCheckedCall(t, line);
    const { forbidden, stranger } = await outsiders(line);
    const asked = { callId, field: "name" as const, reason };
    for (const as of forbidden) await expect(unmaskValue(as, asked)).rejects.toThrow(Forbidden);
    await expect(unmaskValue(stranger, asked)).rejects.toThrow(NotFound);
    expect(await eventsAbout(line)).toEqual([]);
  });
});

describe("reading with the caller", () => {
  it("gives what the caller reads, and is one view a check", async () => {
    const line = await aLine();
    await aPublishedFinding(t.ctx, incident, { id: "read-with", changed: [{ line }] });
    const agent = await anAgentInCheckedCall(t, line);
    const [answer] = await Promise.all([1, 2].map(() => viewCallerPage(agent.as, { callId: agent.callId })));
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    expect(answer).toEqual(await getOwnAnswer(own, line.id));
    expect(answer?.history.at(-1)?.exposure.verdict).toBe("exposed");
    expect(await eventsAbout(line)).toMatchObject([
      { action: "call.view-answer", actorRole: "agent", detail: { callId: String(agent.callId) } },
    ]);
  });

  it("is forbidden before the check, once it has lapsed, and to everyone else", async () => {
    const line = await aLine();
    const unchecked = await anAgentInCall(t, { line });
    await expect(viewCallerPage(unchecked.as, { callId: unchecked.callId })).rejects.toThrow(Forbidden);
    const nobodys = await anAgentInCall(t);
    await expect(viewCallerPage(nobodys.as, { callId: nobodys.callId })).rejects.toThrow(Forbidden);
    const agent = await anAgentInCheckedCall(t, line);
    const { forbidden, stranger } = await outsiders(line);
    for (const as of forbidden)
      await expect(viewCallerPage(as, { callId: agent.callId })).rejects.toThrow(Forbidden);
    await expect(viewCallerPage(stranger, { callId: agent.callId })).rejects.toThrow(NotFound);
    t.setNow(after(start, checkLifetime));
    await expect(viewCallerPage(agent.as, { callId: agent.callId })).rejects.toThrow(Forbidden);
    expect(await eventsAbout(line)).toEqual([]);
  });
});

describe("sending the link again", () => {
  it("goes to the number on file, unchecked as well, and is written down as done for the caller", async () => {
    const line = await aLine();
    const agent = await anAgentInCall(t, { line });
    expect(await resendLink(agent.as, { callId: agent.callId })).toEqual(done);
    expect(await lettersTo(line)).toEqual(["link_again"]);
    expect(await eventsAbout(line)).toMatchObject([
      { action: "call.link-sent", detail: { callId: String(agent.callId), forCaller: true } },
    ]);
  });

  it("shuts out whoever has the old one: link, sessions and codes, but none that somebody signed in to", async () => {
    const { line, token, birthDate } = await aLinkedLine(t);
    const thief = await aSubscriberSession(t, line);
    const code = await aCallerCode(t, thief.session);
    const other = await aSubscriberSession(t, await aLine());
    const signedIn = await startSession(t.ctx, t.ctx.db, {
      subscriberId: line.id,
      linkId: null,
      level: "L2",
      holderId: line.holderId,
      authenticatorSince: null,
      authenticatorInStore: false,
      raisedFor: null,
      raisedUntil: null,
    });
    const agent = await anAgentInCall(t, { line });
    expect(await resendLink(agent.as, { callId: agent.callId })).toEqual(done);

    const left = await t.ctx.db.session.findMany({ where: { subscriberId: line.id } });
    expect(left).toMatchObject([{ level: "L2" }]);
    expect(await findSession(t.ctx, signedIn)).not.toBeNull();
    expect(await t.ctx.db.session.count({ where: { id: other.session.id } })).toBe(1);
    expect(await checkCallerCode(agent.as, { callId: agent.callId, typed: code })).toEqual(
      refusal("wrong-code"),
    );
    expect(await verifyBirthDate(t.ctx, { token, typed: birthDate, address: "192.0.2.1" })).toEqual(
      refusal("wrong"),
    );
  });

  it("is one letter where the form is sent twice within a minute", async () => {
    const line = await aLine();
    const agent = await anAgentInCall(t, { line });
    const send = () => resendLink(agent.as, { callId: agent.callId });
    expect(await Promise.all([send(), send()])).toEqual([done, done]);
    t.setNow(after(start, minutes(1) - 1));
    expect(await send()).toEqual(done);
    expect([(await lettersTo(line)).length, (await eventsAbout(line)).length]).toEqual([1, 1]);
    t.setNow(after(start, minutes(1)));
    expect(await send()).toEqual(done);
    expect(await lettersTo(line)).toHaveLength(2);
  });

  it("is refused after three in a day, also at once, and to lines that can have none", async () => {
    const line = await aLine();
    const agents = await Promise.all([1, 2, 3, 4, 5].map(() => anAgentInCall(t, { line })));
    const answers = await Promise.all(agents.map(({ as, callId }) => resendLink(as, { callId })));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(3);
    expect(answers.find(({ ok }) => !ok)).toEqual(refusal("too-many"));
    expect(await lettersTo(line)).toHaveLength(3);
    t.setNow(after(start, hours(24)));
    const [again] = agents;
    expect(again && (await resendLink(again.as, { callId: again.callId }))).toEqual(done);

    for (const given of [{ birthDate: null }, { holderType: "company" as const }]) {
      const without = await aSubscriber(t.ctx, given);
      const { as, callId } = await anAgentInCall(t, { line: without });
      expect(await resendLink(as, { callId })).toEqual(refusal("no-link"));
      expect(await lettersTo(without)).toEqual([]);
      expect(await eventsAbout(without)).toEqual([]);
    }
  });

  it("needs a line, and the agent's own call", async () => {
    const line = await aLine();
    const { callId } = await anAgentInCall(t, { line });
    const nobodys = await anAgentInCall(t);
    expect(await resendLink(nobodys.as, { callId: nobodys.callId })).toEqual(refusal("no-line"));
    const { forbidden, stranger } = await outsiders(line);
    for (const as of forbidden) await expect(resendLink(as, { callId })).rejects.toThrow(Forbidden);
    await expect(resendLink(stranger, { callId })).rejects.toThrow(NotFound);
    expect(await lettersTo(line)).toEqual([]);
  });
});

describe("the calls before this one", () => {
  it("are the line's newest five, each with what it came to and its note, for a checked caller alone", async () => {
    const line = await aLine();
    const words = ["첫 번째", "두 번째", "세 번째", "네 번째", " ", "여섯 번째"];
    for (const [day, note] of words.entries()) {
      t.setNow(after(start, hours(24 * day)));
      const one = await (day === 3 ? anAgentInCheckedCall(t, line) : anAgentInCall(t, { line }));
      await endCall(one.as, { callId: one.callId, outcome: "answered", note });
    }
    const another = await anAgentInCheckedCall(t, await aLine());
    await endCall(another.as, { callId: another.callId, outcome: "other", note: "남의 통화" });

    const unchecked = await anAgentInCall(t, { line });
    await expect(listEarlierCalls(unchecked.as, unchecked.callId)).rejects.toThrow(Forbidden);
    const agent = await anAgentInCheckedCall(t, line);
    expect(await listEarlierCalls(agent.as, agent.callId)).toMatchObject([
      { startedAt: after(start, hours(120)), outcome: "answered", note: "여섯 번째", checked: false },
      { note: null },
      { note: "네 번째", checked: true },
      { note: "세 번째" },
      { note: "두 번째" },
    ]);

    // Purged, the day and the outcome are left.
    await t.ctx.db.call.updateMany({
      where: { subscriberId: line.id },
      data: { envelope: null, keyId: null },
    });
    expect((await listEarlierCalls(agent.as, agent.callId))[0]).toMatchObject({ note: null });
    await expect(listEarlierCalls(another.as, agent.callId)).rejects.toThrow(NotFound);
  });
});

describe("filing what the caller reports", () => {
  const report = (callId: bigint, what = "A man said he was from the carrier") => ({
    callId,
    what,
    kind: "suspicious_call" as const,
    idempotencyKey: crypto.randomUUID(),
    address: "192.0.2.77",
  });

  it("files it for the call's line, in its language, and tells the subscriber", async () => {
    const line = await aSubscriber(t.ctx, { language: "vi" });
    const agent = await anAgentInCall(t, { line });
    const filed = await fileCallerReport(agent.as, report(agent.callId));
    if (!filed.ok) throw new Error(filed.refusal);
    const row = await t.ctx.db.report.findUniqueOrThrow({ where: { caseNumber: filed.value.caseNumber } });
    expect(row).toMatchObject({ subscriberId: line.id, callId: agent.callId, language: "vi" });
    expect(await lettersTo(line)).toEqual(["acted"]);
    expect(await eventsAbout(line)).toMatchObject([
      { action: "report.file", detail: { callId: String(agent.callId), forCaller: true } },
    ]);
  });

  it("files it for nobody where the call has no line, and refuses an empty one", async () => {
    const agent = await anAgentInCall(t);
    const filed = await fileCallerReport(agent.as, report(agent.callId));
    if (!filed.ok) throw new Error(filed.refusal);
    const row = await t.ctx.db.report.findUniqueOrThrow({ where: { caseNumber: filed.value.caseNumber } });
    expect(row).toMatchObject({ subscriberId: null, callId: agent.callId });
    expect(await fileCallerReport(agent.as, report(agent.callId, " "))).toEqual(refusal("empty"));
  });

  it("is the agent's whose call it is", async () => {
    const line = await aLine();
    const { callId } = await anAgentInCall(t, { line });
    const { forbidden, stranger } = await outsiders(line);
    for (const as of forbidden) await expect(fileCallerReport(as, report(callId))).rejects.toThrow(Forbidden);
    await expect(fileCallerReport(stranger, report(callId))).rejects.toThrow(NotFound);
  });
});

describe("the wrap-up", () => {
  it("ends the call with its outcome and a sealed note, and lets the next caller in", async () => {
    const line = await aLine();
    const agent = await anAgentInCheckedCall(t, line);
    const note = "따님이 옆에서 도와주심";
    t.setNow(after(start, 1));
    expect(await endCall(agent.as, { callId: agent.callId, outcome: "answered", note })).toEqual(done);
    const row = await t.ctx.db.call.findUniqueOrThrow({ where: { id: agent.callId } });
    expect(row).toMatchObject({ endedAt: after(start, 1), outcome: "answered" });
    const { envelope, keyId } = row;
    if (!envelope || !keyId) throw new Error("no note");
    expect(t.ctx.vault.open(`call:${row.id}`, { envelope, keyId })).toBe(note);
    expect(() => t.ctx.vault.open(`call:${row.id + 1n}`, { envelope, keyId })).toThrow();
    expect(await findCall(agent.as)).toBeNull();
    expect((await startCall(agent.as)).ok).toBe(true);
    const ended = await t.ctx.db.auditEvent.findFirstOrThrow({
      where: { action: "call.end", subjectId: String(agent.callId) },
    });
    expect(ended.detail).toEqual({ outcome: "answered" });
  });

  it("needs no note, and refuses one that is too long", async () => {
    const agent = await anAgentInCall(t);
    const long = "가".repeat(longestNote + 1);
    expect(await endCall(agent.as, { callId: agent.callId, outcome: "other", note: long })).toEqual(
      refusal("too-long"),
    );
    expect(await endCall(agent.as, { callId: agent.callId, outcome: "other", note: " " })).toEqual(done);
    const row = await t.ctx.db.call.findUniqueOrThrow({ where: { id: agent.callId } });
    expect(row).toMatchObject({ envelope: null, keyId: null, outcome: "other" });
  });

  it("happens once, and in one's own call", async () => {
    const line = await aLine();
    const agent = await anAgentInCall(t, { line });
    const wrapUp = { callId: agent.callId, outcome: "other" as const, note: "" };
    const { forbidden, stranger } = await outsiders(line);
    for (const as of forbidden) await expect(endCall(as, wrapUp)).rejects.toThrow(Forbidden);
    await expect(endCall(stranger, wrapUp)).rejects.toThrow(NotFound);
    const both = await Promise.all([endCall(agent.as, wrapUp), endCall(agent.as, wrapUp)]);
    expect(both).toEqual([done, done]);
    t.setNow(after(start, 1));
    expect(await endCall(agent.as, { ...wrapUp, outcome: "answered", note: "later" })).toEqual(done);
    expect(await t.ctx.db.call.findUniqueOrThrow({ where: { id: agent.callId } })).toMatchObject({
      endedAt: start,
      outcome: "other",
      envelope: null,
    });
    const ends = { action: "call.end", subjectId: String(agent.callId) };
    expect(await t.ctx.db.auditEvent.count({ where: ends })).toBe(1);
    for (const as of forbidden) await expect(endCall(as, wrapUp)).rejects.toThrow(Forbidden);
    await expect(endCall(stranger, wrapUp)).rejects.toThrow(NotFound);
  });
});
