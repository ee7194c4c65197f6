import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden } from "#app/domain/context.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { bookUsimSwap } from "#app/domain/usim-swap/book-usim-swap.server.ts";
import { rescheduleUsimSwap } from "#app/domain/usim-swap/reschedule-usim-swap.server.ts";
import { anAgentInCall, anAgentInCheckedCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, asLine, book, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const eleven = slotAt("2025-09-19 11:00");

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
});
beforeEach(() => t.setNow(start));
afterAll(() => t.close());

const aLine = (given: Parameters<typeof aSubscriber>[1] = {}) => aSubscriber(t.ctx, given);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, { id: "small-incident" }, given);
const broken = async () => (await listBrokenInvariants(t.ctx)).broken;
const visitNow = (id: bigint) =>
  t.ctx.db.swapVisit.findUniqueOrThrow({ where: { id }, include: { bookings: { orderBy: { id: "asc" } } } });
const taken = async (storeId: number) =>
  (
    await t.ctx.db.storeSlot.findMany({
      where: { storeId, taken: { gt: 0 } },
      orderBy: { startsAt: "asc" },
    })
  ).map(({ startsAt }) => startsAt);
const move = (
  line: { id: bigint },
  visitId: bigint,
  storeId: number,
  startsAt = eleven,
  key: string = randomUUID(),
) => rescheduleUsimSwap(asLine(t.ctx, line), key, { visitId, storeId, startsAt });
const cancel = (line: { id: bigint }, visitId: bigint) =>
  cancelUsimSwap(asLine(t.ctx, line), randomUUID(), { visitId });

/** Two lines of one holder, booked for 10:00 in one visit, and the holder's session. */
async function twoLines(store: { id: number }) {
  const holderRef = `H-${randomUUID()}`;
  const [one, two] = [await aLine({ holderRef }), await aLine({ holderRef })];
  const { as, session } = await aSignedInSession(t, one);
  const booked = await bookUsimSwap(as, randomUUID(), {
    storeId: store.id,
    startsAt: slotAt("2025-09-19 10:00"),
    session,
    lines: [one, two].map(({ id }) => ({ subscriberId: id, card: "usim" as const })),
  });
  if (!booked.ok) throw new Error(booked.refusal);
  return { one, two, as, session, visitId: booked.value.visitId };
}

describe("moving", () => {
  it("to another time keeps the card and the code, and gives the old slot back", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    expect(await move(line, visit.id, store.id)).toMatchObject({ ok: true, value: { code: visit.code } });
    expect(await visitNow(visit.id)).toMatchObject({ startsAt: eleven, moves: 1, code: visit.code });
    expect(await taken(store.id)).toEqual([eleven]);
    expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: 9, reserved: 1 });
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_booked"]);
    expect(await broken()).toEqual([]);
  });

  it("to another store takes a card there, and gives the old one to whoever waits", async () => {
    const [line, waiting] = [await aLine(), await aLine()];
    const [from, to] = [await theStore({ usim: 1 }), await theStore({ minutesPerSwap: 30 })];
    const visit = await aVisit(t.ctx, line, from);
    await aTicket(t.ctx, waiting, from);
    expect((await move(line, visit.id, to.id)).ok).toBe(true);
    expect(await visitNow(visit.id)).toMatchObject({ storeId: to.id, slotMinutes: 30 });
    expect(await stockOf(t.ctx, to)).toMatchObject({ remaining: 9, reserved: 1 });
    expect(await lettersTo(t.ctx, waiting)).toEqual(["card_set_aside"]);
    expect(await broken()).toEqual([]);
  });

  it("of two lines, an overlap with their own time is no obstacle; only the holder moves both", async () => {
    const store = await theStore({ counters: 1 });
    const { one, as, session, visitId } = await twoLines(store);
    await expect(move(one, visitId, store.id)).rejects.toThrow(Forbidden);
    const startsAt = slotAt("2025-09-19 10:20");
    expect(
      await rescheduleUsimSwap(as, randomUUID(), { visitId, storeId: store.id, startsAt, session }),
    ).toMatchObject({ ok: true });
    expect(await taken(store.id)).toEqual([startsAt, slotAt("2025-09-19 10:40")]);
    expect(await broken()).toEqual([]);
  });

  it("that can't be done leaves everything as it was", async () => {
    const [line, other, store] = [await aLine(), await aLine(), await theStore({ counters: 1 })];
    const bare = await theStore({ usim: 0 });
    const visit = await aVisit(t.ctx, line, store);
    await aVisit(t.ctx, other, store, { startsAt: eleven });
    expect(await move(line, visit.id, store.id)).toEqual({ ok: false, refusal: "slot-full" });
    expect(await move(line, visit.id, bare.id)).toEqual({ ok: false, refusal: "no-card" });
    expect(await move(line, visit.id, store.id, slotAt("2025-09-19 21:00"))).toEqual({
      ok: false,
      refusal: "not-offered",
    });
    expect(await visitNow(visit.id)).toMatchObject({ startsAt: visit.startsAt, moves: 0, slots: 1 });
    expect(await taken(store.id)).toEqual([visit.startsAt, eleven]);
    await cancel(line, visit.id);
    expect(await move(line, visit.id, store.id, slotAt("2025-09-19 12:00"))).toEqual({
      ok: false,
      refusal: "gone",
    });
    expect(await broken()).toEqual([]);
  });

  it("sent again, also after a later move, is one move; with another time in it, it is refused", async () => {
    const [line, store, key] = [await aLine(), await theStore(), randomUUID()];
    const visit = await aVisit(t.ctx, line, store);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => move(line, visit.id, store.id, eleven, key)),
    );
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await visitNow(visit.id)).toMatchObject({ moves: 1 });
    const twelve = slotAt("2025-09-19 12:00");
    await move(line, visit.id, store.id, twelve);
    expect(await move(line, visit.id, store.id, eleven, key)).toMatchObject({ value: { isNew: false } });
    expect(await visitNow(visit.id)).toMatchObject({ startsAt: twelve, moves: 2 });
    expect(await move(line, visit.id, store.id, slotAt("2025-09-19 13:00"), key)).toEqual({
      ok: false,
      refusal: "form-used",
    });
  });
});

