import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { NotFound } from "#app/domain/context.server.ts";
import { aFinding, anIncident, inAllLanguages, incidentInput } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
afterAll(() => t.close());

const finding = (overrides: Record<string, unknown>) =>
  JSON.stringify({
    id: "first-finding",
    incident: "small-incident",
    announced_at: "2025-09-11T15:00:00+09:00",
    source: "Press briefing",
    ...overrides,
  });
const publish = (key: string) =>
  t.ctx.db.finding.update({
    where: { key },
    data: { status: "published", publishedAt: t.ctx.now(), publishedBy: ["a", "b"] },
  });
const auditOf = (id: string) => t.ctx.db.auditEvent.count({ where: { subjectId: id } });

describe("createIncident", () => {
  it("keeps a version for each change and none for the same file again", async () => {
    const first = t.ctx.now();
    await anIncident(t.ctx, { id: "versions" });
    t.setNow(new Date("2025-09-19T09:00:00+09:00"));
    const same = await createIncident(t.ctx, JSON.stringify(incidentInput({ id: "versions" })));
    expect(same).toEqual({ ok: true, value: { incidentId: "versions", version: 1, changed: false } });

    const names = inAllLanguages("Renamed");
    const renamed = await createIncident(t.ctx, JSON.stringify(incidentInput({ id: "versions", names })));
    expect(renamed).toEqual({ ok: true, value: { incidentId: "versions", version: 2, changed: true } });
    expect(await auditOf("versions")).toBe(2);
    expect((await getIncident(t.ctx, "versions")).names.en).toBe("Renamed");
    expect((await getIncident(t.ctx, "versions", first)).names.en).toBe("A small incident");
    await expect(getIncident(t.ctx, "versions", new Date("2025-01-01"))).rejects.toThrow(NotFound);
  });

  it("says line and path of what is wrong, and takes no half of it", async () => {
    const yaml = "id: broken\nnames:\n  ko: x\nwindow:\n  from: 2025-09-31\n  to: 2025-10-01\n";
    const refused = await createIncident(t.ctx, yaml);
    expect(refused).toMatchObject({ ok: false, refusal: "bad-file" });
    const reasons = refused.ok ? [] : refused.reasons;
    expect(reasons).toContainEqual(expect.stringMatching(/^line 5: window\.from: /));
    expect(reasons).toContainEqual(expect.stringMatching(/^line 3: names\.en: /));
    expect(await createIncident(t.ctx, "id: [")).toMatchObject({ ok: false });
    expect(await createIncident(t.ctx, "a: &a [1]\nb: *nowhere")).toMatchObject({ ok: false });
    expect(await t.ctx.db.incident.count({ where: { id: "broken" } })).toBe(0);
  });

  it("refuses what would alter a published answer, and takes what adds to it", async () => {
    const incident = await anIncident(t.ctx, { id: "published" });
    await aFinding(t.ctx, incident, { id: "published-finding" });
    await publish("published-finding");
    const input = incidentInput({ id: "published" });
    const change = (overrides: Partial<typeof input>) =>
      createIncident(t.ctx, JSON.stringify({ ...input, ...overrides }));

    expect(await change({ categories: input.categories.slice(1) })).toMatchObject({
      reasons: ["categories: GUTI can't be taken out, a finding of this incident is published"],
    });
    expect(await change({ categories: input.categories.map((c) => ({ ...c, leak: true })) })).toMatchObject({
      reasons: ["categories: leak of GUTI can't be changed, a finding of this incident is published"],
    });
    expect(await change({ cells: [{ eci: "1001", area: null }] })).toMatchObject({
      reasons: ["cells: 1002 can't be taken out, a finding of this incident is published"],
    });
    const cells = [...(input.cells ?? []), { eci: "1003", area: null }];
    expect(await change({ cells })).toMatchObject({ value: { version: 2 } });
  });
});

describe("createFinding", () => {
  it("makes a draft, leaves it alone for the same file, updates it for another, refuses it once published", async () => {
    await anIncident(t.ctx);
    expect(await createFinding(t.ctx, finding({ cells: ["1001"] }))).toMatchObject({
      value: { change: "created" },
    });
    expect(await createFinding(t.ctx, finding({ cells: ["1001"] }))).toMatchObject({
      value: { change: "none" },
    });
    expect(await createFinding(t.ctx, finding({ cells: ["1001", "1002"] }))).toMatchObject({
      value: { change: "updated" },
    });
    expect(await createFinding(t.ctx, finding({ cells: ["1001", "1002"], source: "Other" }))).toMatchObject({
      value: { change: "updated" },
    });
    expect(await auditOf("first-finding")).toBe(3);
    await publish("first-finding");
    expect(await createFinding(t.ctx, finding({ cells: ["1001"] }))).toMatchObject({
      reasons: ["first-finding is published: what was published is never changed"],
    });

    const next = finding({ id: "second-finding", announced_at: "2025-09-18T15:00:00+09:00" });
    await createFinding(t.ctx, next);
    const second = await t.ctx.db.finding.findUniqueOrThrow({
      where: { key: "second-finding" },
      include: { cells: true },
    });
    expect(second.cells).toHaveLength(2);
  });

  it("refuses what isn't there, and to drop a cell that the draft holds rows of", async () => {
    const incident = await anIncident(t.ctx, { id: "drop" });
    expect(await createFinding(t.ctx, finding({ incident: "nowhere" }))).toMatchObject({ ok: false });
    expect(await createFinding(t.ctx, finding({ id: "x-finding", cells: ["9"] }))).toMatchObject({
      reasons: ['cells: 9 is none of the rogue cells of "small-incident"'],
    });
    expect(await createFinding(t.ctx, finding({ announced_at: "2025-09-11T15:00:00" }))).toMatchObject({
      ok: false,
    });
    const { id } = await aFinding(t.ctx, incident, { id: "drop-finding" });
    const line = await aSubscriber(t.ctx, { incidentId: "drop" });
    const cell = await t.ctx.db.rogueCell.findFirstOrThrow({ where: { incidentId: "drop", eci: "1002" } });
    await t.ctx.db.signal.create({
      data: { subscriberId: line.id, findingId: id, cellId: cell.id, at: t.ctx.now(), exposed: ["GUTI"] },
    });
    const without = finding({ id: "drop-finding", incident: "drop", cells: ["1001"] });
    expect(await createFinding(t.ctx, without)).toMatchObject({
      reasons: ["cells: 1002 can't be taken out, the draft holds rows of it"],
    });
  });
});
