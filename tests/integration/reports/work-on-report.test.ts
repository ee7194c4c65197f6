import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { closeReport } from "#app/domain/reports/close-report.server.ts";
import { getReport } from "#app/domain/reports/get-report.server.ts";
import { handOverReport } from "#app/domain/reports/hand-over-report.server.ts";
import { listReports } from "#app/domain/reports/list-reports.server.ts";
import { noteReport } from "#app/domain/reports/note-report.server.ts";
import { takeReport } from "#app/domain/reports/take-report.server.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import type { Report, StaffMember } from "#app/infra/db/generated/client.ts";
import { after, before, hours } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aReport } from "#tests/factories/report.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
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

async function anAgent(given: Parameters<typeof aStaffMember>[1] = {}) {
  const member = await aStaffMember(t.ctx, given);
  return { member, ctx: t.as(staffActor(member)) };
}

const aTakenReport = (owner: StaffMember, given: Parameters<typeof aReport>[1] = {}) =>
  aReport(t.ctx, { state: "taken", ownerId: owner.id, ...given });

const reread = ({ id }: Report) =>
  t.ctx.db.report.findUniqueOrThrow({ where: { id }, include: { entries: { orderBy: { id: "asc" } } } });

const actsOn = async (subject: { type: string; id: string }) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: subject.type, subjectId: subject.id },
      orderBy: { id: "asc" },
    })
  ).map(({ action, actorId, detail }) => ({ action, actorId, detail }));

const refusal = (of: string) => ({ ok: false, refusal: of });