describe("cancelling", () => {
  it("gives slot and card back, once, and lets the line book again", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    for (const answer of await Promise.all([cancel(line, visit.id), cancel(line, visit.id)]))
      expect(answer.ok).toBe(true);
    expect((await visitNow(visit.id)).bookings).toMatchObject([{ state: "cancelled", settledAt: start }]);
    expect(await taken(store.id)).toEqual([]);
    expect(await stockOf(t.ctx, store)).toEqual({ initial: 10, remaining: 10, reserved: 0, used: 0 });
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_cancelled"]);
    const told = { subscriberId: line.id, kind: "visit_cancelled" as const };
    expect(await t.ctx.db.notice.findFirst({ where: told })).toMatchObject({
      storeId: store.id,
      momentAt: visit.startsAt,
    });
    expect((await book(t.ctx, line, store)).ok).toBe(true);
    expect(await broken()).toEqual([]);
  });

  it("one of two lines gives back the visit's last slot; the other still comes", async () => {
    const store = await theStore();
    const { one, two, visitId } = await twoLines(store);
    const own = { visitId, subscriberId: one.id };
    expect((await cancelUsimSwap(asLine(t.ctx, one), randomUUID(), own)).ok).toBe(true);
    const visit = await visitNow(visitId);
    expect(visit.bookings.map(({ subscriberId, state }) => [subscriberId, state])).toEqual([
      [one.id, "cancelled"],
      [two.id, "booked"],
    ]);
    expect(await lettersTo(t.ctx, one)).toEqual(["visit_booked", "visit_cancelled"]);
    expect(await lettersTo(t.ctx, two)).toEqual(["visit_booked"]);
    expect(await taken(store.id)).toEqual([visit.startsAt]);
    expect(await broken()).toEqual([]);
  });

  it("is for the line's own session and the holder's, not for others; not once somebody has come", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    await expect(cancel(await aLine(), visit.id)).rejects.toThrow(Forbidden);
    const staff = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["store"] })));
    const agent = (await anAgentInCall(t, { line })).as;
    for (const as of [staff, agent]) {
      await expect(cancelUsimSwap(as, randomUUID(), { visitId: visit.id })).rejects.toThrow(Forbidden);
      await expect(
        rescheduleUsimSwap(as, randomUUID(), { visitId: visit.id, storeId: store.id, startsAt: eleven }),
      ).rejects.toThrow(Forbidden);
    }
    await t.ctx.db.swapVisit.update({ where: { id: visit.id }, data: { arrivedAt: start } });
    const gone = { ok: false, refusal: "gone" };
    expect(await cancel(line, visit.id)).toEqual(gone);
    expect(await move(line, visit.id, store.id)).toEqual(gone);
  });

  it("by an agent after the check of the caller, the line is told", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    const { as } = await anAgentInCheckedCall(t, line);
    expect((await cancelUsimSwap(as, randomUUID(), { visitId: visit.id })).ok).toBe(true);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_cancelled"]);
  });
});

it(
  "moving, cancelling and booking across two stores at once, nobody waits in a circle",
  { timeout: 40_000 },
  async () => {
    const stores = [await theStore({ usim: 6, counters: 3 }), await theStore({ usim: 6, counters: 3 })];
    const lines = await Promise.all(Array.from({ length: 14 }, () => aLine()));
    const times = ["10:00", "10:20", "10:40"].map((time) => slotAt(`2025-09-19 ${time}`));
    const pick = <One>(from: readonly One[], index: number) => from[index % from.length] as One;
    for (let round = 0; round < 4; round += 1) {
      const live = await t.ctx.db.swapBooking.findMany({
        where: { subscriberId: { in: lines.map(({ id }) => id) }, state: "booked" },
      });
      const acts = lines.map((line, index) => {
        const booking = live.find(({ subscriberId }) => subscriberId === line.id);
        const [store, startsAt] = [pick(stores, index + round), pick(times, index * 7 + round)];
        if (!booking) return book(t.ctx, line, store, { startsAt });
        return index % 3 === 0
          ? cancel(line, booking.visitId)
          : move(line, booking.visitId, store.id, startsAt);
      });
      await Promise.all(acts);
      expect(await broken()).toEqual([]);
    }
  },
);
