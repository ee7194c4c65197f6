import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { fileClaim } from "#app/domain/compensation/file-claim.server.ts";
import { toggleItem } from "#app/domain/compensation/toggle-item.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { chooseOffer } from "#app/domain/fee-waiver/choose-offer.server.ts";
import { followFees } from "#app/domain/fee-waiver/follow-fees.server.ts";
import { getFeeWaiver } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { getOffer } from "#app/domain/fee-waiver/get-offer.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { settleOffer } from "#app/domain/fee-waiver/settle-offer.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFeePolicy, aQuote, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-20T12:00:00+09:00");

let t: TestContext;
const lines: Awaited<ReturnType<typeof aSubscriber>>[] = [];
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  const incident = await anIncident(t.ctx);
  for (let count = 0; count < 20; count += 1) lines.push(await aSubscriber(t.ctx));
  const payment = { merchant: "Gift shop", pg: "PG", item: "Gift card", authMethod: "ARS" as const };
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: lines.map((line) => ({ line })),
    payments: lines.flatMap((line) => [
      {
        line,
        ...payment,
        paymentId: `A-${line.id}`,
        at: "2025-09-04T02:08:00+09:00",
        amountKrw: 300_000,
        status: "confirmed",
      },
      {
        line,
        ...payment,
        paymentId: `B-${line.id}`,
        at: "2025-09-04T02:15:00+09:00",
        amountKrw: 50_000,
        status: "suspected",
      },
      {
        line,
        ...payment,
        paymentId: `C-${line.id}`,
        at: "2025-09-04T02:21:00+09:00",
        amountKrw: 30_000,
        status: "cleared",
      },
    ]),
  });
  await aFeePolicy(t.ctx, underReview(), decided());
});
afterAll(() => t.close());

/** A line that hasn't ended, its holder signed in. */
async function aHolder({ since }: { since?: Date } = {}) {
  t.setNow(start);
  const line = lines.pop();
  if (!line) throw new Error("all lines are used");
  t.carrier.feeQuotes.set(line.subscriberRef, aQuote(null));
  return { line, ...(await aSignedInSession(t, line, { ...(since && { since }) })) };
}
type Holder = Awaited<ReturnType<typeof aHolder>>;

const choose = ({ as, session }: Holder, offer: string, lostKrw: number, key: string = randomUUID()) =>
  chooseOffer(as, session, { key, offer, lostKrw });
const register = ({ as, session }: Holder) =>
  registerFeeWaiver(as, session, { key: randomUUID(), grace: null });
const costOf = async ({ as, session }: Holder, offer: string) => (await getOffer(as, session, offer)).cost;
const stateOf = async ({ line }: Holder) =>
  (await t.ctx.db.feeApplication.findFirst({ where: { subscriberId: line.id }, orderBy: { id: "desc" } }))
    ?.state;
const lettersOf = async ({ line }: Holder) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
const orders = ({ line }: Holder) => t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } });

/** As the worker settles the order of an offer. */
async function settle(holder: Holder, outcome: "done" | "failed") {
  const { id, orderId } = await t.ctx.db.offerChoice.findFirstOrThrow({
    where: { subscriberId: holder.line.id },
  });
  await t.ctx.db.$transaction(async (tx) => {
    await tx.carrierOrder.update({
      where: { id: orderId },
      data: {
        state: outcome,
        reason: outcome === "failed" ? "carrier-refused" : null,
        settledAt: t.ctx.now(),
      },
    });
    await settleOffer(t.as({ type: "system", id: "worker" }), tx, {
      choiceId: id,
      outcome,
      ...(outcome === "failed" && { failure: "carrier-refused" as const }),
    });
  });
}

