import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decideFees } from "#app/domain/fee-waiver/decide-fees.server.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { followFees } from "#app/domain/fee-waiver/follow-fees.server.ts";
import { getFeeWaiver } from "#app/domain/fee-waiver/get-fee-waiver.server.ts";
import { publishFeePolicy } from "#app/domain/fee-waiver/publish-fee-policy.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { settleFeeWaiver } from "#app/domain/fee-waiver/settle-fee-waiver.server.ts";
import { withdrawFeeWaiver } from "#app/domain/fee-waiver/withdraw-fee-waiver.server.ts";
import { Forbidden } from "#app/domain/context.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding, cleared } from "#tests/factories/exposure.ts";
import { aFeePolicy, aQuote, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const at = (kst: string) => new Date(`${kst}+09:00`);

let t: TestContext;
let worker: TestContext["ctx"];
const lines: Awaited<ReturnType<typeof aSubscriber>>[] = [];
/** Cleared by the finding. */
let notFor: (typeof lines)[number];
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  worker = t.as({ type: "system", id: "worker" });
  const incident = await anIncident(t.ctx);
  for (let count = 0; count < 90; count += 1) lines.push(await aSubscriber(t.ctx));
  notFor = aLine();
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [{ line: notFor, ...cleared }, ...lines.map((line) => ({ line }))],
  });
  await aFeePolicy(t.ctx, underReview(), decided());
});
afterAll(() => t.close());

const aLine = () => {
  const line = lines.pop();
  if (!line) throw new Error("all lines are used");
  return line;
};

const anEnded = async () => {
  const line = aLine();
  await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { lineStatus: "ended" } });
  return line;
};

type Given = { applied?: string; terminated?: string | null; grace?: FeeGrace | null };

/** A line that was registered at a time, and that the carrier says to have ended at another. */
async function aRegistered({ applied = "2025-10-01T12:00:00", terminated = null, grace = null }: Given = {}) {
  const line = aLine();
  t.setNow(at(applied));
  const { session, as } = await aSignedInSession(t, line);
  const registered = await registerFeeWaiver(as, session, { key: randomUUID(), grace });
  if (!registered.ok) throw new Error(registered.refusal);
  t.carrier.feeQuotes.set(line.subscriberRef, aQuote(terminated));
  return { line, session, as, caseNumber: registered.value.caseNumber };
}

const newest = (line: { id: bigint }) =>
  t.ctx.db.feeApplication.findFirstOrThrow({ where: { subscriberId: line.id }, orderBy: { id: "desc" } });
const letters = async (line: { id: bigint }) =>
  (await t.ctx.db.notice.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
    ({ kind }) => kind,
  );
const audits = async (line: { id: bigint }) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(line.id) },
      orderBy: { id: "asc" },
    })
  ).map(({ action }) => action);

/** What the worker does at a moment, until there is nothing more to do. */
async function follow(now: string) {
  t.setNow(at(now));
  for (let step = 0; step < 50; step += 1)
    if (Object.values(await followFees(worker)).every((count) => count === 0)) return;
  throw new Error("the worker never comes to an end");
}

describe("a policy", () => {
  it("is published by two people, in order, and never changed", async () => {
    const publish = (policy: object, operators = ["kim", "lee"]) =>
      publishFeePolicy(t.ctx, JSON.stringify(policy), { operators });
    const third = decided({ version: 3, announced_at: "2027-12-31T10:00:00+09:00" });
    for (const operators of [["kim"], ["kim", " Kim "], ["kim", ""]])
      expect(await publish(third, operators)).toMatchObject({ refusal: "not-two-operators" });
    for (const wrong of [
      decided({ version: 4 }),
      decided({ version: 2, source: "Another" }),
      { ...third, announced_at: "2025-12-30T10:00:00+09:00" },
      { ...underReview(), version: 3, announced_at: "2027-12-31T10:00:00+09:00" },
      { ...third, terminated: undefined },
      { ...third, terminated: { from: "2026-01-13", to: "2025-09-01" } },
      { ...third, grace: [{ for: "abroad", apply_until: "2026-01-30" }] },
    ])
      expect(await publish(wrong), JSON.stringify(wrong)).toMatchObject({ refusal: "bad-file" });
    expect(await publish(decided())).toMatchObject({ ok: true, value: { changed: false } });
    await expect(t.ctx.pool.query("update fee_policies set version = 9")).rejects.toThrow(
      /can not be changed/,
    );
    await expect(
      t.ctx.pool.query(
        `insert into fee_policies select incident_id, 3, definition, announced_at, published_at, '{kim,kim}' from fee_policies`,
      ),
    ).rejects.toThrow(/fee_policies_two_people/);
  });

  it("is in force from the moment that it announces", async () => {
    const inForce = async (now: string) => {
      t.setNow(at(now));
      return (await findFeePolicy(t.ctx, "small-incident"))?.version ?? null;
    };
    expect(await inForce("2025-09-11T14:59:59")).toBeNull();
    expect(await inForce("2025-09-11T15:00:00")).toBe(1);
    expect(await inForce("2025-12-30T09:59:59")).toBe(1);
    expect(await inForce("2025-12-30T10:00:00")).toBe(2);
  });
});

