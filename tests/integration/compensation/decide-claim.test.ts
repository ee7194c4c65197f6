import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { askForPaper } from "#app/domain/compensation/ask-for-paper.server.ts";
import { confirmDecision } from "#app/domain/compensation/confirm-decision.server.ts";
import { endPaperRequest } from "#app/domain/compensation/end-paper-request.server.ts";
import { getClaimForReview } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { getOwnClaims } from "#app/domain/compensation/get-own-claims.server.ts";
import { giveBack } from "#app/domain/compensation/give-back.server.ts";
import { listQueue } from "#app/domain/compensation/list-queue.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { paperArrived } from "#app/domain/compensation/paper-arrived.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { remindUnfinished } from "#app/domain/compensation/remind-unfinished.server.ts";
import { returnProposal } from "#app/domain/compensation/return-proposal.server.ts";
import { setVerdict } from "#app/domain/compensation/set-verdict.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import { after, days, hours } from "#app/shared/time.ts";
import { aSubscriberSession } from "#tests/factories/call.ts";
import {
  aDecidedClaim,
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
import { anIncident } from "#tests/factories/incident.ts";
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

const refusal = (name: string) => ({ ok: false, refusal: name });
const done = { ok: true };
const key = () => randomUUID() as string;

/** A line with a claim of 100,000 and 80,000 won that the carrier holds, and 30,000 by hand. */
async function aClaim(given: { amounts?: number[]; note?: string } = {}) {
  const { amounts = [100_000, 80_000], note } = given;
  const payments = amounts.map((amountKrw, index) =>
    aHeldPayment({ amountKrw, at: after(new Date("2025-09-05T01:00:00+09:00"), index) }),
  );
  const line = await aVictim(t.ctx, incident, { payments });
  const filed = await aFiledClaim(t, line, { hand: [{}], ...(note && { note }) });
  const items = await t.ctx.db.claimItem.findMany({
    where: { claimId: filed.claim.id },
    orderBy: { at: "asc" },
  });
  return { ...filed, line, claimNumber: filed.claim.claimNumber, items };
}

const payoutsOf = async (line: { id: bigint }) =>
  (await t.ctx.db.payout.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ amountKrw }) => amountKrw,
  );
const propose = (as: Ctx, claimNumber: string, expectedKrw: number) =>
  proposeDecision(as, { claimNumber, expectedKrw });

