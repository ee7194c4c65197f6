import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import type { AddByHand } from "#app/domain/compensation/add-by-hand.server.ts";
import { getClaimForReview } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { getConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { setVerdict } from "#app/domain/compensation/set-verdict.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import {
  aDecidedClaim,
  aFiledClaim,
  aHeldPayment,
  aReviewer,
  aTakenSum,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

// What may be one charge, though one of the two was added by hand: of 5 September 2025 and 30,000 won here.

let t: TestContext;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
});
beforeEach(() => t.setNow(new Date("2025-09-18T20:00:00+09:00")));
afterAll(async () => {
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
  await t.close();
});

const refusal = (name: string) => ({ ok: false, refusal: name });
type Line = Awaited<ReturnType<typeof aVictim>>;

const confirmed = () => aHeldPayment({ amountKrw: 30_000, status: "confirmed" });
const aLine = (payments = [confirmed()]) => aVictim(t.ctx, incident, { payments });

/** A finding of an hour ago that confirms a charge of that day and sum. */
const confirm = (line: Line) =>
  aPublishedFinding(t.ctx, incident, {
    id: `confirms-${randomUUID()}`,
    announced_at: "2025-09-18T19:00:00+09:00",
    changed: [{ line }],
    payments: [{ line, ...confirmed() }],
  });

/** A claim of items by hand, taken on by a reviewer. */
async function aClaimByHand(line: Line, ...hand: Partial<AddByHand>[]) {
  const filed = await aFiledClaim(t, line, { hand: hand.length === 0 ? [{}] : hand });
  const { claimNumber, id: claimId } = filed.claim;
  const { as } = await aReviewer(t);
  granted(await takeClaim(as, { claimNumber }));
  const items = await t.ctx.db.claimItem.findMany({ where: { claimId }, orderBy: { id: "asc" } });
  const verdict = (approvedKrw: number, reason: string, index = 0, by: Ctx = as) =>
    setVerdict(by, { claimNumber, itemId: String(items[index]?.id), approvedKrw, reason });
  const read = async () => granted(await getClaimForReview(as, claimNumber));
  return { ...filed, claimNumber, reviewer: as, items, verdict, read };
}

const openKrwOf = async (line: Line) => {
  const as = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
  return (await getConfirmedSum(as, line.id)).openKrw;
};

const approvalsOf = (fitting: readonly string[]) =>
  fitting.filter((reason) => ["same_pattern", "documents_show", "separate_charge"].includes(reason));