describe("taking a report", () => {
  it("makes the agent its owner, and is written down", async () => {
    const [{ ctx, member }, report] = [await anAgent(), await aReport(t.ctx)];
    expect(await takeReport(ctx, report.caseNumber)).toMatchObject({ ok: true });
    expect(await reread(report)).toMatchObject({ state: "taken", ownerId: member.id });
    expect(await actsOn({ type: "report", id: report.caseNumber })).toEqual([
      { action: "report.take", actorId: String(member.id), detail: { case: report.caseNumber } },
    ]);
  });

  it("at once by many has one owner", async () => {
    const report = await aReport(t.ctx);
    const agents = await Promise.all([1, 2, 3, 4].map(() => anAgent()));
    const taken = await Promise.all(agents.map(({ ctx }) => takeReport(ctx, report.caseNumber)));
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(taken.filter(({ ok }) => !ok)).toEqual([refusal("taken"), refusal("taken"), refusal("taken")]);
    const winner = agents[taken.findIndex(({ ok }) => ok)];
    expect(await reread(report)).toMatchObject({ ownerId: winner?.member.id });
    expect(await actsOn({ type: "report", id: report.caseNumber })).toHaveLength(1);
  });

  it("again by its owner is done already, until it is closed", async () => {
    const [{ ctx }, report] = [await anAgent(), await aReport(t.ctx)];
    const take = () => takeReport(ctx, report.caseNumber);
    expect(await Promise.all([take(), take()])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(await actsOn({ type: "report", id: report.caseNumber })).toHaveLength(1);
    await t.ctx.db.report.update({ where: { id: report.id }, data: { state: "closed", closedAt: start } });
    expect(await take()).toEqual(refusal("taken"));
  });

  it("that a disabled member owns is free to take, as it stands; a closed one never is", async () => {
    const { ctx, member } = await anAgent();
    const gone = await aStaffMember(t.ctx, { disabledAt: start });
    const answered = await aReport(t.ctx, { state: "answered", ownerId: gone.id });
    expect(await takeReport(ctx, answered.caseNumber)).toMatchObject({ ok: true });
    expect(await reread(answered)).toMatchObject({ state: "answered", ownerId: member.id });
    const closed = await aReport(t.ctx, { state: "closed", ownerId: gone.id, closedAt: start });
    expect(await takeReport(ctx, closed.caseNumber)).toEqual(refusal("taken"));
  });
});

describe("what the owner writes", () => {
  it("as a note is sealed, for colleagues, and moves nothing", async () => {
    const { ctx, member } = await anAgent();
    const line = await aSubscriber(t.ctx);
    const report = await aTakenReport(member, { subscriberId: line.id });
    const note = {
      caseNumber: report.caseNumber,
      kind: "note" as const,
      text: " Called back.\r\nNobody there. ",
    };
    expect(await noteReport(ctx, note)).toMatchObject({ ok: true });
    const { state, entries } = await reread(report);
    expect([state, entries.length]).toEqual(["taken", 1]);
    expect(Buffer.from(entries[0]?.envelope ?? []).toString("latin1")).not.toContain("Called");
    expect(await getReport(ctx, report.caseNumber)).toMatchObject({
      value: { entries: [{ kind: "note", by: member.name, text: "Called back.\nNobody there." }] },
    });
    expect(await t.ctx.db.notice.count({ where: { subscriberId: line.id } })).toBe(0);
  });

  it("as an answer makes it answered, and tells who has a line", async () => {
    const { ctx, member } = await anAgent();
    const line = await aSubscriber(t.ctx);
    const report = await aTakenReport(member, { subscriberId: line.id });
    const answer = { caseNumber: report.caseNumber, kind: "answer" as const, text: "It was a fake." };
    await Promise.all([noteReport(ctx, answer), noteReport(ctx, answer)]);
    const { state, entries } = await reread(report);
    expect([state, entries.length]).toEqual(["answered", 1]);
    expect(await t.ctx.db.notice.findMany({ where: { subscriberId: line.id } })).toMatchObject([
      { kind: "answered" },
    ]);
    const acts = await actsOn({ type: "subscriber", id: String(line.id) });
    expect(acts.map(({ action }) => action)).toEqual(["report.answer"]);
    await noteReport(ctx, { ...answer, text: "And one more thing." });
    expect(await reread(report)).toMatchObject({ state: "answered" });

    const nobodys = await aTakenReport(member);
    expect(await noteReport(ctx, { ...answer, caseNumber: nobodys.caseNumber })).toMatchObject({ ok: true });
  });

  it("opens at no other place: neither as another kind nor in another report", async () => {
    const { ctx, member } = await anAgent();
    const [one, other] = [await aTakenReport(member), await aTakenReport(member)];
    for (const { caseNumber } of [one, other])
      await noteReport(ctx, { caseNumber, kind: "note", text: caseNumber });
    const [from] = (await reread(one)).entries;
    await t.ctx.db.reportEntry.updateMany({ where: { reportId: one.id }, data: { kind: "answer" } });
    await expect(getReport(ctx, one.caseNumber)).rejects.toThrow();
    const { envelope, keyId } = from ?? { envelope: null, keyId: null };
    await t.ctx.db.reportEntry.updateMany({ where: { reportId: other.id }, data: { envelope, keyId } });
    await expect(getReport(ctx, other.caseNumber)).rejects.toThrow();
  });

  it("is refused empty, too long, to who isn't the owner, and once it is closed", async () => {
    const [{ ctx, member }, colleague] = [await anAgent(), await anAgent()];
    const { caseNumber } = await aTakenReport(member);
    const note = { caseNumber, kind: "answer" as const, text: "Words." };
    expect(await noteReport(ctx, { ...note, text: " \n" })).toEqual(refusal("empty"));
    expect(await noteReport(ctx, { ...note, text: "가".repeat(2_001) })).toEqual(refusal("too-long"));
    expect(await noteReport(colleague.ctx, note)).toEqual(refusal("not-owner"));
    const closed = await aTakenReport(member, { state: "closed", closedAt: start });
    expect(await noteReport(ctx, { ...note, caseNumber: closed.caseNumber })).toEqual(refusal("closed"));
    const open = await aReport(t.ctx);
    expect(await noteReport(ctx, { ...note, caseNumber: open.caseNumber })).toEqual(refusal("not-owner"));
  });
});

describe("closing a report", () => {
  it("is for the owner, and not before there is an answer or a note", async () => {
    const [{ ctx, member }, colleague] = [await anAgent(), await anAgent()];
    const report = await aTakenReport(member);
    const { caseNumber } = report;
    expect(await closeReport(ctx, caseNumber)).toEqual(refusal("unanswered"));
    await noteReport(ctx, { caseNumber, kind: "note", text: "Nobody to answer." });
    expect(await closeReport(colleague.ctx, caseNumber)).toEqual(refusal("not-owner"));
    const closed = await Promise.all([closeReport(ctx, caseNumber), closeReport(ctx, caseNumber)]);
    expect(closed.map(({ ok }) => ok).sort()).toEqual([false, true]);
    expect(await reread(report)).toMatchObject({ state: "closed", closedAt: start });
    const acts = await actsOn({ type: "report", id: caseNumber });
    expect(acts.map(({ action }) => action)).toEqual(["report.note", "report.close"]);
  });
});

describe("handing a report over", () => {
  it("makes a colleague its owner, with a note of why, and leaves when it is due", async () => {
    const [{ ctx, member }, colleague] = [await anAgent(), await anAgent()];
    const report = await aTakenReport(member);
    const over = { caseNumber: report.caseNumber, to: colleague.member.id, note: "Speaks Vietnamese." };
    expect(await handOverReport(ctx, over)).toMatchObject({ ok: true });
    expect(await reread(report)).toMatchObject({
      ownerId: colleague.member.id,
      state: "taken",
      dueAt: report.dueAt,
      entries: [{ kind: "note", memberId: member.id }],
    });
    expect(await handOverReport(ctx, over)).toEqual(refusal("not-owner"));
    expect(
      await noteReport(colleague.ctx, { caseNumber: report.caseNumber, kind: "answer", text: "Yes." }),
    ).toMatchObject({ ok: true });
  });

  it("is refused without a note, and to whoever can't work on it", async () => {
    const { ctx, member } = await anAgent();
    const report = await aTakenReport(member);
    const over = { caseNumber: report.caseNumber, to: (await anAgent()).member.id, note: "Why." };
    expect(await handOverReport(ctx, { ...over, note: " " })).toEqual(refusal("empty"));
    expect(await handOverReport(ctx, { ...over, note: "가".repeat(2_001) })).toEqual(refusal("too-long"));
    const others = [
      member,
      { id: 0n },
      await aStaffMember(t.ctx, { disabledAt: start }),
      await aStaffMember(t.ctx, { roles: ["auditor"] }),
    ];
    for (const { id } of others)
      expect(await handOverReport(ctx, { ...over, to: id })).toEqual(refusal("no-such-agent"));
    expect(await reread(report)).toMatchObject({ ownerId: member.id, entries: [] });
  });
});

describe("reading a report", () => {
  it("shows what was written and a masked line, and is written down for the subscriber", async () => {
    const { ctx, member } = await anAgent();
    const line = await aSubscriber(t.ctx, {
      name: "김영수",
      msisdn: "01012345678",
      email: "kim@example.com",
    });
    const { caseNumber } = await aReport(t.ctx, {
      subscriberId: line.id,
      what: "My words.",
      amount: "49,500",
    });
    const read = await getReport(ctx, caseNumber);
    expect(read).toMatchObject({
      value: {
        caseNumber,
        details: { what: "My words.", amount: "49,500" },
        line: { name: "김*수", number: "010-****-5678" },
        free: true,
        mine: false,
      },
    });
    expect(JSON.stringify(read)).not.toMatch(/김영수|1234|kim@|19800115/);
    expect(await actsOn({ type: "subscriber", id: String(line.id) })).toEqual([
      { action: "report.view", actorId: String(member.id), detail: { case: caseNumber } },
    ]);
  });

  it("shows where to answer to its owner alone", async () => {
    const owner = await anAgent();
    const report = await aReport(t.ctx, { contact: "010-9999-0000" });
    const free = await getReport(owner.ctx, report.caseNumber);
    expect(free).toMatchObject({ value: { details: { contact: null }, contactHidden: true } });
    expect(await takeReport(owner.ctx, report.caseNumber)).toMatchObject({ ok: true });
    expect(await getReport(owner.ctx, report.caseNumber)).toMatchObject({
      value: { details: { contact: "010-9999-0000" }, contactHidden: false },
    });
    for (const { ctx } of [await anAgent(), await anAgent({ roles: ["auditor"] })]) {
      const read = await getReport(ctx, report.caseNumber);
      expect(read).toMatchObject({ value: { details: { contact: null }, contactHidden: true } });
      expect(JSON.stringify(read)).not.toContain("9999");
    }
    const without = await aReport(t.ctx);
    expect(await getReport(owner.ctx, without.caseNumber)).toMatchObject({
      value: { contactHidden: false },
    });
  });

  it("is for auditors, too, and of one without a line or purged by now", async () => {
    const auditor = await anAgent({ roles: ["auditor"] });
    const report = await aReport(t.ctx);
    await t.ctx.db.report.update({ where: { id: report.id }, data: { envelope: null, keyId: null } });
    expect(await getReport(auditor.ctx, report.caseNumber)).toMatchObject({
      value: { details: null, line: null },
    });
    expect(await actsOn({ type: "report", id: report.caseNumber })).toMatchObject([
      { action: "report.view" },
    ]);
  });

  it("ends at the quota, which is written down", async () => {
    const { ctx, member } = await anAgent();
    const { caseNumber } = await aReport(t.ctx);
    const had = { at: start, actorType: "staff", actorId: String(member.id), actorRole: "agent" };
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: quotas["report.view"].most }, () => ({
        ...had,
        action: "report.view",
        subjectType: "report",
        subjectId: "R-0000-0000",
        detail: {},
      })),
    });
    expect(await getReport(ctx, caseNumber)).toEqual(refusal("over-quota"));
    expect(await actsOn({ type: "report", id: caseNumber })).toMatchObject([{ action: "quota.exceeded" }]);
  });
});

