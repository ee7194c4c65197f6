import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { orderForCaller } from "#app/domain/calls/order-for-caller.server.ts";
import { Forbidden } from "#app/domain/context.server.ts";
import { allowMore } from "#app/domain/micropayments/allow-more.server.ts";
import { getMicropayments } from "#app/domain/micropayments/get-micropayments.server.ts";
import { lowerCap } from "#app/domain/micropayments/lower-cap.server.ts";
import {
  ALLOW_MORE_PATH,
  caps,
  higherCaps,
  lowerCaps,
  parseCap,
} from "#app/domain/micropayments/micropayments.rules.ts";
import { requireBiometric } from "#app/domain/micropayments/require-biometric.server.ts";
import { switchOffMicropayments } from "#app/domain/micropayments/switch-off-micropayments.server.ts";
import { anAgentInCall, anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import { aCarriersLine, anOrder, anOrderSender, carryOutAll } from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
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
});
afterAll(async () => {
  carrier.close();
  await t.close();
});

const aLine = () => aCarriersLine(t.ctx, carrier);
const ordersOf = async (line: { id: bigint }) =>
  (await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ kind, wanted, state, level }) => ({ kind, wanted, state, level }),
  );
const refusal = (name: string) => ({ ok: false, refusal: name });

describe("at L1", () => {
  it("they are switched off in one press, the cap is lowered, and a fingerprint or a face made a must; once a form", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    const form = () => ({ subscriberId: line.id, key: randomUUID() });
    for (const act of [
      (given: ReturnType<typeof form>) => switchOffMicropayments(as, given),
      (given: ReturnType<typeof form>) => lowerCap(as, { ...given, capKrw: 50_000 }),
      (given: ReturnType<typeof form>) => requireBiometric(as, given),
    ]) {
      const given = form();
      const sent = await Promise.all(Array.from({ length: 20 }, () => act(given)));
      expect(sent.every(({ ok }) => ok)).toBe(true);
    }
    expect(await ordersOf(line)).toEqual([
      { kind: "payments_allowed", wanted: { allowed: false }, state: "pending", level: "L1" },
      { kind: "payments_cap", wanted: { capKrw: 50_000, mayRaise: false }, state: "pending", level: "L1" },
      { kind: "payments_biometric", wanted: { biometricOnly: true }, state: "pending", level: "L1" },
    ]);
    await carryOutAll(t.ctx, anOrderSender(carrier));
    expect(await getMicropayments(as, line.id)).toMatchObject({
      now: { ok: true, value: { allowed: false, capKrw: 50_000, biometricOnly: true } },
    });
    expect((await getMicropayments(as, line.id)).newest.map(({ state }) => state)).toEqual([
      "done",
      "done",
      "done",
    ]);
  });

  it("a cap is refused that isn't lower than the carrier's, or than one on its way, or where the carrier is silent", async () => {
    const line = await aLine();
    const { as } = await aSubscriberSession(t, line);
    const lower = (capKrw: number, key: string = randomUUID()) =>
      lowerCap(as, { subscriberId: line.id, capKrw, key });
    for (const capKrw of [300_000, 500_000]) expect(await lower(capKrw)).toEqual(refusal("not-lower"));
    expect((await lower(100_000, "first")).ok).toBe(true);
    for (const capKrw of [100_000, 200_000]) expect(await lower(capKrw)).toEqual(refusal("not-lower"));
    expect(await lower(50_000, "first")).toEqual(refusal("form-used"));
    expect((await lower(100_000, "first")).ok).toBe(true);
    await carrier.fault("error", "/v1/lines/micropayments");
    expect(await lower(10_000)).toEqual(refusal("carrier-silent"));
    await carrier.fault("none");
    carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: "H-new" });
    expect(await lower(10_000)).toEqual(refusal("owner-changed"));
    expect(await ordersOf(line)).toHaveLength(1);
  });

  it("nothing is anybody else's; an unchecked agent's is the switching off alone", async () => {
    const [line, other] = [await aLine(), await aLine()];
    const { as: stranger } = await aSubscriberSession(t, other);
    const unchecked = await anAgentInCall(t, { line });
    const given = { subscriberId: line.id, key: "k" };
    const lowered = { ...given, capKrw: 10_000 };
    for (const as of [stranger, t.as({ type: "public" }), t.as({ type: "operator", id: "kim" })]) {
      await expect(switchOffMicropayments(as, given)).rejects.toThrow(Forbidden);
      await expect(lowerCap(as, lowered)).rejects.toThrow(Forbidden);
      await expect(requireBiometric(as, given)).rejects.toThrow(Forbidden);
      await expect(getMicropayments(as, line.id)).rejects.toThrow(Forbidden);
    }
    await expect(lowerCap(unchecked.as, lowered)).rejects.toThrow(Forbidden);
    await expect(requireBiometric(unchecked.as, given)).rejects.toThrow(Forbidden);
    await expect(getMicropayments(unchecked.as, line.id)).rejects.toThrow(Forbidden);
    expect(await ordersOf(line)).toEqual([]);
    expect((await orderForCaller(unchecked.as, { callId: unchecked.callId, act: "payments-off" })).ok).toBe(
      true,
    );
    const checked = await anAgentInCheckedCall(t, line);
    expect((await lowerCap(checked.as, lowered)).ok).toBe(true);
    expect((await requireBiometric(checked.as, given)).ok).toBe(true);
    const letters = await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } });
    expect(letters.map(({ kind }) => kind)).toEqual(["acted", "acted", "acted"]);
  });
});

