import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { lineKinds, moneyKinds } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { addByHand } from "#app/domain/compensation/add-by-hand.server.ts";
import { endBankAccount } from "#app/domain/compensation/end-bank-account.server.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { fileClaim } from "#app/domain/compensation/file-claim.server.ts";
import { getBankAccount } from "#app/domain/compensation/get-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { Forbidden } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { after, hours, minutes, seconds } from "#app/shared/time.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  expireOrderLeases,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import {
  aDecidedClaim,
  aHeldPayment,
  aJudgedClaim,
  aReviewer,
  aTakenSum,
  aVictim,
  byHand,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-10-02T20:00:00+09:00");
const REFUND = "/v1/lines/refund";

let t: TestContext;
let carrier: TestCarrier;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  incident = await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  await carrier.fault("none");
  carrier.heard.length = 0;
});
afterAll(async () => {
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
  carrier.close();
  await t.close();
});

type Line = Awaited<ReturnType<typeof aVictim>>;
const carryOut = () => carryOutAll(t.ctx, anOrderSender(carrier));
const payoutOf = (line: Line) => t.ctx.db.payout.findFirstOrThrow({ where: { subscriberId: line.id } });
const orderOf = async (line: Line) =>
  t.ctx.db.carrierOrder.findUniqueOrThrow({ where: { id: (await payoutOf(line)).orderId } });
const paidTo = async (line: Line) =>
  (await carrier.refunds()).filter(({ subscriberRef }) => subscriberRef === line.subscriberRef);
const lettersOf = async (line: Line) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
const acts = async (line: Line) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(line.id) },
      orderBy: { id: "asc" },
    })
  ).map(({ action }) => action);

async function aVictimWhoTookAll() {
  const line = await aVictim(t.ctx, incident, {
    payments: [
      { status: "confirmed", amountKrw: 120_000 },
      { status: "confirmed", amountKrw: 80_000 },
    ],
  });
  await aTakenSum(t, line);
  return line;
}

const number = "11012345678901";
async function withAccount(line: Line, form: { number?: string; bank?: "004" | "088" } = {}) {
  const account = { bank: "004" as const, number, ...form };
  await carrier.tell("account", { ...account, name: line.personalData.name });
  const { as, session } = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
  return granted(await enterBankAccount(as, session, { key: randomUUID(), ...account }));
}

/** Of 50,000 won that a reviewer approved, on the way to the line's account. */
async function aPayoutToAccount() {
  const line = await aVictim(t.ctx, incident, { payments: [{ status: "suspected" }] });
  await withAccount(line);
  await aDecidedClaim(t, line, { payoutWay: "bank_account" });
  return line;
}

