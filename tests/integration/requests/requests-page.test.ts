import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { noteReport } from "#app/domain/reports/note-report.server.ts";
import { takeReport } from "#app/domain/reports/take-report.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { languages } from "#app/locales/language.ts";
import { before, hours } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aReport } from "#tests/factories/report.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let site: TestSite;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
  site = await startSite(t);
});
beforeEach(() => {
  t.setNow(start);
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function aSignedInLine() {
  const line = await aSubscriber(t.ctx);
  const secret = await startSession(t.ctx, t.ctx.db, { subscriberId: line.id, linkId: null, level: "L1" });
  return { line, cookie: `session=${secret}; lang=en` };
}

async function read(cookie: string, query = "") {
  const reply = await site.send("GET", `/requests${query}`, { cookie });
  expect(reply.status).toBe(200);
  // React's marks between two texts.
  return reply.body.toString().replaceAll("<!-- -->", "");
}

describe("/requests", () => {
  it("says so where there is nothing yet", async () => {
    const { cookie } = await aSignedInLine();
    const html = await read(cookie);
    expect(html).toContain("You have reported nothing yet.");
    expect(html).toContain("Nobody has opened your record yet.");
  });

  it("shows where a report stands and its answer, not the notes about it nor anybody's but their own", async () => {
    const [{ line, cookie }, other] = [await aSignedInLine(), await aSignedInLine()];
    const member = await aStaffMember(t.ctx, { name: "Hong Gildong" });
    const agent = t.as(staffActor(member));
    const { caseNumber } = await aReport(t.ctx, { subscriberId: line.id, what: "My own words." });
    const others = await aReport(t.ctx, { subscriberId: other.line.id });
    expect(await read(cookie)).toContain("You get an answer by 21 September 2025 20:00");

    await takeReport(agent, caseNumber);
    await noteReport(agent, { caseNumber, kind: "note", text: "For colleagues." });
    expect(await read(cookie)).toContain("Somebody is working on it.");
    await noteReport(agent, { caseNumber, kind: "answer", text: "It was a <b>fake</b>." });
    const html = await read(cookie);
    for (const words of [caseNumber, "A suspicious call", "Answered.", "It was a &lt;b&gt;fake&lt;/b&gt;."])
      expect(html).toContain(words);
    expect(html).toContain(`Agent no. ${member.id}</strong>: answered a report (${caseNumber})`);
    for (const words of ["For colleagues", "Hong", others.caseNumber]) expect(html).not.toContain(words);
  });

  it("admits that an answer is late, and says whom to call", async () => {
    const { line, cookie } = await aSignedInLine();
    await aReport(t.ctx, { subscriberId: line.id, filedAt: before(start, hours(73)) });
    const html = await read(cookie);
    for (const words of ["we are late", "Call 080-722-0100"]) expect(html).toContain(words);
  });

  it("shows the reason of an unmasking as it was typed, and a word of a new kind still as something done", async () => {
    const { line, cookie } = await aSignedInLine();
    const actor = { actorType: "staff", actorId: "12", actorRole: "agent", address: "192.0.2.77" };
    const about = { ...actor, at: start, subjectType: "subscriber", subjectId: String(line.id) };
    await t.ctx.db.auditEvent.createMany({
      data: [
        { ...about, action: "line.unmask", detail: { field: "msisdn" }, reason: "번호를 <i>확인</i>하려고" },
        { ...about, action: "line.found", detail: { callId: "1" } },
        { ...about, action: "no.such-act", detail: {} },
        { ...about, action: "session.start", actorType: "public", detail: { level: "L3" } },
      ],
    });
    const html = await read(cookie);
    expect(html).toContain("Agent no. 12</strong>: saw your phone number in full");
    expect(html).toContain('<span lang="ko">번호를 &lt;i&gt;확인&lt;/i&gt;하려고</span>');
    expect(html).toContain("Agent no. 12</strong>: found your line in a search (name and number masked)");
    expect(html).toContain("did something else with your record");
    expect(html).toContain("signed in with the carrier’s app or PASS");
    expect(html).not.toContain("192.0.2.77");
  });

  it("gives older entries on further pages, whatever is asked for", async () => {
    const { line, cookie } = await aSignedInLine();
    const actor = { actorType: "staff", actorId: "7", actorRole: "agent" };
    const event = { ...actor, at: start, subjectType: "subscriber", subjectId: String(line.id), detail: {} };
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: 51 }, () => ({ ...event, action: "call.view-answer" })),
    });
    const count = (html: string) => html.split("read your answer").length - 1;
    const first = await read(cookie);
    expect([count(first), first.includes("/requests?page=2#record")]).toEqual([50, true]);
    const second = await read(cookie, "?page=2");
    expect([count(second), second.includes("page=3"), second.includes("/requests#record")]).toEqual([
      1,
      false,
      true,
    ]);
    for (const odd of ["?page=0", "?page=-1", "?page=x", "?page=1e9", "?page=999999999999"])
      expect(count(await read(cookie, odd)), odd).toBe(50);
  });

  it.each(languages)("is small in %s", async (language) => {
    const { line, cookie } = await aSignedInLine();
    await aReport(t.ctx, { subscriberId: line.id });
    const { body } = await site.send("GET", "/requests", {
      cookie: cookie.replace("lang=en", `lang=${language}`),
    });
    expect(body.toString()).toContain(`<html lang="${language}">`);
    expect(gzipSync(body).length).toBeLessThanOrEqual(7 * 1024);
  });
});
