import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after, days, minutes, seconds } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLink, aLinkedLine, aToken } from "#tests/factories/link.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const address = "192.0.2.1";
const wrong = { ok: false, refusal: "wrong" };

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  t.carrier.down = false;
  await t.ctx.db.verificationFailure.deleteMany();
});
afterAll(() => t.close());

const verify = (token: string, typed: string) => verifyBirthDate(t.ctx, { token, typed, address });
const countedFor = (token: string) =>
  t.ctx.db.verificationFailure.count({ where: { tokenHash: hashToken(token) } });

async function signIn({ token, birthDate }: { token: string; birthDate: string }) {
  const verified = await verify(token, birthDate);
  if (!verified.ok) throw new Error(verified.refusal);
  return verified.value;
}

describe("the right birth date", () => {
  it.each(["19580412", "580412", "1958-04-12", "1958. 4. 12.", "１９５８０４１２"])(
    "%s opens a session of that line, at L1, and is not counted",
    async (typed) => {
      const { line, token } = await aLinkedLine(t, { birthDate: "19580412", language: "vi" });
      const { sessionSecret, language } = await signIn({ token, birthDate: typed });
      expect(language).toBe("vi");
      expect(await findSession(t.ctx, sessionSecret)).toMatchObject({ subscriberId: line.id, level: "L1" });
      expect(await countedFor(token)).toBe(0);
    },
  );

  it("is never counted, however often it is given", async () => {
    const { token, birthDate } = await aLinkedLine(t);
    for (let time = 0; time < 12; time += 1) await signIn({ token, birthDate });
    expect(await countedFor(token)).toBe(0);
  });

  it("leaves its trace in the audit, without the date, the token or the secret", async () => {
    const { line, token } = await aLinkedLine(t, { birthDate: "19580412" });
    const { sessionSecret } = await signIn({ token, birthDate: "19580412" });
    const trail = await t.ctx.db.auditEvent.findMany({ where: { subjectId: String(line.id) } });
    expect(trail.map(({ action, detail }) => ({ action, detail }))).toEqual([
      { action: "session.start", detail: { level: "L1" } },
    ]);
    expect(JSON.stringify(trail, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value)))
      .not //
      .toMatch(new RegExp(`${token}|${sessionSecret}|580412`));
  });

  it("is the minor's own on a minor's line, and the carrier is asked about the guardian's", async () => {
    const guardian = await aSubscriber(t.ctx, { birthDate: "19830815" });
    const { msisdn } = guardian.personalData;
    t.carrier.owners.set(msisdn, { status: "active", holderRef: guardian.holderRef });
    const minor = await aSubscriber(t.ctx, { birthDate: "20130505", guardianMsisdn: msisdn });
    const { token } = await aLink(t.ctx, minor);
    expect(await verify(token, "19830815")).toEqual(wrong);
    expect(await verify(token, "20130505")).toMatchObject({ ok: true });
  });
});