describe("taking a claim on", () => {
  it("is one reviewer's, whoever asks first; given back, its verdicts are gone", async () => {
    const { claimNumber, items } = await aClaim();
    const reviewers = await Promise.all([1, 2, 3].map(() => aReviewer(t)));
    const taken = await Promise.all(reviewers.map(({ as }) => takeClaim(as, { claimNumber })));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    const winner = reviewers[taken.findIndex(({ ok }) => ok)];
    const loser = reviewers[taken.findIndex(({ ok }) => !ok)];
    if (!winner || !loser) throw new Error("one wins");
    expect(await takeClaim(winner.as, { claimNumber })).toMatchObject(done);
    const verdict = { claimNumber, itemId: String(items[0]?.id), approvedKrw: 0, reason: "own_phone" };
    for (const refused of [
      await setVerdict(loser.as, verdict),
      await giveBack(loser.as, { claimNumber }),
      await propose(loser.as, claimNumber, 0),
      await askForPaper(loser.as, { claimNumber, paper: "phone_bill", dueOn: "2025-09-30" }),
    ])
      expect(refused).toEqual(refusal("not-yours"));
    expect(await setVerdict(winner.as, verdict)).toMatchObject(done);
    expect(await giveBack(winner.as, { claimNumber })).toMatchObject(done);
    expect(await takeClaim(loser.as, { claimNumber })).toMatchObject(done);
    expect(await propose(loser.as, claimNumber, 0)).toEqual(refusal("not-all-decided"));
  });

  it("is free again where its reviewer may not come in any more", async () => {
    const { claimNumber } = await aClaim();
    const [gone, other] = [await aReviewer(t), await aReviewer(t)];
    granted(await takeClaim(gone.as, { claimNumber }));
    expect(await takeClaim(other.as, { claimNumber })).toEqual(refusal("not-yours"));
    await t.ctx.db.staffMember.update({ where: { id: gone.member.id }, data: { disabledAt: start } });
    expect(await takeClaim(other.as, { claimNumber })).toMatchObject(done);
  });

  it("is for reviewers; auditors read, and nobody else does", async () => {
    const { claimNumber, items, as: holder } = await aClaim();
    const itemId = String(items[0]?.id);
    const member = (role: "auditor" | "agent" | "operator" | "store") =>
      aStaffMember(t.ctx, { roles: [role] }).then((one) => t.as(staffActor(one)));
    const auditor = await member("auditor");
    const others = [await member("agent"), await member("operator"), await member("store"), holder];
    for (const as of [auditor, ...others]) {
      await expect(takeClaim(as, { claimNumber })).rejects.toThrow(Forbidden);
      await expect(giveBack(as, { claimNumber })).rejects.toThrow(Forbidden);
      const verdict = { claimNumber, itemId, approvedKrw: 100_000, reason: "cell_served" };
      await expect(setVerdict(as, verdict)).rejects.toThrow(Forbidden);
      await expect(propose(as, claimNumber, 0)).rejects.toThrow(Forbidden);
      await expect(confirmDecision(as, { claimNumber, expectedKrw: 0 })).rejects.toThrow(Forbidden);
      await expect(returnProposal(as, { claimNumber })).rejects.toThrow(Forbidden);
      const paper = { claimNumber, paper: "phone_bill", dueOn: "2025-09-30" };
      await expect(askForPaper(as, paper)).rejects.toThrow(Forbidden);
      await expect(endPaperRequest(as, { claimNumber, requestId: "1" })).rejects.toThrow(Forbidden);
    }
    for (const as of others) {
      await expect(listQueue(as, { order: "age" })).rejects.toThrow(Forbidden);
      await expect(getClaimForReview(as, claimNumber)).rejects.toThrow(Forbidden);
    }
    expect(granted(await getClaimForReview(auditor, claimNumber)).may).toEqual([]);
    await expect(takeClaim((await aReviewer(t)).as, { claimNumber: "B-0000-0000" })).rejects.toThrow(
      NotFound,
    );
  });
});

