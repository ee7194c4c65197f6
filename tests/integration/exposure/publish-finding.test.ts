import { afterAll, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import { publishFinding } from "#app/domain/exposure/publish-finding.server.ts";
import { getFigures } from "#app/domain/figures/get-figures.server.ts";
import { testContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const { ctx, setNow, close } = testContext({ databaseUrl: url });
afterAll(close);
const operators = ["A. Kim", "B. Lee"];

/** A draft of an incident of its own, with rows for two lines. */
async function aDraft(id: string, announcedAt = "2025-09-11T15:00:00+09:00") {
  const incident = await anIncident(ctx, { id });
  const finding = await aFinding(ctx, incident, { id: `${id}-1`, announced_at: announcedAt });
  const [leaked, signalled] = [
    await aSubscriber(ctx, { incidentId: id, subscriberRef: `${id}-a` }),
    await aSubscriber(ctx, { incidentId: id, subscriberRef: `${id}-b` }),
  ];
  const cell = await ctx.db.rogueCell.findFirstOrThrow({ where: { incidentId: id, eci: "1001" } });
  const at = new Date("2025-09-02T03:00:00+09:00");
  await ctx.db.signal.createMany({
    data: [
      { subscriberId: leaked.id, findingId: finding.id, cellId: cell.id, at, exposed: ["GUTI", "IMSI"] },
      { subscriberId: signalled.id, findingId: finding.id, cellId: cell.id, at, exposed: ["GUTI"] },
    ],
  });
  return { id, incident, finding, leaked, signalled, cell, at };
}

describe("publishing a finding", () => {
  it("shows nothing of a draft, then all of it at once, with its totals", async () => {
    const { id, finding, leaked } = await aDraft("switch");
    expect((await getAnswer(ctx, leaked.id)).history).toEqual([]);
    expect((await getFigures(ctx, { incidentId: id, at: ctx.now() })).findings).toEqual([]);

    const published = await publishFinding(ctx, finding.key, { operators });
    expect(published).toMatchObject({
      ok: true,
      value: { changed: 2, after: { signalled: 2, exposed: { IMSI: 1 } } },
    });
    expect((await getAnswer(ctx, leaked.id)).history.at(-1)?.exposure.verdict).toBe("exposed");
    const { findings } = await getFigures(ctx, { incidentId: id, at: ctx.now() });
    expect(findings).toMatchObject([
      { id: finding.key, signalled: 2, exposed: { GUTI: 2, IMSI: 1 }, victims: 0 },
    ]);
    expect((await listBrokenInvariants(ctx)).broken).toEqual([]);
  });

  it("is announced at its moment, not before, though it is published ahead", async () => {
    const { finding, leaked } = await aDraft("embargo", "2025-09-19T10:00:00+09:00");
    await publishFinding(ctx, finding.key, { operators });
    setNow(new Date("2025-09-19T09:59:59+09:00"));
    expect((await getAnswer(ctx, leaked.id)).history).toEqual([]);
    setNow(new Date("2025-09-19T10:00:00+09:00"));
    expect((await getAnswer(ctx, leaked.id)).history).toHaveLength(1);
  });

  it("takes two different people", async () => {
    const { finding } = await aDraft("two-people");
    for (const names of [[], ["A. Kim"], ["A. Kim", " a. kim "], ["A. Kim", ""]])
      expect(await publishFinding(ctx, finding.key, { operators: names })).toMatchObject({
        refusal: "not-two-operators",
      });
    expect((await ctx.db.finding.findUniqueOrThrow({ where: { id: finding.id } })).status).toBe("draft");
  });

  it("as a dry run changes nothing", async () => {
    const { finding } = await aDraft("dry-run");
    const diff = await publishFinding(ctx, finding.key, { operators: [], dryRun: true });
    expect(diff).toMatchObject({ ok: true, value: { changed: 2 } });
    expect(await ctx.db.exposure.count({ where: { findingId: finding.id } })).toBe(0);
  });

  it("is refused twice, and before what is published already", async () => {
    const { incident, finding } = await aDraft("order", "2025-09-11T15:00:00+09:00");
    await publishFinding(ctx, finding.key, { operators });
    expect(await publishFinding(ctx, finding.key, { operators })).toMatchObject({
      refusal: "already-published",
    });
    const earlier = await aFinding(ctx, incident, {
      id: "order-0",
      announced_at: "2025-09-11T15:00:00+09:00",
    });
    expect(await publishFinding(ctx, earlier.key, { operators })).toMatchObject({
      refusal: "not-after-the-last-finding",
    });
  });

  it("only tells those for whom a later finding brings something new, and keeps what was said before", async () => {
    const { incident, finding, leaked, signalled, cell, at } = await aDraft("later");
    await publishFinding(ctx, finding.key, { operators });
    const second = await aFinding(ctx, incident, {
      id: "later-2",
      announced_at: "2025-09-18T15:00:00+09:00",
    });
    await ctx.db.signal.createMany({
      data: [
        { subscriberId: leaked.id, findingId: second.id, cellId: cell.id, at, exposed: ["GUTI", "IMSI"] },
        {
          subscriberId: signalled.id,
          findingId: second.id,
          cellId: cell.id,
          at,
          exposed: ["GUTI", "IMSI", "IMEI"],
        },
      ],
    });
    await publishFinding(ctx, second.key, { operators });
    const told = await ctx.db.exposure.findMany({ where: { findingId: second.id } });
    expect(told.map(({ subscriberId }) => subscriberId)).toEqual([signalled.id]);

    const then = await getAnswer(ctx, signalled.id, new Date("2025-09-12T00:00:00+09:00"));
    expect(then.history.at(-1)?.exposure.verdict).toBe("signal_only");
    expect((await getAnswer(ctx, signalled.id)).history.at(-1)?.exposure.categories).toEqual([
      "GUTI",
      "IMSI",
      "IMEI",
    ]);
  });
});

describe("a published finding", () => {
  it("is never altered through SQL: its row, its cells, its rows, its exposures, its figures", async () => {
    const { finding, leaked } = await aDraft("sealed");
    await publishFinding(ctx, finding.key, { operators });
    const attempts = [
      `update findings set announced_at = now() where id = ${finding.id}`,
      `delete from findings where id = ${finding.id}`,
      `update signals set exposed = '{GUTI}' where finding_id = ${finding.id}`,
      `delete from signals where finding_id = ${finding.id}`,
      `insert into clearances values (${leaked.id}, ${finding.id}, 'sorry')`,
      `insert into people values (${leaked.id}, ${finding.id}, '{IMSI}')`,
      `update exposures set signalled = false where finding_id = ${finding.id}`,
      "truncate signals",
      `delete from exposures where finding_id = ${finding.id}`,
      `update finding_figures set victims = 0 where finding_id = ${finding.id}`,
      `delete from finding_cells where finding_id = ${finding.id}`,
    ];
    for (const sql of attempts) await expect(ctx.pool.query(sql), sql).rejects.toThrow(/published/);
  });
});

describe("the audit trail", () => {
  it("is only added to", async () => {
    for (const sql of [
      "update audit_events set actor_id = 'x'",
      "delete from audit_events",
      "truncate audit_events",
    ])
      await expect(ctx.pool.query(sql)).rejects.toThrow(/only added to/);
  });
});