describe("one refusal, counted once, whatever is wrong", () => {
  const cases: Record<string, () => Promise<{ token: string; birthDate: string }>> = {
    "a wrong date": async () => ({ token: (await aLinkedLine(t)).token, birthDate: "19800116" }),
    "the right six digits of another day": async () => ({
      token: (await aLinkedLine(t)).token,
      birthDate: "800116",
    }),
    "the right day in another century": async () => ({
      token: (await aLinkedLine(t, { birthDate: "19150412" })).token,
      birthDate: "20150412",
    }),
    "an unknown token": () => Promise.resolve({ token: aToken(), birthDate: "19800115" }),
    "an empty token": () => Promise.resolve({ token: "", birthDate: "19800115" }),
    "a revoked link": async () => {
      const { link, token, birthDate } = await aLinkedLine(t);
      const revoked = { revokedAt: t.ctx.now(), revokedFor: "newer-text" };
      await t.ctx.db.link.update({ where: { id: link.id }, data: revoked });
      return { token, birthDate };
    },
    "a link 30 days old": async () => {
      const known = await aLinkedLine(t);
      t.setNow(after(start, days(30)));
      return known;
    },
    "a company's line": () => aLinkedLine(t, { holderType: "company", birthDate: "19800115" }),
    "a line without a date": async () => ({
      token: (await aLinkedLine(t, { birthDate: null })).token,
      birthDate: "19800115",
    }),
    "a purged line": async () => {
      const known = await aLinkedLine(t);
      const nothing = { envelope: null, keyId: null, msisdnIndex: null };
      await t.ctx.db.subscriber.update({ where: { id: known.line.id }, data: nothing });
      return known;
    },
    "another person's link with one's own date": async () => {
      const own = await aLinkedLine(t, { birthDate: "19580412" });
      return { token: (await aLinkedLine(t, { birthDate: "19910721" })).token, birthDate: own.birthDate };
    },
    "a line that the carrier doesn't know": async () => {
      const known = await aLinkedLine(t);
      t.carrier.owners.delete(known.line.personalData.msisdn);
      return known;
    },
    "a line that has ended": async () => {
      const known = await aLinkedLine(t);
      const { msisdn } = known.line.personalData;
      t.carrier.owners.set(msisdn, { status: "ended", holderRef: known.line.holderRef });
      return known;
    },
    "a minor's line whose guardian has none here": () => aLinkedLine(t, { guardianMsisdn: "01099990000" }),
  };

  it.each(Object.entries(cases))("%s", async (_, prepare) => {
    const { token, birthDate } = await prepare();
    const sessions = await t.ctx.db.session.count();
    expect(await verify(token, birthDate)).toEqual(wrong);
    expect(await countedFor(token)).toBe(1);
    expect(await t.ctx.db.session.count()).toBe(sessions);
  });

  it("opens to the last second of the 30 days", async () => {
    const known = await aLinkedLine(t);
    t.setNow(after(start, days(30) - seconds(1)));
    expect(await verify(known.token, known.birthDate)).toMatchObject({ ok: true });
  });
});

describe("what is no answer", () => {
  it.each(["", "abc", "1958", "19581312", "[object File]", "1958041212"])(
    "%j is unreadable and not counted",
    async (typed) => {
      const { token } = await aLinkedLine(t);
      expect(await verify(token, typed)).toEqual({ ok: false, refusal: "unreadable" });
      expect(await t.ctx.db.verificationFailure.count()).toBe(0);
    },
  );
});

describe("the carrier", () => {
  it("opens nothing while it is silent, counts nothing, and revokes nothing", async () => {
    const { link, token, birthDate } = await aLinkedLine(t);
    t.carrier.down = true;
    expect(await verify(token, birthDate)).toEqual({ ok: false, refusal: "carrier-silent" });
    expect(await countedFor(token)).toBe(0);
    t.carrier.down = false;
    expect(await t.ctx.db.link.findUnique({ where: { id: link.id } })).toMatchObject({ revokedAt: null });
    expect(await verify(token, birthDate)).toMatchObject({ ok: true });
  });

  it("is not asked before the date is right, so its silence tells nothing to whoever guesses", async () => {
    const { token } = await aLinkedLine(t);
    t.carrier.down = true;
    expect(await verify(token, "19700101")).toEqual(wrong);
    expect(await verify(aToken(), "19700101")).toEqual(wrong);
  });

  it("says that the number changed hands: the link dies, and every session of the line with it", async () => {
    const { line, link, token, birthDate } = await aLinkedLine(t);
    const bystander = await signIn(await aLinkedLine(t));
    const { sessionSecret } = await signIn({ token, birthDate });
    t.carrier.owners.set(line.personalData.msisdn, { status: "active", holderRef: "H-someone-else" });
    t.setNow(after(start, minutes(5)));

    expect(await verify(token, birthDate)).toEqual(wrong);
    expect(await findSession(t.ctx, sessionSecret)).toBeNull();
    expect(await findSession(t.ctx, bystander.sessionSecret)).not.toBeNull();
    expect(await t.ctx.db.link.findUnique({ where: { id: link.id } })).toMatchObject({
      revokedAt: after(start, minutes(5)),
      revokedFor: "owner-changed",
    });

    // Nor does it come alive again with the old owner.
    t.carrier.owners.set(line.personalData.msisdn, { status: "active", holderRef: line.holderRef });
    expect(await verify(token, birthDate)).toEqual(wrong);
    const trail = await t.ctx.db.auditEvent.findMany({
      where: { subjectId: String(line.id) },
      orderBy: { id: "asc" },
    });
    expect(trail.map(({ action, detail }) => ({ action, detail })).slice(-1)).toEqual([
      { action: "link.revoke", detail: { reason: "owner-changed" } },
    ]);
  });
});
