import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { fileClaim } from "#app/domain/compensation/file-claim.server.ts";
import { getConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { getDraft } from "#app/domain/compensation/get-draft.server.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { listChangedPayments } from "#app/domain/compensation/list-changed-payments.server.ts";
import { listClaimablePayments } from "#app/domain/compensation/list-claimable-payments.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { settleChangedPayment } from "#app/domain/compensation/settle-changed-payment.server.ts";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { toggleItem } from "#app/domain/compensation/toggle-item.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { publishFinding } from "#app/domain/exposure/publish-finding.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { anAgentInCall, anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import {
  aDecidedClaim,
  aDraft,
  aFiledClaim,
  aHeldPayment,
  aJudgedClaim,
  aReviewer,
  aTakenSum,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { lettersTo } from "#tests/factories/swap.ts";
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
afterAll(async () => {
  // The others speak of findings, which are no more than their payments here.
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
  await t.close();
});

const gift = aHeldPayment({ status: "confirmed", amountKrw: 500_000, authMethod: "ARS" });
const mixed = () => [
  { ...gift, paymentId: randomUUID() },
  { status: "confirmed" as const, amountKrw: 49_500, authMethod: "PASS" as const, item: "transit card" },
  { status: "suspected" as const, amountKrw: 50_000 },
  { status: "cleared" as const, amountKrw: 30_000 },
];
const none = { askedByHand: 0, takenKrw: 0 };
const refusal = (name: string) => ({ ok: false, refusal: name });
const form = (line: { id: bigint }, expectedKrw: number) => ({
  subscriberId: line.id,
  key: randomUUID() as string,
  expectedKrw,
});
const payoutsOf = async (line: { id: bigint }) =>
  (await t.ctx.db.payout.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ amountKrw, way, state }) => ({ amountKrw, way, state }),
  );

it("all that is confirmed is taken by one press at L1, onto the bill, and nothing else; once, however often it is pressed", async () => {
  const line = await aVictim(t.ctx, incident, { payments: mixed() });
  const { as } = await aSubscriberSession(t, line);
  expect(await getConfirmedSum(as, line.id)).toEqual({ openKrw: 549_500, openCount: 2, ...none });

  const given = form(line, 549_500);
  const [other, ...sent] = await Promise.all([
    takeConfirmedSum(as, form(line, 549_500)),
    ...Array.from({ length: 6 }, () => takeConfirmedSum(as, given)),
  ]);
  const all = [other, ...sent];
  const claimNumbers = all.flatMap((one) => (one.ok ? [one.value.claimNumber] : []));
  expect(new Set(claimNumbers).size).toBe(1);
  expect(all.filter((one) => one.ok && one.value.isNew)).toHaveLength(1);
  for (const one of all) if (!one.ok) expect(one).toEqual(refusal("nothing-open"));

  expect(await getConfirmedSum(as, line.id)).toMatchObject({ openKrw: 0, openCount: 0, takenKrw: 549_500 });
  expect(await payoutsOf(line)).toEqual([{ amountKrw: 549_500, way: "bill_credit", state: "asked" }]);
  expect(await lettersTo(t.ctx, line)).toEqual(["sum_taken"]);
  const claim = await t.ctx.db.claim.findFirstOrThrow({
    where: { subscriberId: line.id },
    include: { items: { orderBy: { amountKrw: "desc" } }, decisions: { include: { verdicts: true } } },
  });
  expect(claim).toMatchObject({ basis: "confirmed", state: "decided", payoutWay: "bill_credit" });
  expect(claim.items.map(({ amountKrw, state }) => [amountKrw, state])).toEqual([
    [500_000, "approved"],
    [49_500, "approved"],
  ]);
  expect(claim.decisions).toMatchObject([
    { basis: "confirmed", state: "final", approvedKrw: 549_500, memberId: null },
  ]);
  const acts = await t.ctx.db.auditEvent.findMany({
    where: { action: "compensation.take", subjectId: String(line.id) },
  });
  expect(acts.map(({ detail }) => detail)).toEqual([
    { claim: claim.claimNumber, amountKrw: 549_500, level: "L1" },
  ]);
});