describe("on the bill", () => {
  it("the whole sum is asked, reaches the carrier once, item by item, and is settled and told", async () => {
    const line = await aVictimWhoTookAll();
    expect(await payoutOf(line)).toMatchObject({ state: "asked", amountKrw: 200_000, way: "bill_credit" });
    await carryOut();
    const items = await t.ctx.db.claimItem.findMany({ where: { subscriberId: line.id } });
    const done = items.map(({ id, amountKrw }) => ({ reference: `item:${id}`, how: "credited", amountKrw }));
    expect(await paidTo(line)).toMatchObject([
      { totalKrw: 200_000, to: { way: "bill" }, accountRef: `A-${line.subscriberRef}` },
    ]);
    expect(await payoutOf(line)).toMatchObject({
      state: "settled",
      settledAt: start,
      rounds: 1,
      settledItems: expect.arrayContaining(done) as unknown,
    });
    expect(await lettersOf(line)).toEqual(["sum_taken", "paid_out"]);
    expect((await acts(line)).slice(-2)).toEqual(["carrier.done", "payout.settle"]);
    await carryOut();
    expect(await paidTo(line)).toHaveLength(1);
  });

  it("what was never billed is waived instead, and the sum is the same", async () => {
    const line = await aVictimWhoTookAll();
    const [first] = await t.ctx.db.claimItem.findMany({ where: { subscriberId: line.id } });
    await carrier.tell("unbilled", { paymentIds: [first?.paymentId] });
    await carryOut();
    const { settledItems } = await payoutOf(line);
    const how = (settledItems as { how: string }[]).map((item) => item.how).sort();
    expect(how).toEqual(["credited", "waived"]);
  });

  it("a line that has ended, or whose number is another's by now, is paid too", async () => {
    const line = await aVictimWhoTookAll();
    carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: "H-stranger" });
    await carryOut();
    expect(await payoutOf(line)).toMatchObject({ state: "settled" });
  });

  it.each(["lost", "error"])(
    "(%s) is asked for again, without end, under the same key, and paid once",
    async (fault) => {
      const line = await aVictimWhoTookAll();
      await carrier.fault(fault, REFUND);
      await carryOut();
      expect(await orderOf(line)).toMatchObject({ state: "pending", notBefore: after(start, seconds(5)) });
      t.setNow(after(start, hours(24 * 40)));
      await carryOut();
      expect(await payoutOf(line)).toMatchObject({ state: "asked" });
      await carrier.fault("none");
      t.setNow(after(t.ctx.now(), minutes(5)));
      await carryOut();
      expect(await payoutOf(line)).toMatchObject({ state: "settled", rounds: 1 });
      expect(await paidTo(line)).toHaveLength(1);
      expect(new Set(carrier.heard.map(({ body }) => body.idempotencyKey)).size).toBe(1);
      expect(carrier.heard).toHaveLength(3);
    },
  );

  it("two of one line don't take each other's place", async () => {
    const line = await aVictim(t.ctx, incident, {
      payments: [{ status: "confirmed" }, { status: "suspected" }],
    });
    await aTakenSum(t, line);
    await aDecidedClaim(t, line);
    await carryOut();
    expect((await paidTo(line)).map(({ totalKrw }) => totalKrw)).toEqual([50_000, 50_000]);
    expect(await t.ctx.db.payout.count({ where: { subscriberId: line.id, state: "settled" } })).toBe(2);
  });

  it("refused, it waits for a reviewer, who has it ordered anew, once", async () => {
    const line = await aVictimWhoTookAll();
    await carrier.fault("refuse", REFUND);
    await carryOut();
    const { id: payoutId, ...failed } = await payoutOf(line);
    expect(failed).toMatchObject({ state: "failed", reason: "carrier-refused", settledAt: start });
    expect(await lettersOf(line)).toEqual(["sum_taken", "payout_failed"]);
    await carrier.fault("none");
    t.setNow(after(start, hours(24)));
    await carryOut();
    expect(await paidTo(line)).toEqual([]);

    const { as } = await aReviewer(t);
    for (const actor of [
      { type: "subscriber", id: String(line.id), level: "L2" },
      { ...as.actor, role: "agent" },
    ] as const)
      await expect(retryPayout(t.as(actor as typeof as.actor), { payoutId })).rejects.toThrow(Forbidden);
    const both = await Promise.all([retryPayout(as, { payoutId }), retryPayout(as, { payoutId })]);
    expect(both.map((tried) => (tried.ok ? "ok" : tried.refusal)).sort()).toEqual(["gone", "ok"]);
    expect(await payoutOf(line)).toMatchObject({ state: "asked", rounds: 2, reason: null, settledAt: null });
    await carryOut();
    expect(await paidTo(line)).toHaveLength(1);
    expect(await payoutOf(line)).toMatchObject({ state: "settled" });
  });

  it("refused, it goes to the account that the holder has entered since: a line that ended has no bill", async () => {
    const line = await aVictimWhoTookAll();
    await carrier.fault("refuse", REFUND);
    await carryOut();
    await carrier.fault("none");
    const { holdUntil } = await withAccount(line);
    const { id: payoutId } = await payoutOf(line);
    const { as } = await aReviewer(t);
    granted(await retryPayout(as, { payoutId }));
    expect(await payoutOf(line)).toMatchObject({ way: "bank_account", rounds: 2, state: "asked" });
    await carryOut();
    expect(await paidTo(line)).toEqual([]);
    t.setNow(holdUntil);
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ to: { way: "account", number } }]);
  });

  it.each([
    ["less than was ordered", (amountKrw: number) => [amountKrw - 1]],
    ["more", (amountKrw: number) => [amountKrw, 1]],
    ["nothing", () => []],
  ])("done otherwise than ordered (%s), it is never ordered anew", async (_what, sumsOf) => {
    const line = await aVictim(t.ctx, incident);
    await aTakenSum(t, line);
    const refund: typeof carrier.writes.refund = ({ items }) =>
      Promise.resolve({
        items: items.flatMap(({ reference, amountKrw }) =>
          sumsOf(amountKrw).map((sum) => ({ reference, how: "credited" as const, amountKrw: sum })),
        ),
      });
    await carryOutAll(t.ctx, anOrderSender(carrier, { writes: { ...carrier.writes, refund } }));
    const { id: payoutId, ...payout } = await payoutOf(line);
    expect(payout).toMatchObject({ state: "failed", reason: "carrier-differs" });
    const { as } = await aReviewer(t);
    expect(await retryPayout(as, { payoutId })).toEqual({ ok: false, refusal: "maybe-paid" });
  });

  it("where an item was paid already, or may have been, it is never ordered anew: a person asks the carrier", async () => {
    const line = await aVictim(t.ctx, incident);
    await aTakenSum(t, line);
    const [item] = await t.ctx.db.claimItem.findMany({ where: { subscriberId: line.id } });
    const items = [{ reference: `item:${item?.id}`, paymentId: null, at: start, amountKrw: 50_000 }];
    const { subscriberRef } = line;
    await carrier.writes.refund({
      subscriberRef,
      accountRef: "A",
      totalKrw: 50_000,
      to: { way: "bill" },
      items,
      idempotencyKey: "by hand, at the carrier",
    });
    await carryOut();
    const { id: payoutId, ...payout } = await payoutOf(line);
    expect(payout).toMatchObject({ state: "failed", reason: "carrier-differs" });
    const { as } = await aReviewer(t);
    expect(await retryPayout(as, { payoutId })).toEqual({ ok: false, refusal: "maybe-paid" });
  });

  it("goes to the bill that the line had when it was decided, at each attempt", async () => {
    const line = await aVictimWhoTookAll();
    await carrier.fault("error", REFUND);
    await carryOut();
    await t.ctx.db.account.updateMany({
      where: { accountRef: `A-${line.subscriberRef}` },
      data: { accountRef: `A-next-${line.subscriberRef}` },
    });
    await carrier.fault("none");
    t.setNow(after(start, minutes(5)));
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ accountRef: `A-${line.subscriberRef}` }]);
    expect(new Set(carrier.heard.map(({ body }) => body.accountRef)).size).toBe(1);
  });

  it("a line whose data was erased isn't paid by a reference that is nobody's any more", async () => {
    const line = await aVictim(t.ctx, incident);
    await aTakenSum(t, line);
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { envelope: null, keyId: null } });
    await carryOut();
    expect(await payoutOf(line)).toMatchObject({ state: "failed", reason: "purged" });
    expect(await lettersOf(line)).toEqual(["sum_taken"]);
    expect(carrier.heard).toEqual([]);
  });
});

