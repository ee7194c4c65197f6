import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { orderForCaller } from "#app/domain/calls/order-for-caller.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { enrolAllLines } from "#app/domain/protection/enrol-all-lines.server.ts";
import { enrolProtection } from "#app/domain/protection/enrol-protection.server.ts";
import { getProtection } from "#app/domain/protection/get-protection.server.ts";
import { pauseProtection } from "#app/domain/protection/pause-protection.server.ts";
import { PAUSE_PATH, SWITCH_OFF_PATH } from "#app/domain/protection/protection.rules.ts";
import { switchOffProtection } from "#app/domain/protection/switch-off-protection.server.ts";
import { undoEnrolment } from "#app/domain/protection/undo-enrolment.server.ts";
import { raisedLifetime } from "#app/domain/verification/level.rules.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import { anAgentInCall, anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-24T20:00:00+09:00");

let t: TestContext;
let carrier: TestCarrier;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  await carrier.fault("none");
  carrier.heard.length = 0;
});
afterAll(async () => {
  carrier.close();
  await t.close();
});

const aLine = (given: Parameters<typeof aCarriersLine>[2] = {}) => aCarriersLine(t.ctx, carrier, given);
type Line = Awaited<ReturnType<typeof aLine>>;
const carryOut = () => carryOutAll(t.ctx, anOrderSender(carrier));
const ordersOf = async (line: { id: bigint }) =>
  (await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ wanted, state, level, actorType }) => ({ wanted, state, level, actorType }),
  );
const lettersTo = async (line: Line) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).map(({ kind }) => kind);
const refusal = (name: string) => ({ ok: false, refusal: name });
const on = { state: "on" };
const off = { state: "off" };

describe("switching it on", () => {
  it("is one press at L1, and no letter: they did it themself", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    expect((await enrolProtection(as, { subscriberId: line.id, key: "k" })).ok).toBe(true);
    expect(await ordersOf(line)).toEqual([
      { wanted: on, state: "pending", level: "L1", actorType: "subscriber" },
    ]);
    expect(await lettersTo(line)).toEqual([]);
  });

  it("is one order, however often the form arrives, and however close together", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    const key = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => enrolProtection(as, { subscriberId: line.id, key })),
    );
    expect(sent.every(({ ok }) => ok)).toBe(true);
    expect(await ordersOf(line)).toHaveLength(1);
    await carryOut();
    expect(await enrolProtection(as, { subscriberId: line.id, key })).toMatchObject({ ok: true });
    const { msisdn } = line.personalData;
    expect(carrier.heard.filter(({ body }) => body.msisdn === msisdn)).toHaveLength(1);
  });

  it.each([anAgentInCheckedCall, (of: TestContext, line: Line) => anAgentInCall(of, { line })])(
    "is any agent's in a call about the line, checked or not; once, and the subscriber is told",
    async (call) => {
      const line = await aLine();
      const { as, callId } = await call(t, line);
      for (let time = 0; time < 3; time += 1)
        expect((await orderForCaller(as, { callId, act: "protection-on" })).ok).toBe(true);
      expect(await ordersOf(line)).toEqual([
        { wanted: on, state: "pending", level: "L1", actorType: "staff" },
      ]);
      expect(await lettersTo(line)).toEqual(["acted"]);
      const event = await t.ctx.db.auditEvent.findFirstOrThrow({
        where: { action: "protection.on", subjectId: String(line.id) },
      });
      expect(event.detail).toMatchObject({ callId: String(callId), forCaller: true });
    },
  );

  it("is nobody else's", async () => {
    const [line, other] = [await aLine(), await aLine()];
    const agent = staffActor(await aStaffMember(t.ctx));
    const { as: elsewhere, callId } = await anAgentInCall(t, { line: other });
    const ended = await anAgentInCall(t, { line, endedAt: start, outcome: "other" });
    const auditor = staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] }));
    const { as: stranger } = await aSubscriberSession(t, other);
    for (const as of [
      ...[elsewhere, ended.as, stranger, t.as(agent), t.as(auditor)],
      ...[t.as({ type: "public" }), t.as({ type: "operator", id: "kim" })],
    ])
      await expect(enrolProtection(as, { subscriberId: line.id, key: "k" })).rejects.toThrow(Forbidden);
    await expect(orderForCaller(ended.as, { callId: ended.callId, act: "protection-on" })).rejects.toThrow(
      NotFound,
    );
    await expect(orderForCaller(t.as(agent), { callId, act: "protection-on" })).rejects.toThrow(NotFound);
    expect(await ordersOf(line)).toEqual([]);
    const empty = await anAgentInCall(t);
    expect(await orderForCaller(empty.as, { callId: empty.callId, act: "protection-on" })).toEqual(
      refusal("no-line"),
    );
  });
});