describe("an offer that costs the waiver", () => {
  it("names the won lost, part by part, and is taken at that sum alone", async () => {
    const holder = await aHolder();
    expect(await costOf(holder, "discount")).toEqual({
      lostKrw: 270_000,
      lines: [
        { kind: "fee", part: "subsidy_clawback", krw: 180_000 },
        { kind: "fee", part: "discount_refund", krw: 90_000 },
      ],
    });
    for (const wrong of [0, 269_999, Number.NaN])
      expect(await choose(holder, "discount", wrong)).toMatchObject({ refusal: "sum-changed" });
    expect(await orders(holder)).toEqual([]);
    expect(await choose(holder, "discount", 270_000)).toEqual({ ok: true, value: { isNew: true } });
    expect(await orders(holder)).toMatchObject([{ kind: "take_offer", state: "pending", level: "L2" }]);
    expect((await getOffer(holder.as, holder.session, "discount")).taken).toMatchObject({
      lostKrw: 270_000,
      order: "asked",
    });
  });

  it("is one choice however often it is sent, and forfeits the waiver", async () => {
    const holder = await aHolder();
    await register(holder);
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 8 }, () => choose(holder, "discount", 270_000, key)));
    expect(sent.filter((one) => one.ok && one.value.isNew)).toHaveLength(1);
    expect(sent.filter(({ ok }) => ok)).toHaveLength(8);
    expect(await choose(holder, "settlement", 50_000, key)).toMatchObject({ refusal: "form-used" });
    expect(await choose(holder, "discount", 270_000)).toMatchObject({ refusal: "already-taken" });
    expect(await stateOf(holder)).toBe("withdrawn");
    expect(await register(holder)).toMatchObject({ refusal: "forfeited" });
    expect(await orders(holder)).toHaveLength(1);
    expect(await lettersOf(holder)).toEqual(["fee_registered", "offer_taken"]);
  });

  it("costs nothing once the carrier refuses it: what was withdrawn for it is registered again", async () => {
    const [refused, accepted] = [await aHolder(), await aHolder()];
    for (const holder of [refused, accepted]) {
      await register(holder);
      await choose(holder, "discount", 270_000);
    }
    const [before] = await t.ctx.db.feeApplication.findMany({ where: { subscriberId: refused.line.id } });
    await settle(refused, "failed");
    await settle(accepted, "done");
    expect([await stateOf(refused), await stateOf(accepted)]).toEqual(["registered", "withdrawn"]);
    expect(
      (await t.ctx.db.feeApplication.findMany({ where: { subscriberId: refused.line.id } }))[0]?.appliedAt,
    ).toEqual(before?.appliedAt);
    expect([await lettersOf(refused), await lettersOf(accepted)]).toEqual([
      ["fee_registered", "offer_taken", "offer_refused"],
      ["fee_registered", "offer_taken"],
    ]);
    expect(await hasForfeited(t.ctx.db, refused.line.id, "fee-waiver")).toBe(false);
    expect(await hasForfeited(t.ctx.db, accepted.line.id, "fee-waiver")).toBe(true);
  });

  it("refused after the last day to apply, is the day of the application for who hadn't registered", async () => {
    const [refused, without] = [await aHolder(), await aHolder()];
    t.setNow(new Date("2026-01-10T12:00:00+09:00"));
    for (const holder of [refused, without]) Object.assign(holder, await aSignedInSession(t, holder.line));
    const takenAt = t.ctx.now();
    expect(await choose(refused, "discount", 270_000)).toMatchObject({ ok: true });
    for (const holder of [refused, without])
      t.carrier.feeQuotes.set(holder.line.subscriberRef, aQuote("2026-01-12T10:00:00"));
    t.setNow(new Date("2026-02-03T12:00:00+09:00"));
    for (const holder of [refused, without]) Object.assign(holder, await aSignedInSession(t, holder.line));
    const open = async ({ as, session }: Holder) => (await getFeeWaiver(as, session)).open.plain;
    expect(await register(refused)).toMatchObject({ refusal: "too-late" });
    await settle(refused, "failed");
    expect([await open(refused), await open(without)]).toEqual([true, false]);
    expect(await register(without)).toMatchObject({ refusal: "too-late" });
    expect(await register(refused)).toMatchObject({ ok: true });
    expect(
      await t.ctx.db.feeApplication.findFirst({ where: { subscriberId: refused.line.id } }),
    ).toMatchObject({ appliedAt: takenAt });
    await followFees(t.as({ type: "system", id: "worker" }));
    expect(await stateOf(refused)).toBe("approved");
  });

  it("begins nothing anew, and tells nobody, once the line is purged", async () => {
    const holder = await aHolder();
    await register(holder);
    await choose(holder, "discount", 270_000);
    await t.ctx.db.subscriber.update({
      where: { id: holder.line.id },
      data: { envelope: null, keyId: null, msisdnIndex: null },
    });
    await settle(holder, "failed");
    expect(await stateOf(holder)).toBe("withdrawn");
    expect(await lettersOf(holder)).not.toContain("offer_refused");
  });

  it("costs nothing of what can't be waived any more, and can't be taken once the fee is waived", async () => {
    const [late, waived] = [await aHolder(), await aHolder()];
    await register(waived);
    t.carrier.feeQuotes.set(waived.line.subscriberRef, aQuote("2025-11-20T10:00:00"));
    t.carrier.feeQuotes.set(late.line.subscriberRef, aQuote("2025-08-20T10:00:00"));
    t.setNow(new Date("2026-01-10T12:00:00+09:00"));
    expect(await costOf(late, "discount")).toEqual({ lines: [], lostKrw: 0 });
    await followFees(t.as({ type: "system", id: "worker" }));
    expect(await stateOf(waived)).toBe("approved");
    expect(await choose(waived, "discount", 0)).toMatchObject({ refusal: "already-waived" });
    t.setNow(new Date("2026-01-14T00:00:00+09:00"));
    expect(await choose(late, "discount", 0)).toMatchObject({ refusal: "not-on-offer" });
  });

  it("races with registering: never both", async () => {
    for (let time = 0; time < 3; time += 1) {
      const holder = await aHolder();
      await Promise.all([register(holder), choose(holder, "discount", 270_000)]);
      expect(await stateOf(holder)).not.toBe("registered");
    }
  });
});