describe("to a bank account", () => {
  it("nothing goes before its hold is over, and then all of it", async () => {
    const line = await aPayoutToAccount();
    expect(await payoutOf(line)).toMatchObject({ state: "asked", way: "bank_account" });
    t.setNow(after(start, hours(24) - 1));
    await carryOut();
    expect(carrier.heard).toEqual([]);
    t.setNow(after(start, hours(24)));
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ totalKrw: 50_000, to: { way: "account", number } }]);
    expect(await payoutOf(line)).toMatchObject({ state: "settled" });
  });

  it("where the bank takes none, the same payout goes on the bill, and the line is told", async () => {
    const line = await aPayoutToAccount();
    await carrier.tell("account", { bank: "004", number, name: null });
    t.setNow(after(start, hours(24)));
    await carryOut();
    expect(await payoutOf(line)).toMatchObject({ state: "settled", way: "bill_credit", rounds: 2 });
    expect(await paidTo(line)).toMatchObject([{ totalKrw: 50_000, to: { way: "bill" } }]);
    expect(await lettersOf(line)).toEqual([
      ...["account_entered", "claim_filed", "claim_decided", "payout_returned", "paid_out"],
    ]);
  });

  it("which ends before anything went there, it goes on the bill", async () => {
    const line = await aPayoutToAccount();
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    granted(await endBankAccount(own, { subscriberId: line.id }));
    expect(await payoutOf(line)).toMatchObject({ state: "asked", way: "bill_credit", rounds: 2 });
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ to: { way: "bill" } }]);
  });

  it("that ends while the carrier may have heard of it, it stays with that account: never both", async () => {
    const line = await aPayoutToAccount();
    t.setNow(after(start, hours(24)));
    await carrier.fault("lost", REFUND);
    await carryOut();
    await carrier.fault("none");
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    granted(await endBankAccount(own, { subscriberId: line.id }));
    expect(await payoutOf(line)).toMatchObject({ way: "bank_account", rounds: 1 });
    t.setNow(after(t.ctx.now(), minutes(5)));
    await carryOut();
    expect(await payoutOf(line)).toMatchObject({ state: "settled", way: "bank_account" });
    expect(await paidTo(line)).toHaveLength(1);
  });

  it("which ends, is one letter, however many payouts go on the bill then", async () => {
    const line = await aPayoutToAccount();
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    granted(await endBankAccount(own, { subscriberId: line.id }));
    expect(await payoutOf(line)).toMatchObject({ way: "bill_credit", rounds: 2 });
    expect((await lettersOf(line)).slice(3)).toEqual(["account_ended"]);
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ to: { way: "bill" } }]);
  });

  it("of whoever held the line before, it stays theirs; nothing of the next holder's goes there", async () => {
    const line = await aPayoutToAccount();
    const { as: former } = await aSignedInSession(t, line);
    expect(await getBankAccount(former, line.id)).toMatchObject({ shown: { lastFour: "8901" } });
    const next = await aSubscriber(t.ctx, { name: line.personalData.name });
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { holderId: next.holderId } });
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L2" });
    expect(await getBankAccount(own, line.id)).toBeNull();
    expect(await endBankAccount(own, { subscriberId: line.id })).toMatchObject({ refusal: "no-account" });

    const nextLine = { ...line, holderId: next.holderId };
    const { as, session } = await aSignedInSession(t, nextLine);
    granted(await addByHand(as, session, byHand()));
    const { claimNumber } = await t.ctx.db.claim.findFirstOrThrow({
      where: { subscriberId: line.id, state: "draft" },
    });
    granted(await fileClaim(as, session, { claimNumber, expectedKrw: 30_000 }));
    await t.ctx.db.claim.update({ where: { claimNumber }, data: { payoutWay: "bank_account" } });
    const { as: reviewer } = await aReviewer(t);
    const expectedKrw = await aJudgedClaim(reviewer, { claimNumber });
    granted(await proposeDecision(reviewer, { claimNumber, expectedKrw }));
    const other = "99912345678901";
    await withAccount(nextLine, { bank: "088", number: other });
    t.setNow(after(start, hours(25)));
    await carryOut();
    expect((await paidTo(line)).map(({ totalKrw, to }) => [totalKrw, to.number]).sort()).toEqual([
      [30_000, undefined],
      [50_000, number],
    ]);
  });

  it("that another takes the place of, it waits for that one's hold", async () => {
    const line = await aPayoutToAccount();
    t.setNow(after(start, hours(20)));
    const other = "99912345678901";
    await withAccount(line, { bank: "088", number: other });
    t.setNow(after(start, hours(43)));
    await carryOut();
    expect(carrier.heard).toEqual([]);
    t.setNow(after(start, hours(44)));
    await carryOut();
    expect(await paidTo(line)).toMatchObject([{ to: { way: "account", number: other } }]);
  });
});

