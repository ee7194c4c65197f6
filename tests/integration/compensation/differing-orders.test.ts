import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { agreeToOutcome } from "#app/domain/carrier-orders/agree-to-outcome.server.ts";
import { listDifferingOrders } from "#app/domain/carrier-orders/list-differing-orders.server.ts";
import { recordOutcome } from "#app/domain/carrier-orders/record-outcome.server.ts";
import { settleMoney } from "#app/domain/carrier-orders/settle-money.server.ts";
import { moneyOrderSchema } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { takeBackOutcome } from "#app/domain/carrier-orders/take-back-outcome.server.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { listFailedPayouts } from "#app/domain/compensation/list-failed-payouts.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { chooseOffer } from "#app/domain/fee-waiver/choose-offer.server.ts";
import { getOffer } from "#app/domain/fee-waiver/get-offer.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { listFailedFees } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { retryFeeWaiver } from "#app/domain/fee-waiver/retry-fee-waiver.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { after, hours } from "#app/shared/time.ts";
import { aDecidedClaim, aReviewer, aTakenSum, aVictim, granted } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFeePolicy, anApprovedFee, aQuote, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, aStaffSession, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-12-31T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
let incident: IncidentDefinition;
let finder: Awaited<ReturnType<typeof aReviewer>>;
let other: Awaited<ReturnType<typeof aReviewer>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
  await aFeePolicy(t.ctx, underReview(), decided());
  [finder, other] = [await aReviewer(t), await aReviewer(t)];
  site = await startSite(t);
});
beforeEach(() => t.setNow(start));
afterAll(async () => {
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
  await site.close();
  await t.close();
});

type Line = Awaited<ReturnType<typeof aVictim>>;
const worker = () => t.as({ type: "system", id: "worker" });
const payoutOf = (line: Line) => t.ctx.db.payout.findFirstOrThrow({ where: { subscriberId: line.id } });
const lettersOf = async (line: Line) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
const actsOf = async (line: Line) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(line.id) },
      orderBy: { id: "asc" },
    })
  ).map(({ action }) => action);
const listedOf = async (as: Ctx, orderId: bigint) =>
  (await listDifferingOrders(as)).listed.find((one) => one.orderId === String(orderId));

/** As the worker ends an order of money that the carrier did otherwise than it was ordered. */
async function differ(orderId: bigint) {
  await t.ctx.db.$transaction(async (tx) => {
    const row = await tx.carrierOrder.update({
      where: { id: orderId },
      data: { state: "failed", reason: "carrier-differs", settledAt: t.ctx.now() },
    });
    await settleMoney(worker(), tx, moneyOrderSchema.parse(row), {
      state: "failed",
      reason: "carrier-differs",
    });
  });
  return orderId;
}

async function aDifferingPayout() {
  const line = await aVictim(t.ctx, incident);
  await aTakenSum(t, line);
  return { line, orderId: await differ((await payoutOf(line)).orderId) };
}

async function aDifferingOffer() {
  const line = await aVictim(t.ctx, incident);
  const { as, session } = await aSignedInSession(t, line);
  t.carrier.feeQuotes.set(line.subscriberRef, aQuote(null));
  granted(await registerFeeWaiver(as, session, { key: randomUUID(), grace: null }));
  granted(await chooseOffer(as, session, { key: randomUUID(), offer: "discount", lostKrw: 270_000 }));
  const { orderId } = await t.ctx.db.offerChoice.findFirstOrThrow({ where: { subscriberId: line.id } });
  return { line, as, session, orderId: await differ(orderId) };
}

