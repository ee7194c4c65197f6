import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Forbidden } from "#app/domain/context.server.ts";
import { getAnswerDetails } from "#app/domain/exposure/get-answer-details.server.ts";
import { getOwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { anAgentInCall, anAgentInCheckedCall } from "#tests/factories/call.ts";
import { anOrder, protectionOff, protectionOn } from "#tests/factories/carrier-order.ts";
import { aDecidedClaim, aFiledClaim, aHeldPayment, aTakenSum, aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFeePolicy, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident, inAllLanguages } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, slotAt } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const keys = ["usim-swap", "protection", "micropayments", "compensation", "fee-waiver"] as const;
  incident = await anIncident(t.ctx, {
    remedies: keys.map((key) => ({
      key,
      names: inAllLanguages(key),
      description: inAllLanguages("What it does."),
      for: ["payments" as const, "exposed" as const],
      online_from: "2025-09-18",
      until_then: inAllLanguages("Call."),
    })),
  });
  await aFeePolicy(t.ctx, underReview());
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(() => t.close());

type Line = Awaited<ReturnType<typeof aSubscriber>>;
const ownAnswer = (line: { id: bigint }) =>
  getOwnAnswer(t.as({ type: "subscriber", id: String(line.id), level: "L1" }), line.id);

/** With what is confirmed and suspected of a line's payments, as its finding would say it. */
async function aCharged(payments: { status: "confirmed" | "suspected"; amountKrw: number }[]): Promise<Line> {
  const line = await aVictim(t.ctx, incident, { payments: payments.map((one) => aHeldPayment(one)) });
  const of = (status: string) => payments.filter((one) => one.status === status);
  const sum = (status: string) => of(status).reduce((total, { amountKrw }) => total + amountKrw, 0);
  await aPublishedFinding(t.ctx, incident, {
    id: `charged-${line.id}`,
    announced_at: "2025-09-12T15:00:00+09:00",
    changed: [
      {
        line,
        verdict: payments.length > 0 ? "payments" : "exposed",
        confirmedCount: of("confirmed").length,
        confirmedKrw: sum("confirmed"),
        suspectedCount: of("suspected").length,
        suspectedKrw: sum("suspected"),
      },
    ],
  });
  return line;
}

/** As the worker leaves it behind. */
const settle = (order: { id: bigint }, state: "done" | "failed") =>
  t.ctx.db.carrierOrder.update({
    where: { id: order.id },
    data: {
      state,
      settledAt: t.ctx.now(),
      reason: state === "failed" ? "carrier-refused" : null,
    },
  });

describe("the steps", () => {
  it("say nothing where nothing was done, and bring today and the policy in force", async () => {
    const line = await aSubscriber(t.ctx);
    const answer = await ownAnswer(line);
    expect(answer).toMatchObject({ states: {}, today: "2025-09-18" });
    // No finding names it, so no remedy is for it.
    expect(answer.feePolicy).toBeNull();
    const victim = await aCharged([]);
    expect((await ownAnswer(victim)).feePolicy?.state).toBe("under_review");
  });

  it("follow the orders to the carrier, the newest of each kind", async () => {
    const line = await aCharged([]);
    const on = await anOrder(t.ctx, line, protectionOn);
    const off = await anOrder(t.ctx, line, { kind: "payments_allowed", wanted: { allowed: false } });
    expect((await ownAnswer(line)).states).toMatchObject({
      protection: { says: "protection_asked", stands: "asked", at: start },
      micropayments: { says: "payments_off_asked", stands: "asked" },
    });
    await settle(on, "done");
    await settle(off, "failed");
    expect((await ownAnswer(line)).states).toMatchObject({
      protection: { says: "protection_on", stands: "done", at: start },
      micropayments: { says: "order_failed", stands: "open" },
    });
    await settle(await anOrder(t.ctx, line, protectionOff), "done");
    expect((await ownAnswer(line)).states.protection?.says).toBe("protection_off");
  });

  it("know a booked visit and a place in a waiting list, each of its own line alone", async () => {
    const store = await aStore(t.ctx, incident);
    const [booked, waiting, other] = [await aCharged([]), await aCharged([]), await aCharged([])];
    await aVisit(t.ctx, booked, store);
    const full = await aStore(t.ctx, incident, { usim: 0 });
    await aTicket(t.ctx, waiting, full);
    expect((await ownAnswer(booked)).states["usim-swap"]).toMatchObject({
      says: "swap_booked",
      at: slotAt("2025-09-19 10:00"),
    });
    expect((await ownAnswer(waiting)).states["usim-swap"]).toMatchObject({ says: "swap_waiting", at: start });
    expect((await ownAnswer(other)).states).toEqual({});
  });

  it("know that the fee was registered for", async () => {
    const line = await aCharged([]);
    const { as, session } = await aSignedInSession(t, line);
    await registerFeeWaiver(as, session, { key: randomUUID(), grace: null });
    expect((await ownAnswer(line)).states["fee-waiver"]).toMatchObject({
      says: "fee_registered",
      at: start,
    });
  });

  it("know that the fee's waiver was given up for an offer", async () => {
    const [line, other] = [await aCharged([]), await aCharged([])];
    const order = await anOrder(t.ctx, line, { kind: "take_offer", wanted: { choiceId: "1" } });
    await t.ctx.db.offerChoice.create({
      data: {
        idempotencyKey: randomUUID(),
        subscriberId: line.id,
        offer: "discount",
        forfeits: ["fee-waiver"],
        lostKrw: 270_000,
        chosenAt: start,
        orderId: order.id,
      },
    });
    expect((await ownAnswer(line)).states["fee-waiver"]).toMatchObject({
      says: "fee_given_up",
      stands: "done",
    });
    expect((await ownAnswer(other)).states["fee-waiver"]).toBeUndefined();
  });
});

