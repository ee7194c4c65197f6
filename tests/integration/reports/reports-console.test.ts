import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Report } from "#app/infra/db/generated/client.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import { before, hours } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aReport } from "#tests/factories/report.ts";
import { aStaffMember, aStaffSession } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(async () => {
  await t.ctx.db.reportEntry.deleteMany();
  await t.ctx.db.report.deleteMany();
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function aMember(given: Parameters<typeof aStaffMember>[1] = {}) {
  const member = await aStaffMember(t.ctx, given);
  return { member, cookie: await aStaffSession(t.ctx, member) };
}

const pathOf = ({ caseNumber }: Report) => `/call-center/reports/${caseNumber}`;

async function read(path: string, cookie: string) {
  const reply = await site.send("GET", path, { cookie });
  return { status: reply.status, html: reply.body.toString().replaceAll("<!-- -->", "") };
}

const send = (report: Report, cookie: string, form: Record<string, string>) =>
  site.send("POST", pathOf(report), { cookie, form });

const reread = ({ id }: Report) =>
  t.ctx.db.report.findUniqueOrThrow({ where: { id }, include: { entries: true } });

describe("the list", () => {
  it("says in a word that a report is late, and narrows", async () => {
    const { cookie, member } = await aMember();
    const late = await aReport(t.ctx, { filedAt: before(t.ctx.now(), hours(73)), what: "Secret words." });
    const mine = await aReport(t.ctx, { state: "answered", ownerId: member.id });
    const open = await read("/call-center/reports", cookie);
    expect(open.status).toBe(200);
    expect(open.html).toContain("1건, 기한 지남 1건");
    expect(open.html).toContain('<strong class="mark stays">기한 지남</strong>');
    expect(open.html).toContain(pathOf(late));
    expect(open.html).not.toContain(mine.caseNumber);
    expect(open.html).not.toContain("Secret");
    const own = await read("/call-center/reports?show=mine", cookie);
    expect(own.html).toContain(pathOf(mine));
    expect(own.html).not.toContain(late.caseNumber);
    const all = await read("/call-center/reports?show=all", cookie);
    for (const report of [late, mine]) expect(all.html).toContain(pathOf(report));
    expect((await read("/call-center/reports?show=other", cookie)).html).toContain("1건, 기한 지남 1건");
  });
});

describe("a case", () => {
  it("goes from hand to hand until it is closed", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const report = await aReport(t.ctx, { what: "A call at night." });
    const path = pathOf(report);
    expect((await read(path, one.cookie)).html).toContain("A call at night.");

    const steps: [typeof one, Record<string, string>][] = [
      [one, { act: "take" }],
      [one, { act: "note", text: "Listened to it." }],
      [one, { act: "hand-over", to: String(other.member.id), text: "Yours." }],
      [other, { act: "answer", text: "It was not us." }],
      [other, { act: "close" }],
    ];
    for (const [{ cookie }, form] of steps) {
      const reply = await send(report, cookie, form);
      expect([reply.status, reply.headers.location], form.act).toEqual([303, path]);
    }
    expect(await reread(report)).toMatchObject({ state: "closed", ownerId: other.member.id });
    const { html } = await read(path, one.cookie);
    for (const words of ["Listened to it.", "Yours.", "It was not us.", "종결된 사건입니다"])
      expect(html).toContain(words);
  });

  it("says why something came to nothing, and keeps the words", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const report = await aReport(t.ctx, { state: "taken", ownerId: one.member.id });
    const late = await send(report, other.cookie, { act: "take" });
    expect([late.status, late.body.toString().includes("다른 상담원이 먼저 맡았습니다")]).toEqual([
      409,
      true,
    ]);
    const empty = await send(report, one.cookie, { act: "close" });
    expect([empty.status, empty.body.toString().includes("메모로 남긴 뒤 종결")]).toEqual([409, true]);
    for (const to of ["", "x", "0", "99999999999999999999"]) {
      const reply = await send(report, one.cookie, { act: "hand-over", to, text: "Typed words." });
      const html = reply.body.toString();
      expect([reply.status, html.includes("고르세요"), html.includes("Typed words.")]).toEqual([
        409,
        true,
        true,
      ]);
    }
    expect(await reread(report)).toMatchObject({ state: "taken", ownerId: one.member.id, entries: [] });
    for (const act of ["delete", "", "__proto__", "constructor"])
      expect((await send(report, one.cookie, { act })).status, act).toBe(404);
  });

  it("runs nothing of what somebody wrote", async () => {
    const { cookie, member } = await aMember();
    const evil = `"><script>alert(1)</script><img src=x onerror="alert(1)"></textarea><svg/onload=alert(1)>`;
    const line = await aSubscriber(t.ctx, { name: `${evil} Kim` });
    const report = await aReport(t.ctx, {
      what: evil,
      contact: evil,
      amount: evil,
      merchant: evil,
      happenedOn: evil,
      subscriberId: line.id,
      state: "taken",
      ownerId: member.id,
    });
    await send(report, cookie, { act: "note", text: evil });
    const refused = await send(report, cookie, { act: "hand-over", to: "", text: evil });
    const reply = await site.send("GET", pathOf(report), { cookie });
    for (const { headers, body } of [reply, refused]) {
      const html = body.toString();
      expect(html).toContain("&lt;script&gt;alert(1)");
      expect(html.match(/<script[^>]*>/g)).toEqual([
        expect.stringMatching(/^<script src="\/console.js" nonce="[\w+/=]+" defer="">$/),
      ]);
      expect(html).not.toMatch(/<img|<svg|<[^>]* on[a-z]+="?alert/i);
      expect(headers["content-security-policy"]).toMatch(/default-src 'none';.* script-src 'nonce-/);
    }
  });

  it("is there for auditors, without a form, and takes none of theirs", async () => {
    const { cookie, member } = await aMember({ roles: ["auditor"] });
    const report = await aReport(t.ctx, { what: "Words to audit." });
    const { status, html } = await read(pathOf(report), cookie);
    expect(status).toBe(200);
    expect(html).toContain("Words to audit.");
    expect(html).not.toContain('name="act"');
    for (const act of ["take", "note", "answer", "hand-over", "close"]) {
      const reply = await send(report, cookie, { act, text: "x", to: String(member.id) });
      expect(reply.status, act).toBe(403);
    }
    expect(await reread(report)).toMatchObject({ state: "open", ownerId: null, entries: [] });
  });

  it("that there isn't is 404, and one too many 429 without a word of it", async () => {
    const { cookie, member } = await aMember();
    for (const path of ["R-0000-0000", "x", "%00"])
      expect((await read(`/call-center/reports/${path}`, cookie)).status, path).toBe(404);
    const report = await aReport(t.ctx, { what: "Words." });
    for (let n = 0; n < quotas["report.view"].most; n += 1)
      await t.ctx.db.auditEvent.create({
        data: {
          at: t.ctx.now(),
          actorType: "staff",
          actorId: String(member.id),
          actorRole: "agent",
          action: "report.view",
          subjectType: "report",
          subjectId: "R-0000-0000",
          detail: {},
        },
      });
    const over = await read(pathOf(report), cookie);
    expect(over.status).toBe(429);
    expect(over.html).toContain("정해진 횟수를 넘어");
    expect(over.html).not.toContain("Words.");
  });
});

it.each(["store", "reviewer", "operator"] as const)("a member who is %s sees neither", async (role) => {
  const { cookie } = await aMember({ roles: [role] });
  const report = await aReport(t.ctx);
  for (const path of ["/call-center/reports", pathOf(report)])
    expect((await read(path, cookie)).status).toBe(403);
  expect((await send(report, cookie, { act: "take" })).status).toBe(403);
});
