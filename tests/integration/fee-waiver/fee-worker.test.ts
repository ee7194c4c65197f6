import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { followFees } from "#app/domain/fee-waiver/follow-fees.server.ts";
import { listFailedFees } from "#app/domain/fee-waiver/list-failed-fees.server.ts";
import { registerFeeWaiver } from "#app/domain/fee-waiver/register-fee-waiver.server.ts";
import { retryFeeWaiver } from "#app/domain/fee-waiver/retry-fee-waiver.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFeePolicy, aQuote, decided, underReview } from "#tests/factories/fee-policy.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

// How the worker asks the carrier and goes on, whatever single lines do to it. Each test goes on where the
// last one's clock stood.

const at = (kst: string) => new Date(`${kst}+09:00`);

let t: TestContext;
let worker: TestContext["ctx"];
const lines: Awaited<ReturnType<typeof aSubscriber>>[] = [];
/** Whom the carrier was asked about since a test last looked, and about whom it says nothing. */
let asked: string[] = [];
const silent = new Set<string>();

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: at("2025-10-01T12:00:00") });
  const incident = await anIncident(t.ctx);
  for (let count = 0; count < 70; count += 1) lines.push(await aSubscriber(t.ctx));
  await aPublishedFinding(t.ctx, incident, { id: "first", changed: lines.map((line) => ({ line })) });
  await aFeePolicy(
    t.ctx,
    underReview(),
    decided(),
    decided({
      version: 3,
      announced_at: "2026-02-10T10:00:00+09:00",
      terminated: { from: "2025-08-01", to: "2026-01-13" },
      apply: { from: "2026-02-10", to: "2026-02-28" },
    }),
  );
  const { carrier } = t.ctx;
  worker = {
    ...t.as({ type: "system", id: "worker" }),
    carrier: {
      ...carrier,
      findFeeQuote: (ref) => {
        asked.push(ref);
        return silent.has(ref) ? Promise.reject(new Error("no answer")) : carrier.findFeeQuote(ref);
      },
    },
  };
});
afterAll(() => t.close());

type Line = (typeof lines)[number];

function aLine(terminated: string | null): Line {
  const line = lines.pop();
  if (!line) throw new Error("all lines are used");
  t.carrier.feeQuotes.set(line.subscriberRef, aQuote(terminated));
  return line;
}

async function aRegistered(terminated: string | null) {
  const line = aLine(terminated);
  const { session, as } = await aSignedInSession(t, line);
  const register = () => registerFeeWaiver(as, session, { key: randomUUID(), grace: null });
  expect(await register()).toMatchObject({ ok: true });
  return { line, as, session };
}

const stateOf = async (line: Line) =>
  (
    await t.ctx.db.feeApplication.findFirstOrThrow({
      where: { subscriberId: line.id },
      orderBy: { id: "desc" },
    })
  ).state;
const letters = async (line: Line, kind: "fee_policy" | "fee_deadline" | "fee_decided") =>
  t.ctx.db.notice.count({ where: { subscriberId: line.id, kind } });

/** What the worker does at a moment, until there is nothing more to do; whom it asked about. */
async function follow(now: string) {
  t.setNow(at(now));
  asked = [];
  for (let step = 0; step < 20; step += 1)
    if (Object.values(await followFees(worker)).every((count) => count === 0)) return asked;
  throw new Error("the worker never comes to an end");
}

it("asks about each application that waits once an hour, fifty at a time, and never one twice before another once", async () => {
  const waiting = [];
  for (let count = 0; count < 52; count += 1) waiting.push((await aRegistered(null)).line.subscriberRef);
  t.setNow(at("2025-12-30T10:00:00"));
  asked = [];
  expect(await followFees(worker)).toMatchObject({ asked: 50 });
  expect(new Set(asked).size).toBe(50);
  expect(await followFees(worker)).toMatchObject({ asked: 2 });
  expect(asked.toSorted()).toEqual(waiting.toSorted());
  expect(await followFees(worker)).toMatchObject({ asked: 0 });
  // Who comes last isn't behind those that wait.
  expect(await follow("2025-12-30T10:59:59")).toEqual([]);
  const next = await aRegistered(null);
  t.setNow(at("2025-12-30T11:00:00"));
  asked = [];
  await followFees(worker);
  expect(asked).toContain(next.line.subscriberRef);
  expect(await follow("2025-12-30T11:00:00")).toHaveLength(3);
});