describe("a charge by hand of the day and sum of one that was paid", () => {
  it("with the confirmed sum, is approved as another charge or not at all; the page says which claim has it", async () => {
    const line = await aLine();
    const taken = await aTakenSum(t, line);
    const { verdict, read, claimNumber, reviewer } = await aClaimByHand(line);
    expect(await read()).toMatchObject({
      held: [{ heldBy: { claimNumber: taken.claimNumber, state: "approved" } }],
      items: [{ same: [{ claimNumber: taken.claimNumber, state: "approved" }] }],
    });
    for (const reason of ["same_pattern", "documents_show"])
      expect(await verdict(30_000, reason)).toEqual(refusal("same-charge"));
    expect(approvalsOf((await read()).items[0]?.fitting ?? [])).toEqual(["separate_charge"]);
    expect(await verdict(0, "paid_back_already")).toMatchObject({ ok: true });
    expect((await read()).items[0]?.fitting).toContain("same_charge");
    expect(await verdict(0, "same_charge")).toMatchObject({ ok: true });
    expect(await verdict(20_000, "documents_show_less")).toEqual(refusal("same-charge"));
    expect(await verdict(30_000, "separate_charge")).toMatchObject({ ok: true });
    expect(await proposeDecision(reviewer, { claimNumber, expectedKrw: 30_000 })).toMatchObject({ ok: true });
  });

  it("in another claim by hand, too, and in the same one; of another day or sum it is free", async () => {
    const line = await aLine();
    const { claim } = await aDecidedClaim(t, line, { hand: [{}] });
    const again = await aClaimByHand(
      line,
      {},
      { amountKrw: 31_000 },
      { amountKrw: 31_000 },
      { amountKrw: 9 },
    );
    expect(await again.read()).toMatchObject({
      otherByHand: [{ claimNumber: claim.claimNumber, state: "approved", amountKrw: 30_000 }],
    });
    expect(await again.verdict(30_000, "same_pattern", 0)).toEqual(refusal("same-charge"));
    expect(await again.verdict(31_000, "same_pattern", 2)).toEqual(refusal("same-charge"));
    expect(await again.verdict(31_000, "same_pattern", 1)).toMatchObject({ ok: true });
    expect(await again.verdict(31_000, "same_pattern", 2)).toEqual(refusal("same-charge"));
    expect(await again.verdict(31_000, "separate_charge", 2)).toMatchObject({ ok: true });
    expect(await again.verdict(9, "same_pattern", 3)).toMatchObject({ ok: true });
    const nextDay = await aClaimByHand(line, { at: new Date("2025-09-06T00:00:00+09:00") });
    expect(await nextDay.verdict(30_000, "separate_charge")).toEqual(refusal("bad-reason"));
    expect(await nextDay.verdict(0, "same_charge")).toEqual(refusal("bad-reason"));
    expect(await nextDay.verdict(30_000, "same_pattern")).toMatchObject({ ok: true });
  });

  it("in the same claim, is free once the other is refused in the open round, and then holds that back", async () => {
    const { verdict, read, reviewer, claimNumber } = await aClaimByHand(await aLine(), {}, {});
    expect(await verdict(30_000, "same_pattern", 1)).toEqual(refusal("same-charge"));
    expect(await verdict(0, "known_merchant", 0)).toMatchObject({ ok: true });
    expect(approvalsOf((await read()).items[1]?.fitting ?? [])).toEqual(["same_pattern", "documents_show"]);
    expect(await verdict(30_000, "same_pattern", 1)).toMatchObject({ ok: true });
    expect(await verdict(30_000, "same_pattern", 0)).toEqual(refusal("same-charge"));
    expect(await verdict(0, "same_charge", 0)).toMatchObject({ ok: true });
    expect(await proposeDecision(reviewer, { claimNumber, expectedKrw: 30_000 })).toMatchObject({ ok: true });
  });

  it("in part: what was typed is more, what papers show is the sum that was paid", async () => {
    const line = await aLine();
    await aTakenSum(t, line);
    const { verdict, read } = await aClaimByHand(line, { amountKrw: 33_000 });
    expect(await verdict(30_000, "documents_show_less")).toEqual(refusal("same-charge"));
    for (const reason of ["separate_charge", "same_charge"])
      expect((await read()).items[0]?.fitting).toContain(reason);
    expect(await verdict(29_000, "documents_show_less")).toMatchObject({ ok: true });
    expect(await verdict(30_000, "separate_charge")).toMatchObject({ ok: true });
  });

  it("which a disputed payment asks for, wherever that is decided first", async () => {
    const suspected = aHeldPayment({ amountKrw: 30_000 });
    const line = await aLine([suspected]);
    const { verdict, reviewer, claimNumber, items } = await aClaimByHand(line);
    const [held, hand] = ["payment", "hand"].map((kind) =>
      items.findIndex(({ paymentId }) => (paymentId === null) === (kind === "hand")),
    );
    expect(await verdict(30_000, "same_pattern", hand)).toEqual(refusal("same-charge"));
    expect(await verdict(30_000, "separate_charge", hand)).toMatchObject({ ok: true });
    expect(await verdict(30_000, "same_pattern", held)).toEqual(refusal("same-charge"));
    expect(await verdict(0, "known_merchant", hand)).toMatchObject({ ok: true });
    expect(await verdict(30_000, "same_pattern", held)).toMatchObject({ ok: true });
    expect(await proposeDecision(reviewer, { claimNumber, expectedKrw: 30_000 })).toMatchObject({ ok: true });
  });
});

it("what papers showed of a charge by hand is what a confirmed one is compared with", async () => {
  const line = await aLine([aHeldPayment({ amountKrw: 7_000, status: "confirmed" })]);
  await aDecidedClaim(t, line, {
    hand: [{ amountKrw: 33_000 }],
    approve: ({ paymentId }) => (paymentId ? 0 : 30_000),
  });
  await confirm(line);
  expect(await openKrwOf(line)).toBe(7_000);
  await confirm(line);
  // One stands for one.
  expect(await openKrwOf(line)).toBe(37_000);
});

