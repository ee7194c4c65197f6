import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { checkIn } from "#app/domain/usim-swap/check-in.server.ts";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import { findVisitByCode } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import { openStoreAction } from "#app/domain/usim-swap/open-store-action.server.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import { startIdCheck } from "#app/domain/usim-swap/start-id-check.server.ts";
import { startWalkIn } from "#app/domain/usim-swap/start-walk-in.server.ts";
import { useStoreCode as openByCode } from "#app/domain/usim-swap/use-store-code.server.ts";
import { changeLine } from "#app/domain/verification/change-line.server.ts";
import { findSession } from "#app/domain/verification/find-session.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { after, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStore } from "#tests/factories/store.ts";
import {
  aCheckedVisit,
  aClerk,
  anArrivedVisit,
  ownDocument,
  sendTexts,
} from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
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

async function expectRefused(run: () => Promise<unknown>, refusal: string) {
  const sums = await sumTables(t.ctx.pool);
  expect(await run()).toMatchObject({ ok: false, refusal });
  expect(await sumTables(t.ctx.pool)).toEqual(sums);
}

describe("check-in", () => {
  it("is once, on the day, and of what is booked", async () => {
    const line = await aSubscriber(t.ctx);
    const { id: visitId } = await aVisit(t.ctx, line, store, { startsAt });
    t.setNow(slotAt("2025-09-18 23:59"));
    await expectRefused(() => checkIn(clerk, { visitId }), "not-today");
    t.setNow(morning);
    const all = await Promise.all(Array.from({ length: 20 }, () => checkIn(clerk, { visitId })));
    expect(all.every(({ ok }) => ok)).toBe(true);
    const written = { action: "store.check-in", subjectId: String(line.id) };
    expect(await t.ctx.db.auditEvent.count({ where: written })).toBe(1);
    const other = await aVisit(t.ctx, await aSubscriber(t.ctx), store, { startsAt });
    await t.ctx.pool.query(
      "update swap_bookings set state = 'no_show', settled_at = now() where visit_id = $1",
      [other.id],
    );
    await expectRefused(() => checkIn(clerk, { visitId: other.id }), "gone");
  });

  it("opening a visit is written down for each of its lines, once an hour, and has a quota", async () => {
    const { code } = await aVisit(t.ctx, await aSubscriber(t.ctx), store, { startsAt });
    const opened = () => t.ctx.db.auditEvent.count({ where: { action: "store.open-visit" } });
    const before = await opened();
    for (let time = 0; time < 3; time += 1)
      expect(await findVisitByCode(clerk, code)).toMatchObject({ ok: true });
    expect(await opened()).toBe(before + 1);
    await expectRefused(() => findVisitByCode(clerk, "S-0000-0000"), "unknown-code");
    await expectRefused(() => findVisitByCode(clerk, "card"), "unreadable");
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: 40 }, () => ({
        at: morning,
        actorType: "staff",
        actorId: clerk.actor.type === "staff" ? clerk.actor.id : "",
        action: "store.open-visit",
        subjectType: "subscriber",
        subjectId: "1",
        detail: {},
      })),
    });
    t.setNow(after(morning, minutes(30)));
    const { code: next } = await aVisit(t.ctx, await aSubscriber(t.ctx), store, {
      startsAt: slotAt("2025-09-19 11:00"),
    });
    expect(await findVisitByCode(clerk, next)).toEqual({ ok: false, refusal: "over-quota" });
  });
});

