import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { addByHand } from "#app/domain/compensation/add-by-hand.server.ts";
import { MOST_ITEMS } from "#app/domain/compensation/claim.rules.ts";
import { fileClaim } from "#app/domain/compensation/file-claim.server.ts";
import { getDraft } from "#app/domain/compensation/get-draft.server.ts";
import { getOwnEvidence } from "#app/domain/compensation/get-own-evidence.server.ts";
import { listClaimablePayments } from "#app/domain/compensation/list-claimable-payments.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { addByHandSchema, handMoment } from "#app/domain/compensation/claim.schema.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { remindUnfinished } from "#app/domain/compensation/remind-unfinished.server.ts";
import { removeItem } from "#app/domain/compensation/remove-item.server.ts";
import { setDraft } from "#app/domain/compensation/set-draft.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { toggleItem } from "#app/domain/compensation/toggle-item.server.ts";
import { withdrawClaim } from "#app/domain/compensation/withdraw-claim.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { after, days, minutes } from "#app/shared/time.ts";
import { anAgentInCheckedCall, aSubscriberSession } from "#tests/factories/call.ts";
import {
  aDraft,
  aFiledClaim,
  aHeldPayment,
  aReviewer,
  aVictim,
  byHand,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
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
afterAll(() => t.close());

const refusal = (name: string) => ({ ok: false, refusal: name });
const key = () => randomUUID() as string;
const two = () => [
  aHeldPayment({ status: "suspected", amountKrw: 50_000 }),
  aHeldPayment({ status: "cleared", amountKrw: 30_000, authMethod: "PASS" }),
];
const file = (
  { as, session, claim }: Pick<Awaited<ReturnType<typeof aDraft>>, "as" | "session" | "claim">,
  expectedKrw: number,
) => fileClaim(as, session, { claimNumber: claim.claimNumber, expectedKrw });

/** An offer that a line took, for which it gave compensation up. */
async function aSettlement({ id: subscriberId }: { id: bigint }): Promise<void> {
  const order = await t.ctx.db.carrierOrder.create({
    data: {
      subscriberId,
      kind: "take_offer",
      wanted: { choiceId: "1" },
      idempotencyKey: key(),
      actorType: "subscriber",
      askedAt: start,
      notBefore: start,
    },
  });
  await t.ctx.db.offerChoice.create({
    data: {
      idempotencyKey: key(),
      subscriberId,
      offer: "settlement",
      forfeits: ["compensation"],
      lostKrw: 80_000,
      chosenAt: start,
      orderId: order.id,
    },
  });
}

describe("a draft", () => {
  it("is put together by one press each, kept at every step, and there on another device", async () => {
    const payments = two();
    const line = await aVictim(t.ctx, incident, { payments });
    const { as, session } = await aSignedInSession(t, line);
    expect(await getDraft(as, session)).toBeNull();
    const toggle = (paymentId: string, on: boolean) => toggleItem(as, session, { paymentId, on, key: key() });
    const [first = "", second = ""] = payments.map(({ paymentId }) => paymentId);
    const put = await Promise.all(Array.from({ length: 5 }, () => toggle(first, true)));
    for (const one of put) granted(one);
    expect(await t.ctx.db.claim.count({ where: { subscriberId: line.id } })).toBe(1);
    expect((await toggle(second, true)).ok).toBe(true);
    expect((await toggle(second, false)).ok).toBe(true);
    expect((await toggle(second, false)).ok).toBe(true);
    const hand = byHand({ pg: "PG", item: "coins" });
    const { itemId } = granted(await addByHand(as, session, hand));
    expect(await addByHand(as, session, hand)).toEqual({ ok: true, value: { itemId } });
    expect(await addByHand(as, session, { ...hand, amountKrw: 1 })).toEqual(refusal("form-used"));
    granted(await setDraft(as, session, { note: " 저는 자고 있었습니다. ", payoutWay: "bill_credit" }));

    const elsewhere = await aSignedInSession(t, line);
    expect(await getDraft(elsewhere.as, elsewhere.session)).toMatchObject({
      note: "저는 자고 있었습니다.",
      sumKrw: 80_000,
      savedAt: start,
      items: [
        { amountKrw: 50_000, payment: { paymentId: first, merchant: "Gift Shop" }, byHand: null },
        { amountKrw: 30_000, payment: null, byHand: { merchant: "Game Shop", pg: "PG", item: "coins" } },
      ],
    });
    granted(await removeItem(elsewhere.as, elsewhere.session, { itemId }));
    granted(await removeItem(elsewhere.as, elsewhere.session, { itemId }));
    expect(await getDraft(as, session)).toMatchObject({ sumKrw: 50_000 });
    // What was typed lies sealed.
    const { rows } = await t.ctx.pool.query<{ text: string }>("select claims::text as text from claims");
    expect(rows.map(({ text }) => text).join()).not.toContain("자고");
  });

  it("takes no payment that is confirmed, in another claim, refused by a decision, or another line's, and fifty items at the most", async () => {
    const [confirmed, open] = [aHeldPayment({ status: "confirmed" }), aHeldPayment()];
    const line = await aVictim(t.ctx, incident, { payments: [confirmed, open] });
    const { as, session } = await aFiledClaim(t, line);
    const toggle = (paymentId: string) => toggleItem(as, session, { paymentId, on: true, key: key() });
    for (const { paymentId } of [confirmed, open])
      expect(await toggle(paymentId)).toEqual(refusal("not-disputable"));
    const other = await aVictim(t.ctx, incident, { payments: [aHeldPayment({ paymentId: "P-OTHER" })] });
    await expect(toggle("P-OTHER")).rejects.toThrow(NotFound);
    expect(other.id).not.toBe(line.id);

    for (let count = 0; count < MOST_ITEMS; count += 1) granted(await addByHand(as, session, byHand()));
    expect(await addByHand(as, session, byHand())).toEqual(refusal("too-many"));
  });

  it("takes a payment by hand within thirty days of the incident, in Korea's days, and none that is yet to come", async () => {
    const line = await aVictim(t.ctx, incident);
    const { as, session } = await aSignedInSession(t, line);
    const add = (at: string) => addByHand(as, session, byHand({ at: new Date(at) }));
    // The small incident is of 1 August to 10 September.
    expect(await add("2025-07-01T23:59:59+09:00")).toEqual(refusal("outside-window"));
    expect((await add("2025-07-02T00:00:00+09:00")).ok).toBe(true);
    expect(await add("2025-09-18T20:00:01+09:00")).toEqual(refusal("outside-window"));
    expect((await add("2025-09-18T20:00:00+09:00")).ok).toBe(true);
    t.setNow(new Date("2025-11-01T00:00:00+09:00"));
    expect((await add("2025-10-10T23:59:59+09:00")).ok).toBe(true);
    expect(await add("2025-10-11T00:00:00+09:00")).toEqual(refusal("outside-window"));
  });

  it("is its holder's at L2 alone, and nobody's whose authenticator only reads", async () => {
    const line = await aVictim(t.ctx, incident, { payments: two() });
    const { claim, session } = await aDraft(t, line);
    const { claimNumber } = claim;
    const paymentId = "P";
    const acts = (as: typeof t.ctx, of: typeof session) => [
      () => toggleItem(as, of, { paymentId, on: true, key: key() }),
      () => addByHand(as, of, byHand()),
      () => removeItem(as, of, { itemId: "1" }),
      () => setDraft(as, of, { note: "", payoutWay: "bill_credit" }),
      () => fileClaim(as, of, { claimNumber, expectedKrw: 80_000 }),
      () => withdrawClaim(as, of, { claimNumber }),
    ];
    const l1 = await aSubscriberSession(t, line);
    const agent = await anAgentInCheckedCall(t, line);
    const stranger = await aSignedInSession(t, await aVictim(t.ctx, incident));
    for (const [as, of] of [
      [l1.as, l1.session],
      [agent.as, session],
      [stranger.as, session],
      [t.as({ type: "operator", id: "kim" }), session],
    ] as const) {
      for (const act of acts(as, of)) await expect(act()).rejects.toThrow(Forbidden);
      await expect(getDraft(as, of)).rejects.toThrow(Forbidden);
    }
    // Another line's own session, naming this claim.
    await expect(
      fileClaim(stranger.as, stranger.session, { claimNumber, expectedKrw: 80_000 }),
    ).rejects.toThrow(NotFound);
    const young = await aSignedInSession(t, line, { since: new Date("2025-09-10") });
    for (const act of acts(young.as, young.session)) expect(await act()).toEqual(refusal("reads-only"));
    expect(await getDraft(young.as, young.session)).toMatchObject({ claimNumber, sumKrw: 80_000 });
  });
});

describe("filing", () => {
  it("fixes items and sum, opens round 1, tells the line, once", async () => {
    const line = await aVictim(t.ctx, incident, { payments: two() });
    const draft = await aDraft(t, line, { hand: [{}], note: "Not me" });
    const { as, session, claim } = draft;
    expect(await file(draft, 80_000)).toEqual(refusal("sum-changed"));
    const sent = await Promise.all(Array.from({ length: 5 }, () => file(draft, 110_000)));
    expect(sent.filter((one) => granted(one).isNew)).toHaveLength(1);
    expect(await file(draft, 1)).toEqual(refusal("gone"));
    expect(await lettersTo(t.ctx, line)).toEqual(["claim_filed"]);
    expect(await getDraft(as, session)).toBeNull();
    expect(await t.ctx.db.claimDecision.findMany({ where: { claimId: claim.id } })).toMatchObject([
      { round: 1, state: "open", memberId: null, limitKrw: 300_000 },
    ]);
    expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([
      {
        claimNumber: claim.claimNumber,
        state: "filed",
        sumKrw: 110_000,
        approvedKrw: null,
        note: "Not me",
        objectionUntil: null,
        papers: [],
        payouts: [],
        items: [{ state: "open" }, { state: "open" }, { state: "open", byHand: { merchant: "Game Shop" } }],
      },
    ]);
    // At L1: that there is one, and of how much; nothing of its lines.
    const l1 = await aSubscriberSession(t, line);
    const shown = await getOwnClaims(l1.as, line.id, "L2");
    expect(shown).toMatchObject([{ state: "filed", sumKrw: 110_000, items: null, note: null }]);
    expect(JSON.stringify(shown)).not.toMatch(/Shop|Not me/);
  });

  it("is refused without items, without the account that it names, and after a withdrawal", async () => {
    const line = await aVictim(t.ctx, incident, { payments: two() });
    const draft = await aDraft(t, line, { payoutWay: "bank_account" });
    expect(await file(draft, 80_000)).toEqual(refusal("no-account"));
    const items = await t.ctx.db.claimItem.findMany({ where: { claimId: draft.claim.id } });
    for (const { id } of items) await removeItem(draft.as, draft.session, { itemId: String(id) });
    expect(await file(draft, 0)).toEqual(refusal("no-items"));
    granted(await withdrawClaim(draft.as, draft.session, draft.claim));
    expect(await file(draft, 0)).toEqual(refusal("gone"));
    expect(await getOwnClaims(draft.as, line.id, "L2")).toEqual([]);
    expect(await lettersTo(t.ctx, line)).toEqual([]);
  });

  it("is refused where an offer that forfeits compensation was taken", async () => {
    const line = await aVictim(t.ctx, incident, { payments: two() });
    const draft = await aDraft(t, line);
    await aSettlement(line);
    expect(await file(draft, 80_000)).toEqual(refusal("forfeited"));
  });

  it("after a newer finding says its sum again, without what is confirmed by now", async () => {
    const payments = two();
    const [confirmed, other] = payments;
    if (!confirmed || !other) throw new Error("two payments");
    const line = await aVictim(t.ctx, incident, { payments });
    const draft = await aDraft(t, line);
    await aPublishedFinding(t.ctx, incident, {
      id: `newer-${randomUUID()}`,
      announced_at: "2025-09-18T19:00:00+09:00",
      changed: [{ line }],
      payments: [
        { line, ...confirmed, status: "confirmed" },
        { line, ...other, amountKrw: 31_000 },
      ],
    });
    expect(await file(draft, 80_000)).toEqual(refusal("sum-changed"));
    expect(await getDraft(draft.as, draft.session)).toMatchObject({ sumKrw: 31_000, items: [{}] });
    expect((await file(draft, 31_000)).ok).toBe(true);
  });
});

it("a claim is withdrawn until a reviewer has taken it on; its payments may be claimed again", async () => {
  const line = await aVictim(t.ctx, incident, { payments: two() });
  const { as, session, claim } = await aFiledClaim(t, line);
  granted(await withdrawClaim(as, session, claim));
  granted(await withdrawClaim(as, session, claim));
  expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([{ state: "withdrawn" }]);
  const again = await aFiledClaim(t, line, { signedIn: { as, session } });
  expect(again.claim.claimNumber).not.toBe(claim.claimNumber);
  const reviewer = await aReviewer(t);
  granted(await takeClaim(reviewer.as, again.claim));
  expect(await withdrawClaim(as, session, again.claim)).toEqual(refusal("taken-on"));
  // At once with a reviewer's taking it on, one of both comes first, and the other is refused.
  const third = await aFiledClaim(t, await aVictim(t.ctx, incident, { payments: two() }));
  const [withdrawn, taken] = await Promise.all([
    withdrawClaim(third.as, third.session, third.claim),
    takeClaim(reviewer.as, third.claim),
  ]);
  expect([withdrawn.ok, taken.ok].filter(Boolean)).toHaveLength(1);
});

describe("a line that went to another holder", () => {
  it("shows them nothing of what was asked for before, and begins anew for them", async () => {
    const payments = two();
    const [first] = payments;
    const line = await aVictim(t.ctx, incident, { payments });
    const earlier = await aFiledClaim(t, line);
    granted(await addByHand(earlier.as, earlier.session, byHand()));
    const draft = await t.ctx.db.claim.findFirstOrThrow({ where: { subscriberId: line.id, state: "draft" } });

    const { holderId } = await aVictim(t.ctx, incident, { payments: two() });
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { holderId } });
    const { as, session } = await aSignedInSession(t, { id: line.id, holderId });
    const { claimNumber } = earlier.claim;
    expect(await getOwnClaims(as, line.id, "L2")).toEqual([]);
    expect(await getDraft(as, session)).toBeNull();
    const form = { claimNumber: draft.claimNumber, expectedKrw: 30_000 };
    for (const attempt of [
      () => fileClaim(as, session, form),
      () => withdrawClaim(as, session, { claimNumber }),
      () => objectTo(as, session, { key: key(), claimNumber, itemIds: [], words: "" }),
      () => getOwnEvidence(as, session, claimNumber),
    ])
      await expect(attempt()).rejects.toThrow(NotFound);
    expect(await setDraft(as, session, { note: "", payoutWay: "bill_credit" })).toEqual(refusal("gone"));
    const { id: itemId } = await t.ctx.db.claimItem.findFirstOrThrow({ where: { claimId: draft.id } });
    granted(await removeItem(as, session, { itemId: String(itemId) }));
    expect(await t.ctx.db.claimItem.count({ where: { claimId: draft.id } })).toBe(1);
    // In a claim of theirs that waits: asked for once, and no number of it is told.
    expect(
      await toggleItem(as, session, { paymentId: first?.paymentId ?? "", on: true, key: key() }),
    ).toEqual(refusal("not-disputable"));
    expect(await listClaimablePayments(as, session)).toMatchObject([
      { place: "claimed", claimNumber: null },
      { place: "claimed", claimNumber: null },
    ]);

    granted(await addByHand(as, session, byHand({ amountKrw: 9_000 })));
    expect(await getDraft(as, session)).toMatchObject({ sumKrw: 9_000, items: [{ amountKrw: 9_000 }] });
    expect(await t.ctx.db.claim.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({
      state: "withdrawn",
      holderId: line.holderId,
    });
  });

  it("is reminded of nothing that they didn't ask for", async () => {
    const line = await aVictim(t.ctx, incident, { payments: two() });
    await aDraft(t, line);
    const { holderId } = await aVictim(t.ctx, incident, { payments: two() });
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { holderId } });
    t.setNow(after(start, days(4)));
    await remindUnfinished(t.as({ type: "system", id: "worker" }));
    expect(await lettersTo(t.ctx, line)).toEqual([]);
  });
});

