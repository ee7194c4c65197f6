import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  agentCodeLifetime,
  answerLifetime,
  callerCodeLifetime,
  checkLifetime,
  questionLifetime,
  questionsPerCall,
  questionsPerLineAndDay,
  wrongAgentCodesPerSession,
} from "#app/domain/calls/call.rules.ts";
import { checkAgentCode } from "#app/domain/calls/check-agent-code.server.ts";
import { checkCallerCode } from "#app/domain/calls/check-caller-code.server.ts";
import { endCall } from "#app/domain/calls/end-call.server.ts";
import { findCall } from "#app/domain/calls/find-call.server.ts";
import { findCallerCode } from "#app/domain/calls/find-caller-code.server.ts";
import { issueCallerCode } from "#app/domain/calls/issue-caller-code.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { readConfirmation } from "#app/domain/calls/read-confirmation.server.ts";
import { requestConfirmation } from "#app/domain/calls/request-confirmation.server.ts";
import { showAgentCode } from "#app/domain/calls/show-agent-code.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import {
  aCallerCode,
  anAgentInCall,
  anAgentInCheckedCall,
  aSubscriberSession,
  otherCode,
} from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const later = (ms: number) => t.setNow(after(start, ms));

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
});
beforeEach(() => {
  t.setNow(start);
  t.carrier.down = false;
});
afterAll(() => t.close());

const refusal = (reason: string) => ({ ok: false, refusal: reason });
const done = { ok: true, value: undefined };

const eventsAbout = async (line: { id: bigint }) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(line.id) },
      orderBy: { id: "asc" },
    })
  ).map(({ action, detail }) => ({ action, detail }));

/** A line, its subscriber at their page, and an agent on the phone about it. */
async function aConversation(given: Parameters<typeof aSubscriber>[1] = {}) {
  const line = await aSubscriber(t.ctx, given);
  const caller = await aSubscriberSession(t, line);
  const agent = await anAgentInCall(t, { line });
  const type = (typed: string, by = agent) => checkCallerCode(by.as, { callId: by.callId, typed });
  return { line, caller, agent, type };
}

