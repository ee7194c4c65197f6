import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { verifyBirthDate } from "#app/domain/verification/verify-birth-date.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after, days, hours, minutes, seconds } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine, aToken } from "#tests/factories/link.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const rightDate = "19800115";
const wrongDate = "19800116";

let t: TestContext;
let addresses = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  await t.ctx.db.verificationFailure.deleteMany();
});
afterAll(() => t.close());

const anAddress = () => `192.0.2.${(addresses += 1)}`;
const countAll = () => t.ctx.db.verificationFailure.count();

async function verify(token: string, typed: string, address = "198.51.100.1"): Promise<string> {
  const verified = await verifyBirthDate(t.ctx, { token, typed, address });
  return verified.ok ? "ok" : verified.refusal;
}

async function retryAt(token: string, address = "198.51.100.1") {
  const verified = await verifyBirthDate(t.ctx, { token, typed: rightDate, address });
  return verified.ok || verified.refusal !== "too-many" ? null : verified.retryAt;
}

const atOnce = async (answers: Promise<string>[]) => {
  const tally: Record<string, number> = {};
  for (const answer of await Promise.all(answers)) tally[answer] = (tally[answer] ?? 0) + 1;
  return tally;
};

const tokens: [string, () => Promise<string>][] = [
  ["a real link", async () => (await aLinkedLine(t, { birthDate: rightDate })).token],
  ["a link that doesn't exist", () => Promise.resolve(aToken())],
];

describe.each(tokens)("%s", (name, aTokenOfIt) => {
  const real = name === "a real link";
  const thenRight = real ? "ok" : "wrong";

  it("takes five wrong answers in 24 hours, then none, the right one included", async () => {
    const token = await aTokenOfIt();
    for (let minute = 0; minute < 5; minute += 1) {
      t.setNow(after(start, minutes(minute)));
      expect(await verify(token, wrongDate)).toBe("wrong");
    }
    expect(await verify(token, wrongDate)).toBe("too-many");
    expect(await verify(token, rightDate)).toBe("too-many");
    expect(await countAll()).toBe(5);
    // From wherever it is tried.
    expect(await verify(token, rightDate, anAddress())).toBe("too-many");
  });

  it("is open again once the first of the five is a day old, and says when that is", async () => {
    const token = await aTokenOfIt();
    for (let minute = 0; minute < 5; minute += 1) {
      t.setNow(after(start, minutes(minute)));
      await verify(token, wrongDate);
    }
    expect(await retryAt(token)).toEqual(after(start, days(1)));
    t.setNow(after(start, days(1) - seconds(1)));
    expect(await verify(token, rightDate)).toBe("too-many");
    t.setNow(after(start, days(1)));
    expect(await verify(token, rightDate)).toBe(thenRight);
  });

  it("takes ten wrong answers in its life, then none for ever", async () => {
    const token = await aTokenOfIt();
    for (let day = 0; day < 10; day += 1) {
      t.setNow(after(start, days(2 * day)));
      expect(await verify(token, wrongDate)).toBe("wrong");
    }
    t.setNow(after(start, days(25)));
    expect(await verify(token, rightDate)).toBe("too-many");
    expect(await retryAt(token)).toEqual(after(t.ctx.now(), days(1)));
    t.setNow(after(start, days(29)));
    expect(await verify(token, rightDate)).toBe("too-many");
    expect(await countAll()).toBe(10);
  });

  it("takes five of twenty wrong answers that come at once", async () => {
    const token = await aTokenOfIt();
    const answers = Array.from({ length: 20 }, () => verify(token, wrongDate, anAddress()));
    expect(await atOnce(answers)).toEqual({ wrong: 5, "too-many": 15 });
    expect(await t.ctx.db.verificationFailure.count({ where: { tokenHash: hashToken(token) } })).toBe(5);
  });

  it("takes one of twenty that come at once when nine are behind it", async () => {
    const token = await aTokenOfIt();
    for (let day = 0; day < 9; day += 1) {
      t.setNow(after(start, days(day)));
      await verify(token, wrongDate);
    }
    t.setNow(after(start, days(20)));
    const answers = Array.from({ length: 20 }, () => verify(token, wrongDate, anAddress()));
    expect(await atOnce(answers)).toEqual({ wrong: 1, "too-many": 19 });
  });
});

describe("an address", () => {
  const addressIndex = (address: string) => t.ctx.vault.blindIndex("address", address);
  const wrongAnswersFrom = (address: string, count: number, at: Date) =>
    t.ctx.db.verificationFailure.createMany({
      data: Array.from({ length: count }, () => ({
        tokenHash: hashToken(aToken()),
        addressIndex: addressIndex(address),
        at,
      })),
    });

  it("may give a hundred wrong answers an hour, over all links together", async () => {
    const address = anAddress();
    await wrongAnswersFrom(address, 99, start);
    t.setNow(after(start, minutes(10)));
    expect(await verify(aToken(), wrongDate, address)).toBe("wrong");
    const { token } = await aLinkedLine(t, { birthDate: rightDate });
    expect(await verify(token, rightDate, address)).toBe("too-many");
    expect(await verify(aToken(), rightDate, address)).toBe("too-many");
    expect(await retryAt(token, address)).toEqual(after(start, hours(1)));
    // It is the address that waits, not the person.
    expect(await verify(token, rightDate, anAddress())).toBe("ok");
    t.setNow(after(start, hours(1)));
    expect(await verify(token, rightDate, address)).toBe("ok");
  });

  it("can't slip past that by asking for many links at once", async () => {
    const address = anAddress();
    await wrongAnswersFrom(address, 95, start);
    const answers = Array.from({ length: 20 }, () => verify(aToken(), wrongDate, address));
    expect(await atOnce(answers)).toEqual({ wrong: 5, "too-many": 15 });
  });

  it("is stored as a keyed hash alone", async () => {
    const address = anAddress();
    await verify(aToken(), wrongDate, address);
    const [row] = await t.ctx.db.verificationFailure.findMany();
    expect(Buffer.from(row?.addressIndex ?? [])).toEqual(Buffer.from(addressIndex(address)));
    expect(Buffer.from(row?.addressIndex ?? []).toString("latin1")).not.toContain(address);
  });
});

it("gives both windows their due: the later of the two moments is when to come back", async () => {
  const token = aToken();
  for (let time = 0; time < 5; time += 1) await verify(token, wrongDate, "203.0.113.9");
  await t.ctx.db.verificationFailure.createMany({
    data: Array.from({ length: 95 }, () => ({
      tokenHash: hashToken(aToken()),
      addressIndex: t.ctx.vault.blindIndex("address", "203.0.113.9"),
      at: start,
    })),
  });
  expect(await retryAt(token, "203.0.113.9")).toEqual(after(start, days(1)));
});