it("goes on past a line that it can't write to, and says so each time", async () => {
  t.setNow(at("2026-01-04T12:00:00"));
  const bad = await aRegistered("2025-11-20T10:00:00");
  const good = await aRegistered("2025-11-20T10:00:00");
  await t.ctx.db.feeApplication.updateMany({
    where: { subscriberId: { in: [bad.line.id, good.line.id] } },
    data: { toldVersion: 1, appliedAt: at("2025-10-01T12:00:00") },
  });
  await t.ctx.pool.query(
    `create function poison() returns trigger language plpgsql as $$ begin raise exception 'poisoned'; end $$;
     create trigger poisoned before insert on notices for each row when (new.subscriber_id = ${bad.line.id}) execute function poison()`,
  );
  await expect(followFees(worker)).rejects.toThrow("2 lines' fees can't be followed up");
  expect(await stateOf(good.line)).toBe("approved");
  expect([await letters(good.line, "fee_policy"), await letters(good.line, "fee_decided")]).toEqual([1, 1]);
  expect(await stateOf(bad.line)).toBe("registered");
  await t.ctx.pool.query("drop trigger poisoned on notices");
  await follow("2026-01-04T13:00:00");
  expect([await stateOf(bad.line), await letters(bad.line, "fee_policy")]).toEqual(["approved", 1]);
});

it("before the last day to apply asks about lines alone that ended, each once; about whom there is silence again in an hour", async () => {
  const ended: Line[] = [];
  for (let count = 0; count < 4; count += 1) ended.push(aLine("2025-11-20T10:00:00"));
  const [told, quiet, bad, early] = ended as [Line, Line, Line, Line];
  t.carrier.feeQuotes.set(early.subscriberRef, aQuote("2025-08-20T10:00:00"));
  await t.ctx.db.subscriber.updateMany({
    where: { id: { in: ended.map(({ id }) => id) } },
    data: { lineStatus: "ported" },
  });
  silent.add(quiet.subscriberRef);
  await t.ctx.pool.query(
    `create trigger poisoned before insert on notices for each row when (new.subscriber_id = ${bad.id}) execute function poison()`,
  );
  await t.ctx.db.feeApplication.updateMany({
    where: { state: "registered" },
    data: { state: "withdrawn", decidedAt: at("2026-01-20T12:00:00") },
  });
  const count = () => Promise.all(ended.map((line) => letters(line, "fee_deadline")));
  t.setNow(at("2026-01-24T10:00:00"));
  asked = [];
  await expect(followFees(worker)).rejects.toThrow("1 lines' fees");
  expect(asked.toSorted()).toEqual(ended.map(({ subscriberRef }) => subscriberRef).toSorted());
  expect(await count()).toEqual([1, 0, 0, 0]);
  expect(await follow("2026-01-24T10:59:59")).toEqual([]);
  await t.ctx.pool.query("drop trigger poisoned on notices");
  silent.clear();
  expect((await follow("2026-01-24T11:00:00")).toSorted()).toEqual(
    [quiet.subscriberRef, bad.subscriberRef].toSorted(),
  );
  expect(await count()).toEqual([1, 1, 1, 0]);
  expect(await follow("2026-01-24T12:00:00")).toEqual([]);
  expect(await letters(told, "fee_deadline")).toBe(1);
});