describe("the money", () => {
  it("is open, then paid for once it was taken and settled", async () => {
    const line = await aCharged([{ status: "confirmed", amountKrw: 330_000 }]);
    expect((await ownAnswer(line)).states.compensation).toMatchObject({
      says: "money_open",
      amountKrw: 330_000,
    });
    await aTakenSum(t, line);
    expect((await ownAnswer(line)).states.compensation).toMatchObject({
      says: "money_decided",
      stands: "asked",
      amountKrw: 330_000,
    });
    const payout = await t.ctx.db.payout.findFirstOrThrow({ where: { subscriberId: line.id } });
    await t.ctx.db.carrierOrder.update({
      where: { id: payout.orderId },
      data: { state: "done", settledAt: t.ctx.now() },
    });
    await t.ctx.db.payout.update({
      where: { id: payout.id },
      data: { state: "settled", settledAt: t.ctx.now(), settledItems: [] },
    });
    expect((await ownAnswer(line)).states.compensation).toMatchObject({
      says: "money_paid",
      stands: "done",
      amountKrw: 330_000,
    });
  });

  it("is being reviewed while a claim is", async () => {
    const line = await aCharged([{ status: "suspected", amountKrw: 50_000 }]);
    expect((await ownAnswer(line)).states.compensation).toBeUndefined();
    await aFiledClaim(t, line);
    const { states, suspected } = await ownAnswer(line);
    expect(states.compensation).toMatchObject({ says: "money_asked", amountKrw: 50_000 });
    expect(suspected).toEqual({ openCount: 1, openKrw: 50_000, decidedCount: 0 });
  });

  it("no longer calls a payment being checked that a claim decided, also of its details", async () => {
    const line = await aCharged([
      { status: "suspected", amountKrw: 50_000 },
      { status: "suspected", amountKrw: 20_000 },
      { status: "confirmed", amountKrw: 10_000 },
    ]);
    expect((await ownAnswer(line)).suspected).toEqual({ openCount: 2, openKrw: 70_000, decidedCount: 0 });
    const { session } = await aDecidedClaim(t, line, {
      approve: ({ amountKrw }) => (amountKrw === 20_000 ? 0 : amountKrw),
    });
    expect((await ownAnswer(line)).suspected).toEqual({ openCount: 0, openKrw: 0, decidedCount: 2 });
    const { payments } = await getAnswerDetails(
      t.as({ type: "subscriber", id: String(line.id), level: "L2" }),
      session.subscriberId,
    );
    expect(payments.map(({ amountKrw, approvedKrw }) => [amountKrw, approvedKrw])).toEqual([
      [50_000, 50_000],
      [20_000, 0],
      [10_000, null],
    ]);
    // Nothing of it is a next holder's.
    const { holderId } = await aCharged([]);
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { holderId } });
    const next = await getAnswerDetails(
      t.as({ type: "subscriber", id: String(line.id), level: "L2" }),
      session.subscriberId,
    );
    expect(next.payments.map(({ approvedKrw }) => approvedKrw)).toEqual([null, null, null]);
  });
});

describe("who may", () => {
  it("is the line's own session and an agent whose caller was checked, and nobody else", async () => {
    const [line, other] = [await aCharged([]), await aCharged([])];
    const agent = await anAgentInCheckedCall(t, line);
    expect(await getOwnAnswer(agent.as, line.id)).toEqual(await ownAnswer(line));
    const unchecked = await anAgentInCall(t, { line });
    for (const as of [
      unchecked.as,
      t.ctx,
      t.as({ type: "subscriber", id: String(other.id), level: "L2" }),
      t.as({ type: "public" }),
    ])
      await expect(getOwnAnswer(as, line.id)).rejects.toThrow(Forbidden);
  });
});