describe("a payout that the carrier did otherwise than ordered", () => {
  it("is done once another reviewer found the same, and paid as ordered from then on", async () => {
    const { line, orderId } = await aDifferingPayout();
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    expect(await lettersOf(line)).toEqual(["sum_taken", "payout_failed"]);
    expect((await getOwnClaims(own, line.id, "L1"))[0]?.payouts).toMatchObject([
      { state: "failed", isUnclear: true },
    ]);
    expect(await listedOf(finder.as, orderId)).toMatchObject({ kind: "pay_out", found: null });

    const outcome = "done" as const;
    expect(await agreeToOutcome(other.as, { orderId, outcome })).toMatchObject({ refusal: "gone" });
    granted(await recordOutcome(finder.as, { orderId, outcome }));
    expect(await recordOutcome(other.as, { orderId, outcome })).toMatchObject({ refusal: "found-before" });
    expect(await agreeToOutcome(finder.as, { orderId, outcome })).toMatchObject({ refusal: "own-finding" });
    expect(await agreeToOutcome(other.as, { orderId, outcome: "not_done" })).toMatchObject({
      refusal: "gone",
    });
    expect((await payoutOf(line)).state).toBe("failed");
    expect([await listedOf(finder.as, orderId), await listedOf(other.as, orderId)]).toMatchObject([
      { found: { outcome, by: finder.member.name, at: start, isMine: true } },
      { found: { outcome, by: finder.member.name, isMine: false } },
    ]);

    const third = await aReviewer(t);
    const both = await Promise.all([other, third].map(({ as }) => agreeToOutcome(as, { orderId, outcome })));
    expect(both.map((one) => (one.ok ? "ok" : one.refusal)).toSorted()).toEqual(["gone", "ok"]);
    const [item] = await t.ctx.db.claimItem.findMany({ where: { subscriberId: line.id } });
    expect(await payoutOf(line)).toMatchObject({
      state: "settled",
      reason: null,
      settledItems: [{ reference: `item:${item?.id}`, how: "credited", amountKrw: 50_000 }],
    });
    expect(await t.ctx.db.carrierOrder.findUniqueOrThrow({ where: { id: orderId } })).toMatchObject({
      state: "done",
      reason: null,
    });
    expect(await lettersOf(line)).toEqual(["sum_taken", "payout_failed", "paid_out"]);
    expect((await actsOf(line)).slice(-3)).toEqual(["order.find", "order.agree", "payout.settle"]);
    expect(await listedOf(finder.as, orderId)).toBeUndefined();
    expect(await recordOutcome(finder.as, { orderId, outcome })).toMatchObject({ refusal: "gone" });
  });

  it("surely undone, is ordered anew by a reviewer, and told no second time", async () => {
    const { line, orderId } = await aDifferingPayout();
    const { id: payoutId } = await payoutOf(line);
    expect(await retryPayout(other.as, { payoutId })).toMatchObject({ refusal: "maybe-paid" });
    granted(await recordOutcome(finder.as, { orderId, outcome: "not_done" }));
    granted(await agreeToOutcome(other.as, { orderId, outcome: "not_done" }));
    expect(await payoutOf(line)).toMatchObject({ state: "failed", reason: "found-undone" });
    const { listed } = await listFailedPayouts(other.as);
    expect(listed.map((one) => one.payoutId)).toContain(String(payoutId));
    expect(await lettersOf(line)).toEqual(["sum_taken", "payout_failed"]);
    granted(await retryPayout(other.as, { payoutId }));
    expect(await payoutOf(line)).toMatchObject({ state: "asked", way: "bill_credit", rounds: 2 });
  });

  it("on the way to an account, goes there again, after its hold, and not by itself", async () => {
    const line = await aVictim(t.ctx, incident, { payments: [{ status: "suspected" }] });
    const account = { bank: "004" as const, number: "11012345678901" };
    t.carrier.accountHolders.set(`${account.bank} ${account.number}`, line.personalData.name);
    const { as, session } = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
    granted(await enterBankAccount(as, session, { key: randomUUID(), ...account }));
    await aDecidedClaim(t, line, { payoutWay: "bank_account" });
    const orderId = await differ((await payoutOf(line)).orderId);
    granted(await recordOutcome(finder.as, { orderId, outcome: "not_done" }));
    granted(await agreeToOutcome(other.as, { orderId, outcome: "not_done" }));
    const { id: payoutId, state } = await payoutOf(line);
    expect(state).toBe("failed");
    granted(await retryPayout(other.as, { payoutId }));
    const again = await payoutOf(line);
    expect(again).toMatchObject({ state: "asked", way: "bank_account", rounds: 2 });
    expect(await t.ctx.db.carrierOrder.findUniqueOrThrow({ where: { id: again.orderId } })).toMatchObject({
      notBefore: after(start, hours(24)),
    });
  });

  it("is taken back by who found it, or by who found otherwise, and then found anew", async () => {
    const { orderId, line } = await aDifferingPayout();
    expect(await takeBackOutcome(finder.as, { orderId })).toMatchObject({ refusal: "gone" });
    for (const { as } of [finder, other]) {
      granted(await recordOutcome(finder.as, { orderId, outcome: "done" }));
      granted(await takeBackOutcome(as, { orderId }));
    }
    granted(await recordOutcome(other.as, { orderId, outcome: "done" }));
    granted(await agreeToOutcome(finder.as, { orderId, outcome: "done" }));
    expect(await takeBackOutcome(other.as, { orderId })).toMatchObject({ refusal: "gone" });
    expect((await actsOf(line)).filter((action) => action === "order.take-back")).toHaveLength(2);
  });

  it("is for reviewers alone; auditors read it", async () => {
    const { orderId, line } = await aDifferingPayout();
    const auditor = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] })));
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L2" });
    const outcome = "done" as const;
    for (const as of [auditor, own, worker()])
      for (const act of [recordOutcome, agreeToOutcome, takeBackOutcome])
        await expect(act(as, { orderId, outcome })).rejects.toThrow(Forbidden);
    expect(await listedOf(auditor, orderId)).toBeDefined();
    await expect(listDifferingOrders(own)).rejects.toThrow(Forbidden);
    await expect(recordOutcome(finder.as, { orderId: 0n, outcome })).rejects.toThrow(NotFound);
  });

  it("leaves the list with the purge, and nobody acts on it any more", async () => {
    const { orderId, line } = await aDifferingPayout();
    const waiting = await aDifferingPayout();
    await t.ctx.pool.query("update payouts set reason = 'carrier-refused' where subscriber_id = $1", [
      waiting.line.id,
    ]);
    const retryable = async () => (await listFailedPayouts(finder.as)).count;
    const before = await retryable();
    await t.ctx.db.subscriber.updateMany({
      where: { id: { in: [line.id, waiting.line.id] } },
      data: { envelope: null, keyId: null, msisdnIndex: null },
    });
    expect(await listedOf(finder.as, orderId)).toBeUndefined();
    expect(await retryable()).toBe(before - 1);
    expect(await recordOutcome(finder.as, { orderId, outcome: "done" })).toMatchObject({ refusal: "gone" });
  });
});

