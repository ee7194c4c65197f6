import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NotFound } from "#app/domain/context.server.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding, cleared } from "#tests/factories/exposure.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aDeliveredText } from "#tests/factories/notice.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const onDay = (day: number, time = "15:00:00") => `2025-09-${day}T${time}+09:00`;
const texted = new Date(onDay(11, "16:30:00"));

const signalOnly = { verdict: "signal_only" as const, categories: ["GUTI"], days: { GUTI: ["2025-09-02"] } };
const paid = {
  verdict: "payments" as const,
  categories: ["IMSI", "IMEI"],
  days: { IMSI: ["2025-09-01"], IMEI: [] },
  confirmedCount: 2,
  confirmedKrw: 660_000,
  suspectedCount: 1,
  suspectedKrw: 50_000,
};

let t: TestContext;
let incident: IncidentDefinition;
let lines: Record<"victim" | "grown" | "signal" | "clearedOne" | "untouched" | "minor", { id: bigint }>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  incident = await anIncident(t.ctx);
  lines = {
    victim: await aSubscriber(t.ctx),
    grown: await aSubscriber(t.ctx),
    signal: await aSubscriber(t.ctx),
    clearedOne: await aSubscriber(t.ctx),
    untouched: await aSubscriber(t.ctx),
    minor: await aSubscriber(t.ctx, { birthDate: "20130505", guardianMsisdn: "01099990000" }),
  };
  const { victim, grown, signal, clearedOne, minor } = lines;
  const first = await aPublishedFinding(t.ctx, incident, {
    id: "of-11",
    announced_at: onDay(11),
    changed: [{ line: victim }, { line: grown, ...signalOnly }, { line: clearedOne, ...signalOnly }],
  });
  await aDeliveredText(t.ctx, { findingId: first.id, line: victim, at: texted });
  await aPublishedFinding(t.ctx, incident, {
    id: "of-18",
    announced_at: onDay(18),
    changed: [
      { line: victim, ...paid },
      { line: grown, categories: ["GUTI", "IMSI"], days: { GUTI: ["2025-09-02"], IMSI: ["2025-09-02"] } },
      { line: signal, ...signalOnly },
      { line: minor },
    ],
  });
  await aPublishedFinding(t.ctx, incident, {
    id: "of-19",
    announced_at: onDay(19, "10:00:00"),
    changed: [{ line: clearedOne, ...cleared }],
  });
  await aFinding(t.ctx, incident, { id: "a-draft", announced_at: onDay(12) });
  const elsewhere = await anIncident(t.ctx, { id: "other-incident" });
  await aPublishedFinding(t.ctx, elsewhere, { id: "of-elsewhere", announced_at: onDay(12), changed: [] });
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(() => t.close());

const inForce = async (line: { id: bigint }, at?: string) => {
  const { history } = await getAnswer(t.ctx, line.id, at ? new Date(at) : undefined);
  return history.at(-1);
};

describe("the answer now", () => {
  it("is payments for whoever was charged, with sums and days", async () => {
    expect(await inForce(lines.victim)).toMatchObject({
      announcedAt: new Date(onDay(18)).toISOString(),
      changed: true,
      added: ["IMEI"],
      exposure: { ...paid, signalled: true, clearanceReason: null },
    });
  });

  it("is exposed for whoever's data leaked, though only a signal was known before", async () => {
    expect(await inForce(lines.grown)).toMatchObject({
      changed: true,
      added: ["IMSI"],
      exposure: { verdict: "exposed", categories: ["GUTI", "IMSI"] },
    });
  });

  it("is signal_only where nothing else was received", async () => {
    expect(await inForce(lines.signal)).toMatchObject({ exposure: { verdict: "signal_only" } });
  });

  it("is not_exposed for a line that no finding names, and nobody invented anything for it", async () => {
    const { history, minor } = await getAnswer(t.ctx, lines.untouched.id);
    expect(minor).toBe(false);
    expect(history.map(({ changed, textedAt }) => ({ changed, textedAt }))).toEqual([
      { changed: false, textedAt: null },
      { changed: false, textedAt: null },
    ]);
    expect(history.at(-1)?.exposure).toEqual({
      verdict: "not_exposed",
      signalled: false,
      categories: [],
      days: {},
      confirmedCount: 0,
      confirmedKrw: 0,
      suspectedCount: 0,
      suspectedKrw: 0,
      clearanceReason: null,
    });
  });

  it("is cleared, with the reason, once that is announced, and not a second before", async () => {
    expect(await inForce(lines.clearedOne)).toMatchObject({
      changed: false,
      exposure: { verdict: "signal_only" },
    });
    t.setNow(new Date(onDay(19, "09:59:59")));
    expect(await inForce(lines.clearedOne)).toMatchObject({ exposure: { verdict: "signal_only" } });
    t.setNow(new Date(onDay(19, "10:00:00")));
    expect(await inForce(lines.clearedOne)).toMatchObject({
      changed: true,
      added: [],
      exposure: { verdict: "cleared", categories: [], signalled: false, clearanceReason: "wrong cell" },
    });
  });

  it("says that it is about a minor's line", async () => {
    expect((await getAnswer(t.ctx, lines.minor.id)).minor).toBe(true);
  });

  it("brings the incident as its file says it, but no cell and no area", async () => {
    const brought = (await getAnswer(t.ctx, lines.victim.id)).incident;
    expect(incident).toMatchObject(brought);
    expect(Object.keys(brought)).not.toContain("cells");
  });

  it("does not exist for a line that does not exist", async () => {
    await expect(getAnswer(t.ctx, 999_999_999n)).rejects.toThrow(NotFound);
  });
});

describe("the history", () => {
  it("has one entry a published finding of this incident: no draft, no other incident's, none of tomorrow", async () => {
    const { history } = await getAnswer(t.ctx, lines.victim.id);
    expect(history.map(({ announcedAt }) => announcedAt)).toEqual([
      new Date(onDay(11)).toISOString(),
      new Date(onDay(18)).toISOString(),
    ]);
    t.setNow(new Date(onDay(20)));
    const later = await getAnswer(t.ctx, lines.victim.id);
    expect(later.history.slice(0, 2)).toEqual(history);
    expect(later.history[2]).toMatchObject({ changed: false, added: [], exposure: paid });
  });

  it("tells when the person was texted about it, each finding apart", async () => {
    const { history } = await getAnswer(t.ctx, lines.victim.id);
    expect(history.map(({ textedAt }) => textedAt)).toEqual([texted.toISOString(), null]);
  });
});

describe("as of a past moment", () => {
  it("is what was believed then", async () => {
    expect(await inForce(lines.victim, onDay(11, "14:59:59"))).toBeUndefined();
    expect(await inForce(lines.victim, onDay(11))).toMatchObject({
      exposure: { verdict: "exposed", categories: ["IMSI"], confirmedKrw: 0 },
    });
    expect(await inForce(lines.victim, onDay(18, "14:59:59"))).toMatchObject({
      exposure: { verdict: "exposed" },
    });
    expect(await inForce(lines.grown, onDay(17))).toMatchObject({ exposure: { verdict: "signal_only" } });
    t.setNow(new Date(onDay(25)));
    expect(await inForce(lines.clearedOne, onDay(18, "23:00:00"))).toMatchObject({
      exposure: { verdict: "signal_only" },
    });
  });

  it("knows of no text that went out later", async () => {
    const [entry] = (await getAnswer(t.ctx, lines.victim.id, new Date(onDay(11, "16:29:59")))).history;
    expect(entry?.textedAt).toBeNull();
  });
});