it("a form of another sum is refused, and so is one where nothing is open, or a finding came between", async () => {
  const line = await aVictim(t.ctx, incident, { payments: mixed() });
  const { as } = await aSubscriberSession(t, line);
  for (const wrong of [0, 1, 549_499, 599_500, -549_500, Number.NaN])
    expect(await takeConfirmedSum(as, form(line, wrong))).toEqual(refusal("sum-changed"));
  expect(await payoutsOf(line)).toEqual([]);

  const given = form(line, 549_500);
  expect((await takeConfirmedSum(as, given)).ok).toBe(true);
  expect(await takeConfirmedSum(as, given)).toMatchObject({ ok: true, value: { isNew: false } });
  expect(await takeConfirmedSum(as, { ...given, expectedKrw: 1 })).toEqual(refusal("form-used"));
  expect(await takeConfirmedSum(as, form(line, 549_500))).toEqual(refusal("nothing-open"));

  const none = await aVictim(t.ctx, incident, { payments: [{ status: "suspected" }] });
  const theirs = await aSubscriberSession(t, none);
  expect(await takeConfirmedSum(theirs.as, form(none, 0))).toEqual(refusal("nothing-open"));
});

it("the newest finding that is announced says what is confirmed; what it adds is taken beside what was taken before", async () => {
  const [first, second] = [
    aHeldPayment({ status: "confirmed", amountKrw: 100_000 }),
    aHeldPayment({ status: "suspected", amountKrw: 20_000 }),
  ];
  const line = await aVictim(t.ctx, incident, { payments: [first, second] });
  const { as } = await aSubscriberSession(t, line);
  await aTakenSum(t, line);
  // Says of the second that it is confirmed, with another sum; and of the first, which was paid back, another sum too.
  await aPublishedFinding(t.ctx, incident, {
    id: "raised",
    announced_at: "2025-09-18T21:00:00+09:00",
    changed: [{ line }],
    payments: [
      { line, ...first, amountKrw: 90_000 },
      { line, ...second, amountKrw: 25_000, status: "confirmed" },
    ],
  });
  expect(await getConfirmedSum(as, line.id)).toMatchObject({ openKrw: 0, openCount: 0, takenKrw: 100_000 });
  t.setNow(new Date("2025-09-18T21:00:00+09:00"));
  expect(await getConfirmedSum(as, line.id)).toMatchObject({
    openKrw: 25_000,
    openCount: 1,
    takenKrw: 100_000,
  });
  await aTakenSum(t, line);
  expect((await payoutsOf(line)).map(({ amountKrw }) => amountKrw)).toEqual([100_000, 25_000]);
});

describe("a payment that was added by hand before it was confirmed", () => {
  const at = new Date("2025-09-05T04:00:00+09:00");
  const confirmed = (given: Parameters<typeof aHeldPayment>[0]) =>
    aHeldPayment({ status: "confirmed", amountKrw: 30_000, ...given });
  /** The charge, one like it of the same day in Korea, and one of the next. */
  const charges = () =>
    ["2025-09-05T04:01:00+09:00", "2025-09-05T23:59:59+09:00", "2025-09-06T00:00:00+09:00"].map((time) =>
      confirmed({ at: new Date(time) }),
    );
  const confirmThem = (line: Awaited<ReturnType<typeof aVictim>>) =>
    aVictim(t.ctx, incident, { line, payments: charges(), announced_at: "2025-09-18T19:00:00+09:00" });

  it("is paid once: one like it, of its day and sum, is left out for each", async () => {
    const line = await aVictim(t.ctx, incident, { payments: [confirmed({ amountKrw: 7_000 })] });
    const { as, session } = await aDecidedClaim(t, line, { hand: [{ at }] });
    await confirmThem(line);
    expect(await getConfirmedSum(as, line.id)).toMatchObject({
      openKrw: 67_000,
      openCount: 3,
      askedByHand: 1,
    });
    const places = async () => (await listClaimablePayments(as, session)).map(({ place }) => place).sort();
    expect(await places()).toEqual(["by-hand", "confirmed", "confirmed", "confirmed"]);
    await aTakenSum(t, line);
    expect(await getConfirmedSum(as, line.id)).toMatchObject({ openKrw: 0, openCount: 0, askedByHand: 1 });
    expect(await places()).toEqual(["by-hand", "claimed", "claimed", "claimed"]);
    expect((await payoutsOf(line)).map(({ amountKrw }) => amountKrw)).toEqual([30_000, 67_000]);
  });

  it("waits while its claim does, and is open again once a reviewer has refused it", async () => {
    const line = await aVictim(t.ctx, incident, { payments: [confirmed({ amountKrw: 7_000 })] });
    const draft = await aDraft(t, line, { hand: [{ at }] });
    await confirmThem(line);
    expect(await getConfirmedSum(draft.as, line.id)).toMatchObject({ openKrw: 97_000, askedByHand: 0 });
    const { claimNumber } = draft.claim;
    granted(await fileClaim(draft.as, draft.session, { claimNumber, expectedKrw: 30_000 }));
    expect(await getConfirmedSum(draft.as, line.id)).toMatchObject({ openKrw: 67_000, askedByHand: 1 });
    const reviewer = await aReviewer(t);
    await aJudgedClaim(reviewer.as, draft.claim, () => 0);
    granted(await proposeDecision(reviewer.as, { claimNumber, expectedKrw: 0 }));
    expect(await getConfirmedSum(draft.as, line.id)).toMatchObject({ openKrw: 97_000, askedByHand: 0 });
  });
});