describe("the list", () => {
  it("has what waits, overdue first, and nothing of what was written or who wrote it", async () => {
    await t.ctx.db.reportEntry.deleteMany();
    await t.ctx.db.report.deleteMany();
    const { ctx, member } = await anAgent({ name: "Owner Kim" });
    const line = await aSubscriber(t.ctx, { name: "박보검" });
    const late = await aReport(t.ctx, {
      filedAt: before(start, hours(73)),
      subscriberId: line.id,
      what: "Secret words.",
    });
    const soon = await aReport(t.ctx, { kind: "logged_out" });
    const taken = await aTakenReport(member, { filedAt: before(start, hours(1)) });
    const answered = await aReport(t.ctx, {
      state: "answered",
      ownerId: member.id,
      filedAt: before(start, hours(99)),
    });
    const closed = await aReport(t.ctx, {
      state: "closed",
      ownerId: member.id,
      closedAt: start,
      filedAt: after(start, 1),
    });
    const numbers = async (filter: Parameters<typeof listReports>[1]) =>
      (await listReports(ctx, filter)).reports.map(({ caseNumber }) => caseNumber);

    expect(await numbers("open")).toEqual([late, soon, taken].map(({ caseNumber }) => caseNumber));
    expect(await numbers("mine")).toEqual([answered, taken].map(({ caseNumber }) => caseNumber));
    expect((await numbers("all"))[0]).toBe(closed.caseNumber);
    expect(await numbers("all")).toHaveLength(5);

    const listed = await listReports(ctx, "open");
    expect(listed.reports.map(({ overdue, hasLine, owner }) => ({ overdue, hasLine, owner }))).toEqual([
      { overdue: true, hasLine: true, owner: null },
      { overdue: false, hasLine: false, owner: null },
      { overdue: false, hasLine: false, owner: "Owner Kim" },
    ]);
    expect(listed.count).toBe(3);
    expect((await listReports(ctx, "all")).reports.find((one) => one.state === "answered")?.overdue).toBe(
      false,
    );
    expect(JSON.stringify(listed)).not.toMatch(/Secret|박/);
  });

  it("ends at a hundred, and says how many there are", async () => {
    await Promise.all(Array.from({ length: 101 }, () => aReport(t.ctx)));
    const { ctx } = await anAgent();
    const { reports, count } = await listReports(ctx, "open");
    expect(reports).toHaveLength(100);
    expect(count).toBeGreaterThan(100);
  });
});

