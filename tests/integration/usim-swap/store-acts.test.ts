import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { announceDelivery } from "#app/domain/usim-swap/announce-delivery.server.ts";
import { closeStore } from "#app/domain/usim-swap/close-store.server.ts";
import { countStock } from "#app/domain/usim-swap/count-stock.server.ts";
import { lapseOffers } from "#app/domain/usim-swap/lapse-offers.server.ts";
import { releaseNoShows } from "#app/domain/usim-swap/release-no-shows.server.ts";
import { remindVisitors } from "#app/domain/usim-swap/remind-visitors.server.ts";
import { takeDelivery } from "#app/domain/usim-swap/take-delivery.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { after, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, book, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
});
beforeEach(() => t.setNow(start));
afterAll(() => t.close());

const aLine = () => aSubscriber(t.ctx);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, { id: "small-incident" }, given);
const broken = async () => (await listBrokenInvariants(t.ctx)).broken;
const worker = () => t.as({ type: "system", id: "worker" });
const staffOf = async ({ storeRef }: Store): Promise<Ctx> =>
  t.as(staffActor(await aStaffMember(t.ctx, { roles: ["store"], storeRef })));
const stateOf = async ({ id }: { id: bigint }) => {
  const booking = await t.ctx.db.swapBooking.findFirst({
    where: { subscriberId: id },
    orderBy: { id: "desc" },
    include: { visit: true },
  });
  const ticket = await t.ctx.db.waitingTicket.findFirst({ where: { subscriberId: id, settledAt: null } });
  return {
    booking: booking?.state,
    startsAt: booking?.visit.startsAt,
    ticket: ticket?.state,
    rank: ticket?.rank,
  };
};
const strangers = [
  ["nobody", () => Promise.resolve({ type: "public" } as const)],
  ["an agent", () => aStaffMember(t.ctx).then(staffActor)],
  [
    "another store's staff",
    () =>
      theStore()
        .then(staffOf)
        .then(({ actor }) => actor),
  ],
] as const;

describe("closing a store", () => {
  const morning = { from: slotAt("2025-09-19 10:00"), until: slotAt("2025-09-19 11:00"), reason: "Flood" };

  it("moves those booked then to its next free times, in the order in which they booked, and tells them", async () => {
    const store = await theStore({ counters: 1 });
    const [first, second, after11] = [await aLine(), await aLine(), await aLine()];
    await aVisit(t.ctx, first, store, { startsAt: slotAt("2025-09-19 10:40") });
    t.setNow(after(start, minutes(1)));
    await aVisit(t.ctx, second, store, { startsAt: slotAt("2025-09-19 10:00") });
    await aVisit(t.ctx, after11, store, { startsAt: slotAt("2025-09-19 11:00") });
    const closed = await closeStore(await staffOf(store), { storeId: store.id, ...morning });
    expect(closed).toEqual({ ok: true, value: { moved: 2, lost: 0 } });
    expect(await stateOf(first)).toMatchObject({ startsAt: slotAt("2025-09-19 11:20"), booking: "booked" });
    expect(await stateOf(second)).toMatchObject({ startsAt: slotAt("2025-09-19 11:40"), booking: "booked" });
    expect(await stateOf(after11)).toMatchObject({ startsAt: slotAt("2025-09-19 11:00") });
    expect(await lettersTo(t.ctx, first)).toEqual(["visit_booked", "visit_moved"]);
    expect(await lettersTo(t.ctx, after11)).toEqual(["visit_booked"]);
    expect(await book(t.ctx, await aLine(), store)).toEqual({ ok: false, refusal: "not-offered" });
    expect(await broken()).toEqual([]);
  });

  it("for longer than can be booked, takes the bookings back; they are first in line for its cards", async () => {
    const store = await theStore({ usim: 1 });
    const [booked, waiting] = [await aLine(), await aLine()];
    await aVisit(t.ctx, booked, store);
    await aTicket(t.ctx, waiting, store, { travelOn: "2025-09-20" });
    const { ok } = await closeStore(t.ctx, {
      storeId: store.id,
      ...morning,
      until: slotAt("2025-10-30 00:00"),
    });
    expect(ok).toBe(true);
    expect(await stateOf(booked)).toMatchObject({ booking: "displaced", ticket: "offered", rank: 1 });
    expect(await stateOf(waiting)).toMatchObject({ ticket: "waiting" });
    expect(await lettersTo(t.ctx, booked)).toEqual(["visit_booked", "visit_lost", "card_set_aside"]);
    expect(await broken()).toEqual([]);
  });

  it("leaves alone who has arrived, and is refused in the past and without a reason", async () => {
    const store = await theStore();
    const line = await aLine();
    const visit = await aVisit(t.ctx, line, store);
    await t.ctx.db.swapVisit.update({ where: { id: visit.id }, data: { arrivedAt: start } });
    const close = (given: Partial<typeof morning>) =>
      closeStore(t.ctx, { storeId: store.id, ...morning, ...given });
    expect(await close({ reason: " " })).toEqual({ ok: false, refusal: "no-reason" });
    expect(await close({ until: morning.from })).toEqual({ ok: false, refusal: "not-ahead" });
    expect(await close({ from: after(start, -2), until: start })).toEqual({
      ok: false,
      refusal: "not-ahead",
    });
    expect(await close({})).toEqual({ ok: true, value: { moved: 0, lost: 0 } });
    expect(await stateOf(line)).toMatchObject({ booking: "booked", startsAt: visit.startsAt });
  });

  it.each(strangers)("is forbidden to %s, as are deliveries and counts", async (_, actor) => {
    const store = await theStore();
    const as = t.as(await actor());
    const delivery = { storeId: store.id, card: "usim" as const, dueOn: "2025-09-22", quantity: 1 };
    await expect(closeStore(as, { storeId: store.id, ...morning })).rejects.toThrow(Forbidden);
    await expect(announceDelivery(as, delivery)).rejects.toThrow(Forbidden);
    await expect(takeDelivery(as, delivery)).rejects.toThrow(Forbidden);
    const count = { storeId: store.id, card: "usim" as const, day: "2025-09-18", counted: 10 };
    await expect(countStock(as, { ...count, explanation: null })).rejects.toThrow(Forbidden);
  });
});