it("people settle what a later finding says otherwise of a claim", async () => {
  const [taken, filed, same, cleared] = [
    aHeldPayment({ status: "confirmed", amountKrw: 100_000 }),
    aHeldPayment({ status: "suspected", amountKrw: 20_000 }),
    aHeldPayment({ status: "cleared", amountKrw: 3_000 }),
    aHeldPayment({ status: "confirmed", amountKrw: 5_000 }),
  ];
  const line = await aVictim(t.ctx, incident, { payments: [taken, filed, same, cleared] });
  const sum = await aTakenSum(t, line);
  const { as, claim } = await aFiledClaim(t, line);
  await aPublishedFinding(t.ctx, incident, {
    id: "re-amounts",
    announced_at: "2025-09-18T21:00:00+09:00",
    changed: [{ line }],
    payments: [
      { line, ...taken, amountKrw: 120_000 },
      { line, ...filed, amountKrw: 25_000 },
      { line, ...same },
      { line, ...cleared, status: "cleared" },
    ],
  });
  const reviewer = await aReviewer(t);
  const numbers = [sum.claimNumber, claim.claimNumber];
  const listed = async () =>
    (await listChangedPayments(reviewer.as)).filter(({ claimNumber }) => numbers.includes(claimNumber));
  expect(await listed()).toEqual([]);
  t.setNow(new Date("2025-09-18T21:00:00+09:00"));
  const [drafted, approved] = [
    { claimNumber: claim.claimNumber, state: "open" },
    { claimNumber: sum.claimNumber, state: "approved", isCleared: false },
  ];
  expect((await listed()).sort((a, b) => b.claimedKrw - a.claimedKrw)).toMatchObject([
    { ...approved, claimedKrw: 100_000, heldKrw: 120_000 },
    { ...drafted, claimedKrw: 20_000, heldKrw: 25_000, isCleared: false },
    { ...approved, claimedKrw: 5_000, heldKrw: 5_000, isCleared: true },
  ]);
  await expect(listChangedPayments(as)).rejects.toThrow(Forbidden);

  const settle = async (as: Ctx, krw: number) => {
    const one = (await listed()).find(({ claimedKrw }) => claimedKrw === krw);
    const [itemId, findingId] = [BigInt(one?.itemId ?? 0), one?.findingId ?? 0];
    return { one, settled: await settleChangedPayment(as, { itemId, findingId }) };
  };
  await expect(settle(as, 100_000)).rejects.toThrow(Forbidden);
  const { holderRef } = await t.ctx.db.holder.findUniqueOrThrow({ where: { id: line.holderId } });
  const self = await aReviewer(t);
  await t.ctx.db.staffMember.update({ where: { id: self.member.id }, data: { holderRef } });
  expect((await settle(self.as, 100_000)).settled).toEqual(refusal("own-claim"));
  const { one } = await settle(reviewer.as, 100_000);
  expect((await listed()).map(({ claimedKrw }) => claimedKrw).toSorted()).toEqual([20_000, 5_000]);
  const again = { itemId: BigInt(one?.itemId ?? 0), findingId: one?.findingId ?? 0 };
  expect(await settleChangedPayment(reviewer.as, again)).toEqual(refusal("gone"));
  expect(await t.ctx.db.auditEvent.findFirst({ where: { action: "changed-payment.settle" } })).toMatchObject({
    actorId: String(reviewer.member.id),
    subjectId: String(line.id),
  });
  // The same once more is nothing new: what was settled stays so, and what wasn't stays listed.
  await aPublishedFinding(t.ctx, incident, {
    id: "repeats",
    announced_at: "2025-09-18T21:30:00+09:00",
    changed: [{ line }],
    payments: [
      { line, ...taken, amountKrw: 120_000 },
      { line, ...filed, amountKrw: 25_000 },
    ],
  });
  t.setNow(new Date("2025-09-18T21:30:00+09:00"));
  expect((await listed()).map(({ claimedKrw }) => claimedKrw).toSorted()).toEqual([20_000, 5_000]);
  // What comes later is another thing to settle.
  await aPublishedFinding(t.ctx, incident, {
    id: "re-amounts-again",
    announced_at: "2025-09-18T22:00:00+09:00",
    changed: [{ line }],
    payments: [{ line, ...taken, amountKrw: 130_000 }],
  });
  expect(await settleChangedPayment(reviewer.as, again)).toEqual(refusal("gone"));
  t.setNow(new Date("2025-09-18T22:00:00+09:00"));
  expect((await listed()).map(({ heldKrw }) => heldKrw)).toContain(130_000);
});

