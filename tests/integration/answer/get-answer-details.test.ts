import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Forbidden } from "#app/domain/context.server.ts";
import { getAnswerDetails } from "#app/domain/exposure/get-answer-details.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let line: Awaited<ReturnType<typeof aSubscriber>>;
let other: typeof line;
let clearedLine: typeof line;

const payment = {
  paymentId: "P1",
  at: new Date("2025-09-02T01:12:00+09:00"),
  merchant: "Giftmall",
  pg: "PG Danal",
  item: "gift card",
  amountKrw: 330_000,
  authMethod: "ARS" as const,
  status: "suspected" as const,
};

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  [line, other, clearedLine] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
  const changed = [line, other, clearedLine].map((one) => ({ line: one }));
  await aPublishedFinding(t.ctx, incident, {
    id: "on-11",
    announced_at: "2025-09-11T14:00:00+09:00",
    changed,
    signals: [
      { line, eci: "1001", at: "2025-09-01T23:59:00+09:00" },
      { line, eci: "1001", at: "2025-09-01T08:00:00+09:00" },
      { line, eci: "1002", at: "2025-08-20T08:00:00+09:00" },
      { line: other, eci: "1001", at: "2025-08-30T08:00:00+09:00" },
      { line: clearedLine, eci: "1001", at: "2025-08-30T08:00:00+09:00" },
    ],
    payments: [
      { ...payment, line },
      { ...payment, line, paymentId: "P0", at: new Date("2025-09-01T01:00:00+09:00"), amountKrw: 50_000 },
      { ...payment, line: other, paymentId: "P9" },
    ],
  });
  const second = await aFinding(t.ctx, incident, { id: "on-18", announced_at: "2025-09-18T15:00:00+09:00" });
  await t.ctx.db.payment.create({
    data: { ...payment, subscriberId: line.id, findingId: second.id, status: "confirmed" },
  });
  // What a finding clears, it clears of its own rows too.
  const { id: cellId } = await t.ctx.db.rogueCell.findFirstOrThrow({ where: { eci: "1002" } });
  await t.ctx.db.signal.create({
    data: {
      subscriberId: clearedLine.id,
      findingId: second.id,
      cellId,
      at: new Date("2025-09-02T08:00:00+09:00"),
      exposed: ["IMSI"],
    },
  });
  await t.ctx.db.clearance.create({
    data: { subscriberId: clearedLine.id, findingId: second.id, reason: "wrong cell" },
  });
  await t.ctx.db.findingFigures.create({
    data: { findingId: second.id, cells: 1, signalled: 1, exposed: {}, victims: 1, lossKrw: 0 },
  });
  await t.ctx.db.finding.update({
    where: { id: second.id },
    data: { status: "published", publishedAt: t.ctx.now(), publishedBy: ["kim", "lee"] },
  });
  // Not told to anyone yet: a draft.
  const draft = await aFinding(t.ctx, incident, { id: "draft", announced_at: "2025-09-18T16:00:00+09:00" });
  await t.ctx.db.payment.create({
    data: { ...payment, subscriberId: line.id, findingId: draft.id, paymentId: "P7" },
  });
});
afterAll(() => t.close());

const detailsOf = ({ id }: { id: bigint }) =>
  getAnswerDetails(t.as({ type: "subscriber", id: String(id), level: "L2" }), id);

describe("what L2 adds", () => {
  it("is each payment as the last announced finding holds it, and each day and area once", async () => {
    const details = await detailsOf(line);
    expect(details.payments.map(({ id, amountKrw, status }) => [id, amountKrw, status])).toEqual([
      ["P0", 50_000, "suspected"],
      ["P1", 330_000, "confirmed"],
    ]);
    expect(details.payments[1]).toMatchObject({ merchant: "Giftmall", pg: "PG Danal", authMethod: "ARS" });
    expect(details.receptions.map(({ day, area }) => [day, area?.en ?? null])).toEqual([
      ["2025-08-20", null],
      ["2025-09-01", "Gwangmyeong"],
    ]);
  });

  it("is what was known at that time", async () => {
    t.setNow(new Date("2025-09-12T09:00:00+09:00"));
    expect((await detailsOf(line)).payments.map(({ status }) => status)).toEqual(["suspected", "suspected"]);
    expect((await detailsOf(clearedLine)).receptions).toHaveLength(1);
    t.setNow(new Date("2025-09-10T09:00:00+09:00"));
    expect(await detailsOf(line)).toEqual({ receptions: [], payments: [] });
    t.setNow(new Date("2025-09-18T20:00:00+09:00"));
    expect((await detailsOf(clearedLine)).receptions, "annulled by the clearance").toEqual([]);
  });

  it("is for that line's L2 alone", async () => {
    const agent = staffActor(await aStaffMember(t.ctx));
    for (const actor of [
      { type: "subscriber", id: String(line.id), level: "L1" },
      { type: "subscriber", id: String(other.id), level: "L2" },
      { type: "public" },
      { type: "operator", id: "kim" },
      agent,
    ] as const)
      await expect(getAnswerDetails(t.as(actor), line.id)).rejects.toThrow(Forbidden);
  });
});