describe("deciding", () => {
  it("says of each item how much and why; up to the limit it is final at once, with one payout of its sum", async () => {
    const { claimNumber, line, items, as, claim } = await aClaim();
    const { as: reviewer, member } = await aReviewer(t);
    granted(await takeClaim(reviewer, { claimNumber }));
    const verdict = (index: number, approvedKrw: number, reason: string) =>
      setVerdict(reviewer, { claimNumber, itemId: String(items[index]?.id), approvedKrw, reason });
    // The carrier's payments whole or not at all; by hand as much as was shown; each with a reason that fits.
    for (const wrong of [50_000, 100_001, -1, 0.5, Number.NaN])
      expect(await verdict(0, wrong, "same_pattern")).toEqual(refusal("bad-sum"));
    expect(await verdict(2, 30_001, "documents_show")).toEqual(refusal("bad-sum"));
    for (const [index, krw, reason] of [
      [0, 100_000, "own_phone"],
      [0, 0, "same_pattern"],
      [0, 100_000, "because"],
      [0, 100_000, "documents_show_less"],
      // What contradicts what is known: no cell, not confirmed, on the bill, and in the window.
      [0, 100_000, "cell_served"],
      [0, 100_000, "carrier_confirmed"],
      [0, 100_000, "separate_charge"],
      [0, 0, "not_on_bill"],
      [0, 0, "outside_incident"],
      [2, 30_000, "carrier_confirmed"],
      [2, 20_000, "documents_show"],
    ] as const)
      expect(await verdict(index, krw, reason)).toEqual(refusal("bad-reason"));
    expect(await verdict(0, 0, "own_phone")).toMatchObject(done);
    expect(await verdict(0, 100_000, "same_pattern")).toMatchObject(done);
    expect(await verdict(1, 0, "own_phone")).toMatchObject(done);
    expect(await propose(reviewer, claimNumber, 100_000)).toEqual(refusal("not-all-decided"));
    expect(await verdict(2, 20_000, "documents_show_less")).toMatchObject(done);
    expect(await propose(reviewer, claimNumber, 100_000)).toEqual(refusal("sum-changed"));

    const ends = await Promise.all(Array.from({ length: 5 }, () => propose(reviewer, claimNumber, 120_000)));
    for (const end of ends) expect(end).toEqual({ ok: true, value: "final" });
    expect(await payoutsOf(line)).toEqual([120_000]);
    expect(await lettersTo(t.ctx, line)).toEqual(["claim_filed", "claim_decided"]);
    expect(await t.ctx.db.claimDecision.findMany({ where: { claimId: claim.id } })).toMatchObject([
      { state: "final", approvedKrw: 120_000, memberId: member.id, secondMemberId: null },
    ]);
    expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([
      {
        state: "decided",
        sumKrw: 210_000,
        approvedKrw: 120_000,
        objectionUntil: "2025-10-18",
        items: [
          { state: "approved", verdict: { approvedKrw: 100_000, reason: "same_pattern" } },
          { state: "refused", verdict: { approvedKrw: 0, reason: "own_phone" } },
          { state: "approved", verdict: { approvedKrw: 20_000, reason: "documents_show_less" } },
        ],
        payouts: [{ state: "asked", way: "bill_credit", amountKrw: 120_000 }],
      },
    ]);
    for (const late of [
      await verdict(0, 0, "own_phone"),
      await takeClaim((await aReviewer(t)).as, { claimNumber }),
      await propose(reviewer, claimNumber, 1),
    ])
      expect(late).toEqual(refusal("gone"));
  });

  it("nothing approved is decided without a payout", async () => {
    const { line } = await aClaim().then(async (one) => {
      const { as } = await aReviewer(t);
      await aJudgedClaim(as, one, () => 0);
      expect(await propose(as, one.claimNumber, 0)).toEqual({ ok: true, value: "final" });
      return one;
    });
    expect(await payoutsOf(line)).toEqual([]);
    expect(await lettersTo(t.ctx, line)).toEqual(["claim_filed", "claim_decided"]);
  });

  it("above the limit it takes another reviewer's word, for the sum that they saw; returned, it is decided anew", async () => {
    const { claimNumber, line, items } = await aClaim({ amounts: [300_001] });
    const [first, second] = [await aReviewer(t), await aReviewer(t)];
    expect(await aJudgedClaim(first.as, { claimNumber })).toBe(330_001);
    expect(await confirmDecision(second.as, { claimNumber, expectedKrw: 330_001 })).toEqual(refusal("gone"));
    expect(await propose(first.as, claimNumber, 330_001)).toEqual({ ok: true, value: "proposed" });
    expect(await propose(first.as, claimNumber, 330_001)).toEqual({ ok: true, value: "proposed" });
    expect(await payoutsOf(line)).toEqual([]);
    const itemId = String(items.find(({ paymentId }) => paymentId === null)?.id);
    const less = { claimNumber, itemId, approvedKrw: 0, reason: "not_on_bill" };
    expect(await setVerdict(first.as, less)).toEqual(refusal("gone"));
    expect(await confirmDecision(first.as, { claimNumber, expectedKrw: 330_001 })).toEqual(
      refusal("same-person"),
    );
    expect(await confirmDecision(second.as, { claimNumber, expectedKrw: 330_000 })).toEqual(
      refusal("sum-changed"),
    );

    granted(await returnProposal(second.as, { claimNumber }));
    expect(await confirmDecision(second.as, { claimNumber, expectedKrw: 330_001 })).toEqual(refusal("gone"));
    granted(await setVerdict(first.as, less));
    expect(await propose(first.as, claimNumber, 300_001)).toEqual({ ok: true, value: "proposed" });
    const both = await Promise.all(
      Array.from({ length: 4 }, () => confirmDecision(second.as, { claimNumber, expectedKrw: 300_001 })),
    );
    for (const one of both) expect(one).toMatchObject(done);
    expect(await payoutsOf(line)).toEqual([300_001]);
    expect(await returnProposal(second.as, { claimNumber })).toEqual(refusal("gone"));
  });

  it("exactly the limit is one person's", async () => {
    const { claimNumber } = await aClaim({ amounts: [270_000] });
    const { as } = await aReviewer(t);
    await aJudgedClaim(as, { claimNumber });
    expect(await propose(as, claimNumber, 300_000)).toEqual({ ok: true, value: "final" });
  });
});