describe("the code that a caller reads out", () => {
  it("is shown for two minutes, checks the caller once, and is in no table or record", async () => {
    const { line, caller, agent, type } = await aConversation();
    await issueCallerCode(caller.as, caller.session);
    const shown = await findCallerCode(caller.as, caller.session);
    expect(shown).toMatchObject({ until: after(start, callerCodeLifetime) });
    expect(shown?.code).toMatch(/^\d{6}$/);
    const code = shown?.code ?? "";

    expect(await type(` ${code.slice(0, 3)} ${code.slice(3)}`)).toEqual(done);
    expect((await findCall(agent.as))?.check).toEqual({ by: "code", until: after(start, checkLifetime) });
    expect(await findCallerCode(caller.as, caller.session)).toBeNull();
    const events = await eventsAbout(line);
    expect(events).toEqual([
      { action: "caller-code.issue", detail: {} },
      { action: "call.checked", detail: { callId: String(agent.callId), by: "code" } },
    ]);
    const rows = await t.ctx.db.callerCode.findMany({ where: { subscriberId: line.id } });
    expect(JSON.stringify([events, rows.map(({ id, usedAt }) => [id, usedAt])])).not.toContain(code);

    // Used up: another agent's call about the same line gets nothing for it.
    const other = await anAgentInCall(t, { line });
    expect(await type(code, other)).toEqual(refusal("wrong-code"));
  });

  it("is no code any more after two minutes, nor once another was issued", async () => {
    const { caller, type } = await aConversation();
    await issueCallerCode(caller.as, caller.session);
    const first = await findCallerCode(caller.as, caller.session);
    await issueCallerCode(caller.as, caller.session);
    const second = await findCallerCode(caller.as, caller.session);
    expect(second?.code).not.toBe(first?.code);
    expect(await type(first?.code ?? "")).toEqual(refusal("wrong-code"));
    later(callerCodeLifetime);
    expect(await findCallerCode(caller.as, caller.session)).toBeNull();
    expect(await type(second?.code ?? "")).toEqual(refusal("wrong-code"));
    later(callerCodeLifetime - 1);
    expect(await type(second?.code ?? "")).toEqual(done);
  });

  it("stays one a session when it is asked for at once", async () => {
    const { line, caller } = await aConversation();
    await Promise.all([1, 2, 3].map(() => issueCallerCode(caller.as, caller.session)));
    expect(await t.ctx.db.callerCode.count({ where: { subscriberId: line.id } })).toBe(1);
  });

  it("checks one of two calls that type it at the same moment", async () => {
    const { line, caller, agent, type } = await aConversation();
    const other = await anAgentInCall(t, { line });
    const code = await aCallerCode(t, caller.session);
    const both = await Promise.all([type(code, agent), type(code, other)]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    const checked = await t.ctx.db.call.count({ where: { subscriberId: line.id, checkedAt: { not: null } } });
    expect(checked).toBe(1);
  });

  it("typed twice is no wrong one while the check holds, whichever form comes first", async () => {
    const { line, caller, agent, type } = await aConversation();
    const code = await aCallerCode(t, caller.session);
    expect(await Promise.all([type(code), type(code)])).toEqual([done, done]);
    later(checkLifetime - 1);
    expect(await type(code)).toEqual(done);
    expect(await type(otherCode(code))).toEqual(refusal("wrong-code"));
    later(checkLifetime);
    expect(await type(code)).toEqual(refusal("wrong-code"));
    expect((await findCall(agent.as))?.check).toBeNull();
    expect((await eventsAbout(line)).map(({ action }) => action)).toEqual([
      "call.checked",
      "call.check-failed",
      "call.check-failed",
    ]);
  });

  it("of another line is a wrong one", async () => {
    const [mine, others] = [await aConversation(), await aConversation()];
    expect(await mine.type(await aCallerCode(t, others.caller.session))).toEqual(refusal("wrong-code"));
  });

  it("is asked for three times in a call, then never again in it; what can be no code isn't counted", async () => {
    const { line, caller, agent, type } = await aConversation();
    const code = await aCallerCode(t, caller.session);
    const wrong = otherCode(code);
    expect(await type("12345")).toEqual(refusal("unreadable"));
    expect(await type(wrong)).toEqual(refusal("wrong-code"));
    expect((await findCall(agent.as))?.codeTriesLeft).toBe(2);
    expect(await type(wrong)).toEqual(refusal("wrong-code"));
    expect(await type(wrong)).toEqual(refusal("too-many-codes"));
    expect(await type(code)).toEqual(refusal("too-many-codes"));
    expect((await findCall(agent.as))?.check).toBeNull();
    expect(await eventsAbout(line)).toEqual(
      [1, 2, 3].map((wrong) => ({
        action: "call.check-failed",
        detail: { callId: String(agent.callId), by: "code", wrong },
      })),
    );
  });

  it("counts wrong ones that are sent at once", async () => {
    const { caller, type } = await aConversation();
    const wrong = otherCode(await aCallerCode(t, caller.session));
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => type(wrong)));
    expect(answers.filter((answer) => !answer.ok && answer.refusal === "wrong-code")).toHaveLength(2);
  });

  it("needs a line, the agent's own open call, and an agent", async () => {
    const { line, caller, agent } = await aConversation();
    const code = await aCallerCode(t, caller.session);
    const nobodys = await anAgentInCall(t);
    expect(await checkCallerCode(nobodys.as, { callId: nobodys.callId, typed: code })).toEqual(
      refusal("no-line"),
    );
    await expect(checkCallerCode(nobodys.as, { callId: agent.callId, typed: code })).rejects.toThrow(
      NotFound,
    );
    const auditor = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] })));
    for (const as of [auditor, caller.as, t.as({ type: "public" })])
      await expect(checkCallerCode(as, { callId: agent.callId, typed: code })).rejects.toThrow(Forbidden);
    const other = await aSubscriber(t.ctx);
    for (const as of [agent.as, t.as({ type: "subscriber", id: String(other.id), level: "L2" })]) {
      await expect(issueCallerCode(as, caller.session)).rejects.toThrow(Forbidden);
      await expect(findCallerCode(as, caller.session)).rejects.toThrow(Forbidden);
    }
    expect((await t.ctx.db.call.findUniqueOrThrow({ where: { id: agent.callId } })).checkedAt).toBeNull();
    await endCall(agent.as, { callId: agent.callId, outcome: "not_checked", note: "" });
    await expect(checkCallerCode(agent.as, { callId: agent.callId, typed: code })).rejects.toThrow(NotFound);
    expect(await eventsAbout(line)).toEqual([]);
  });
});

