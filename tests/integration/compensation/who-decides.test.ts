import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { askForPaper } from "#app/domain/compensation/ask-for-paper.server.ts";
import { confirmDecision } from "#app/domain/compensation/confirm-decision.server.ts";
import { getClaimForReview } from "#app/domain/compensation/get-claim-for-review.server.ts";
import { giveBack } from "#app/domain/compensation/give-back.server.ts";
import { listQueue } from "#app/domain/compensation/list-queue.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { returnProposal } from "#app/domain/compensation/return-proposal.server.ts";
import { setVerdict } from "#app/domain/compensation/set-verdict.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { after, minutes } from "#app/shared/time.ts";
import {
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
import { aStaffSession } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

/** A Thursday. */
const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
let incident: IncidentDefinition;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(async () => {
  t.setNow(start);
  // Each test has only the reviewers that it makes.
  await t.ctx.db.staffMember.updateMany({ data: { disabledAt: start } });
});
afterAll(async () => {
  await site.close();
  await t.close();
});

type Reviewer = Awaited<ReturnType<typeof aReviewer>>;
const refusal = (name: string) => ({ ok: false, refusal: name });

async function aClaim(amountKrw = 50_000, given: Parameters<typeof aVictim>[2] = {}) {
  const line = await aVictim(t.ctx, incident, { payments: [aHeldPayment({ amountKrw })], ...given });
  const filed = await aFiledClaim(t, line);
  return { ...filed, line, claimNumber: filed.claim.claimNumber };
}

const read = async ({ as }: Reviewer, claimNumber: string) =>
  granted(await getClaimForReview(as, claimNumber));
const entryOf = async (as: Ctx, claimNumber: string) =>
  (await listQueue(as, { order: "age" })).claims.find((one) => one.claimNumber === claimNumber);

async function pageOf({ member }: Reviewer, path: string) {
  const cookie = await aStaffSession(t.ctx, member);
  return (await site.send("GET", path, { cookie })).body.toString().replaceAll("<!-- -->", "");
}

describe("an objection whose reviewers are used up", () => {
  it("says so in the queue and on its page, until somebody else may come in", async () => {
    const { claimNumber, as, session, claim } = await aClaim(330_000);
    const [one, two] = [await aReviewer(t), await aReviewer(t)];
    await aJudgedClaim(one.as, claim, () => 0);
    granted(await proposeDecision(one.as, { claimNumber, expectedKrw: 0 }));
    const items = await t.ctx.db.claimItem.findMany({ where: { claimId: claim.id } });
    const itemIds = items.map(({ id }) => String(id));
    granted(await objectTo(as, session, { key: randomUUID(), claimNumber, itemIds, words: "" }));
    expect(await entryOf(one.as, claimNumber)).toMatchObject({ lacksReviewer: false });

    // The second one takes it on; above the limit somebody else has to confirm it, and the first may not.
    await aJudgedClaim(two.as, claim);
    expect(await read(two, claimNumber)).toMatchObject({ lacksReviewer: false });
    granted(await proposeDecision(two.as, { claimNumber, expectedKrw: 330_000 }));
    expect(await entryOf(two.as, claimNumber)).toMatchObject({ lacksReviewer: true });
    expect(await read(one, claimNumber)).toMatchObject({ lacksReviewer: true, may: [] });
    expect(await pageOf(two, "/claims-desk")).toContain("맡을 사람 없음");
    expect(await pageOf(one, `/claims-desk/claims/${claimNumber}`)).toContain(
      "운영자에게 담당자를 더 두도록 요청하세요",
    );
    const three = await aReviewer(t);
    expect(await entryOf(two.as, claimNumber)).toMatchObject({ lacksReviewer: false });
    expect(await read(three, claimNumber)).toMatchObject({
      lacksReviewer: false,
      may: ["confirm", "return"],
    });
    await t.ctx.db.staffMember.update({ where: { id: three.member.id }, data: { disabledAt: start } });
    expect(await read(two, claimNumber)).toMatchObject({ lacksReviewer: true });
  });
});

describe("a claim whose reviewer is away", () => {
  it("can be taken over after three working days without a look at it, with its verdicts", async () => {
    const { claimNumber, claim } = await aClaim();
    const [away, other] = [await aReviewer(t), await aReviewer(t)];
    await aJudgedClaim(away.as, claim);
    // Looked at on Friday: Monday to Wednesday are three working days.
    t.setNow(new Date("2025-09-19T09:00:00+09:00"));
    await read(away, claimNumber);
    t.setNow(new Date("2025-09-24T23:59:59+09:00"));
    expect(await takeClaim(other.as, { claimNumber })).toEqual(refusal("not-yours"));
    expect(await read(other, claimNumber)).toMatchObject({ isLeftAlone: false, may: [] });
    t.setNow(new Date("2025-09-25T00:00:00+09:00"));
    expect(await entryOf(other.as, claimNumber)).toMatchObject({ leftAlone: true, owner: away.member.name });
    expect(await read(other, claimNumber)).toMatchObject({ isLeftAlone: true, may: ["take"] });
    expect(await pageOf(other, "/claims-desk")).toContain("3영업일 넘게 손대지 않음");
    expect(await takeClaim(other.as, { claimNumber })).toMatchObject({ ok: true });
    expect(await giveBack(away.as, { claimNumber })).toEqual(refusal("not-yours"));
    expect(
      await t.ctx.db.auditEvent.findFirst({
        where: { action: "claim.take", actorId: String(other.member.id) },
      }),
    ).toMatchObject({ detail: { claim: claimNumber, from: String(away.member.id) } });
    expect(await proposeDecision(other.as, { claimNumber, expectedKrw: 50_000 })).toMatchObject({ ok: true });
  });

  it("is theirs for three working days from when a proposal came back to them", async () => {
    const { claimNumber, claim } = await aClaim(400_000);
    const [away, other] = [await aReviewer(t), await aReviewer(t)];
    await aJudgedClaim(away.as, claim);
    granted(await proposeDecision(away.as, { claimNumber, expectedKrw: 400_000 }));
    t.setNow(new Date("2025-09-30T10:00:00+09:00"));
    expect(await takeClaim(other.as, { claimNumber })).toEqual(refusal("not-yours"));
    granted(await returnProposal(other.as, { claimNumber }));
    expect(await takeClaim(other.as, { claimNumber })).toEqual(refusal("not-yours"));
    // Wednesday and Thursday; then Chuseok's holidays.
    t.setNow(new Date("2025-10-09T10:00:00+09:00"));
    expect(await takeClaim(other.as, { claimNumber })).toEqual(refusal("not-yours"));
    t.setNow(new Date("2025-10-11T00:00:00+09:00"));
    expect(await takeClaim(other.as, { claimNumber })).toMatchObject({ ok: true });
  });
});

describe("a reviewer's own claim", () => {
  const isHolderOf = async ({ member }: Reviewer, { holderId }: { holderId: bigint }) => {
    const { holderRef } = await t.ctx.db.holder.findUniqueOrThrow({ where: { id: holderId } });
    await t.ctx.db.staffMember.update({ where: { id: member.id }, data: { holderRef } });
  };

  it("is nothing that they take on, decide, propose, confirm or return", async () => {
    const { claimNumber, claim, line } = await aClaim(400_000);
    const [self, other] = [await aReviewer(t), await aReviewer(t)];
    // As long as the provider doesn't say who they are, nobody knows.
    await aJudgedClaim(self.as, claim);
    await isHolderOf(self, line);
    const item = await t.ctx.db.claimItem.findFirstOrThrow({ where: { claimId: claim.id } });
    const verdict = { claimNumber, itemId: String(item.id), approvedKrw: 0, reason: "known_merchant" };
    expect(await setVerdict(self.as, verdict)).toEqual(refusal("own-claim"));
    expect(await proposeDecision(self.as, { claimNumber, expectedKrw: 400_000 })).toEqual(
      refusal("own-claim"),
    );
    granted(await giveBack(self.as, { claimNumber }));
    expect(await takeClaim(self.as, { claimNumber })).toEqual(refusal("own-claim"));
    expect(await read(self, claimNumber)).toMatchObject({ isOwn: true, may: [], lacksReviewer: false });
    expect(await pageOf(self, `/claims-desk/claims/${claimNumber}`)).toContain(
      "본인이나 돌보는 미성년자의 신청",
    );

    await aJudgedClaim(other.as, claim);
    granted(await proposeDecision(other.as, { claimNumber, expectedKrw: 400_000 }));
    expect(await read(other, claimNumber)).toMatchObject({ isOwn: false, lacksReviewer: true });
    expect(await confirmDecision(self.as, { claimNumber, expectedKrw: 400_000 })).toEqual(
      refusal("own-claim"),
    );
    expect(await returnProposal(self.as, { claimNumber })).toEqual(refusal("own-claim"));
  });

  it("nor that of a minor in their care", async () => {
    const parent = await aVictim(t.ctx, incident, { payments: [], line: { msisdn: "01055550001" } });
    const minor = { guardianMsisdn: "01055550001", birthDate: "20140101" };
    const { claimNumber } = await aClaim(50_000, { line: minor });
    const self = await aReviewer(t);
    await isHolderOf(self, parent);
    expect(await takeClaim(self.as, { claimNumber })).toEqual(refusal("own-claim"));
    expect(await takeClaim((await aReviewer(t)).as, { claimNumber })).toMatchObject({ ok: true });
  });
});

describe("the queue", () => {
  it("lists one's own, and brings a claim back once its paper is overdue", async () => {
    const [early, late] = [await aClaim(), await aClaim()];
    const reviewer = await aReviewer(t);
    const { as } = reviewer;
    const place = async ({ claimNumber }: { claimNumber: string }) =>
      (await listQueue(as, { order: "age" })).claims.findIndex((one) => one.claimNumber === claimNumber);
    granted(await takeClaim(as, early));
    granted(await askForPaper(as, { ...early, paper: "phone_bill", dueOn: "2025-09-20" }));
    expect(await place(early)).toBeGreaterThan(await place(late));
    t.setNow(new Date("2025-09-20T23:59:59+09:00"));
    expect(await place(early)).toBeGreaterThan(await place(late));
    expect(await entryOf(as, early.claimNumber)).toMatchObject({ overdue: false });
    t.setNow(after(new Date("2025-09-21T00:00:00+09:00"), minutes(1)));
    expect(await place(early)).toBeLessThan(await place(late));
    expect(await entryOf(as, early.claimNumber)).toMatchObject({ overdue: true, dueOn: "2025-09-20" });
    expect(await pageOf(reviewer, "/claims-desk")).toMatch(
      /2025-09-20까지 <strong class="mark stays">기한 지남/,
    );

    const mine = await listQueue(as, { order: "sum", filter: "mine" });
    expect(mine).toMatchObject({ count: 1, sumKrw: 50_000, claims: [{ claimNumber: early.claimNumber }] });
    const page = await pageOf(reviewer, "/claims-desk?order=sum&show=mine");
    expect(page).toContain(early.claimNumber);
    expect(page).not.toContain(late.claimNumber);
    expect(page).toContain('href="?order=age&amp;show=mine"');
    expect(page).toContain('href="?order=sum"');
  });
});

it("a claim's page says which claim was paid for the same day and sum, and offers what fits alone", async () => {
  const line = await aVictim(t.ctx, incident, {
    payments: [aHeldPayment({ amountKrw: 30_000, status: "confirmed" })],
  });
  const taken = await aTakenSum(t, line);
  const { claim } = await aFiledClaim(t, line, { hand: [{}] });
  const reviewer = await aReviewer(t);
  granted(await takeClaim(reviewer.as, claim));
  const page = await pageOf(reviewer, `/claims-desk/claims/${claim.claimNumber}`);
  expect(page).toContain(`같은 날 같은 금액: 이미 지급 ${taken.claimNumber}`);
  expect(page).toContain(`피해로 확인, 기지국 모름, 이미 지급 ${taken.claimNumber}`);
  const offered = [...page.matchAll(/<option value="(\w+)"/g)].map(([, reason]) => reason);
  expect(offered).toEqual(expect.arrayContaining(["separate_charge", "own_phone", "not_on_bill"]));
  for (const wrong of ["same_pattern", "cell_served", "carrier_confirmed", "outside_incident"])
    expect(offered).not.toContain(wrong);

  // A signal near its time is said, though a cell is no reason to pay one charge twice.
  await aPublishedFinding(t.ctx, incident, {
    id: `signals-${randomUUID()}`,
    announced_at: "2025-09-12T10:00:00+09:00",
    changed: [{ line }],
    signals: [{ line, eci: "1001", at: "2025-09-05T04:00:00+09:00" }],
  });
  const served = await pageOf(reviewer, `/claims-desk/claims/${claim.claimNumber}`);
  expect(served).toContain("두 시간 안에 신호 있음");
  expect(served).not.toContain('<option value="cell_served"');
});
