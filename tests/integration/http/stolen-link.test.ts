import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startSigninSite, type SigninSite } from "#tests/setup/signin-site.ts";
import { listRoutes, type SiteRoute } from "#tests/setup/site-routes.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { cookiesOf, type HttpAnswer } from "#tests/setup/web-server.ts";

// The thief of this incident: reads every text and e-mail of the line, knows name, number and birth date, and
// holds the link.

let t: TestContext;
let site: SigninSite;
let routes: SiteRoute[];
/** Of the same holder, and of a child in their care: exposed after the thief enrolled. */
let exposedLater: Awaited<ReturnType<typeof aSubscriber>>;
let exposedLaterChild: typeof exposedLater;
let victim: Awaited<ReturnType<typeof aLinkedLine>>;

/** What stands above L1, of this line. */
const secrets = /Gwangmyeong|Giftmall|Danal/;

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  victim = await aLinkedLine(t, { name: "강수진", birthDate: "19871225", email: "k@example.com" });
  exposedLater = await aSubscriber(t.ctx, { holderRef: victim.line.holderRef });
  exposedLaterChild = await aSubscriber(t.ctx, {
    guardianMsisdn: victim.line.personalData.msisdn,
    birthDate: "20150101",
  });
  await aPublishedFinding(t.ctx, incident, {
    id: "first",
    changed: [
      { line: victim.line, verdict: "payments", confirmedCount: 1, confirmedKrw: 330_000 },
      ...[exposedLater, exposedLaterChild].map((line) => ({ line, days: { IMSI: ["2025-09-08"] } })),
    ],
    signals: [{ line: victim.line, eci: "1001", at: "2025-09-01T23:50:00+09:00" }],
    payments: [
      {
        line: victim.line,
        paymentId: "P1",
        at: new Date("2025-09-02T01:12:00+09:00"),
        merchant: "Giftmall",
        pg: "PG Danal",
        item: "gift card",
        amountKrw: 330_000,
        authMethod: "SMS",
        status: "confirmed",
      },
    ],
  });
  const { msisdn } = victim.line.personalData;
  site = await startSigninSite(t, [{ msisdn, holderRef: victim.line.holderRef }]);
  routes = await listRoutes();
});
afterAll(async () => {
  await site.close();
  await t.close();
});

async function openLink() {
  const reply = await site.send("POST", `/v/${victim.token}`, { form: { birthDate: victim.birthDate } });
  expect(reply.status).toBe(303);
  return cookiesOf(reply);
}

/** Whatever a form of ours may ask for, filled in with all that the thief has, and with what they would like to be. */
const guesses = (): Record<string, string> => ({
  birthDate: victim.birthDate,
  code: "000000",
  line: String(victim.line.id),
  subscriber: String(victim.line.id),
  msisdn: victim.line.personalData.msisdn,
  number: victim.line.personalData.msisdn,
  name: "강수진",
  email: "thief@example.com",
  account: "110-123-456789",
  level: "L3",
  role: "operator",
  act: "enable",
  kind: "logged_out",
  what: "my messenger was logged out last night",
  reason: "because I would like to have it",
  idempotencyKey: randomUUID(),
  to: "/result",
});