describe("a yes in the carrier's app", () => {
  const ask = ({ as, callId }: Awaited<ReturnType<typeof anAgentInCall>>) =>
    requestConfirmation(as, { callId });
  const read = ({ as, callId }: Awaited<ReturnType<typeof anAgentInCall>>) =>
    readConfirmation(as, { callId });
  const questionOf = async ({ callId }: { callId: bigint }) =>
    (await t.ctx.db.call.findUniqueOrThrow({ where: { id: callId } })).confirmationId ?? "";

  it("checks the caller, once it is read, and no second time", async () => {
    const { line, agent } = await aConversation();
    expect(await read(agent)).toEqual(refusal("not-asked"));
    expect(await ask(agent)).toEqual(done);
    expect(await read(agent)).toEqual(refusal("pending"));
    expect((await findCall(agent.as))?.asked).toBe(true);
    t.carrier.confirmations.set(await questionOf(agent), "confirmed");
    // Either of the two may come first; the other finds it done, or nothing more to read.
    expect(await Promise.all([read(agent), read(agent)])).toContainEqual(done);
    expect((await findCall(agent.as))?.check?.by).toBe("app");
    later(checkLifetime);
    expect((await findCall(agent.as))?.check).toBeNull();
    expect(await read(agent)).toEqual(refusal("not-asked"));
    expect(await ask(agent)).toEqual(done);
    expect(await read(agent)).toEqual(refusal("pending"));
    expect((await eventsAbout(line)).map(({ action }) => action)).toEqual([
      "call.question",
      "call.checked",
      "call.question",
    ]);
  });

  it("is asked for once while it waits, also by two forms at once", async () => {
    const { agent } = await aConversation();
    const before = t.carrier.confirmations.size;
    await Promise.all([ask(agent), ask(agent)]);
    await ask(agent);
    expect(t.carrier.confirmations.size).toBe(before + 1);
  });

  it("counts for five minutes from the asking; an older one is as if there was none", async () => {
    const { agent } = await aConversation();
    await ask(agent);
    t.carrier.confirmations.set(await questionOf(agent), "confirmed");
    later(answerLifetime);
    expect(await read(agent)).toEqual(refusal("expired"));
    expect((await findCall(agent.as))?.check).toBeNull();
    expect(await ask(agent)).toEqual(done);
    expect(await read(agent)).toEqual(refusal("pending"));
    t.carrier.confirmations.set(await questionOf(agent), "confirmed");
    later(answerLifetime * 2 - 1);
    // Asked again it is what it is, and read it counts.
    const questions = t.carrier.confirmations.size;
    expect(await ask(agent)).toEqual(done);
    expect(t.carrier.confirmations.size).toBe(questions);
    expect(await read(agent)).toEqual(done);
  });

  const deniedIn = ({ callId }: { callId: bigint }) => ({
    action: "call.check-failed",
    detail: { callId: String(callId), by: "app" },
  });
  const failuresOf = async (line: { id: bigint }) =>
    (await eventsAbout(line)).filter(({ action }) => action === "call.check-failed");

  it("is not asked for again about the line for a day after a no, whoever asks; that is written down once", async () => {
    const { line, agent } = await aConversation();
    await ask(agent);
    t.carrier.confirmations.set(await questionOf(agent), "denied");
    expect(await read(agent)).toEqual(refusal("denied"));
    expect(await read(agent)).toEqual(refusal("denied"));
    expect(await ask(agent)).toEqual(refusal("denied"));
    await endCall(agent.as, { callId: agent.callId, outcome: "not_checked", note: "" });
    later(hours(24) - 1);
    const next = await anAgentInCall(t, { line });
    const questions = t.carrier.confirmations.size;
    expect(await ask(next)).toEqual(refusal("denied"));
    expect(t.carrier.confirmations.size).toBe(questions);
    expect(await failuresOf(line)).toEqual([deniedIn(agent)]);
    expect((await findCall(next.as))?.check).toBeNull();
    later(hours(24));
    expect(await ask(next)).toEqual(done);
  });

  it("is not asked for again after a no that nobody has read, in this call or in another; that is written down", async () => {
    for (const byWhom of ["the same", "another"]) {
      const { line, agent } = await aConversation();
      await ask(agent);
      t.carrier.confirmations.set(await questionOf(agent), "denied");
      expect(await ask(byWhom === "another" ? await anAgentInCall(t, { line }) : agent)).toEqual(
        refusal("denied"),
      );
      expect(await failuresOf(line), byWhom).toEqual([deniedIn(agent)]);
    }
  });

  it("is asked for under a reference that tells nothing, and is there only once", async () => {
    const [one, other] = [await aConversation(), await aConversation()];
    const ids = [];
    for (const { agent } of [one, other]) {
      await ask(agent);
      ids.push(await questionOf(agent));
    }
    for (const id of ids) expect(id).toMatch(/^confirmation-[\da-f]{8}-[\da-f]{4}-4[\da-f-]{21}$/);
    expect(ids[0]).not.toBe(ids[1]);
  });

  it("is asked for three times at the most, where nobody answers", async () => {
    const { agent } = await aConversation();
    for (let time = 0; time < questionsPerCall; time += 1) {
      expect(await ask(agent)).toEqual(done);
      t.carrier.confirmations.set(await questionOf(agent), "expired");
      expect(await read(agent)).toEqual(refusal("expired"));
    }
    expect(await ask(agent)).toEqual(refusal("too-many-questions"));
  });

  it("is asked for six times a day about a line, however many calls there are", async () => {
    const line = await aSubscriber(t.ctx);
    for (let time = 0; time < questionsPerLineAndDay; time += 1)
      expect(await ask(await anAgentInCall(t, { line }))).toEqual(done);
    const next = await anAgentInCall(t, { line });
    expect(await ask(next)).toEqual(refusal("too-many-questions"));
    later(hours(24));
    expect(await ask(next)).toEqual(done);
  });

  it("is asked for no oftener by many agents at once", async () => {
    const line = await aSubscriber(t.ctx);
    const agents = await Promise.all(
      Array.from({ length: questionsPerLineAndDay + 2 }, () => anAgentInCall(t, { line })),
    );
    const answers = await Promise.all(agents.map(ask));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(questionsPerLineAndDay);
  });

  it("is the same question where the carrier's answer to it got lost, while it can wait", async () => {
    const { line, agent } = await aConversation();
    const asked: string[] = [];
    const losing = {
      ...agent.as.carrier,
      requestConfirmation: ({ reference }: { reference: string }) => {
        asked.push(reference);
        return Promise.reject(new Error("carrier API: no answer"));
      },
    };
    const lost = () => requestConfirmation({ ...agent.as, carrier: losing }, { callId: agent.callId });
    for (const ms of [0, questionLifetime - 1, questionLifetime]) {
      later(ms);
      expect(await lost()).toEqual(refusal("carrier-silent"));
    }
    expect(asked[1]).toBe(asked[0]);
    expect(asked[2]).not.toBe(asked[1]);
    expect(await eventsAbout(line)).toHaveLength(2);
  });

  it("is refused plainly while the carrier is silent, and nothing is remembered", async () => {
    const { agent } = await aConversation();
    t.carrier.down = true;
    expect(await ask(agent)).toEqual(refusal("carrier-silent"));
    t.carrier.down = false;
    expect(await ask(agent)).toEqual(done);
    t.carrier.down = true;
    expect(await read(agent)).toEqual(refusal("carrier-silent"));
    expect(await ask(agent)).toEqual(refusal("carrier-silent"));
    expect((await findCall(agent.as))?.check).toBeNull();
  });

  it("is the holder's, or of a minor's line the guardian's; companies and lost guardians have none", async () => {
    const asked: string[] = [];
    const listening = ({ as }: { as: TestContext["ctx"] }) => ({
      ...as,
      carrier: {
        ...as.carrier,
        requestConfirmation: (question: { holderRef: string; reference: string }) => {
          asked.push(question.holderRef);
          return as.carrier.requestConfirmation(question);
        },
      },
    });
    const guardian = await aSubscriber(t.ctx);
    const adult = await aConversation();
    const child = await aConversation({ guardianMsisdn: guardian.personalData.msisdn });
    for (const { agent } of [adult, child])
      await requestConfirmation(listening(agent), { callId: agent.callId });
    expect(asked).toEqual([adult.line.holderRef, guardian.holderRef]);
    for (const given of [{ holderType: "company" as const }, { guardianMsisdn: "01099990000" }]) {
      const { agent } = await aConversation(given);
      expect(await ask(agent)).toEqual(refusal("no-app"));
    }
  });

  it("needs a line, and the agent's own call", async () => {
    const { agent, caller } = await aConversation();
    const nobodys = await anAgentInCall(t);
    expect(await ask(nobodys)).toEqual(refusal("no-line"));
    for (const act of [requestConfirmation, readConfirmation]) {
      await expect(act(nobodys.as, { callId: agent.callId })).rejects.toThrow(NotFound);
      await expect(act(caller.as, { callId: agent.callId })).rejects.toThrow(Forbidden);
    }
  });
});