describe("a fee and an offer that the carrier did otherwise than ordered", () => {
  it("the fee is waived, or may be ordered anew, as two reviewers found", async () => {
    for (const outcome of ["done", "not_done"] as const) {
      const line = await aVictim(t.ctx, incident);
      const { orderId, id, caseNumber } = await anApprovedFee(t.ctx, line, { reason: "carrier-differs" });
      if (orderId === null) throw new Error("no order");
      expect(await listedOf(other.as, orderId)).toMatchObject({ number: caseNumber, amountKrw: 270_000 });
      granted(await recordOutcome(finder.as, { orderId, outcome }));
      granted(await agreeToOutcome(other.as, { orderId, outcome }));
      const { settledAt } = await t.ctx.db.feeApplication.findUniqueOrThrow({ where: { id } });
      expect(settledAt).toEqual(outcome === "done" ? start : null);
      expect(await lettersOf(line)).toEqual(outcome === "done" ? ["fee_waived"] : []);
      const failed = (await listFailedFees(other.as)).map(({ applicationId }) => applicationId);
      expect(failed.includes(id)).toBe(outcome === "not_done");
    }
  });

  it("the offer stays taken and untold, until two found that nothing of it was done", async () => {
    const [undone, done] = [await aDifferingOffer(), await aDifferingOffer()];
    const stateOf = async ({ line }: { line: Line }) =>
      (await t.ctx.db.feeApplication.findFirstOrThrow({ where: { subscriberId: line.id } })).state;
    for (const one of [undone, done]) {
      expect(await lettersOf(one.line)).toEqual(["fee_registered", "offer_taken"]);
      expect(await hasForfeited(t.ctx.db, one.line.id, "fee-waiver")).toBe(true);
      expect(await stateOf(one)).toBe("withdrawn");
      expect((await getOffer(one.as, one.session, "discount")).taken?.order).toBe("asked");
      expect(await listedOf(finder.as, one.orderId)).toMatchObject({ kind: "take_offer", amountKrw: null });
    }
    for (const [{ orderId }, outcome] of [
      [undone, "not_done"],
      [done, "done"],
    ] as const) {
      granted(await recordOutcome(finder.as, { orderId, outcome }));
      granted(await agreeToOutcome(other.as, { orderId, outcome }));
    }
    expect([await stateOf(undone), await stateOf(done)]).toEqual(["registered", "withdrawn"]);
    expect((await lettersOf(undone.line)).at(-1)).toBe("offer_refused");
    expect((await lettersOf(done.line)).at(-1)).toBe("offer_taken");
    expect(await hasForfeited(t.ctx.db, undone.line.id, "fee-waiver")).toBe(false);
    expect(await hasForfeited(t.ctx.db, done.line.id, "fee-waiver")).toBe(true);
    expect((await getOffer(undone.as, undone.session, "discount")).taken?.order).toBe("failed");
  });
});