describe("what one reviewer approves alone", () => {
  const decidedOf = async (line: Awaited<ReturnType<typeof aVictim>>, amountKrw: number) => {
    const { as } = await aReviewer(t);
    const { claim } = await aFiledClaim(t, line, { hand: [{ amountKrw }] });
    await aJudgedClaim(as, claim);
    return { as, claim, value: granted(await propose(as, claim.claimNumber, amountKrw)) };
  };
  const limitsOf = async (line: { holderId: bigint }) =>
    (
      await t.ctx.db.claimDecision.findMany({
        where: { claim: { holderId: line.holderId } },
        orderBy: { id: "asc" },
      })
    ).map(({ limitKrw }) => limitKrw);

  it("counts over all claims of a holder, on whichever line, and what two people approved doesn't", async () => {
    const payments = [aHeldPayment({ status: "confirmed" })];
    const line = await aVictim(t.ctx, incident, { payments });
    const second = await aVictim(t.ctx, incident, { payments: [aHeldPayment({ status: "confirmed" })] });
    await t.ctx.db.subscriber.update({ where: { id: second.id }, data: { holderId: line.holderId } });
    const other = { ...second, holderId: line.holderId };
    expect((await decidedOf(line, 200_000)).value).toBe("final");
    const split = await decidedOf(other, 100_001);
    expect(split.value).toBe("proposed");
    expect(granted(await getClaimForReview(split.as, split.claim.claimNumber))).toMatchObject({
      rounds: [{ state: "proposed", limitKrw: 100_000 }],
    });
    const { claimNumber } = split.claim;
    granted(await confirmDecision((await aReviewer(t)).as, { claimNumber, expectedKrw: 100_001 }));
    expect((await decidedOf(line, 100_000)).value).toBe("final");
    const last = await decidedOf(other, 1);
    expect(last.value).toBe("proposed");
    granted(await returnProposal((await aReviewer(t)).as, last.claim));
    expect(granted(await getClaimForReview(last.as, last.claim.claimNumber))).toMatchObject({
      rounds: [{ state: "open", limitKrw: 0 }],
    });
    expect(await limitsOf(line)).toEqual([300_000, 100_000, 100_000, 0]);
  });

  it("counts what is decided at the same moment", async () => {
    const lines = await Promise.all(
      [1, 2, 3].map(() => aVictim(t.ctx, incident, { payments: [aHeldPayment({ status: "confirmed" })] })),
    );
    const holderId = lines[0]?.holderId ?? 0n;
    const judged = [];
    for (const { id } of lines) {
      await t.ctx.db.subscriber.update({ where: { id }, data: { holderId } });
      const { claim } = await aFiledClaim(t, { id, holderId }, { hand: [{ amountKrw: 200_000 }] });
      const { as } = await aReviewer(t);
      await aJudgedClaim(as, claim);
      judged.push({ as, claim });
    }
    const said = await Promise.all(
      judged.map(async ({ as, claim }) => granted(await propose(as, claim.claimNumber, 200_000))),
    );
    expect(said.sort()).toEqual(["final", "proposed", "proposed"]);
  });

  it("counts an objection with what was approved before it", async () => {
    const { claim, claimNumber, as, session, items } = await aClaim({ amounts: [240_000, 60_001] });
    const [first, second] = [await aReviewer(t), await aReviewer(t)];
    await aJudgedClaim(first.as, claim, ({ amountKrw }) => (amountKrw === 60_001 ? 0 : amountKrw));
    expect(await propose(first.as, claimNumber, 270_000)).toEqual({ ok: true, value: "final" });
    const itemIds = items.map(({ id }) => String(id));
    granted(await objectTo(as, session, { key: key(), claimNumber, itemIds, words: "" }));
    await aJudgedClaim(second.as, claim);
    expect(await propose(second.as, claimNumber, 60_001)).toEqual({ ok: true, value: "proposed" });
  });
});