describe("switching it on for all lines", () => {
  it("is L2's, for a holder's active lines and the minors in their care, also with an authenticator that only reads", async () => {
    const line = await aLine({ holderRef: "H-family" });
    const second = await aLine({ holderRef: "H-family" });
    const ended = await aLine({ holderRef: "H-family", lineStatus: "ended" });
    const minor = await aLine({ guardianMsisdn: line.personalData.msisdn });
    const stranger = await aLine();
    const young = await aSignedInSession(t, line, { since: null });
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => enrolAllLines(young.as, young.session, "all")),
    );
    expect(sent.map((one) => one.ok && one.value.lines)).toEqual(Array.from({ length: 20 }, () => 3));
    for (const each of [line, second, minor])
      expect(await ordersOf(each)).toEqual([
        { wanted: on, state: "pending", level: "L2", actorType: "subscriber" },
      ]);
    for (const each of [ended, stranger]) expect(await ordersOf(each)).toEqual([]);
  });

  it("is forbidden at L1, and with another's session", async () => {
    const [line, other] = [await aLine(), await aLine()];
    const l1 = await aSubscriberSession(t, line);
    await expect(enrolAllLines(l1.as, l1.session, "k")).rejects.toThrow(Forbidden);
    const signedIn = await aSignedInSession(t, line);
    const { as } = await aSubscriberSession(t, other);
    await expect(enrolAllLines(as, signedIn.session, "k")).rejects.toThrow(Forbidden);
    expect(await ordersOf(line)).toEqual([]);
  });
});

describe("a pause", () => {
  const until = after(start, hours(1));

  it("is ordered at L3, with its end, once a form", async () => {
    const line = await aLine();
    const { as, session } = await aSignedInSession(t, line, { raisedFor: PAUSE_PATH });
    const key = randomUUID();
    await Promise.all(Array.from({ length: 20 }, () => pauseProtection(as, session, { until, key })));
    expect(await ordersOf(line)).toEqual([
      {
        wanted: { state: "paused", until: until.toISOString() },
        state: "pending",
        level: "L3",
        actorType: "subscriber",
      },
    ]);
    expect(await pauseProtection(as, session, { until: after(until, 1), key })).toEqual(refusal("form-used"));
    await carryOut();
    expect(await getProtection(as, line.id)).toMatchObject({
      now: { ok: true, value: { state: "paused", pausedUntil: until } },
      newest: { state: "done", by: "own" },
      undoable: null,
    });
  });

  it("is refused without an end ahead, within 24 hours", async () => {
    const line = await aLine();
    const { as, session } = await aSignedInSession(t, line, { raisedFor: PAUSE_PATH });
    for (const [end, name] of [
      [start, "end-passed"],
      [new Date(Number.NaN), "end-passed"],
      [after(start, hours(24) + 1), "too-long"],
    ] as const)
      expect(await pauseProtection(as, session, { until: end, key: "k" })).toEqual(refusal(name));
    expect(await ordersOf(line)).toEqual([]);
    expect((await pauseProtection(as, session, { until: after(start, hours(24)), key: "k" })).ok).toBe(true);
  });
});

describe("what takes protection away", () => {
  const acts = {
    pause: [
      PAUSE_PATH,
      (...[as, session]: Parameters<typeof switchOffProtection>) =>
        pauseProtection(as, session, { until: after(start, hours(1)), key: "k" }),
    ],
    "switch off": [
      SWITCH_OFF_PATH,
      (...[as, session]: Parameters<typeof switchOffProtection>) => switchOffProtection(as, session, "k"),
    ],
  } as const;

  it.each(Object.entries(acts))(
    "(%s) needs L3 for that very path, of that very line, not gone by",
    async (_, [path, act]) => {
      const [line, other] = [await aLine(), await aLine()];
      const l1 = await aSubscriberSession(t, line);
      const l2 = await aSignedInSession(t, line);
      const elsewhere = await aSignedInSession(t, line, { raisedFor: "/micropayments/raise" });
      const raised = await aSignedInSession(t, line, { raisedFor: path });
      const others = await aSignedInSession(t, other, { raisedFor: path });
      for (const [as, session] of [
        [l1.as, l1.session],
        [l2.as, l2.session],
        [elsewhere.as, elsewhere.session],
        [others.as, raised.session],
        [t.as({ type: "operator", id: "kim" }), raised.session],
      ] as const)
        await expect(act(as, session, "k")).rejects.toThrow(Forbidden);
      t.setNow(after(start, raisedLifetime));
      await expect(act(raised.as, raised.session, "k")).rejects.toThrow(Forbidden);
      expect(await ordersOf(line)).toEqual([]);
      t.setNow(start);
      expect((await act(raised.as, raised.session, "k")).ok).toBe(true);
    },
  );

  it.each(Object.entries(acts))(
    "(%s) is no agent's, whoever calls: refused and written down",
    async (_, [path, act]) => {
      const line = await aLine();
      const { session } = await aSignedInSession(t, line, { raisedFor: path });
      const { as, callId, member } = await anAgentInCheckedCall(t, line);
      await expect(act(as, session, "k")).rejects.toThrow(Forbidden);
      for (const name of ["protection-pause", "protection-off", "payments-on", "payments-raise"] as const)
        expect(await orderForCaller(as, { callId, act: name })).toEqual(refusal("never-by-agent"));
      expect(await ordersOf(line)).toEqual([]);
      const refusals = await t.ctx.db.auditEvent.findMany({
        where: { action: "access.refused", actorId: String(member.id), subjectId: String(line.id) },
        orderBy: { id: "asc" },
      });
      expect(refusals.map(({ detail }) => detail)).toMatchObject([
        { path },
        { act: "protection-pause" },
        { act: "protection-off" },
        { act: "payments-on" },
        { act: "payments-raise" },
      ]);
    },
  );
});