describe("an ID check", () => {
  it("is one however often it is sent, keeps no name, number or date, and of a booked self needs no second", async () => {
    const line = await aSubscriber(t.ctx, { name: "홍길동" });
    const { bookingId } = await arrivedWith(line);
    const sent = await Promise.all(
      Array.from({ length: 20 }, () => recordIdCheck(clerk, { bookingId, ...ownDocument(line) })),
    );
    expect(new Set(sent.map((one) => one.ok && one.value.idCheckId)).size).toBe(1);
    const [check] = await t.ctx.db.idCheck.findMany({ where: { bookingId } });
    expect(check).toMatchObject({ result: "matched", needsSecond: false, toldNoticeId: null });
    const events = await t.ctx.db.auditEvent.findMany({ where: { subjectId: String(line.id) } });
    const written = JSON.stringify(events.map(({ detail, reason }) => [detail, reason]));
    for (const hidden of ["홍길동", "1980", line.personalData.msisdn]) expect(written).not.toContain(hidden);
  });

  it("compares: another's name or date is refused, and nothing of it is kept but that it did not fit", async () => {
    const line = await aSubscriber(t.ctx, { name: "홍길동" });
    const { bookingId } = await arrivedWith(line);
    const own = ownDocument(line);
    for (const words of [
      { ...own.words, name: "홍길순" },
      { ...own.words, birthDate: "19800116" },
    ])
      expect(await recordIdCheck(clerk, { bookingId, ...own, words })).toEqual({
        ok: false,
        refusal: "other-person",
      });
    for (const words of [
      { ...own.words, birthDate: "800115" },
      { name: "", birthDate: "19800115" },
    ])
      await expectRefused(() => recordIdCheck(clerk, { bookingId, ...own, words }), "unreadable");
    await expectRefused(
      () => recordIdCheck(clerk, { bookingId, ...own, relationship: "company" }),
      "relationship",
    );
    const kept = await t.ctx.db.idCheck.findMany({ where: { bookingId } });
    expect(kept.map(({ result: found }) => found)).toEqual(["not_matched", "not_matched"]);
    const differs = { action: "store.id-differs", subjectId: String(line.id) };
    expect(await t.ctx.db.auditEvent.count({ where: differs })).toBe(2);
  });

  it("of a minor is the guardian's, and of who can't be compared needs a second word", async () => {
    const guardian = await aSubscriber(t.ctx, { name: "김보호" });
    const minor = await aSubscriber(t.ctx, {
      guardianMsisdn: guardian.personalData.msisdn,
      birthDate: "20150101",
    });
    const { bookingId } = await arrivedWith(minor);
    const own = { ...ownDocument(minor), relationship: "guardian" as const };
    expect(await recordIdCheck(clerk, { bookingId, ...own })).toEqual({ ok: false, refusal: "other-person" });
    const shown = { ...own, words: ownDocument(guardian).words };
    expect(await recordIdCheck(clerk, { bookingId, ...shown })).toMatchObject({ ok: true });
    const checks = await t.ctx.db.idCheck.findMany({ where: { bookingId }, orderBy: { id: "asc" } });
    expect(checks.map(({ result, needsSecond }) => [result, needsSecond])).toEqual([
      ["not_matched", false],
      ["matched", true],
    ]);
    const nameless = await aSubscriber(t.ctx, { birthDate: null });
    const next = await arrivedWith(nameless);
    await recordIdCheck(clerk, { bookingId: next.bookingId, ...ownDocument(nameless) });
    const check = await t.ctx.db.idCheck.findFirstOrThrow({ where: { bookingId: next.bookingId } });
    expect([check.needsSecond, check.toldNoticeId !== null]).toEqual([true, true]);
  });

  it("is confirmed by the carrier's check of this store, this holder, genuine, fresh and used once", async () => {
    const line = await aSubscriber(t.ctx);
    const { bookingId } = await arrivedWith(line);
    const checked = await recordIdCheck(clerk, { bookingId, ...ownDocument(line), relationship: "proxy" });
    if (!checked.ok) throw new Error(checked.refusal);
    const { idCheckId } = checked.value;
    const good = { holderRef: line.holderRef, storeRef: store.storeRef, genuine: true, at: morning };
    const checks = t.carrier.documentChecks;
    checks.set("other-store", { ...good, storeRef: "ST-1" });
    checks.set("other-holder", { ...good, holderRef: "H-1" });
    checks.set("forged", { ...good, genuine: false });
    checks.set("old", { ...good, at: after(morning, -minutes(16)) });
    for (const documentRef of ["unknown", "", ...checks.keys()])
      await expectRefused(() => confirmIdCheck(clerk, { idCheckId, documentRef }), "not-genuine");
    t.carrier.down = true;
    await expectRefused(() => confirmIdCheck(clerk, { idCheckId, documentRef: "good" }), "carrier-silent");
    t.carrier.down = false;
    checks.set("good", good);
    expect(await confirmIdCheck(clerk, { idCheckId, documentRef: "good" })).toMatchObject({ ok: true });
    const again = await anArrivedVisit(clerk, {
      line: await aSubscriber(t.ctx, { holderRef: line.holderRef }),
      store,
      startsAt,
    });
    const second = await recordIdCheck(clerk, {
      bookingId: again.bookingId,
      ...ownDocument(line),
      relationship: "proxy",
    });
    if (!second.ok) throw new Error(second.refusal);
    await expectRefused(
      () => confirmIdCheck(clerk, { idCheckId: second.value.idCheckId, documentRef: "good" }),
      "reference-used",
    );
    const other = await aClerk(t, await aStore(t.ctx, incident));
    await expect(
      confirmIdCheck(other.as, { idCheckId: second.value.idCheckId, documentRef: null }),
    ).rejects.toBeInstanceOf(Forbidden);
  });
});