it("tells who was refused of a later version, once, and they may apply anew", async () => {
  t.setNow(at("2026-01-20T12:00:00"));
  const { line, as, session } = await aRegistered("2025-08-20T10:00:00");
  await follow("2026-01-20T12:00:01");
  expect([await stateOf(line), await letters(line, "fee_policy")]).toEqual(["refused", 0]);
  // By the version in force itself there is nothing new for them, told of it or not.
  await t.ctx.db.feeApplication.updateMany({ where: { subscriberId: line.id }, data: { toldVersion: 1 } });
  await follow("2026-02-10T09:59:59");
  expect(await letters(line, "fee_policy")).toBe(0);
  await follow("2026-02-10T10:00:00");
  await follow("2026-02-11T10:00:00");
  expect(await letters(line, "fee_policy")).toBe(1);
  expect(await registerFeeWaiver(as, session, { key: randomUUID(), grace: null })).toMatchObject({
    ok: true,
  });
  await follow("2026-02-11T10:00:01");
  expect([await stateOf(line), await letters(line, "fee_policy")]).toEqual(["approved", 1]);
});

it("shows reviewers the waivers that the carrier refused, and orders anew what surely wasn't done", async () => {
  t.setNow(at("2026-02-12T12:00:00"));
  const member = await aStaffMember(t.ctx, { roles: ["reviewer"] });
  const reviewer = t.as(staffActor(member));
  const auditor = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] })));
  const applications = [];
  for (let count = 0; count < 3; count += 1)
    applications.push((await aRegistered("2025-11-20T10:00:00")).line);
  await follow("2026-02-12T12:00:01");
  const [differs, refused, open] = await Promise.all(
    applications.map((line) =>
      t.ctx.db.feeApplication.findFirstOrThrow({ where: { subscriberId: line.id, state: "approved" } }),
    ),
  );
  if (!differs || !refused || !open) throw new Error("nothing was approved");
  const fail = async (id: bigint, reason: string) => {
    const { orderId } = await t.ctx.db.feeApplication.findUniqueOrThrow({ where: { id } });
    await t.ctx.db.carrierOrder.update({
      where: { id: orderId ?? 0n },
      data: { state: "failed", reason, settledAt: t.ctx.now() },
    });
  };
  await fail(differs.id, "carrier-differs");
  await fail(refused.id, "carrier-refused");

  const sums = { waivedKrw: 230_000, paidBackKrw: 40_000 };
  expect(await listFailedFees(auditor)).toEqual([
    {
      applicationId: refused.id,
      caseNumber: refused.caseNumber,
      ...sums,
      reason: "carrier-refused",
    },
  ]);
  await expect(listFailedFees(t.ctx)).rejects.toThrow(Forbidden);
  for (const actor of [auditor, t.ctx, worker])
    await expect(retryFeeWaiver(actor, { applicationId: refused.id })).rejects.toThrow(Forbidden);
  await expect(retryFeeWaiver(reviewer, { applicationId: 0n })).rejects.toThrow(NotFound);
  const retry = ({ id }: { id: bigint }) => retryFeeWaiver(reviewer, { applicationId: id });
  expect(await retry(differs)).toMatchObject({ refusal: "maybe-done" });
  expect(await retry(open)).toMatchObject({ refusal: "gone" });

  const sent = await Promise.all([retry(refused), retry(refused), retry(refused)]);
  expect(sent.filter(({ ok }) => ok)).toHaveLength(1);
  const ordersOf = ({ subscriberId }: { subscriberId: bigint }) =>
    t.ctx.db.carrierOrder.findMany({ where: { subscriberId }, orderBy: { id: "asc" } });
  expect(await ordersOf(refused)).toMatchObject([
    { state: "failed" },
    { kind: "waive_fee", state: "pending", wanted: { applicationId: String(refused.id) } },
  ]);
  expect(await t.ctx.db.auditEvent.findFirst({ where: { action: "fee.retry" } })).toMatchObject({
    actorId: String(member.id),
    subjectId: String(refused.subscriberId),
    detail: { caseNumber: refused.caseNumber },
  });
  expect(await listFailedFees(reviewer)).toEqual([]);
  await fail(refused.id, "line-unknown");
  expect(await retry(refused)).toMatchObject({ ok: true });
  expect(await ordersOf(refused)).toHaveLength(3);
  expect(await t.ctx.db.feeApplication.findUniqueOrThrow({ where: { id: refused.id } })).toMatchObject({
    state: "approved",
    settledAt: null,
    orderId: (await ordersOf(refused)).at(-1)?.id,
  });
});