describe("acting for a line", () => {
  it("is its subscriber's, or an agent's in a call about it whose check holds", async () => {
    const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
    const caller = await aSubscriberSession(t, line);
    const agent = await anAgentInCheckedCall(t, line);
    expect(await requireLineAccess(caller.as, line.id)).toEqual({ callId: null });
    expect(await requireLineAccess(agent.as, line.id)).toEqual({ callId: agent.callId });

    const unchecked = await anAgentInCall(t, { line });
    const asAuditor = t.as({ ...staffActor(agent.member), role: "auditor" });
    for (const as of [
      unchecked.as,
      asAuditor,
      t.as({ type: "public" }),
      t.as({ type: "operator", id: "cli" }),
    ])
      await expect(requireLineAccess(as, line.id)).rejects.toThrow(Forbidden);
    for (const as of [caller.as, agent.as])
      await expect(requireLineAccess(as, other.id)).rejects.toThrow(Forbidden);

    later(checkLifetime);
    await expect(requireLineAccess(agent.as, line.id)).rejects.toThrow(Forbidden);
    later(0);
    await endCall(agent.as, { callId: agent.callId, outcome: "answered", note: "" });
    await expect(requireLineAccess(agent.as, line.id)).rejects.toThrow(Forbidden);
  });
});

describe("the code by which a caller knows the agent", () => {
  async function aShownCode() {
    const conversation = await aConversation();
    const { agent, caller } = conversation;
    await showAgentCode(agent.as, { callId: agent.callId });
    const shown = (await findCall(agent.as))?.agentCode;
    const check = (typed: string, by = caller) => checkAgentCode(by.as, by.session, typed);
    return { ...conversation, shown, code: shown?.code ?? "", check };
  }
  const no = { ok: true, value: { since: null } };

  it("is told to be ours, and since when, as often as it is checked", async () => {
    const { line, agent, shown, code, check } = await aShownCode();
    expect(shown?.until).toEqual(after(start, agentCodeLifetime));
    later(minutes(5));
    for (let time = 0; time < wrongAgentCodesPerSession + 2; time += 1)
      expect(await check(`${code.slice(0, 3)}-${code.slice(3)}`)).toEqual({
        ok: true,
        value: { since: start },
      });
    const events = await eventsAbout(line);
    expect(events[0]).toEqual({ action: "call.agent-code", detail: { callId: String(agent.callId) } });
    expect(events[1]).toEqual({ action: "agent-code.check", detail: { genuine: true } });
  });

  it("is not ours after ten minutes, once the call is over, shown anew, or about another line", async () => {
    const { agent, code, check } = await aShownCode();
    expect(await check(otherCode(code))).toEqual(no);
    expect(await check(code, await aSubscriberSession(t, await aSubscriber(t.ctx)))).toEqual(no);
    later(agentCodeLifetime);
    expect(await check(code)).toEqual(no);
    expect((await findCall(agent.as))?.agentCode).toBeNull();
    later(minutes(1));
    await showAgentCode(agent.as, { callId: agent.callId });
    const second = (await findCall(agent.as))?.agentCode?.code ?? "";
    expect(second).not.toBe(code);
    expect(await check(code)).toEqual(no);
    expect(await check(second)).not.toEqual(no);
    await endCall(agent.as, { callId: agent.callId, outcome: "answered", note: "" });
    expect(await check(second)).toEqual(no);
  });

  it("is not ours any more once an operator disabled the agent", async () => {
    const { agent, code, check } = await aShownCode();
    await t.ctx.db.staffMember.update({ where: { id: agent.member.id }, data: { disabledAt: start } });
    expect(await check(code)).toEqual(no);
  });

  it("is asked about ten times wrongly in a session, also at once, then never again in it", async () => {
    const { caller, code, check } = await aShownCode();
    expect(await check("12 34")).toEqual(refusal("unreadable"));
    const wrong = otherCode(code);
    const answers = await Promise.all(
      Array.from({ length: wrongAgentCodesPerSession + 3 }, () => check(wrong)),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(wrongAgentCodesPerSession);
    expect(await check(code)).toEqual(refusal("too-many-codes"));
    const { wrongAgentCodes } = await t.ctx.db.session.findUniqueOrThrow({
      where: { id: caller.session.id },
    });
    expect(wrongAgentCodes).toBe(wrongAgentCodesPerSession);
  });

  it("is shown only in one's own call that has a line, and checked only in one's own session", async () => {
    const { agent, caller, code } = await aShownCode();
    const nobodys = await anAgentInCall(t);
    expect(await showAgentCode(nobodys.as, { callId: nobodys.callId })).toEqual(refusal("no-line"));
    await expect(showAgentCode(nobodys.as, { callId: agent.callId })).rejects.toThrow(NotFound);
    await expect(showAgentCode(caller.as, { callId: agent.callId })).rejects.toThrow(Forbidden);
    await expect(checkAgentCode(nobodys.as, caller.session, code)).rejects.toThrow(Forbidden);
    await expect(checkAgentCode(t.as({ type: "public" }), caller.session, code)).rejects.toThrow(Forbidden);
  });
});