describe("nobody else", () => {
  const works: Record<string, (ctx: Ctx, caseNumber: string) => Promise<unknown>> = {
    take: (ctx, caseNumber) => takeReport(ctx, caseNumber),
    note: (ctx, caseNumber) => noteReport(ctx, { caseNumber, kind: "note", text: "x" }),
    answer: (ctx, caseNumber) => noteReport(ctx, { caseNumber, kind: "answer", text: "x" }),
    "hand over": (ctx, caseNumber) => handOverReport(ctx, { caseNumber, to: 1n, note: "x" }),
    close: (ctx, caseNumber) => closeReport(ctx, caseNumber),
  };
  const reads: typeof works = {
    read: (ctx, caseNumber) => getReport(ctx, caseNumber),
    list: (ctx) => listReports(ctx, "all"),
  };

  it.each(Object.entries({ ...works, ...reads }))("may %s", async (name, work) => {
    const member = await aStaffMember(t.ctx);
    const { caseNumber } = await aTakenReport(member);
    const roles = [
      "store",
      "reviewer",
      "operator",
      ...(name in works ? (["auditor"] as const) : []),
    ] as const;
    const actors = roles.map((role) => ({ ...staffActor(member), role }));
    const before = await sumTables(t.ctx.pool);
    for (const actor of [
      ...actors,
      { type: "public" } as const,
      { type: "subscriber", id: String(member.id), level: "L2" } as const,
      { type: "operator", id: "somebody" } as const,
    ])
      await expect(work(t.as(actor), caseNumber), actor.type).rejects.toThrow(Forbidden);
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it.each(Object.entries({ ...works, read: (ctx: Ctx, caseNumber: string) => getReport(ctx, caseNumber) }))(
    "may %s what there isn't",
    async (_, work) => {
      const { ctx } = await anAgent();
      await expect(work(ctx, "R-0000-0000")).rejects.toThrow(NotFound);
    },
  );
});