describe("a walk-in", () => {
  const walkIn = (ctx: Ctx, line: Line, given: { key?: string; card?: "usim" | "esim" } = {}) =>
    startWalkIn(ctx, given.key ?? randomUUID(), {
      number: line.personalData.msisdn,
      card: given.card ?? "usim",
    });
  const swapsOnly = async () => {
    const { audit_events: _, audit_queue: __, ...rest } = await sumTables(t.ctx.pool);
    return rest;
  };

  it("takes the last card and counter once, texts the line, and is refused where either is gone", async () => {
    const small = await aStore(t.ctx, incident, { counters: 1, usim: 2 });
    const { as } = await aClerk(t, small);
    t.setNow(slotAt("2025-09-19 10:12"));
    const line = await aSubscriber(t.ctx);
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 20 }, () => walkIn(as, line, { key })));
    expect(new Set(sent.map((one) => (one.ok ? one.value.code : one.refusal))).size).toBe(1);
    expect(await stockOf(t.ctx, small)).toMatchObject({ remaining: 1, reserved: 1 });
    expect(await lettersTo(t.ctx, line)).toEqual(["at_store"]);
    // The slot that runs now is taken; the next begins in eight minutes.
    const second = await walkIn(as, await aSubscriber(t.ctx));
    if (!second.ok) throw new Error(second.refusal);
    const visit = await t.ctx.db.swapVisit.findUniqueOrThrow({ where: { code: second.value.code } });
    expect(visit).toMatchObject({ startsAt: slotAt("2025-09-19 10:20"), walkIn: true });

    const sums = await swapsOnly();
    const refusals = [
      await walkIn(as, await aSubscriber(t.ctx)),
      await walkIn(as, line),
      await startWalkIn(as, key, { number: "010-0000-9999", card: "usim" }),
      await startWalkIn(as, randomUUID(), { number: "12", card: "usim" }),
    ].map((one) => (one.ok ? "ok" : one.refusal));
    expect(refusals).toEqual(["no-card", "already-booked", "no-line", "unreadable"]);
    const full = await aStore(t.ctx, incident, { counters: 1, usim: 5, storeRef: "ST-full" });
    expect({
      ...(await swapsOnly()),
      stores: "",
      store_stock: "",
      subscribers: "",
      holders: "",
      accounts: "",
    }).toEqual({
      ...sums,
      stores: "",
      store_stock: "",
      subscribers: "",
      holders: "",
      accounts: "",
    });
    t.setNow(slotAt("2025-09-19 09:30"));
    const early = await walkIn((await aClerk(t, full)).as, await aSubscriber(t.ctx));
    expect(early).toEqual({ ok: false, refusal: "slot-full" });
    expect(await stockOf(t.ctx, full)).toMatchObject({ remaining: 5, reserved: 0 });
  });

  it("takes no card that others were promised", async () => {
    const empty = await aStore(t.ctx, incident, { usim: 0 });
    await aTicket(t.ctx, await aSubscriber(t.ctx), empty);
    t.setNow(startsAt);
    const refused = await walkIn((await aClerk(t, empty)).as, await aSubscriber(t.ctx));
    expect(refused).toEqual({ ok: false, refusal: "store-cards-promised" });
  });
});