describe("a delivery", () => {
  it("is announced, corrected, taken once, and goes to those who wait", async () => {
    const [store, line] = [await theStore({ usim: 0 }), await aLine()];
    await aTicket(t.ctx, line, store);
    const as = await staffOf(store);
    const delivery = { storeId: store.id, card: "usim" as const, dueOn: "2025-09-22" };
    for (const quantity of [20, 30])
      expect((await announceDelivery(as, { ...delivery, quantity })).ok).toBe(true);
    expect(await stockOf(t.ctx, store)).toMatchObject({ initial: 0 });
    const taken = await Promise.all(
      Array.from({ length: 3 }, () => takeDelivery(as, { ...delivery, quantity: 2 })),
    );
    expect(taken.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await stockOf(t.ctx, store)).toEqual({ initial: 2, remaining: 1, reserved: 1, used: 0 });
    expect(await stateOf(line)).toMatchObject({ ticket: "offered" });
    const row = await t.ctx.db.stockDelivery.findFirst({ where: { storeId: store.id } });
    expect(row).toMatchObject({ quantity: 30, arrivedQuantity: 2, arrivedAt: start });
    const late = { ok: false, refusal: "already-taken" };
    expect(await announceDelivery(as, { ...delivery, quantity: 5 })).toEqual(late);
    expect(await takeDelivery(as, { ...delivery, dueOn: "2025-09-23", quantity: 0 })).toEqual({
      ok: false,
      refusal: "no-quantity",
    });
    expect(await broken()).toEqual([]);
  });
});