describe("an objection", () => {
  const refused = async () => {
    const { line, ...filed } = await aClaim();
    const reviewer = await aReviewer(t);
    const expectedKrw = await aJudgedClaim(reviewer.as, filed.claim, ({ paymentId }) =>
      paymentId === null ? 30_000 : 0,
    );
    granted(await propose(reviewer.as, filed.claimNumber, expectedKrw));
    return { ...filed, line, reviewer, itemIds: filed.items.map(({ id }) => String(id)) };
  };

  it("opens what was refused for somebody else, once; what was approved stays, and is never paid twice", async () => {
    const { line, claimNumber, itemIds, as, session, reviewer, claim } = await refused();
    const form = { key: key(), claimNumber, itemIds: itemIds.slice(0, 1), words: "I was asleep" };
    const sent = await Promise.all(Array.from({ length: 4 }, () => objectTo(as, session, form)));
    for (const one of sent) expect(one).toMatchObject(done);
    expect(await objectTo(as, session, { ...form, key: key() })).toEqual(refusal("already-objected"));
    expect(await lettersTo(t.ctx, line)).toEqual(["claim_filed", "claim_decided", "claim_filed"]);
    expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([
      { state: "objected", objection: "I was asleep", objectionUntil: null, approvedKrw: 30_000 },
    ]);

    expect(await takeClaim(reviewer.as, { claimNumber })).toEqual(refusal("earlier-round"));
    const [other, third] = [await aReviewer(t), await aReviewer(t)];
    expect(await aJudgedClaim(other.as, { claimNumber })).toBe(100_000);
    expect(granted(await getClaimForReview(third.as, claimNumber))).toMatchObject({
      objection: "I was asleep",
      openKrw: 100_000,
      approvedKrw: 100_000,
      may: [],
      rounds: [
        { round: 1, state: "final", approvedKrw: 30_000 },
        { round: 2, state: "open" },
      ],
      items: [
        { state: "open", verdict: { round: 2 }, earlier: [{ round: 1, approvedKrw: 0 }] },
        { state: "refused", verdict: null },
        { state: "approved", verdict: null },
      ],
    });
    expect(await propose(other.as, claimNumber, 100_000)).toEqual({ ok: true, value: "final" });
    expect(await payoutsOf(line)).toEqual([30_000, 100_000]);
    expect(await objectTo(as, session, { ...form, key: key() })).toEqual(refusal("already-objected"));
    const rounds = await t.ctx.db.claimDecision.findMany({
      where: { claimId: claim.id },
      orderBy: { round: "asc" },
    });
    expect(rounds.map(({ memberId }) => memberId)).toEqual([reviewer.member.id, other.member.id]);
  });

  it("of a large sum is confirmed by none of those who decided before", async () => {
    const { claimNumber, as, session, items } = await aClaim({ amounts: [400_000, 500_000] });
    const [first, second, third, fourth] = [
      await aReviewer(t),
      await aReviewer(t),
      await aReviewer(t),
      await aReviewer(t),
    ];
    await aJudgedClaim(first.as, { claimNumber }, ({ amountKrw }) => (amountKrw === 500_000 ? 0 : amountKrw));
    granted(await propose(first.as, claimNumber, 430_000));
    granted(await confirmDecision(second.as, { claimNumber, expectedKrw: 430_000 }));
    const itemIds = items.map(({ id }) => String(id));
    granted(await objectTo(as, session, { key: key(), claimNumber, itemIds, words: "" }));
    for (const { as: before } of [first, second])
      expect(await takeClaim(before, { claimNumber })).toEqual(refusal("earlier-round"));
    await aJudgedClaim(third.as, { claimNumber });
    granted(await propose(third.as, claimNumber, 500_000));
    for (const { as: before } of [first, second]) {
      expect(await confirmDecision(before, { claimNumber, expectedKrw: 500_000 })).toEqual(
        refusal("earlier-round"),
      );
      expect(granted(await getClaimForReview(before, claimNumber)).may).toEqual([]);
    }
    expect(granted(await getClaimForReview(fourth.as, claimNumber)).may).toEqual(["confirm", "return"]);
    granted(await confirmDecision(fourth.as, { claimNumber, expectedKrw: 500_000 }));
  });

  it("comes until the end of the thirtieth day in Korea, from who signed in, to what was refused", async () => {
    const { claimNumber, itemIds, line } = await refused();
    const object = (signedIn: Awaited<ReturnType<typeof aSignedInSession>>, ids: string[]) =>
      objectTo(signedIn.as, signedIn.session, { key: key(), claimNumber, itemIds: ids, words: "" });
    const [byHandId = ""] = itemIds.slice(2);
    expect(await object(await aSignedInSession(t, line), [byHandId])).toEqual(refusal("nothing-refused"));
    expect(await object(await aSignedInSession(t, line), [])).toEqual(refusal("nothing-refused"));
    const young = await aSignedInSession(t, line, { since: new Date("2025-09-10") });
    expect(await object(young, itemIds)).toEqual(refusal("reads-only"));
    const l1 = await aSubscriberSession(t, line);
    await expect(
      objectTo(l1.as, l1.session, { key: key(), claimNumber, itemIds, words: "" }),
    ).rejects.toThrow(Forbidden);

    t.setNow(new Date("2025-10-19T00:00:00+09:00"));
    expect(await object(await aSignedInSession(t, line), itemIds)).toEqual(refusal("too-late"));
    t.setNow(new Date("2025-10-18T23:59:59+09:00"));
    expect(await object(await aSignedInSession(t, line), itemIds)).toMatchObject(done);
  });

  it("leaves out what was taken with the confirmed sum since", async () => {
    const { claimNumber, line, as, session, itemIds, items } = await refused();
    const [first] = items;
    await aPublishedFinding(t.ctx, incident, {
      id: `confirms-${randomUUID()}`,
      announced_at: "2025-09-18T19:00:00+09:00",
      changed: [{ line }],
      payments: [
        {
          line,
          ...aHeldPayment({ paymentId: first?.paymentId ?? "", amountKrw: 100_000, status: "confirmed" }),
        },
      ],
    });
    await aTakenSum(t, line);
    const object = (ids: string[]) =>
      objectTo(as, session, { key: key(), claimNumber, itemIds: ids, words: "" });
    expect(await object(itemIds.slice(0, 1))).toEqual(refusal("stands-elsewhere"));
    expect(await object(itemIds)).toMatchObject(done);
    const open = await t.ctx.db.claimItem.findMany({ where: { subscriberId: line.id, state: "open" } });
    expect(open.map(({ amountKrw }) => amountKrw)).toEqual([80_000]);
  });
});