describe("an action that a store opens", () => {
  const use = (code: string, birthDate = "19800115", address = randomUUID()) =>
    openByCode({ ...t.ctx, actor: { type: "public" } }, { code, birthDate, address, from: null });

  async function anOpened(path: "/protection/off" | "/usim-swap/esim" = "/protection/off") {
    const line = await aSubscriber(t.ctx);
    const { idCheckId } = await aCheckedVisit(clerk, { line, store, startsAt });
    const opened = await openStoreAction(clerk, { idCheckId, path });
    if (!opened.ok) throw new Error(opened.refusal);
    return { line, idCheckId, code: opened.value.code };
  }

  it("lets that one path through, until its end, and nothing else of L2 or L3", async () => {
    const { line, code } = await anOpened();
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "at_store"]);
    const opened = await use(code);
    if (!opened.ok) throw new Error(opened.refusal);
    expect(opened.value.path).toBe("/protection/off");
    const session = await findSession(t.ctx, opened.value.sessionSecret);
    if (!session) throw new Error("no session");
    expect(session).toMatchObject({ level: "L1", holderId: null, raisedFor: "/protection/off" });
    const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
    await expect(requireRaised(own, session, "/protection/off")).resolves.toBeUndefined();
    for (const path of ["/protection/pause", "/usim-swap/esim", "/protection/off/more"])
      await expect(requireRaised(own, session, path)).rejects.toBeInstanceOf(Forbidden);
    await expect(changeLine(own, session, line.id)).rejects.toBeInstanceOf(Forbidden);
    t.setNow(after(morning, minutes(15)));
    await expect(requireRaised(own, session, "/protection/off")).rejects.toBeInstanceOf(Forbidden);
  });

  it("works once, however many try at once", async () => {
    const { code } = await anOpened();
    const used = await Promise.all([use(code), use(code), use(code)]);
    expect(used.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await use(code)).toMatchObject({ refusal: "wrong" });
  });

  it("ends with three wrong dates, a newer code, or a quarter of an hour", async () => {
    const guessed = await anOpened();
    for (const date of ["19800101", "19800102", "19800103"])
      expect(await use(guessed.code, date)).toEqual({ ok: false, refusal: "wrong" });
    expect(await use(guessed.code)).toEqual({ ok: false, refusal: "wrong" });
    const older = await anOpened();
    const newer = await openStoreAction(clerk, { idCheckId: older.idCheckId, path: "/protection/off" });
    expect(await use(older.code)).toEqual({ ok: false, refusal: "wrong" });
    t.setNow(after(morning, minutes(15)));
    expect(await use(newer.ok ? newer.value.code : "")).toEqual({ ok: false, refusal: "wrong" });
    t.setNow(after(morning, minutes(16)));
    const late = () => openStoreAction(clerk, { idCheckId: older.idCheckId, path: "/protection/off" });
    await expectRefused(late, "id-check-old");
  });

  it("is counted by address, as wrong answers to a link are", async () => {
    const address = randomUUID();
    for (let time = 0; time < 100; time += 1)
      await use(`0000${String(time).padStart(4, "0")}`, "19800101", address);
    expect(await use((await anOpened()).code, "19800115", address)).toMatchObject({ refusal: "too-many" });
  });

  it("needs one's own ID; of whom nobody expected, a second word and the text first", async () => {
    const line = await aSubscriber(t.ctx);
    const { document, result, words } = ownDocument(line);
    const form = { number: line.personalData.msisdn, document, result, words };
    const key = randomUUID();
    const sent = await Promise.all(Array.from({ length: 20 }, () => startIdCheck(clerk, key, form)));
    expect(new Set(sent.map((one) => one.ok && one.value.idCheckId)).size).toBe(1);
    const { id: idCheckId } = await t.ctx.db.idCheck.findFirstOrThrow({ where: { subscriberId: line.id } });
    const open = () => openStoreAction(clerk, { idCheckId, path: "/usim-swap/esim" });
    await expectRefused(open, "no-second");
    await confirmIdCheck(colleague, { idCheckId, documentRef: null });
    await expectRefused(open, "text-not-out");
    await sendTexts(t.ctx);
    expect(await open()).toMatchObject({ ok: true });
    const proxy = await arrivedWith(await aSubscriber(t.ctx));
    const theirs = await recordIdCheck(clerk, {
      bookingId: proxy.bookingId,
      ...ownDocument(line),
      relationship: "proxy",
    });
    if (!theirs.ok) throw new Error(theirs.refusal);
    const { idCheckId: proxyCheck } = theirs.value;
    await expectRefused(
      () => openStoreAction(clerk, { idCheckId: proxyCheck, path: "/protection/off" }),
      "not-self",
    );
  });
});
