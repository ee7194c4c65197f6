import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { chainAuditEvents } from "#app/domain/audit/chain-audit-events.server.ts";
import { exportAccessRecord } from "#app/domain/audit/export-access-record.server.ts";
import { getAccessRecord } from "#app/domain/audit/get-access-record.server.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { reviewAccessRecord } from "#app/domain/audit/review-access-record.server.ts";
import { verifyAuditChain } from "#app/domain/audit/verify-audit-chain.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let agent: Ctx;
let auditor: Ctx;
let agentId: string;
let line: Awaited<ReturnType<typeof aSubscriber>>;

beforeAll(async () => {
  // Before the months below: what was done to prepare is in the record, too.
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: new Date("2025-07-01T00:00:00Z") });
  await anIncident(t.ctx);
  line = await aSubscriber(t.ctx, { subscriberRef: "S-77", name: "Kim Secret" });
  const member = await aStaffMember(t.ctx, { name: "=cmd|' /C calc'!A0" });
  agentId = String(member.id);
  agent = t.as(staffActor(member));
  auditor = t.as(staffActor(await aStaffMember(t.ctx, { name: "Nam Auditor", roles: ["auditor"] })));
  const at = async (iso: string, action: string, reason?: string) => {
    t.setNow(new Date(iso));
    await recordAudit(agent, t.ctx.db, {
      action,
      subject: { type: "subscriber", id: String(line.id) },
      ...(reason && { reason }),
    });
  };
  await at("2025-08-31T23:59:59+09:00", "call.view-answer");
  await at("2025-09-01T00:00:00+09:00", "call.view-answer");
  await at("2025-09-30T23:59:59+09:00", "line.unmask", "the caller asked, in so many words");
  await at("2025-09-30T23:59:59.5+09:00", "quota.exceeded");
  await at("2025-10-01T00:00:00+09:00", "call.view-answer");
  // Not staff's: no part of the record.
  await recordAudit(t.as({ type: "subscriber", id: String(line.id), level: "L1" }), t.ctx.db, {
    action: "session.start",
    subject: { type: "subscriber", id: String(line.id) },
  });
});
afterAll(() => t.close());

const september = { month: "2025-09", before: null };