describe("a paper", () => {
  it("is asked for with a day and told of; the claim isn't decided before it came or is no longer asked for", async () => {
    const { claimNumber, line, claim, as } = await aClaim();
    const { as: reviewer } = await aReviewer(t);
    const sum = await aJudgedClaim(reviewer, { claimNumber }, ({ paymentId }) => (paymentId ? 0 : 30_000));
    const ask = (paper: string, dueOn: string) => askForPaper(reviewer, { claimNumber, paper, dueOn });
    expect(await ask("police_report", "2025-10-01")).toEqual(refusal("bad-paper"));
    for (const day of ["2025-09-18", "2025-09-17", "2025-11-18", "1 October", ""])
      expect(await ask("phone_bill", day)).toEqual(refusal("bad-day"));
    for (let times = 0; times < 2; times += 1)
      expect(await ask("phone_bill", "2025-10-01")).toMatchObject(done);
    expect(await ask("merchant_reply", "2025-09-25")).toMatchObject(done);
    // Of several within an hour, the line is told once.
    expect(await lettersTo(t.ctx, line)).toEqual(["claim_filed", "papers_asked"]);
    expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([
      {
        state: "papers_asked",
        papers: [
          { paper: "merchant_reply", dueOn: "2025-09-25" },
          { paper: "phone_bill", dueOn: "2025-10-01" },
        ],
      },
    ]);
    expect(await propose(reviewer, claimNumber, sum)).toEqual(refusal("papers-open"));
    const entry = async () =>
      (await listQueue(reviewer, { order: "age" })).claims.find((one) => one.claimNumber === claimNumber);
    expect(await entry()).toMatchObject({ papersOpen: 2, dueOn: "2025-09-25", mine: true });

    // The first that was asked for is the one that is taken for it.
    await t.ctx.db.$transaction((tx) => paperArrived(tx, { claimId: claim.id, at: start }));
    expect(await entry()).toMatchObject({ state: "papers_asked", papersOpen: 1, dueOn: "2025-09-25" });
    const left = await t.ctx.db.paperRequest.findFirstOrThrow({
      where: { claimId: claim.id, endedAt: null },
    });
    const other = await aReviewer(t);
    const end = { claimNumber, requestId: String(left.id) };
    expect(await endPaperRequest(other.as, end)).toEqual(refusal("not-yours"));
    granted(await endPaperRequest(reviewer, end));
    expect(await entry()).toMatchObject({ state: "filed", papersOpen: 0, dueOn: null });
    expect(await propose(reviewer, claimNumber, sum)).toMatchObject({ value: "final" });
  });

  it("is reminded of three days before it is due, once; of an objected claim, too", async () => {
    const { claimNumber, line, as, session, items } = await aClaim();
    await t.ctx.db.claim.updateMany({
      where: { state: "papers_asked" },
      data: { remindedAt: start },
    });
    const first = await aReviewer(t);
    await aJudgedClaim(first.as, { claimNumber }, () => 0);
    granted(await propose(first.as, claimNumber, 0));
    const itemIds = items.map(({ id }) => String(id));
    granted(await objectTo(as, session, { key: key(), claimNumber, itemIds, words: "" }));
    const { as: reviewer } = await aReviewer(t);
    granted(await takeClaim(reviewer, { claimNumber }));
    granted(await askForPaper(reviewer, { claimNumber, paper: "phone_bill", dueOn: "2025-10-01" }));
    expect(await getOwnClaims(as, line.id, "L2")).toMatchObject([
      { state: "objected", papers: [{ paper: "phone_bill" }] },
    ]);
    const worker = t.as({ type: "system", id: "worker" });
    t.setNow(new Date("2025-09-27T23:59:59+09:00"));
    expect(await remindUnfinished(worker)).toEqual({ reminded: 0 });
    t.setNow(new Date("2025-09-28T00:00:00+09:00"));
    expect(await remindUnfinished(worker)).toEqual({ reminded: 1 });
    expect(await remindUnfinished(worker)).toEqual({ reminded: 0 });
    expect((await lettersTo(t.ctx, line)).at(-1)).toBe("claim_unfinished");
  });

  it("due soon is not reminded of on the day on which it was asked for", async () => {
    const { claimNumber } = await aClaim();
    const { as: reviewer } = await aReviewer(t);
    granted(await takeClaim(reviewer, { claimNumber }));
    granted(await askForPaper(reviewer, { claimNumber, paper: "phone_bill", dueOn: "2025-09-20" }));
    const worker = t.as({ type: "system", id: "worker" });
    t.setNow(after(start, days(1) - 1));
    expect(await remindUnfinished(worker)).toEqual({ reminded: 0 });
    t.setNow(after(start, days(1)));
    expect(await remindUnfinished(worker)).toEqual({ reminded: 1 });
  });
});