describe("registering", () => {
  it("is for the holder who signed in, is told and audited, and is one however often it is sent", async () => {
    const line = aLine();
    t.setNow(at("2025-09-20T12:00:00"));
    const { session, as } = await aSignedInSession(t, line);
    for (const actor of [
      { type: "subscriber" as const, id: String(line.id), level: "L1" as const },
      { type: "staff" as const, id: "1", role: "agent" as const, storeRef: null, address: "" },
    ]) {
      const l1 = actor.type === "subscriber" ? { ...session, level: "L1" as const } : session;
      await expect(registerFeeWaiver(t.as(actor), l1, { key: randomUUID(), grace: null })).rejects.toThrow(
        Forbidden,
      );
    }
    const key = randomUUID();
    const sent = await Promise.all(
      Array.from({ length: 10 }, () => registerFeeWaiver(as, session, { key, grace: null })),
    );
    expect(new Set(sent.map((one) => one.ok && one.value.caseNumber)).size).toBe(1);
    expect(sent.filter((one) => one.ok && one.value.isNew)).toHaveLength(1);
    expect(await registerFeeWaiver(as, session, { key, grace: "abroad" })).toMatchObject({
      refusal: "form-used",
    });
    expect(await registerFeeWaiver(as, session, { key: randomUUID(), grace: null })).toMatchObject({
      refusal: "already-registered",
    });
    expect(await letters(line)).toEqual(["fee_registered"]);
    expect(await audits(line)).toEqual(["fee.register"]);

    expect(await withdrawFeeWaiver(as, session)).toMatchObject({ ok: true });
    expect(await withdrawFeeWaiver(as, session)).toMatchObject({ refusal: "nothing-registered" });
    expect((await newest(line)).state).toBe("withdrawn");
    for (let time = 0; time < 4; time += 1) {
      expect(await registerFeeWaiver(as, session, { key: randomUUID(), grace: null })).toMatchObject({
        ok: true,
      });
      await withdrawFeeWaiver(as, session);
    }
    expect(await registerFeeWaiver(as, session, { key: randomUUID(), grace: null })).toMatchObject({
      refusal: "too-many",
    });
  });

  it("of two forms at once is one", async () => {
    const line = aLine();
    t.setNow(at("2025-09-20T12:00:00"));
    const { session, as } = await aSignedInSession(t, line);
    const sent = await Promise.all(
      Array.from({ length: 5 }, () => registerFeeWaiver(as, session, { key: randomUUID(), grace: null })),
    );
    expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
  });

  it("is refused to an authenticator younger than the exposure, to whom it isn't for, and too late", async () => {
    t.setNow(at("2025-09-20T12:00:00"));
    const young = aLine();
    const reader = await aSignedInSession(t, young, { since: at("2025-09-10T00:00:00") });
    expect(
      await registerFeeWaiver(reader.as, reader.session, { key: randomUUID(), grace: null }),
    ).toMatchObject({
      refusal: "reads-only",
    });
    expect(await withdrawFeeWaiver(reader.as, reader.session)).toMatchObject({ refusal: "reads-only" });
    const other = await aSignedInSession(t, notFor);
    expect(
      await registerFeeWaiver(other.as, other.session, { key: randomUUID(), grace: null }),
    ).toMatchObject({
      refusal: "not-affected",
    });

    const line = aLine();
    const late = async (now: string, grace: FeeGrace | null) => {
      t.setNow(at(now));
      const { session, as } = await aSignedInSession(t, line);
      return registerFeeWaiver(as, session, { key: randomUUID(), grace });
    };
    expect(await late("2026-02-01T00:00:00", null)).toMatchObject({ refusal: "too-late" });
    expect(await late("2026-02-01T00:00:00", "abroad")).toMatchObject({ refusal: "too-late" });
    expect(await late("2026-02-01T00:00:00", "military")).toMatchObject({ ok: true });
  });
});