describe("an offer that costs compensation", () => {
  it("names what could still be claimed, never what is confirmed, and ends that alone", async () => {
    const holder = await aHolder();
    const { as, session, line } = holder;
    // What was cleared may be disputed as well, and is a line of its own.
    expect(await costOf(holder, "settlement")).toMatchObject({
      lostKrw: 80_000,
      lines: [
        { kind: "suspected", krw: 50_000 },
        { kind: "cleared", count: 1, krw: 30_000 },
      ],
    });
    const put = await toggleItem(as, session, { paymentId: `C-${line.id}`, on: true, key: randomUUID() });
    if (!put.ok) throw new Error(put.refusal);
    expect(await choose(holder, "settlement", 50_000)).toMatchObject({ refusal: "sum-changed" });
    expect(await costOf(holder, "settlement")).toMatchObject({
      lostKrw: 80_000,
      lines: [
        { kind: "suspected", krw: 50_000 },
        { kind: "drafted", krw: 30_000 },
      ],
    });
    expect(await choose(holder, "settlement", 80_000)).toMatchObject({ ok: true });
    const { claimNumber } = await t.ctx.db.claim.findFirstOrThrow({ where: { subscriberId: line.id } });
    expect(await fileClaim(as, session, { claimNumber, expectedKrw: 30_000 })).toMatchObject({
      refusal: "forfeited",
    });
    const taken = await takeConfirmedSum(as, {
      subscriberId: line.id,
      key: randomUUID(),
      expectedKrw: 300_000,
    });
    expect(taken).toMatchObject({ ok: true });
    expect(await register(holder)).toMatchObject({ ok: true });
  });
});

it("is for the holder who signed in, with an authenticator from before, while the carrier says the fee", async () => {
  const holder = await aHolder();
  const l1 = t.as({ type: "subscriber", id: String(holder.line.id), level: "L1" });
  const session = { ...holder.session, level: "L1" as const };
  await expect(getOffer(l1, session, "discount")).rejects.toThrow(Forbidden);
  await expect(
    chooseOffer(l1, session, { key: randomUUID(), offer: "discount", lostKrw: 0 }),
  ).rejects.toThrow(Forbidden);
  await expect(choose(holder, "unheard-of", 0)).rejects.toThrow(NotFound);
  const young = await aHolder({ since: new Date("2025-09-10T00:00:00+09:00") });
  expect(await choose(young, "discount", 270_000)).toMatchObject({ refusal: "reads-only" });
  t.carrier.down = true;
  expect(await costOf(holder, "discount")).toBeNull();
  expect(await choose(holder, "discount", 270_000)).toMatchObject({ refusal: "carrier-silent" });
  t.carrier.down = false;
  expect(await orders(holder)).toEqual([]);
});
