import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Ctx } from "#app/domain/context.server.ts";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import { openStoreAction } from "#app/domain/usim-swap/open-store-action.server.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import { startIdCheck } from "#app/domain/usim-swap/start-id-check.server.ts";
import { startWalkIn } from "#app/domain/usim-swap/start-walk-in.server.ts";
import { useStoreCode as openByCode } from "#app/domain/usim-swap/use-store-code.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStore } from "#tests/factories/store.ts";
import {
  aCheckedVisit,
  aClerk,
  anArrivedVisit,
  complete,
  ownDocument,
  sendTexts,
} from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { lettersTo, slotAt } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const morning = slotAt("2025-09-19 09:00");
const startsAt = slotAt("2025-09-19 10:00");

let t: TestContext;
let store: Store;
let incident: { id: string };
let clerk: Ctx;
let colleague: Ctx;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: morning });
  incident = await anIncident(t.ctx);
  store = await aStore(t.ctx, incident, { counters: 99, usim: 99 });
});
beforeEach(async () => {
  t.setNow(morning);
  [clerk, colleague] = [(await aClerk(t, store)).as, (await aClerk(t, store)).as];
});
afterAll(() => t.close());

type Line = Awaited<ReturnType<typeof aSubscriber>>;
const arrivedWith = (line: Line) => anArrivedVisit(clerk, { line, store, startsAt });
const refusalOf = (result: { ok: true } | { ok: false; refusal: string }) =>
  result.ok ? "ok" : result.refusal;
const checksOf = ({ id }: Line) =>
  t.ctx.db.idCheck.findMany({ where: { subscriberId: id }, orderBy: { id: "asc" } });
/** The document of somebody born on another day. */
const guess = (line: Line, day: number) => {
  const own = ownDocument(line);
  return { ...own, words: { ...own.words, birthDate: `197901${String(day).padStart(2, "0")}` } };
};

describe("a document that is another person's", () => {
  it("is written down as not matched and texted to the line, and what comes after needs a second word", async () => {
    const line = await aSubscriber(t.ctx);
    const { bookingId } = await arrivedWith(line);
    expect(refusalOf(await recordIdCheck(clerk, { bookingId, ...guess(line, 1) }))).toBe("other-person");
    expect(await checksOf(line)).toMatchObject([{ result: "not_matched", relationship: "self" }]);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "at_store"]);
    await recordIdCheck(clerk, { bookingId, ...ownDocument(line) });
    await sendTexts(t.ctx);
    expect(refusalOf(await complete(clerk, { bookingId }))).toBe("no-second");
  });

  it("found out without a visit counts for a visit, too", async () => {
    const line = await aSubscriber(t.ctx);
    const { bookingId } = await arrivedWith(line);
    const { relationship: _, ...looked } = guess(line, 1);
    const form = { number: line.personalData.msisdn, ...looked };
    expect(refusalOf(await startIdCheck(clerk, randomUUID(), form))).toBe("other-person");
    await recordIdCheck(clerk, { bookingId, ...ownDocument(line) });
    expect((await checksOf(line)).at(-1)).toMatchObject({ result: "matched", needsSecond: true });
  });

  it("is compared three times in 24 hours, over all stores and members, also at once; then not even the right one", async () => {
    const line = await aSubscriber(t.ctx);
    const { bookingId } = await arrivedWith(line);
    const other = await aClerk(t, await aStore(t.ctx, incident));
    const { relationship: _, ...looked } = guess(line, 1);
    const elsewhere = { number: line.personalData.msisdn, ...looked };
    expect(refusalOf(await startIdCheck(other.as, randomUUID(), elsewhere))).toBe("other-person");
    const tried = await Promise.all(
      [2, 3, 4, 5, 6].map((day) =>
        recordIdCheck(day % 2 ? clerk : colleague, { bookingId, ...guess(line, day) }),
      ),
    );
    expect(tried.map(refusalOf).sort()).toEqual([
      ...["other-person", "other-person"],
      ...["too-many-tries", "too-many-tries", "too-many-tries"],
    ]);
    expect(refusalOf(await recordIdCheck(clerk, { bookingId, ...ownDocument(line) }))).toBe("too-many-tries");
    expect(await checksOf(line)).toHaveLength(3);
    t.setNow(after(morning, hours(24)));
    expect(refusalOf(await recordIdCheck(clerk, { bookingId, ...ownDocument(line) }))).toBe("ok");
  });
});