describe("the access record of a month", () => {
  it("holds who, when, in which role, from where, whose, what and why, and what needs a look apart", async () => {
    const record = await getAccessRecord(auditor, september);
    const shown = record.entries.map(({ action, subject, reason, role, address }) => [
      action,
      subject,
      reason,
      role,
      address,
    ]);
    expect(shown).toEqual([
      ["quota.exceeded", "S-77", null, "agent", "192.0.2.77"],
      ["line.unmask", "S-77", "the caller asked, in so many words", "agent", "192.0.2.77"],
      ["call.view-answer", "S-77", null, "agent", "192.0.2.77"],
    ]);
    expect(record.alerts.groups.map(({ action }) => action)).toEqual(["quota.exceeded"]);
    expect(record.members).toEqual([
      {
        who: `=cmd|' /C calc'!A0 #${agentId}`,
        actions: { "call.view-answer": 1, "line.unmask": 1, "quota.exceeded": 1 },
      },
    ]);
    expect(JSON.stringify(record)).not.toContain("Kim Secret");
  });

  it("tells two members of one name apart", async () => {
    t.setNow(new Date("2025-12-01T09:00:00+09:00"));
    for (const subject of ["first-kim", "second-kim"]) {
      const ctx = t.as(staffActor(await aStaffMember(t.ctx, { subject, name: "김민수" })));
      await recordAudit(ctx, t.ctx.db, { action: "call.search", subject: { type: "call", id: "1" } });
    }
    const { members, entries } = await getAccessRecord(auditor, { month: "2025-12", before: null });
    expect(members.filter(({ who }) => who.startsWith("김민수 #"))).toHaveLength(2);
    expect(new Set(entries.map(({ who }) => who)).size).toBeGreaterThan(1);
  });

  it("is itself recorded when it is read or taken along, and read by auditors alone", async () => {
    t.setNow(new Date("2025-10-02T09:00:00+09:00"));
    await getAccessRecord(auditor, september);
    for await (const line of exportAccessRecord(auditor, "2025-09")) expect(line).not.toBe("");
    const october = await getAccessRecord(auditor, { month: "2025-10", before: null });
    expect(october.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["access-record.view", "access-record.export"]),
    );
    for (const role of ["agent", "store", "reviewer", "operator"] as const) {
      const other = t.as(staffActor(await aStaffMember(t.ctx, { roles: [role] })));
      await expect(getAccessRecord(other, september)).rejects.toThrow(Forbidden);
      await expect(exportAccessRecord(other, "2025-09").next()).rejects.toThrow(Forbidden);
      await expect(
        reviewAccessRecord(other, { month: "2025-09", note: "nothing to be seen here" }),
      ).rejects.toThrow(Forbidden);
    }
  });

  it.each(["2025-13", "2025-9", "", "2025-09-01", "x"])("%j is no month", async (month) => {
    await expect(getAccessRecord(auditor, { month, before: null })).rejects.toThrow(NotFound);
    await expect(exportAccessRecord(auditor, month).next()).rejects.toThrow(NotFound);
  });

  it("is paged, a hundred at a time, without one left out or told twice", async () => {
    t.setNow(new Date("2025-11-03T09:00:00+09:00"));
    for (let time = 0; time < 230; time += 1)
      await recordAudit(agent, t.ctx.db, { action: "call.search", subject: { type: "call", id: "1" } });
    const ids: string[] = [];
    for (let before: string | null = null, more = true; more;) {
      const { entries, older } = await getAccessRecord(auditor, { month: "2025-11", before });
      ids.push(...entries.filter(({ action }) => action === "call.search").map(({ id }) => id));
      before = older;
      more = older !== null;
    }
    expect([ids.length, new Set(ids).size]).toEqual([230, 230]);
  });

  it("leaves as CSV in which nothing runs", async () => {
    let csv = "";
    for await (const lines of exportAccessRecord(auditor, "2025-09")) csv += lines;
    const [header, ...rows] = csv.trimEnd().split("\n");
    expect(header).toBe("\ufeffid,at,who,role,address,action,subject_type,subject,reason,detail");
    expect(rows).toHaveLength(3);
    expect(rows[0]).toContain(
      `,2025-09-01T00:00:00+09:00,'=cmd|' /C calc'!A0 #${agentId},agent,192.0.2.77,call.view-answer,`,
    );
    for (const cell of rows.flatMap((row) => row.split(","))) expect(cell).not.toMatch(/^"?[=+@-]/);
  });
});

describe("what needs a look", () => {
  const page = (id: string) => ({ type: "page", id });
  const refuse = (subject: { type: string; id: string }, act?: string, as = agent) =>
    recordAudit(as, t.ctx.db, { action: "access.refused", subject, detail: { ...(act && { act }) } });

  it("is one row where it was done again, with its true number, and none hides a grave one", async () => {
    t.setNow(new Date("2026-01-05T09:00:00+09:00"));
    await recordAudit(agent, t.ctx.db, {
      action: "line.unmask-refused",
      subject: { type: "subscriber", id: String(line.id) },
    });
    await refuse({ type: "call", id: "7" }, "bank-account");
    await refuse(page("/call-center/call"), "contact");
    await refuse(page("/compensation/account"));
    await refuse({ type: "subscriber", id: String(line.id) }, "take-sum");
    const other = t.as(staffActor(await aStaffMember(t.ctx, { name: "Other Agent", roles: ["store"] })));
    await refuse(page("/operator/staff"), undefined, other);
    for (let time = 0; time < 205; time += 1) {
      t.setNow(new Date(Date.UTC(2026, 0, 6, 0, time)));
      await refuse(page("/operator/staff"));
    }
    const { alerts } = await getAccessRecord(auditor, { month: "2026-01", before: null });
    expect(alerts).toMatchObject({ count: 211, page: 1, pages: 1 });
    expect(alerts.groups.map(({ grave }) => grave)).toEqual([true, true, true, true, true, false, false]);
    const grave = alerts.groups.slice(0, 5).map(({ action, act, subject }) => [action, act, subject]);
    expect(grave).toEqual(
      expect.arrayContaining([
        ["line.unmask-refused", null, "S-77"],
        ["access.refused", "bank-account", "7"],
        ["access.refused", "contact", "/call-center/call"],
        ["access.refused", null, "/compensation/account"],
        ["access.refused", "take-sum", "S-77"],
      ]),
    );
    expect(alerts.groups.slice(5)).toMatchObject([
      {
        who: `=cmd|' /C calc'!A0 #${agentId}`,
        role: "agent",
        address: "192.0.2.77",
        subject: "/operator/staff",
        count: 205,
        first: new Date("2026-01-06T00:00:00Z"),
        last: new Date("2026-01-06T03:24:00Z"),
      },
      { role: "store", subject: "/operator/staff", count: 1 },
    ]);
  });

  it("has pages where there is still more: none is left out, none told twice, the grave ones first", async () => {
    t.setNow(new Date("2026-02-05T09:00:00+09:00"));
    await refuse({ type: "call", id: "8" }, "bank-account");
    t.setNow(new Date("2026-02-06T09:00:00+09:00"));
    for (let number = 0; number < 120; number += 1) await refuse(page(`/call-center/reports/${number}`));
    const read = async (alertsPage: number) =>
      (await getAccessRecord(auditor, { month: "2026-02", before: null, alertsPage })).alerts;
    const pages = await Promise.all([1, 2, 3].map(read));
    expect(pages.map(({ count, page: at, pages: of, groups }) => [count, at, of, groups.length])).toEqual([
      [121, 1, 3, 50],
      [121, 2, 3, 50],
      [121, 3, 3, 21],
    ]);
    expect(pages[0]?.groups[0]).toMatchObject({ act: "bank-account", grave: true });
    expect(new Set(pages.flatMap(({ groups }) => groups.map(({ subject }) => subject))).size).toBe(121);
    for (const beyond of [0, 4, 999_999]) expect([1, 3]).toContain((await read(beyond)).page);
  });

  it("is nothing in a month without", async () => {
    const { alerts } = await getAccessRecord(auditor, { month: "2024-01", before: null });
    expect(alerts).toEqual({ count: 0, groups: [], page: 1, pages: 1 });
  });
});