describe("a count", () => {
  const count = (as: Ctx, store: Store, counted: number, explanation: string | null = null) =>
    countStock(as, { storeId: store.id, card: "usim", day: "2025-09-18", counted, explanation });

  it("that is right is written down once; one that differs says why", async () => {
    const store = await theStore();
    const as = await staffOf(store);
    expect(await count(as, store, 9)).toEqual({ ok: false, refusal: "explanation-needed" });
    expect(await count(as, store, -1)).toEqual({ ok: false, refusal: "no-number" });
    expect(await count(as, store, 10)).toEqual({ ok: true, value: { expected: 10, lost: 0 } });
    expect(await count(as, store, 10)).toEqual({ ok: false, refusal: "already-counted" });
    const other = await theStore({ usim: 1 });
    expect((await count(await staffOf(other), other, 3, "Two lay in the back")).ok).toBe(true);
    expect(await stockOf(t.ctx, other)).toEqual({ initial: 3, remaining: 3, reserved: 0, used: 0 });
  });

  it("that falls short takes free cards first, then those set aside, then bookings from the last", async () => {
    const store = await theStore({ usim: 3 });
    const [first, second, third, waiting] = [await aLine(), await aLine(), await aLine(), await aLine()];
    for (const [index, line] of [first, second, third].entries()) {
      t.setNow(after(start, minutes(index)));
      await aVisit(t.ctx, line, store, { startsAt: slotAt(`2025-09-19 1${index}:00`) });
    }
    await aTicket(t.ctx, waiting, store);
    const as = await staffOf(store);
    // One more comes, and is set aside; then three are missing: that one, and those of the last two who booked.
    await takeDelivery(as, { storeId: store.id, card: "usim", dueOn: "2025-09-18", quantity: 1 });
    expect(await stateOf(waiting)).toMatchObject({ ticket: "offered" });
    expect(await count(as, store, 1, "A parcel was stolen")).toEqual({
      ok: true,
      value: { expected: 4, lost: 2 },
    });
    expect(await stockOf(t.ctx, store)).toEqual({ initial: 4, remaining: 0, reserved: 1, used: 3 });
    expect(await stateOf(first)).toMatchObject({ booking: "booked" });
    for (const lost of [second, third])
      expect(await stateOf(lost)).toMatchObject({ booking: "displaced", ticket: "waiting", rank: 1 });
    expect(await stateOf(waiting)).toMatchObject({ ticket: "waiting" });
    expect(await lettersTo(t.ctx, waiting)).toEqual(["card_set_aside", "offer_withdrawn"]);
    expect(await lettersTo(t.ctx, third)).toEqual(["visit_booked", "visit_lost"]);
    // The next card goes to those who lost theirs, before who waited longer.
    await takeDelivery(as, { storeId: store.id, card: "usim", dueOn: "2025-09-19", quantity: 2 });
    for (const lost of [second, third]) expect(await stateOf(lost)).toMatchObject({ ticket: "offered" });
    expect(await stateOf(waiting)).toMatchObject({ ticket: "waiting" });
    expect(await broken()).toEqual([]);
  });
});

describe("who doesn't come", () => {
  it("keeps the card until half an hour after the slot, then it goes to whoever waits", async () => {
    const [store, line, waiting] = [await theStore({ usim: 1 }), await aLine(), await aLine()];
    await aVisit(t.ctx, line, store);
    await aTicket(t.ctx, waiting, store);
    t.setNow(after(slotAt("2025-09-19 10:50"), -1));
    await releaseNoShows(worker());
    expect(await stateOf(line)).toMatchObject({ booking: "booked" });
    t.setNow(slotAt("2025-09-19 10:50"));
    await Promise.all([releaseNoShows(worker()), releaseNoShows(worker())]);
    const ended = { action: "swap.no-show", subjectId: String(line.id) };
    expect(await t.ctx.db.auditEvent.count({ where: ended })).toBe(1);
    expect(await stateOf(line)).toMatchObject({ booking: "no_show" });
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_cancelled"]);
    expect(await stateOf(waiting)).toMatchObject({ ticket: "offered" });
    expect(await broken()).toEqual([]);
  });

  it("but came and left, keeps it until midnight", async () => {
    const [store, line] = [await theStore(), await aLine()];
    const visit = await aVisit(t.ctx, line, store);
    const arrivedAt = slotAt("2025-09-19 10:05");
    await t.ctx.db.swapVisit.update({ where: { id: visit.id }, data: { arrivedAt } });
    t.setNow(slotAt("2025-09-19 23:59"));
    await releaseNoShows(worker());
    expect(await stateOf(line)).toMatchObject({ booking: "booked" });
    t.setNow(slotAt("2025-09-20 00:00"));
    expect(await releaseNoShows(worker())).toEqual({ released: 1 });
    expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: 10, reserved: 0 });
    await lapseOffers(worker());
    expect(await broken()).toEqual([]);
  });
});

it("reminds from 18:00 of the day before, once, and not who booked after that", async () => {
  const [store, line, late] = [await theStore(), await aLine(), await aLine()];
  await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-20 10:00") });
  t.setNow(slotAt("2025-09-19 17:59"));
  expect(await remindVisitors(worker())).toEqual({ reminded: 0 });
  t.setNow(slotAt("2025-09-19 18:00"));
  await aVisit(t.ctx, late, store, { startsAt: slotAt("2025-09-20 11:00") });
  await Promise.all([remindVisitors(worker()), remindVisitors(worker())]);
  expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_reminder"]);
  expect(await lettersTo(t.ctx, late)).toEqual(["visit_booked"]);
  t.setNow(slotAt("2025-09-20 12:00"));
  await releaseNoShows(worker());
});