describe("an objection to a charge by hand that was refused", () => {
  const refusedByHand = (line: Line, hand: Partial<AddByHand>[] = [{}]) =>
    aDecidedClaim(t, line, { hand, approve: () => 0 });
  const object = async ({ as, session, claim }: Awaited<ReturnType<typeof refusedByHand>>) => {
    const items = await t.ctx.db.claimItem.findMany({ where: { claimId: claim.id } });
    const itemIds = items.map(({ id }) => String(id));
    const { claimNumber } = claim;
    return objectTo(as, session, { key: randomUUID(), claimNumber, itemIds, words: "" });
  };

  it("is for nothing once it was confirmed and taken; of two, one stands for one", async () => {
    const line = await aLine([aHeldPayment({ amountKrw: 7_000, status: "confirmed" })]);
    const one = await refusedByHand(line);
    await confirm(line);
    t.setNow(new Date("2025-09-18T20:01:00+09:00"));
    await aTakenSum(t, line);
    expect(await object(one)).toEqual(refusal("stands-elsewhere"));

    const other = await aLine([aHeldPayment({ amountKrw: 7_000, status: "confirmed" })]);
    const two = await refusedByHand(other, [{}, { at: new Date("2025-09-05T05:00:00+09:00") }]);
    await confirm(other);
    await aTakenSum(t, other);
    expect(await object(two)).toMatchObject({ ok: true });
    expect(await t.ctx.db.claimItem.count({ where: { claimId: two.claim.id, state: "open" } })).toBe(1);
  });

  it("goes to a reviewer where the other was paid before, who says whether it is another charge", async () => {
    const line = await aLine();
    await aTakenSum(t, line);
    t.setNow(new Date("2025-09-18T20:01:00+09:00"));
    const one = await refusedByHand(line);
    expect(await object(one)).toMatchObject({ ok: true });
    const { as } = await aReviewer(t);
    const { claimNumber, id } = one.claim;
    granted(await takeClaim(as, { claimNumber }));
    const item = await t.ctx.db.claimItem.findFirstOrThrow({ where: { claimId: id } });
    const verdict = { claimNumber, itemId: String(item.id), approvedKrw: 30_000 };
    expect(await setVerdict(as, { ...verdict, reason: "same_pattern" })).toEqual(refusal("same-charge"));
  });
});

describe("a reason that contradicts what is known", () => {
  /** The line's only signal is of 04:00 on 5 September. */
  async function aServedLine(payment: ReturnType<typeof aHeldPayment>) {
    const line = await aLine([payment]);
    await aPublishedFinding(t.ctx, incident, {
      id: `signals-${randomUUID()}`,
      announced_at: "2025-09-12T10:00:00+09:00",
      changed: [{ line }],
      signals: [{ line, eci: "1001", at: "2025-09-05T04:00:00+09:00" }],
    });
    return line;
  }

  it("is neither offered nor taken: cell or no cell, inside or outside, the carrier's word", async () => {
    const line = await aServedLine(aHeldPayment({ at: new Date("2025-09-05T09:00:00+09:00") }));
    const { verdict, read } = await aClaimByHand(
      line,
      { amountKrw: 1_000, at: new Date("2025-09-05T06:00:00+09:00") },
      { amountKrw: 2_000, at: new Date("2025-09-05T06:01:00+09:00") },
      { amountKrw: 3_000, at: new Date("2025-09-11T00:00:00+09:00") },
      { amountKrw: 4_000, at: new Date("2025-09-05T12:00:00+09:00"), timeKnown: false },
    );
    const byKrw = new Map((await read()).items.map(({ amountKrw, fitting }) => [amountKrw, fitting]));
    // By hand: within two hours of the signal, after that, after the window, only the day known.
    const served = [1_000, 4_000];
    for (const krw of [1_000, 2_000, 3_000, 4_000, 50_000]) {
      const fitting = byKrw.get(krw) ?? [];
      expect([krw, fitting.includes("cell_served")]).toEqual([krw, served.includes(krw)]);
      expect([krw, fitting.includes("own_phone")]).toEqual([krw, !served.includes(krw)]);
      expect([krw, fitting.includes("outside_incident")]).toEqual([krw, krw === 3_000]);
      expect(fitting).not.toContain("carrier_confirmed");
      expect([krw, fitting.includes("not_on_bill")]).toEqual([krw, krw !== 50_000]);
    }
    expect(await verdict(0, "own_phone", 1)).toEqual(refusal("bad-reason"));
    expect(await verdict(1_000, "cell_served", 1)).toMatchObject({ ok: true });
    expect(await verdict(2_000, "cell_served", 2)).toEqual(refusal("bad-reason"));
    expect(await verdict(2_000, "carrier_confirmed", 2)).toEqual(refusal("bad-reason"));
    expect(await verdict(0, "outside_incident", 2)).toEqual(refusal("bad-reason"));
    expect(await verdict(0, "outside_incident", 3)).toMatchObject({ ok: true });
  });

  it("is judged by what is in force now: confirmed since it was disputed, or served by a cell", async () => {
    const payment = aHeldPayment({ amountKrw: 30_000 });
    const line = await aLine([payment]);
    const { claim } = await aFiledClaim(t, line);
    const cell = await t.ctx.db.rogueCell.findFirstOrThrow({
      where: { incidentId: incident.id, eci: "1001" },
    });
    await aPublishedFinding(t.ctx, incident, {
      id: `since-${randomUUID()}`,
      announced_at: "2025-09-18T19:00:00+09:00",
      changed: [{ line }],
      payments: [{ line, ...payment, status: "confirmed", cellId: cell.id }],
    });
    const { as } = await aReviewer(t);
    const [item] = granted(await getClaimForReview(as, claim.claimNumber)).items;
    expect(item?.fitting).toEqual(expect.arrayContaining(["carrier_confirmed", "cell_served"]));
    expect(item?.fitting).not.toContain("own_phone");
  });
});
