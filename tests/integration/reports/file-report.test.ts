import crypto, { randomUUID } from "node:crypto";
import { syncBuiltinESMExports } from "node:module";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { fileReport, type FileReport } from "#app/domain/reports/file-report.server.ts";
import { reportOwner } from "#app/domain/reports/report.rules.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";
import { after, hours } from "#app/shared/time.ts";
import { anAgentInCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(() => t.close());

const asPublic = () => t.as({ type: "public" });
const asHolder = (line: Subscriber) => t.as({ type: "subscriber", id: String(line.id), level: "L1" });

let addresses = 0;
const aForm = (given: Partial<FileReport> = {}): FileReport => ({
  idempotencyKey: randomUUID(),
  kind: "suspicious_call",
  what: "They asked for a code.",
  language: "en",
  subscriberId: null,
  callId: null,
  address: `203.0.113.${(addresses += 1)}`,
  ...given,
});

async function file(ctx: typeof t.ctx, form: FileReport) {
  const filed = await fileReport(ctx, form);
  if (!filed.ok) throw new Error(filed.refusal);
  return t.ctx.db.report.findUniqueOrThrow({ where: { caseNumber: filed.value.caseNumber } });
}

const eventsOf = (type: string, id: string) =>
  t.ctx.db.auditEvent.findMany({ where: { subjectType: type, subjectId: id, action: "report.file" } });

describe("a report", () => {
  it("by anybody is sealed, has a number to call it by, and is written down", async () => {
    const form = aForm({ what: " Someone called. ", contact: "010-9999-0000", happenedOn: "2025-09-17" });
    const report = await file(asPublic(), form);
    expect(report).toMatchObject({
      state: "open",
      subscriberId: null,
      callId: null,
      incidentId: "small-incident",
    });
    expect(report.caseNumber).toMatch(/^R-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    const { envelope, keyId } = report;
    expect(
      t.ctx.vault.open(reportOwner(report.caseNumber), {
        envelope: envelope ?? Buffer.of(),
        keyId: keyId ?? "",
      }),
    ).toEqual({
      what: "Someone called.",
      happenedOn: "2025-09-17",
      contact: "010-9999-0000",
      amount: null,
      merchant: null,
    });
    expect(Buffer.from(envelope ?? []).toString("latin1")).not.toContain("Someone");
    const [event] = await eventsOf("report", report.caseNumber);
    expect(event).toMatchObject({
      actorType: "public",
      detail: { case: report.caseNumber, kind: "suspicious_call" },
    });
    expect(JSON.stringify(event?.detail)).not.toContain("Someone");
  });

  it.each([
    ["unlisted_payment", 24],
    ["logged_out", 24],
    ["suspicious_call", 72],
    ["suspicious_message", 72],
  ] as const)("of the kind %s is due within %i hours", async (kind, within) => {
    const { dueAt } = await file(asPublic(), aForm({ kind }));
    expect(dueAt).toEqual(after(start, hours(within)));
  });

  it("of a subscriber is about their line, and kept without their address", async () => {
    const line = await aSubscriber(t.ctx);
    const report = await file(asHolder(line), aForm({ subscriberId: line.id }));
    expect(report).toMatchObject({ subscriberId: line.id, addressIndex: null });
    expect(await eventsOf("subscriber", String(line.id))).toHaveLength(1);
    expect(await t.ctx.db.notice.count({ where: { subscriberId: line.id } })).toBe(0);
  });

  it("without a word in it, or too many, is refused", async () => {
    expect(await fileReport(asPublic(), aForm({ what: " \n " }))).toEqual({ ok: false, refusal: "empty" });
    const long = await fileReport(asPublic(), aForm({ what: "가".repeat(2_001) }));
    expect(long).toEqual({ ok: false, refusal: "too-long" });
    await file(asPublic(), aForm({ what: "가".repeat(2_000) }));
  });

  it("gets another number where the one that was drawn is taken", async () => {
    const same = Buffer.from("a5b6c7d8e9", "hex");
    const drawn = [same, same, same, Buffer.from("0000000001", "hex")];
    const { randomBytes } = crypto;
    vi.spyOn(crypto, "randomBytes").mockImplementation((size: number) =>
      size === 5 ? (drawn.shift() ?? randomBytes(size)) : randomBytes(size),
    );
    syncBuiltinESMExports();
    onTestFinished(() => {
      vi.mocked(crypto.randomBytes).mockRestore();
      syncBuiltinESMExports();
    });
    const [one, other] = [await file(asPublic(), aForm()), await file(asPublic(), aForm())];
    expect(one.caseNumber).toBe("R-MPVC-FP79");
    expect(other.caseNumber).toBe("R-0000-0001");
  });
});

describe("the same form", () => {
  it("sent twice, at once or later, is one report", async () => {
    const form = aForm();
    const filed = await Promise.all([1, 2, 3].map(() => fileReport(asPublic(), form)));
    const later = await fileReport(asPublic(), form);
    const numbers = [...filed, later].map((one) => one.ok && one.value.caseNumber);
    expect(new Set(numbers).size).toBe(1);
    expect(await t.ctx.db.report.count({ where: { idempotencyKey: form.idempotencyKey } })).toBe(1);
    expect(await eventsOf("report", String(numbers[0]))).toHaveLength(1);
  });

  it("with other words in it is not taken for the first", async () => {
    const form = aForm();
    const report = await file(asPublic(), form);
    for (const change of [
      { what: "And something else." },
      { kind: "logged_out" as const },
      { contact: "a@b.kr" },
    ])
      expect(await fileReport(asPublic(), { ...form, ...change })).toEqual({
        ok: false,
        refusal: "already-filed",
      });
    expect(await t.ctx.db.report.findMany({ where: { idempotencyKey: form.idempotencyKey } })).toEqual([
      report,
    ]);
  });
});

describe("how many", () => {
  it("five an hour and twenty a day from one address, none of them counted for a line", async () => {
    const address = "198.51.100.1";
    for (let hour = 0; hour < 4; hour += 1) {
      t.setNow(after(start, hours(hour)));
      for (let n = 0; n < 5; n += 1) await file(asPublic(), aForm({ address }));
      expect(await fileReport(asPublic(), aForm({ address }))).toEqual({ ok: false, refusal: "too-many" });
    }
    t.setNow(after(start, hours(5)));
    expect(await fileReport(asPublic(), aForm({ address }))).toEqual({ ok: false, refusal: "too-many" });
    const line = await aSubscriber(t.ctx);
    await file(asHolder(line), aForm({ address, subscriberId: line.id }));
    t.setNow(after(start, hours(24)));
    await file(asPublic(), aForm({ address }));
  });

  it("sent at once don't slip past the limit", async () => {
    const address = "198.51.100.2";
    const filed = await Promise.all(
      Array.from({ length: 8 }, () => fileReport(asPublic(), aForm({ address }))),
    );
    expect(filed.filter(({ ok }) => ok)).toHaveLength(5);
  });

  it("ten a day about one line, whoever files them", async () => {
    const line = await aSubscriber(t.ctx);
    const send = () => fileReport(asHolder(line), aForm({ subscriberId: line.id }));
    const filed = await Promise.all(Array.from({ length: 12 }, send));
    expect(filed.filter(({ ok }) => ok)).toHaveLength(10);
    const agent = await anAgentInACall(line);
    expect(await fileReport(agent.ctx, aForm(agent))).toEqual({ ok: false, refusal: "too-many" });
    t.setNow(after(start, hours(24)));
    expect((await send()).ok).toBe(true);
  });
});

async function anAgentInACall(line: Subscriber | null) {
  const { as, callId } = await anAgentInCall(t, line ? { line } : {});
  return { ctx: as, callId, subscriberId: line?.id ?? null };
}

describe("an agent", () => {
  it("files for the line of the call, and its holder is told", async () => {
    const line = await aSubscriber(t.ctx);
    const { ctx, ...about } = await anAgentInACall(line);
    const report = await file(ctx, aForm(about));
    expect(report).toMatchObject({ ...about, addressIndex: null });
    const [event] = await eventsOf("subscriber", String(line.id));
    expect(event?.detail).toMatchObject({
      case: report.caseNumber,
      callId: String(about.callId),
      forCaller: true,
    });
    expect(await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).toMatchObject([
      { kind: "acted" },
    ]);
  });

  it("files for a caller without a line, as often as there are such calls", async () => {
    const { ctx, ...about } = await anAgentInACall(null);
    const address = "192.0.2.77";
    for (let n = 0; n < 7; n += 1) await file(ctx, aForm({ ...about, address }));
  });

  it("files for no other line than the call's, and in no call but an open one of theirs", async () => {
    const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
    const { ctx, ...about } = await anAgentInACall(line);
    await expect(fileReport(ctx, aForm({ ...about, subscriberId: other.id }))).rejects.toThrow(Forbidden);
    await expect(fileReport(ctx, aForm({ ...about, subscriberId: null }))).rejects.toThrow(Forbidden);
    await expect(fileReport(ctx, aForm({ ...about, callId: null }))).rejects.toThrow(Forbidden);
    const colleague = await anAgentInACall(line);
    await expect(fileReport(colleague.ctx, aForm(about))).rejects.toThrow(NotFound);
    await t.ctx.db.call.update({ where: { id: about.callId }, data: { endedAt: start, outcome: "other" } });
    await expect(fileReport(ctx, aForm(about))).rejects.toThrow(NotFound);
    expect(await t.ctx.db.report.count({ where: { subscriberId: { in: [line.id, other.id] } } })).toBe(0);
  });
});

it("nobody files for a line that isn't theirs", async () => {
  const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
  const about = { subscriberId: other.id };
  await expect(fileReport(asPublic(), aForm(about))).rejects.toThrow(Forbidden);
  await expect(fileReport(asHolder(line), aForm(about))).rejects.toThrow(Forbidden);
  await expect(fileReport(asHolder(line), aForm())).rejects.toThrow(Forbidden);
  for (const role of ["store", "reviewer", "operator", "auditor"] as const) {
    const member = await aStaffMember(t.ctx, { roles: [role] });
    await expect(fileReport(t.as(staffActor(member)), aForm(about))).rejects.toThrow(Forbidden);
  }
  expect(await t.ctx.db.report.count({ where: { subscriberId: other.id } })).toBe(0);
});