describe("undoing an enrolment", () => {
  async function enrolled(wasOn = false) {
    const line = await aLine();
    const { msisdn } = line.personalData;
    if (wasOn)
      await carrier.writes.setProtection({ msisdn, state: "on", until: null, idempotencyKey: msisdn });
    const { id } = await anOrder(t.ctx, line, protectionOn);
    await carryOut();
    return { line, orderId: String(id), ...(await aSignedInSession(t, line)) };
  }

  it("is L2's, where protection was off before; once", async () => {
    const { line, orderId, as, session } = await enrolled();
    expect((await getProtection(as, line.id)).undoable).toBe(orderId);
    const key = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => undoEnrolment(as, session, { orderId, key })),
    );
    expect(sent.every(({ ok }) => ok)).toBe(true);
    await carryOut();
    expect(await ordersOf(line)).toMatchObject([
      { wanted: on, state: "done" },
      { wanted: off, state: "done", level: "L2" },
    ]);
    expect(await undoEnrolment(as, session, { orderId, key: "again" })).toEqual(refusal("nothing-to-undo"));
  });

  it("is refused for what was on before, has not been done, or is not the newest", async () => {
    const before = await enrolled(true);
    const { orderId } = before;
    expect(await undoEnrolment(before.as, before.session, { orderId, key: "k" })).toEqual(
      refusal("nothing-to-undo"),
    );
    const line = await aLine();
    const pending = await anOrder(t.ctx, line, protectionOn);
    const { as, session } = await aSignedInSession(t, line);
    const undo = { orderId: String(pending.id), key: "k" };
    expect(await undoEnrolment(as, session, undo)).toEqual(refusal("nothing-to-undo"));
    await carryOut();
    await anOrder(t.ctx, line, protectionOn);
    await carryOut();
    expect(await undoEnrolment(as, session, undo)).toEqual(refusal("nothing-to-undo"));
  });

  it("is refused for an authenticator that only reads, and forbidden at L1 and to staff", async () => {
    const { line, orderId } = await enrolled();
    const young = await aSignedInSession(t, line, { since: new Date("2025-09-10") });
    const undo = { orderId, key: "k" };
    expect(await undoEnrolment(young.as, young.session, undo)).toEqual(refusal("reads-only"));
    const l1 = await aSubscriberSession(t, line);
    const agent = await anAgentInCheckedCall(t, line);
    for (const [as, session] of [
      [l1.as, l1.session],
      [agent.as, young.session],
    ] as const)
      await expect(undoEnrolment(as, session, undo)).rejects.toThrow(Forbidden);
  });
});

describe("its state", () => {
  it("is what the carrier has now; never a guess", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    await anOrder(t.ctx, line, protectionOn);
    expect(await getProtection(as, line.id)).toMatchObject({
      now: { ok: true, value: { state: "off" } },
      newest: { state: "pending", askedAt: start },
    });
    for (const path of ["/v1/lines/protection", "/v1/lines/owner"]) {
      await carrier.fault("error", path);
      expect((await getProtection(as, line.id)).now).toEqual(refusal("carrier-silent"));
      await carrier.fault("none");
    }
  });

  it("of a number that has gone to somebody else is nobody's to see here", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: "H-new" });
    expect((await getProtection(as, line.id)).now).toEqual(refusal("owner-changed"));
    carrier.lines.set(line.personalData.msisdn, { status: "ported", holderRef: null });
    expect((await getProtection(as, line.id)).now).toEqual(refusal("line-not-active"));
  });

  it("is not for an agent whose caller has not been checked", async () => {
    const line = await aLine();
    const { as } = await anAgentInCall(t, { line });
    await expect(getProtection(as, line.id)).rejects.toThrow(Forbidden);
    t.setNow(after(start, minutes(1)));
    const checked = await anAgentInCheckedCall(t, line);
    expect((await getProtection(checked.as, line.id)).now.ok).toBe(true);
  });
});