it("five claims a line are filed in 24 hours at the most, withdrawn ones too", async () => {
  const line = await aVictim(t.ctx, incident, { payments: two() });
  const signedIn = await aSignedInSession(t, line);
  for (let nth = 0; nth < 5; nth += 1) {
    const { as, session, claim } = await aFiledClaim(t, line, { signedIn });
    granted(await withdrawClaim(as, session, claim));
  }
  const draft = await aDraft(t, line, { signedIn });
  expect(await file(draft, 80_000)).toEqual(refusal("too-many"));
  t.setNow(after(start, days(1)));
  expect((await file(draft, 80_000)).ok).toBe(true);
});

it("a draft of somebody who gave compensation up, and one that can't be told of, hold no other's reminder up", async () => {
  const [broken, forfeited, line] = [
    await aVictim(t.ctx, incident, { payments: two() }),
    await aVictim(t.ctx, incident, { payments: two() }),
    await aVictim(t.ctx, incident, { payments: two() }),
  ];
  for (const one of [broken, forfeited, line]) await aDraft(t, one);
  await aSettlement(forfeited);
  await t.ctx.pool.query(
    `alter table notices add constraint poison check (subscriber_id <> ${broken.id}) not valid`,
  );
  const worker = t.as({ type: "system", id: "worker" });
  t.setNow(after(start, days(3)));
  await expect(remindUnfinished(worker)).rejects.toThrow(/^1 claims can't be reminded of/);
  expect(await lettersTo(t.ctx, line)).toEqual(["claim_unfinished"]);
  expect(await lettersTo(t.ctx, forfeited)).toEqual([]);
  await t.ctx.pool.query("alter table notices drop constraint poison");
  expect(await remindUnfinished(worker)).toEqual({ reminded: 1 });
});

it("nothing that is taken out where no draft is begins one", async () => {
  const payments = two();
  const line = await aVictim(t.ctx, incident, { payments });
  const { as, session } = await aSignedInSession(t, line);
  const paymentId = payments[0]?.paymentId ?? "";
  granted(await toggleItem(as, session, { paymentId, on: false, key: key() }));
  expect(await getDraft(as, session)).toBeNull();
});

it("of a payment by hand whose time isn't known only the day is kept, also where noon is yet to come", async () => {
  const line = await aVictim(t.ctx, incident, { payments: two() });
  const { as, session } = await aSignedInSession(t, line);
  const typed = { amountKrw: "9,000", merchant: "Game Shop" };
  for (const [time, known] of [
    ["", false],
    ["11:20", true],
  ] as const) {
    const form = addByHandSchema.parse({ ...typed, day: "2025-09-18", time });
    const timeKnown = form.time !== null;
    t.setNow(new Date("2025-09-18T11:30:00+09:00"));
    granted(await addByHand(as, session, byHand({ at: handMoment(form), timeKnown })));
    t.setNow(start);
    expect(timeKnown).toBe(known);
  }
  expect((await getDraft(as, session))?.items.map(({ byHand: one }) => one?.timeKnown).sort()).toEqual([
    false,
    true,
  ]);
  t.setNow(new Date("2025-09-17T11:30:00+09:00"));
  const noon = handMoment({ day: "2025-09-17", time: "12:00" });
  expect(await addByHand(as, session, byHand({ at: noon }))).toEqual(refusal("outside-window"));
  const tomorrow = handMoment({ day: "2025-09-18", time: null });
  expect(await addByHand(as, session, byHand({ at: tomorrow, timeKnown: false }))).toEqual(
    refusal("outside-window"),
  );
});

it("an untouched draft is reminded of after three days, once; a change begins the time anew", async () => {
  const line = await aVictim(t.ctx, incident, { payments: two() });
  const empty = await aVictim(t.ctx, incident, { payments: two() });
  const { as, session, claim } = await aDraft(t, line);
  const none = await aDraft(t, empty);
  for (const { id } of await t.ctx.db.claimItem.findMany({ where: { claimId: none.claim.id } }))
    granted(await removeItem(none.as, none.session, { itemId: String(id) }));
  await t.ctx.db.claim.updateMany({
    where: { state: "draft", id: { notIn: [claim.id, none.claim.id] } },
    data: { remindedAt: start },
  });

  const worker = t.as({ type: "system", id: "worker" });
  t.setNow(after(start, days(3) - 1));
  expect(await remindUnfinished(worker)).toEqual({ reminded: 0 });
  t.setNow(after(start, days(3)));
  // Connections are there for each: what has to connect first comes too late to meet another.
  const workers = [1, 2, 3, 4, 5, 6, 7, 8];
  await Promise.all(workers.map(() => t.ctx.db.claim.count()));
  const runs = await Promise.all(workers.map(() => remindUnfinished(worker)));
  expect(runs.reduce((sum, { reminded }) => sum + reminded, 0)).toBe(1);
  expect(await lettersTo(t.ctx, line)).toEqual(["claim_unfinished"]);
  t.setNow(after(start, days(9)));
  expect(await remindUnfinished(worker)).toEqual({ reminded: 0 });
  const later = await aSignedInSession(t, line);
  granted(await setDraft(later.as, later.session, { note: "More", payoutWay: "bill_credit" }));
  t.setNow(after(start, days(12) + minutes(1)));
  expect(await remindUnfinished(worker)).toEqual({ reminded: 1 });
  expect(await lettersTo(t.ctx, empty)).toEqual([]);
  expect(session.level).toBe("L2");
  expect(as.actor.type).toBe("subscriber");
});