it("what protects a line comes before money, and doesn't wait for it", async () => {
  const lines = [];
  for (let index = 0; index < 21; index += 1) lines.push(await aSubscriber(t.ctx));
  await aPublishedFinding(t.ctx, incident, {
    id: "many",
    announced_at: "2025-09-11T10:00:00+09:00",
    changed: lines.map((line) => ({ line })),
    payments: lines.map((line) => ({ line, ...aHeldPayment({ status: "confirmed" }) })),
  });
  for (const line of lines) await aTakenSum(t, line);
  t.setNow(after(start, minutes(1)));
  const byPerson = await aCarriersLine(t.ctx, carrier);
  const byOperator = await aCarriersLine(t.ctx, carrier);
  await anOrder(t.ctx, byPerson, protectionOn);
  await anOrder(t.ctx, byOperator, protectionOn, { actor: { type: "operator", id: "kim" } });
  const worker = t.as({ type: "system", id: "worker" });
  const stateOf = async ({ id }: { id: bigint }) =>
    (await t.ctx.db.carrierOrder.findFirstOrThrow({ where: { subscriberId: id } })).state;

  await carrier.fault("error", REFUND);
  expect(await carryOutOrders(worker, anOrderSender(carrier))).toEqual({ taken: 20 });
  expect([await stateOf(byPerson), await stateOf(byOperator)]).toEqual(["done", "pending"]);
  // Beside them, by a step of its own: none of the payouts is waited for.
  const refunds = () => carrier.heard.filter(({ path }) => path === REFUND).length;
  const before = refunds();
  expect(await carryOutOrders(worker, anOrderSender(carrier), lineKinds)).toEqual({ taken: 1 });
  expect([await stateOf(byOperator), refunds()]).toEqual(["done", before]);
  await carrier.fault("none");
  t.setNow(after(start, minutes(10)));
  while ((await carryOutOrders(worker, anOrderSender(carrier), moneyKinds)).taken > 0);
  for (const line of lines) expect(await payoutOf(line)).toMatchObject({ state: "settled" });
});

it("a worker that comes back to life settles nothing twice", async () => {
  const line = await aVictimWhoTookAll();
  const slow = anOrderSender(carrier, {
    writes: {
      ...carrier.writes,
      refund: async (order) => {
        const answer = await carrier.writes.refund(order);
        await expireOrderLeases(t.ctx);
        await carryOut();
        return answer;
      },
    },
  });
  await carryOutOrders(t.as({ type: "system", id: "worker" }), slow);
  expect(await paidTo(line)).toHaveLength(1);
  expect(await lettersOf(line)).toEqual(["sum_taken", "paid_out"]);
});