describe("of a reviewer's own money at the carrier", () => {
  const isHolderOf = async ({ member }: { member: { id: bigint } }, { holderId }: { holderId: bigint }) => {
    const { holderRef } = await t.ctx.db.holder.findUniqueOrThrow({ where: { id: holderId } });
    await t.ctx.db.staffMember.update({ where: { id: member.id }, data: { holderRef } });
  };
  const own = { ok: false, refusal: "own-claim" };

  it("they neither say what was found, nor agree, nor take it back, nor order it anew", async () => {
    const self = await aReviewer(t);
    const { line, orderId } = await aDifferingPayout();
    const { id: payoutId } = await payoutOf(line);
    await isHolderOf(self, line);
    const outcome = "not_done" as const;
    expect(await recordOutcome(self.as, { orderId, outcome })).toEqual(own);
    granted(await recordOutcome(finder.as, { orderId, outcome }));
    expect(await agreeToOutcome(self.as, { orderId, outcome })).toEqual(own);
    expect(await takeBackOutcome(self.as, { orderId })).toEqual(own);
    granted(await agreeToOutcome(other.as, { orderId, outcome }));
    expect(await retryPayout(self.as, { payoutId })).toEqual(own);
    const { id: applicationId } = await anApprovedFee(t.ctx, line, { reason: "carrier-refused" });
    expect(await retryFeeWaiver(self.as, { applicationId })).toEqual(own);
    expect(await payoutOf(line)).toMatchObject({ state: "failed", rounds: 1 });
    granted(await retryPayout(other.as, { payoutId }));
    granted(await retryFeeWaiver(other.as, { applicationId }));
  });

  it("nor of that of a minor in their care", async () => {
    const self = await aReviewer(t);
    const parent = await aVictim(t.ctx, incident, { payments: [], line: { msisdn: "01055550001" } });
    await isHolderOf(self, parent);
    const line = await aVictim(t.ctx, incident, {
      line: { guardianMsisdn: "01055550001", birthDate: "20140101" },
    });
    await aTakenSum(t, line);
    const orderId = await differ((await payoutOf(line)).orderId);
    expect(await recordOutcome(self.as, { orderId, outcome: "done" })).toEqual(own);
    const elsewhere = await aDifferingPayout();
    granted(await recordOutcome(self.as, { orderId: elsewhere.orderId, outcome: "done" }));
  });
});