describe("a second word", () => {
  it("is needed of a company, whose papers nobody can compare, and the line is texted", async () => {
    const line = await aSubscriber(t.ctx, { holderType: "company", birthDate: null });
    const { bookingId } = await arrivedWith(line);
    await recordIdCheck(clerk, { bookingId, ...ownDocument(line), relationship: "company" });
    const [check] = await checksOf(line);
    expect(check).toMatchObject({ needsSecond: true, result: "matched" });
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "at_store"]);
    await sendTexts(t.ctx);
    expect(refusalOf(await complete(clerk, { bookingId }))).toBe("no-second");
    await confirmIdCheck(colleague, { idCheckId: check?.id ?? 0n, documentRef: null });
    expect(refusalOf(await complete(clerk, { bookingId }))).toBe("ok");
  });

  it("of the carrier, for a minor, is of the guardian's document, and not of the minor's", async () => {
    const guardian = await aSubscriber(t.ctx, { birthDate: null });
    const minor = await aSubscriber(t.ctx, { guardianMsisdn: guardian.personalData.msisdn });
    const { bookingId } = await arrivedWith(minor);
    await recordIdCheck(clerk, { bookingId, ...ownDocument(minor), relationship: "guardian" });
    const idCheckId = (await checksOf(minor))[0]?.id ?? 0n;
    const genuine = { storeRef: store.storeRef, genuine: true, at: morning };
    t.carrier.documentChecks.set("of-minor", { ...genuine, holderRef: minor.holderRef });
    t.carrier.documentChecks.set("of-guardian", { ...genuine, holderRef: guardian.holderRef });
    const by = async (documentRef: string) =>
      refusalOf(await confirmIdCheck(clerk, { idCheckId, documentRef }));
    expect([await by("of-minor"), await by("of-guardian")]).toEqual(["not-genuine", "ok"]);
  });
});

describe("a number that is looked for", () => {
  it("is counted once for each form and number, also where there is no such line, and over the quota all are one answer", async () => {
    const key = randomUUID();
    const line = await aSubscriber(t.ctx);
    const actorId = clerk.actor.type === "staff" ? clerk.actor.id : "";
    const find = async (number: string) => refusalOf(await startWalkIn(clerk, key, { number, card: "esim" }));
    const counted = () =>
      t.ctx.db.auditEvent.findMany({
        where: { actorId, action: "store.find-line" },
        select: { detail: true },
      });
    for (let last = 1; last <= 5; last += 1) expect(await find(`010-0000-000${last}`)).toBe("no-line");
    expect(await find("010-0000-0001")).toBe("no-line");
    expect(await counted()).toHaveLength(5);
    expect(JSON.stringify(await counted())).not.toContain("0000000");
    for (let last = 10; last < 25; last += 1) await find(`010-0000-00${last}`);
    expect(await counted()).toHaveLength(20);
    expect([await find("010-0000-0099"), await find(line.personalData.msisdn)]).toEqual([
      "over-quota",
      "over-quota",
    ]);
  });
});

describe("an ID check", () => {
  const use = async (code: string) =>
    refusalOf(
      await openByCode(
        { ...t.ctx, actor: { type: "public" } },
        { code, birthDate: "19800115", address: randomUUID(), from: null },
      ),
    );
  async function open(idCheckId: bigint, path: "/protection/off" | "/usim-swap/esim") {
    const opened = await openStoreAction(clerk, { idCheckId, path });
    return opened.ok ? opened.value.code : opened.refusal;
  }

  it("opens one action: once a code was used, no other; a new check opens the next", async () => {
    const line = await aSubscriber(t.ctx);
    const { idCheckId, bookingId } = await aCheckedVisit(clerk, { line, store, startsAt });
    expect(await use(await open(idCheckId, "/protection/off"))).toBe("ok");
    expect(await open(idCheckId, "/usim-swap/esim")).toBe("already-opened");
    const again = await recordIdCheck(clerk, { bookingId, ...ownDocument(line) });
    const next = again.ok ? again.value.idCheckId : 0n;
    expect(await use(await open(next, "/usim-swap/esim"))).toBe("ok");
    expect(await t.ctx.db.storeGrant.count({ where: { idCheckId, usedAt: { not: null } } })).toBe(1);
  });

  it("opens one action also where a code is used while the next is made", async () => {
    for (let time = 0; time < 5; time += 1) {
      const line = await aSubscriber(t.ctx);
      const { idCheckId } = await aCheckedVisit(clerk, { line, store, startsAt });
      const first = await open(idCheckId, "/protection/off");
      const [used, second] = await Promise.all([use(first), open(idCheckId, "/usim-swap/esim")]);
      const usedToo = second === "already-opened" ? "wrong" : await use(second);
      expect([used, usedToo].sort()).toEqual(["ok", "wrong"]);
    }
  });

  it("opens nothing once the line was checked again in that store", async () => {
    const line = await aSubscriber(t.ctx);
    const { idCheckId, bookingId } = await aCheckedVisit(clerk, { line, store, startsAt });
    await recordIdCheck(colleague, { bookingId, ...ownDocument(line), result: "not_matched" });
    expect(await open(idCheckId, "/protection/off")).toBe("newer-check");
  });

  it("is told to the line at each opening, however lately it was texted", async () => {
    const line = await aSubscriber(t.ctx);
    const { idCheckId } = await aCheckedVisit(clerk, { line, store, startsAt });
    await open(idCheckId, "/protection/off");
    t.setNow(after(morning, minutes(1)));
    await open(idCheckId, "/protection/off");
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "at_store", "at_store"]);
  });
});