describe("the monthly review", () => {
  const review = (month: string, note = "read through; asked agent 3 about the 30th") =>
    reviewAccessRecord(auditor, { month, note });

  it("is signed once, by name, when the month is over", async () => {
    t.setNow(new Date("2025-09-30T23:59:59+09:00"));
    expect(await review("2025-09")).toEqual({ ok: false, refusal: "not-over" });
    t.setNow(new Date("2025-10-01T00:00:00+09:00"));
    expect(await review("2025-09", "looked")).toEqual({ ok: false, refusal: "no-note" });
    const both = await Promise.all([review("2025-09"), review("2025-09")]);
    expect(both.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await review("2025-09")).toEqual({ ok: false, refusal: "reviewed" });
    const { review: signed } = await getAccessRecord(auditor, september);
    expect(signed).toMatchObject({ by: "Nam Auditor", note: "read through; asked agent 3 about the 30th" });
    await expect(review("2025-99")).rejects.toThrow(NotFound);
    const event = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "access-record.review" } });
    expect(event.reason, "sealed by the chain").toBe(signed?.note);
    await expect(
      t.ctx.db.accessReview.update({ where: { month: "2025-09" }, data: { note: "nothing was found" } }),
    ).rejects.toThrow("only added to");
  });
});

it.each([
  ["actor_role", "'operator'"],
  ["address", "'10.0.0.1'"],
  ["reason", "'another reason, long enough'"],
  ["reason", "null"],
  ["actor_role = null, address = null, reason", "null"],
])("a changed %s in the record is found by its row", async (column, value) => {
  await chainAuditEvents(t.ctx);
  expect((await verifyAuditChain(t.ctx, [])).fault).toBeNull();
  const found = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "line.unmask" } });
  const link = await t.ctx.db.auditLink.findUniqueOrThrow({ where: { eventId: found.id } });
  const client = await t.ctx.pool.connect();
  await client.query("begin");
  await client.query("alter table audit_events disable trigger all");
  await client.query(`update audit_events set ${column} = ${value} where id = $1`, [found.id.toString()]);
  await client.query("alter table audit_events enable trigger all");
  await client.query("commit");
  expect((await verifyAuditChain(t.ctx, [])).fault).toEqual({ what: "altered", number: String(link.number) });
  await client.query("begin");
  await client.query("alter table audit_events disable trigger all");
  await client.query("update audit_events set actor_role = $2, address = $3, reason = $4 where id = $1", [
    found.id.toString(),
    found.actorRole,
    found.address,
    found.reason,
  ]);
  await client.query("alter table audit_events enable trigger all");
  await client.query("commit");
  client.release();
});