it("publishing lists what it changes, from its announcement on, of claims filed before and after", async () => {
  const [early, taken, filed, refusedOne] = [
    aHeldPayment({ status: "confirmed", amountKrw: 90_000 }),
    aHeldPayment({ status: "confirmed", amountKrw: 100_000 }),
    aHeldPayment({ status: "suspected", amountKrw: 20_000 }),
    aHeldPayment({ status: "suspected", amountKrw: 7_000 }),
  ];
  const before = await aVictim(t.ctx, incident, { payments: [early, refusedOne] });
  const line = await aVictim(t.ctx, incident, { payments: [taken, filed] });
  const decided = await aDecidedClaim(t, before, { approve: () => 0 });
  const claims = [await aTakenSum(t, before), decided.claim];
  const draft = await aFinding(t.ctx, incident, { id: "ahead", announced_at: "2025-09-18T23:00:00+09:00" });
  await t.ctx.db.payment.createMany({
    data: [
      { ...early, subscriberId: before.id, findingId: draft.id, amountKrw: 95_000 },
      { ...refusedOne, subscriberId: before.id, findingId: draft.id, amountKrw: 8_000 },
      { ...taken, subscriberId: line.id, findingId: draft.id, amountKrw: 120_000 },
      { ...filed, subscriberId: line.id, findingId: draft.id, status: "cleared" },
    ],
  });
  granted(await publishFinding(t.ctx, draft.key, { operators: ["kim", "lee"] }));
  claims.push(await aTakenSum(t, line), (await aFiledClaim(t, line)).claim);
  const { as } = await aReviewer(t);
  const numbers = claims.map(({ claimNumber }) => claimNumber);
  const listed = async () =>
    (await listChangedPayments(as))
      .filter(({ claimNumber }) => numbers.includes(claimNumber))
      .map(({ claimedKrw, heldKrw }) => [claimedKrw, heldKrw]);
  expect(await listed()).toEqual([]);
  t.setNow(new Date("2025-09-18T23:00:00+09:00"));
  const changed = [
    [20_000, 20_000],
    [100_000, 120_000],
    [90_000, 95_000],
  ];
  expect(await listed()).toEqual(changed);
  const { claimNumber } = decided.claim;
  const items = await t.ctx.db.claimItem.findMany({ where: { claimId: decided.claim.id } });
  granted(
    await objectTo(decided.as, decided.session, {
      key: randomUUID(),
      claimNumber,
      itemIds: items.map(({ id }) => String(id)),
      words: "It was not me.",
    }),
  );
  expect(await listed()).toEqual([...changed, [7_000, 8_000]]);
});