describe("at L3", () => {
  it("they are switched on, or their cap raised", async () => {
    const line = await aLine();
    const { as, session } = await aSignedInSession(t, line, { raisedFor: ALLOW_MORE_PATH });
    expect((await allowMore(as, session, { capKrw: null, key: "on" })).ok).toBe(true);
    expect((await allowMore(as, session, { capKrw: 500_000, key: "cap" })).ok).toBe(true);
    expect(await allowMore(as, session, { capKrw: 1_000_000, key: "cap" })).toEqual(refusal("form-used"));
    await carryOutAll(t.ctx, anOrderSender(carrier));
    expect(await getMicropayments(as, line.id)).toMatchObject({
      now: { ok: true, value: { allowed: true, capKrw: 500_000 } },
    });
    expect((await ordersOf(line)).map(({ level }) => level)).toEqual(["L3", "L3"]);
  });

  it("and by nobody below it", async () => {
    const line = await aLine();
    const l1 = await aSubscriberSession(t, line);
    const l2 = await aSignedInSession(t, line);
    const paused = await aSignedInSession(t, line, { raisedFor: "/protection/pause" });
    const raised = await aSignedInSession(t, line, { raisedFor: ALLOW_MORE_PATH });
    const agent = await anAgentInCheckedCall(t, line);
    for (const [as, session] of [
      [l1.as, l1.session],
      [l2.as, l2.session],
      [paused.as, paused.session],
      [agent.as, raised.session],
    ] as const)
      await expect(allowMore(as, session, { capKrw: 1_000_000, key: "k" })).rejects.toThrow(Forbidden);
    expect(await ordersOf(line)).toEqual([]);
    expect(
      await t.ctx.db.auditEvent.count({
        where: { action: "access.refused", actorId: String(agent.member.id), subjectId: String(line.id) },
      }),
    ).toBe(1);
  });
});

it("a raise that waits is no room for L1: a lower cap is measured by what the carrier has", async () => {
  const line = await aLine();
  await anOrder(
    t.ctx,
    line,
    { kind: "payments_cap", wanted: { capKrw: 1_000_000, mayRaise: true } },
    { level: "L3" },
  );
  const { as } = await aSubscriberSession(t, line);
  const lower = (capKrw: number) => lowerCap(as, { subscriberId: line.id, capKrw, key: randomUUID() });
  expect(await lower(500_000)).toEqual(refusal("not-lower"));
  expect((await lower(200_000)).ok).toBe(true);
});

it("caps are those that are offered", () => {
  expect(parseCap("50000")).toBe(50_000);
  for (const typed of ["", "50,000", "0", "-1", "1e5", "2000000", "50000 "])
    expect(parseCap(typed)).toBeNull();
  expect(lowerCaps(50_000)).toEqual([10_000, 30_000]);
  expect(higherCaps(300_000)).toEqual([500_000, 1_000_000]);
  expect(caps.at(-1)).toBe(1_000_000);
});