describe("the queue and a claim's page", () => {
  it("lists what waits by age, sum, or the old and disabled first, and nobody's name but staff's", async () => {
    const before = await listQueue((await aReviewer(t)).as, { order: "age" });
    const file = async (amountKrw: number, priority: "senior" | "disabled" | null, at: Date) => {
      t.setNow(at);
      const line = await aVictim(t.ctx, incident, {
        payments: [aHeldPayment({ amountKrw })],
        line: { priority },
      });
      return (await aFiledClaim(t, line)).claim.claimNumber;
    };
    const [a, b, c] = [
      await file(10_000, null, after(start, hours(1))),
      await file(900_000, null, after(start, hours(2))),
      await file(20_000, "senior", after(start, hours(3))),
    ];
    const { as } = await aReviewer(t);
    const listed = async (order: "age" | "sum" | "priority") =>
      (await listQueue(as, { order })).claims.map(({ claimNumber }) => claimNumber);
    const only = (all: string[]) => all.filter((one) => [a, b, c].includes(one));
    expect(only(await listed("age"))).toEqual([a, b, c]);
    expect((await listed("sum"))[0]).toBe(b);
    expect((await listed("priority"))[0]).toBe(c);
    expect(only(await listed("priority"))).toEqual([c, a, b]);
    expect(await listed("age")).toHaveLength(before.count + 3);
    granted(await takeClaim(as, { claimNumber: a }));
    granted(await askForPaper(as, { claimNumber: a, paper: "phone_bill", dueOn: "2025-09-25" }));
    for (const order of ["age", "priority"] as const) expect((await listed(order)).at(-1)).toBe(a);
    const { claims, count, sumKrw } = await listQueue(as, { order: "age" });
    expect([count, sumKrw]).toEqual([before.count + 3, before.sumKrw + 930_000]);
    expect(claims.find(({ claimNumber }) => claimNumber === b)).toEqual({
      claimNumber: b,
      filedAt: after(start, hours(2)),
      since: after(start, hours(2)),
      sumKrw: 900_000,
      items: 1,
      priority: null,
      state: "filed",
      round: 1,
      owner: null,
      mine: false,
      proposedBy: null,
      papersOpen: 0,
      dueOn: null,
      overdue: false,
      leftAlone: false,
      lacksReviewer: false,
    });
  });

  it("shows what a decision rests on, the line masked; each reading is written down and counted", async () => {
    const payment = aHeldPayment({ at: new Date("2025-09-05T03:10:00+09:00") });
    const line = await aVictim(t.ctx, incident, { payments: [payment], line: { name: "김영수" } });
    const cell = await t.ctx.db.rogueCell.findFirstOrThrow({
      where: { incidentId: incident.id, eci: "1001" },
    });
    await aPublishedFinding(t.ctx, incident, {
      id: `cell-${randomUUID()}`,
      announced_at: "2025-09-12T10:00:00+09:00",
      changed: [{ line }],
      signals: [{ line, eci: "1001", at: "2025-09-05T03:00:00+09:00" }],
      payments: [{ line, ...payment, cellId: cell.id }],
    });
    const { claim } = await aFiledClaim(t, line, { hand: [{}], note: "Not me" });
    const { as, member } = await aReviewer(t);
    const read = granted(await getClaimForReview(as, claim.claimNumber));
    expect(read).toMatchObject({
      claimNumber: claim.claimNumber,
      state: "filed",
      note: "Not me",
      may: ["take"],
      documents: [],
      line: { name: "김*수", number: expect.stringMatching(/^010-\*\*\*\*-\d{4}$/) as unknown },
      openKrw: 80_000,
      approvedKrw: 0,
      window: { from: "2025-08-01" },
      items: [{ payment: { eci: "1001" } }, { byHand: { merchant: "Game Shop" }, payment: null }],
      held: [{ paymentId: payment.paymentId, rogueCell: true }],
      signals: [{ eci: "1001", area: { en: "Gwangmyeong" } }],
    });
    expect(read.exposures).toHaveLength(2);
    const whole = JSON.stringify(read);
    for (const secret of [line.personalData.msisdn, "김영수", line.subscriberRef])
      expect(whole).not.toContain(secret);
    const views = { action: "claim.view", actorId: String(member.id) };
    expect(await t.ctx.db.auditEvent.findMany({ where: views })).toMatchObject([
      { subjectType: "subscriber", subjectId: String(line.id), detail: { claim: claim.claimNumber } },
    ]);
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: quotas["claim.view"].most - 1 }, () => ({
        at: start,
        actorType: "staff",
        actorId: String(member.id),
        action: "claim.view",
        subjectType: "subscriber",
        subjectId: "0",
        detail: {},
      })),
    });
    expect(await getClaimForReview(as, claim.claimNumber)).toEqual(refusal("over-quota"));

    const draft = await aSignedInSession(t, line);
    expect(draft.session.level).toBe("L2");
  });

  it("a draft is no claim yet for the desk", async () => {
    const line = await aVictim(t.ctx, incident, { payments: [aHeldPayment()] });
    const decided = await aDecidedClaim(t, line);
    const { as } = await aReviewer(t);
    expect(granted(await getClaimForReview(as, decided.claim.claimNumber)).may).toEqual([]);
    await t.ctx.db.claim.create({
      data: {
        claimNumber: "B-DRAF-0001",
        idempotencyKey: key(),
        subscriberId: line.id,
        holderId: line.holderId,
        basis: "disputed",
        state: "draft",
        startedAt: start,
        savedAt: after(start, days(0)),
      },
    });
    await expect(getClaimForReview(as, "B-DRAF-0001")).rejects.toThrow(NotFound);
    expect(await takeClaim(as, { claimNumber: "B-DRAF-0001" })).toEqual(refusal("gone"));
  });
});