describe("the decision, with the windows of 2025 and in Korea", () => {
  it("tells all who are registered and decides each by the same rules, once, at its edges", async () => {
    const before = await aRegistered({ terminated: "2025-08-31T23:59:59.999" });
    const first = await aRegistered({ terminated: "2025-09-01T00:00:00" });
    const last = await aRegistered({ terminated: "2026-01-13T23:59:30" });
    const after = await aRegistered({ terminated: "2026-01-14T00:00:30" });
    const staying = await aRegistered();
    await follow("2025-12-30T09:59:59");
    expect(await letters(first.line)).toEqual(["fee_registered"]);

    await follow("2025-12-30T10:00:00");
    expect(await newest(first.line)).toMatchObject({
      state: "approved",
      policyVersion: 2,
      waivedKrw: 230_000,
      paidBackKrw: 40_000,
      terminatedAt: at("2025-09-01T00:00:00"),
    });
    expect(await newest(before.line)).toMatchObject({ state: "refused", reason: "terminated-before" });
    for (const { line } of [last, after, staying]) {
      expect((await newest(line)).state).toBe("registered");
      expect(await letters(line)).toEqual(["fee_registered", "fee_policy"]);
    }
    expect(await letters(first.line)).toEqual(["fee_registered", "fee_policy", "fee_decided"]);
    expect(await audits(first.line)).toEqual(["fee.register", "fee.order", "fee.decide"]);

    await follow("2026-01-14T00:01:00");
    expect((await newest(last.line)).state).toBe("approved");
    expect(await newest(after.line)).toMatchObject({ state: "refused", reason: "terminated-after" });
    expect((await newest(staying.line)).state).toBe("registered");
    await follow("2026-02-01T00:00:00");
    expect(await newest(staying.line)).toMatchObject({ state: "refused", reason: "not-terminated" });
    await follow("2026-02-02T00:00:00");
    const orders = await t.ctx.db.carrierOrder.findMany({
      where: {
        kind: "waive_fee",
        subscriberId: { in: [first, last, before, after, staying].map(({ line }) => line.id) },
      },
    });
    expect(orders).toHaveLength(2);
  });

  it("waits for the first day to apply, for whoever comes after the decision", async () => {
    const early = await aRegistered({ applied: "2026-01-05T12:00:00", terminated: "2025-11-20T10:00:00" });
    await follow("2026-01-13T23:59:59");
    expect((await newest(early.line)).state).toBe("registered");
    expect((await getFeeWaiver(early.as, early.session)).application?.waitsFor).toBe("window");
    await follow("2026-01-14T00:59:59");
    expect((await newest(early.line)).state).toBe("approved");
    // Told at once by the page: no letter says it again.
    expect(await letters(early.line)).toEqual(["fee_registered", "fee_decided"]);
    const lastDay = await aRegistered({ applied: "2026-01-31T23:59:59", terminated: "2025-11-20T10:00:00" });
    await follow("2026-02-01T00:00:01");
    expect((await newest(lastDay.line)).state).toBe("approved");
    const grace = await aRegistered({
      applied: "2026-12-31T23:59:59",
      terminated: "2025-11-20T10:00:00",
      grace: "military",
    });
    await follow("2027-01-01T00:00:01");
    expect((await newest(grace.line)).state).toBe("approved");
  });

  it("waits while the carrier is silent, and refuses where there is nothing to waive", async () => {
    const line = await aRegistered({ applied: "2026-01-15T12:00:00", terminated: "2025-11-20T10:00:00" });
    const free = await aRegistered({ applied: "2026-01-15T12:00:00" });
    t.carrier.feeQuotes.set(free.line.subscriberRef, {
      terminatedAt: at("2025-11-20T10:00:00"),
      parts: [{ part: "handset_instalments", amountKrw: 400_000, paidKrw: 0 }],
    });
    t.carrier.down = true;
    await follow("2026-01-16T12:00:00");
    expect((await newest(line.line)).state).toBe("registered");
    expect((await getFeeWaiver(line.as, line.session)).application?.waitsFor).toBe("carrier");
    t.carrier.down = false;
    await follow("2026-01-16T13:00:00");
    expect((await newest(line.line)).state).toBe("approved");
    expect(await newest(free.line)).toMatchObject({
      state: "refused",
      reason: "nothing-to-waive",
      orderId: null,
    });
  });

  it("is one decision and one order by two workers at once, and none after a withdrawal", async () => {
    const both = await aRegistered({ terminated: "2025-11-20T10:00:00" });
    const gone = await aRegistered({ terminated: "2025-11-20T10:00:00" });
    await withdrawFeeWaiver(gone.as, gone.session);
    t.setNow(at("2026-01-20T12:00:00"));
    const policy = await findFeePolicy(t.ctx, "small-incident");
    if (!policy) throw new Error("no policy");
    await Promise.all([
      decideFees(worker, policy, []),
      decideFees(worker, policy, []),
      decideFees(worker, policy, []),
    ]);
    expect(await t.ctx.db.carrierOrder.count({ where: { subscriberId: both.line.id } })).toBe(1);
    expect((await letters(both.line)).filter((kind) => kind === "fee_decided")).toHaveLength(1);
    expect((await newest(gone.line)).state).toBe("withdrawn");
    expect(await t.ctx.db.carrierOrder.count({ where: { subscriberId: gone.line.id } })).toBe(0);
    expect(await withdrawFeeWaiver(both.as, both.session)).toMatchObject({ refusal: "nothing-registered" });
  });

  it("is settled by the carrier's word, and stays owed where it refuses", async () => {
    const settle = (id: bigint, outcome: "done" | "failed") =>
      t.ctx.db.$transaction((tx) => settleFeeWaiver(worker, tx, { applicationId: id, outcome }));
    const [paid, owed] = [
      await aRegistered({ terminated: "2025-11-20T10:00:00" }),
      await aRegistered({ terminated: "2025-11-20T10:00:00" }),
    ];
    await follow("2026-01-20T12:00:00");
    await settle((await newest(paid.line)).id, "done");
    await settle((await newest(owed.line)).id, "failed");
    expect((await newest(paid.line)).settledAt).toEqual(at("2026-01-20T12:00:00"));
    expect(await newest(owed.line)).toMatchObject({ state: "approved", settledAt: null });
    expect((await letters(paid.line)).at(-1)).toBe("fee_waived");
    expect((await letters(owed.line)).at(-1)).toBe("fee_decided");
    const { application } = await getFeeWaiver(paid.as, paid.session);
    expect(application).toMatchObject({ sum: { waivedKrw: 230_000, paidBackKrw: 40_000 } });
  });
});