it("publishing waits for a claim that is being filed, and lists what it changes of it", async () => {
  const payment = aHeldPayment({ status: "suspected", amountKrw: 20_000 });
  const line = await aVictim(t.ctx, incident, { payments: [payment] });
  const { as, session, claim } = await aDraft(t, line);
  const announced_at = "2025-09-18T23:30:00+09:00";
  const finding = await aFinding(t.ctx, incident, { id: "meanwhile", announced_at });
  await t.ctx.db.payment.create({
    data: { ...payment, subscriberId: line.id, findingId: finding.id, amountKrw: 21_000 },
  });
  const waiting = async () => {
    const { rows } = await t.ctx.pool.query<{ count: number }>(
      "select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    return rows[0]?.count;
  };
  const beside = await t.ctx.pool.connect();
  await beside.query("begin");
  // Filing stops here: it has looked for what a finding changed, and isn't committed.
  await beside.query("lock table claim_decisions in share mode");
  const filing = fileClaim(as, session, { claimNumber: claim.claimNumber, expectedKrw: 20_000 });
  await expect.poll(waiting).toBe(1);
  let isPublished = false;
  const publishing = publishFinding(t.ctx, finding.key, { operators: ["kim", "lee"] }).then((published) => {
    isPublished = true;
    return published;
  });
  await expect.poll(async () => isPublished || (await waiting()) === 2).toBe(true);
  await beside.query("commit");
  beside.release();
  granted(await filing);
  granted(await publishing);
  t.setNow(new Date(announced_at));
  const { as: reviewer } = await aReviewer(t);
  expect((await listChangedPayments(reviewer)).map(({ heldKrw }) => heldKrw)).toContain(21_000);
});

it("a draft doesn't keep the sum from being taken: what was put into it is taken out", async () => {
  const payment = aHeldPayment({ status: "suspected", amountKrw: 20_000 });
  const line = await aVictim(t.ctx, incident, {
    payments: [payment, { status: "suspected", amountKrw: 7_000 }],
  });
  const { as, session } = await aSignedInSession(t, line);
  const held = await t.ctx.db.payment.findMany({ where: { subscriberId: line.id } });
  for (const { paymentId } of held)
    granted(await toggleItem(as, session, { paymentId, on: true, key: randomUUID() }));
  await aPublishedFinding(t.ctx, incident, {
    id: "confirms",
    announced_at: "2025-09-18T19:00:00+09:00",
    changed: [{ line }],
    payments: [{ line, ...payment, status: "confirmed" }],
  });
  expect(await getConfirmedSum(as, line.id)).toMatchObject({ openKrw: 20_000 });
  await aTakenSum(t, line);
  expect(await getDraft(as, session)).toMatchObject({ sumKrw: 7_000, items: [{ amountKrw: 7_000 }] });
  expect(await toggleItem(as, session, { paymentId: payment.paymentId, on: true, key: "k" })).toEqual(
    refusal("not-disputable"),
  );
});

it("an agent takes it for a checked caller, and the line is told of that; not for one who isn't checked", async () => {
  const line = await aVictim(t.ctx, incident, { payments: mixed() });
  const unchecked = await anAgentInCall(t, { line });
  await expect(getConfirmedSum(unchecked.as, line.id)).rejects.toThrow(Forbidden);
  await expect(takeConfirmedSum(unchecked.as, form(line, 549_500))).rejects.toThrow(Forbidden);
  expect(await payoutsOf(line)).toEqual([]);

  const checked = await anAgentInCheckedCall(t, line);
  expect(await getConfirmedSum(checked.as, line.id)).toMatchObject({ openKrw: 549_500 });
  expect((await takeConfirmedSum(checked.as, form(line, 549_500))).ok).toBe(true);
  expect((await lettersTo(t.ctx, line)).sort()).toEqual(["acted", "sum_taken"]);
  const [act] = await t.ctx.db.auditEvent.findMany({
    where: { action: "compensation.take", subjectId: String(line.id) },
  });
  expect(act).toMatchObject({
    actorId: String(checked.member.id),
    detail: { forCaller: true, callId: String(checked.callId) },
  });
  // Sums and states, and no line of it.
  expect(await getOwnClaims(checked.as, line.id, "L2")).toMatchObject([
    { sumKrw: 549_500, items: null, note: null },
  ]);
});

it("nobody else may, and a line that was erased has nothing to take", async () => {
  const [line, other] = [
    await aVictim(t.ctx, incident, { payments: mixed() }),
    await aVictim(t.ctx, incident, { payments: mixed() }),
  ];
  const { as: stranger } = await aSubscriberSession(t, other);
  const staff = await Promise.all(
    (["reviewer", "operator", "auditor", "store", "agent"] as const).map((role) =>
      aStaffMember(t.ctx, { roles: [role] }),
    ),
  );
  for (const as of [
    stranger,
    t.as({ type: "public" }),
    t.as({ type: "operator", id: "kim" }),
    ...staff.map((member) => t.as(staffActor(member))),
  ]) {
    await expect(getConfirmedSum(as, line.id)).rejects.toThrow(Forbidden);
    await expect(takeConfirmedSum(as, form(line, 549_500))).rejects.toThrow(Forbidden);
    await expect(getOwnClaims(as, line.id, "L1")).rejects.toThrow(Forbidden);
  }
  expect(await payoutsOf(line)).toEqual([]);

  const gone = await aVictim(t.ctx, incident, { payments: mixed() });
  const { as } = await aSubscriberSession(t, gone);
  await t.ctx.db.subscriber.update({ where: { id: gone.id }, data: { envelope: null, keyId: null } });
  expect(await takeConfirmedSum(as, form(gone, 549_500))).toEqual(refusal("purged"));
});

it("a minor's guardian, a company's line at L2 and a line that ended take theirs", async () => {
  for (const given of [
    { guardianMsisdn: "01099990000", birthDate: "20120101" },
    { holderType: "company" as const, birthDate: null },
    { lineStatus: "ended" as const },
    { lineStatus: "ported" as const },
  ]) {
    const line = await aVictim(t.ctx, incident, { line: given, payments: [{ status: "confirmed" }] });
    await aTakenSum(t, line);
    expect(await payoutsOf(line)).toMatchObject([{ amountKrw: 50_000 }]);
  }
});
