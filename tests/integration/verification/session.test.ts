import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { endSession } from "#app/domain/verification/end-session.server.ts";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine } from "#tests/factories/link.ts";
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

async function aSession(): Promise<string> {
  const { token, birthDate } = await aLinkedLine(t);
  const verified = await verifyBirthDate(t.ctx, { token, typed: birthDate, address: "192.0.2.1" });
  if (!verified.ok) throw new Error(verified.refusal);
  return verified.value.sessionSecret;
}

const findAt = (secret: string, sinceStartMs: number) => {
  t.setNow(after(start, sinceStartMs));
  return findSession(t.ctx, secret);
};

describe("a session", () => {
  it("ends 15 minutes after it was last used", async () => {
    const [used, left] = [await aSession(), await aSession()];
    expect(await findAt(used, minutes(15) - seconds(1))).toMatchObject({
      endsAt: after(start, minutes(30) - seconds(1)),
    });
    expect(await findAt(left, minutes(15))).toBeNull();
    expect(await findAt(used, minutes(30) - seconds(2))).not.toBeNull();
    expect(await findAt(used, minutes(45))).toBeNull();
  });

  it("ends when its browser opens a link anew, and no other does", async () => {
    const { token, birthDate } = await aLinkedLine(t);
    const open = async (from: string | null) => {
      const opened = await verifyBirthDate(t.ctx, { token, typed: birthDate, address: "192.0.2.1", from });
      return opened.ok ? opened.value.sessionSecret : expect.fail();
    };
    const [first, elsewhere] = [await open(null), await open(null)];
    const second = await open(first);
    expect(await findSession(t.ctx, first)).toBeNull();
    expect(await findSession(t.ctx, elsewhere)).not.toBeNull();
    expect(await findSession(t.ctx, second)).not.toBeNull();
  });

  it("ends after 60 minutes however busy it is, and says so in time", async () => {
    const secret = await aSession();
    for (let minute = 5; minute < 60; minute += 5) {
      const session = await findAt(secret, minutes(minute));
      expect(session?.endsAt).toEqual(after(start, minutes(Math.min(minute + 15, 60))));
      expect(session?.expiresAt).toEqual(after(start, minutes(60)));
    }
    expect(await findAt(secret, minutes(60) - seconds(1))).not.toBeNull();
    expect(await findAt(secret, minutes(60))).toBeNull();
  });

  it("never says a later end than the database holds", async () => {
    const secret = await aSession();
    for (const ms of [seconds(30), seconds(59), minutes(2), minutes(2) + seconds(20), minutes(14)]) {
      const session = await findAt(secret, ms);
      const row = await t.ctx.db.session.findUniqueOrThrow({ where: { id: session?.id ?? "" } });
      expect(session?.endsAt).toEqual(row.idleUntil);
    }
  });

  it("is gone for good once it is ended, and no other with it", async () => {
    const [one, other] = [await aSession(), await aSession()];
    await endSession(t.ctx, one);
    expect(await findSession(t.ctx, one)).toBeNull();
    expect(await findSession(t.ctx, other)).not.toBeNull();
    await endSession(t.ctx, one);
  });

  it("is found by its secret alone, which the database doesn't hold", async () => {
    const secret = await aSession();
    expect(Buffer.from(secret, "base64url")).toHaveLength(32);
    const session = await findSession(t.ctx, secret);
    const row = await t.ctx.db.session.findUniqueOrThrow({ where: { id: session?.id ?? "" } });
    expect(JSON.stringify({ ...row, subscriberId: "", idHash: Buffer.from(row.idHash).toString() }))
      .not //
      .toContain(secret);
    for (const other of ["", row.id, Buffer.from(row.idHash).toString("base64url"), secret.slice(1)])
      expect(await findSession(t.ctx, other)).toBeNull();
    expect(await findSession(t.ctx, randomBytes(32).toString("base64url"))).toBeNull();
  });

  it("has its limits in the database too", async () => {
    const session = await findSession(t.ctx, await aSession());
    await expect(
      t.ctx.db.session.update({
        where: { id: session?.id ?? "" },
        data: { expiresAt: after(start, minutes(61)) },
      }),
    ).rejects.toThrow(/sessions_limits/);
  });
});