it("the database itself keeps how money ended, but for what two people found", async () => {
  const { orderId, line } = await aDifferingPayout();
  const unknown = await aDifferingPayout();
  granted(await recordOutcome(finder.as, { orderId, outcome: "done" }));
  const [id, first, second] = [orderId, finder.member.id, other.member.id].map(String);
  const tries: [string, string][] = [
    [`update carrier_orders set state = 'done', reason = null where id = ${id}`, "stays so"],
    [`update carrier_orders set reason = 'carrier-refused' where id = ${id}`, "stays so"],
    [`update carrier_orders set reason = 'found-undone' where id = ${id}`, "stays so"],
    [
      `update order_findings set agreed_by_id = ${first}, agreed_at = now() where order_id = ${id}`,
      "two_people",
    ],
    [`update order_findings set agreed_by_id = ${second} where order_id = ${id}`, "two_people"],
    [`update order_findings set outcome = 'not_done' where order_id = ${id}`, "one finds, another agrees"],
    [
      `insert into order_findings (order_id, outcome, found_by_id, found_at, agreed_by_id, agreed_at)
       values (${unknown.orderId}, 'done', ${first}, now(), ${second}, now())`,
      "one finds, another agrees",
    ],
    [
      `insert into order_findings (order_id, outcome, found_by_id, found_at)
       select id, 'done', ${first}, now() from carrier_orders where state = 'pending' limit 1`,
      "nothing to find out",
    ],
  ];
  for (const [sql, message] of tries) await expect(t.ctx.pool.query(sql), sql).rejects.toThrow(message);
  granted(await agreeToOutcome(other.as, { orderId, outcome: "done" }));
  for (const sql of [
    `delete from order_findings where order_id = ${id}`,
    `update order_findings set agreed_at = now() where order_id = ${id}`,
  ])
    await expect(t.ctx.pool.query(sql), sql).rejects.toThrow("what two people found stays");
  await expect(
    t.ctx.pool.query(`update carrier_orders set state = 'failed', reason = 'found-undone' where id = ${id}`),
  ).rejects.toThrow("stays so");
  expect((await payoutOf(line)).state).toBe("settled");
});

it("the desk's first page says what was found, by whom and when, and takes both people's word", async () => {
  const { orderId, line } = await aDifferingPayout();
  const number = (await t.ctx.db.claim.findFirstOrThrow({ where: { subscriberId: line.id } })).claimNumber;
  const [first, second] = [
    await aStaffSession(t.ctx, finder.member),
    await aStaffSession(t.ctx, other.member),
  ];
  const read = async (cookie: string) =>
    (await site.send("GET", "/claims-desk", { cookie })).body.toString().replaceAll("<!-- -->", "");
  const send = async (cookie: string, form: Record<string, string>) => {
    const reply = await site.send("POST", "/claims-desk", { cookie, form });
    return { status: reply.status, html: reply.body.toString() };
  };
  const order = String(orderId);
  expect(await read(first)).toContain(`${number} 요청대로 처리됨`);
  expect((await send(first, { order, act: "found-done" })).status).toBe(303);
  const mine = await read(first);
  for (const words of [
    `요청대로 모두 처리됨: ${finder.member.name}, 2025-12-31 20:00`,
    "다른 심사 담당이 합니다",
  ])
    expect(mine).toContain(words);
  expect(mine).not.toContain(`${number} 나도 확인함`);
  const own = await send(first, { order, act: "agree", outcome: "done" });
  expect(own).toMatchObject({ status: 409 });
  expect(own.html).toContain("적은 사람은 두 번째 확인을 할 수 없습니다");
  expect(await read(second)).toContain(`${number} 나도 확인함`);
  const forged: Record<string, string>[] = [
    { order, act: "agree", outcome: "perhaps" },
    { order: "x", act: "take-back" },
    { order, act: "delete" },
  ];
  for (const form of forged) expect((await send(second, form)).status).toBe(404);
  expect((await send(second, { order, act: "agree", outcome: "done" })).status).toBe(303);
  expect(await read(second)).not.toContain(number);
  expect((await payoutOf(line)).state).toBe("settled");
});