describe("with link, birth date and every text and e-mail", () => {
  it("no page shows an area or a payment, and no session rises above L1", async () => {
    const cookie = await openLink();
    const answers: [string, HttpAnswer][] = [];
    for (const { path, loads, id } of routes.filter(({ id }) => id !== "subscriber/verify/sign-out"))
      if (loads)
        for (const at of [path, `${path}.data`, `${path}?level=L3&to=/result`])
          answers.push([`GET ${id}`, await site.send("GET", at, { cookie })]);
    for (const { path, acts, id } of routes.filter(({ id }) => id !== "subscriber/verify/sign-out"))
      if (acts) answers.push([`POST ${id}`, await site.send("POST", path, { cookie, form: guesses() })]);
    expect(answers.length).toBeGreaterThan(20);
    for (const [what, { body, status }] of answers) {
      expect(body.toString(), what).not.toMatch(secrets);
      expect(status, what).toBeLessThan(500);
    }
    const levels = await t.ctx.db.session.findMany({ select: { level: true, raisedFor: true } });
    expect(levels.every(({ level, raisedFor }) => level === "L1" && raisedFor === null)).toBe(true);
    expect(await t.ctx.db.staffSession.count()).toBe(0);
  });

  it("nothing of the line changes but what L1 may change", async () => {
    const cookie = await openLink();
    const before = await sumTables(t.ctx.pool);
    for (const { path, acts, id } of routes.filter(({ id }) => id !== "subscriber/verify/sign-out")) {
      expect(acts || id !== "").toBe(true);
      for (const method of ["POST", "PUT", "PATCH", "DELETE"])
        await site.send(method, path, { cookie, form: guesses() });
    }
    // A report is L1's to file, and a code to read out; both leave a trace.
    const may = [
      "sessions",
      "reports",
      "caller_codes",
      "audit_events",
      "audit_queue",
      "verification_failures",
    ];
    const after = await sumTables(t.ctx.pool);
    const changed = Object.keys(after).filter((table) => after[table] !== before[table]);
    expect(changed.filter((table) => !may.includes(table))).toEqual([]);
  });

  it("a code by text is no way in, even from the identity provider itself", async () => {
    const { open, press } = site.visit();
    await open("/signin/carrier");
    const refused = await press({ msisdn: victim.line.personalData.msisdn, method: "sms" });
    expect(refused.path).toContain("why=weak");
    expect(await t.ctx.db.session.count({ where: { level: "L2" } })).toBe(0);
  });
});

describe("with an authenticator that the thief enrolled after the exposure began", () => {
  const enrolled = new Date("2025-09-05T03:00:00+09:00");

  it("L2 reads and changes nothing, L3 is not reached", async () => {
    t.carrier.authenticators.set(victim.line.holderRef, { since: enrolled, boundInStore: false });
    const { signInAs } = site.visit();
    const answer = await signInAs(victim.line.personalData.msisdn);
    expect(answer.body).toMatch(secrets);
    const session = await t.ctx.db.session.findFirstOrThrow({ where: { level: "L2" } });
    expect(session).toMatchObject({ authenticatorSince: enrolled, raisedFor: null });

    const refused = await signInAs(victim.line.personalData.msisdn, { to: "/lines", level: "L3" });
    expect(refused.path).toContain("why=authenticator-young");
    expect(await t.ctx.db.session.count({ where: { raisedFor: { not: null } } })).toBe(0);
  });

  it("the holder's other lines, and a child's, open no more than the one it was enrolled by", async () => {
    t.carrier.authenticators.set(victim.line.holderRef, { since: enrolled, boundInStore: false });
    for (const later of [exposedLater, exposedLaterChild]) {
      await t.ctx.db.session.deleteMany();
      const { signInAs, open, press } = site.visit();
      await signInAs(victim.line.personalData.msisdn);
      await open("/lines");
      expect((await press({ line: String(later.id) })).path).toBe("/result");
      const refused = await signInAs(victim.line.personalData.msisdn, { to: "/lines", level: "L3" });
      const session = await t.ctx.db.session.findFirstOrThrow({ where: { level: "L2" } });
      expect(session).toMatchObject({ subscriberId: later.id, raisedFor: null });
      expect(refused.path).toContain("why=authenticator-young");
    }
  });

  it("what it may change is asked of the exposure as it stands then", async () => {
    const secret = cookiesOf(
      await site.send("POST", `/v/${victim.token}`, { form: { birthDate: victim.birthDate } }),
    );
    const linked = await findSession(t.ctx, secret.split(";")[0]?.replace("session=", "") ?? "");
    if (!linked) throw new Error("no session");
    const at = (since: Date | null, inStore = false) =>
      readsOnly(t.ctx, {
        ...linked,
        level: "L2",
        holderId: victim.line.holderId,
        authenticator: { since, inStore },
      });
    expect(await at(enrolled)).toBe(true);
    expect(await at(null)).toBe(true);
    expect(await at(new Date("2025-09-01T00:00:00+09:00"))).toBe(true);
    expect(await at(new Date("2025-08-31T23:59:59+09:00"))).toBe(false);
    expect(await at(enrolled, true)).toBe(false);
    expect(await readsOnly(t.ctx, linked)).toBe(false);
  });
});