describe("before a last day, the unfinished alone are told", () => {
  const deadlines = async (line: { id: bigint }) =>
    (await letters(line)).filter((kind) => kind === "fee_deadline").length;

  it("seven and two days ahead, once each", async () => {
    const staying = await aRegistered();
    const left = await aRegistered({ terminated: "2025-11-20T10:00:00" });
    const ended = await anEnded();
    const active = aLine();
    const refused = await aRegistered({ terminated: "2025-08-31T10:00:00" });
    t.carrier.feeQuotes.set(ended.subscriberRef, aQuote("2025-11-20T10:00:00"));
    const count = () =>
      Promise.all([staying.line, left.line, ended, active, refused.line].map((line) => deadlines(line)));
    await follow("2026-01-06T09:59:59");
    expect(await count()).toEqual([0, 0, 0, 0, 0]);
    await follow("2026-01-06T10:59:59");
    await follow("2026-01-10T10:00:00");
    expect(await count()).toEqual([1, 0, 0, 0, 0]);
    await follow("2026-01-11T10:00:00");
    // Who registers within the last days has just read them.
    const lately = await aRegistered({ applied: "2026-01-12T12:00:00" });
    await follow("2026-01-13T23:59:59");
    expect(await deadlines(lately.line)).toBe(0);
    expect(await count()).toEqual([2, 0, 0, 0, 0]);
    await follow("2026-01-24T09:59:59");
    expect(await count()).toEqual([2, 0, 0, 0, 0]);
    t.carrier.down = true;
    await follow("2026-01-24T10:00:00");
    expect(await count()).toEqual([2, 0, 0, 0, 0]);
    t.carrier.down = false;
    await follow("2026-01-24T11:00:00");
    await follow("2026-01-25T10:00:00");
    expect(await count()).toEqual([2, 0, 1, 0, 0]);
    await follow("2026-01-29T10:00:00");
    await follow("2026-01-31T23:59:59");
    expect(await count()).toEqual([2, 0, 2, 0, 0]);
    expect(await deadlines(notFor)).toBe(0);
  });
});
