import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { listOwnRecord } from "#app/domain/audit/list-own-record.server.ts";
import { recordAudit, type AuditEntry } from "#app/domain/audit/record-audit.server.ts";
import { Forbidden, type Actor } from "#app/domain/context.server.ts";
import { listOwnReports } from "#app/domain/reports/list-own-reports.server.ts";
import { after, minutes } from "#app/shared/time.ts";
import { anAgentInCheckedCall } from "#tests/factories/call.ts";
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

const holderOf = (line: { id: bigint }) => t.as({ type: "subscriber", id: String(line.id), level: "L1" });

const write = (actor: Actor, line: { id: bigint }, entry: Omit<AuditEntry, "subject">) =>
  recordAudit(t.as(actor), t.ctx.db, { ...entry, subject: { type: "subscriber", id: String(line.id) } });

it("names staff by role and number, never by name or address, with their reason; newest first", async () => {
  const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
  const agent = await aStaffMember(t.ctx, { name: "Hong Gildong" });
  await write({ type: "public" }, line, { action: "session.start", detail: { level: "L1" } });
  await write(staffActor(agent), line, {
    action: "line.unmask",
    detail: { callId: "1", field: "birth_date" },
    reason: "The caller asked which date we hold.",
  });
  await write(staffActor(agent), other, { action: "call.open-line" });
  await write({ type: "system", id: "worker" }, line, { action: "link.revoke", detail: { reason: "owner" } });
  await write(holderOf(line).actor, line, { action: "report.file", detail: { case: "R-0000-0001" } });

  const { entries, older } = await listOwnRecord(holderOf(line), line.id);
  expect(older).toBe(false);
  const nothing = { field: null, act: null, level: null, caseNumber: null, reason: null };
  expect(entries).toEqual([
    { ...nothing, at: start, by: "own", action: "report.file", caseNumber: "R-0000-0001" },
    { ...nothing, at: start, by: "system", action: "link.revoke" },
    {
      ...nothing,
      at: start,
      by: { role: "agent", number: String(agent.id) },
      action: "line.unmask",
      field: "birth_date",
      reason: "The caller asked which date we hold.",
    },
    { ...nothing, at: start, by: "own", action: "session.start", level: "L1" },
  ]);
  expect(JSON.stringify(entries)).not.toMatch(/Hong|192[.]0/);
});

it("says which report, claim or application it was", async () => {
  const line = await aSubscriber(t.ctx);
  const member = staffActor(await aStaffMember(t.ctx));
  await write(holderOf(line).actor, line, { action: "compensation.file", detail: { claim: "B-0000-0001" } });
  await write(member, line, { action: "claim.view", detail: { case: "X-0000-0002" } });
  await write(holderOf(line).actor, line, {
    action: "fee.register",
    detail: { caseNumber: "F-0000-0003" },
  });
  const { entries } = await listOwnRecord(holderOf(line), line.id);
  expect(entries.map(({ caseNumber }) => caseNumber)).toEqual(["F-0000-0003", "X-0000-0002", "B-0000-0001"]);
});

it("gives fifty a page, none twice and none left out", async () => {
  const line = await aSubscriber(t.ctx);
  const agent = staffActor(await aStaffMember(t.ctx));
  for (let minute = 0; minute < 120; minute += 1) {
    t.setNow(after(start, minutes(minute)));
    await write(agent, line, { action: "report.view" });
  }
  const pages = await Promise.all([1, 2, 3, 4].map((page) => listOwnRecord(holderOf(line), line.id, page)));
  expect(pages.map(({ entries, older }) => [entries.length, older])).toEqual([
    [50, true],
    [50, true],
    [20, false],
    [0, false],
  ]);
  const times = pages.flatMap(({ entries }) => entries.map(({ at }) => at.getTime()));
  expect(times).toEqual([...new Set(times)].sort((a, b) => b - a));
});

it("is for the line's own session alone, and an agent who has checked its caller; so are its reports", async () => {
  const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
  const agent = await aStaffMember(t.ctx);
  const actors: Actor[] = [
    { type: "public" },
    holderOf(other).actor,
    staffActor(agent),
    staffActor(await aStaffMember(t.ctx, { roles: ["auditor"] })),
  ];
  for (const actor of actors) {
    await expect(listOwnRecord(t.as(actor), line.id), actor.type).rejects.toThrow(Forbidden);
    await expect(listOwnReports(t.as(actor), line.id), actor.type).rejects.toThrow(Forbidden);
  }
  const { as } = await anAgentInCheckedCall(t, line);
  expect((await listOwnRecord(as, line.id)).entries).toEqual([]);
  expect(await listOwnReports(as, line.id)).toEqual([]);
});
