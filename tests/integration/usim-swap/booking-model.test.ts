import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { closeStore } from "#app/domain/usim-swap/close-store.server.ts";
import { countStock } from "#app/domain/usim-swap/count-stock.server.ts";
import { lapseOffers } from "#app/domain/usim-swap/lapse-offers.server.ts";
import { leaveWaitingList } from "#app/domain/usim-swap/leave-waiting-list.server.ts";
import { releaseNoShows } from "#app/domain/usim-swap/release-no-shows.server.ts";
import { remindVisitors } from "#app/domain/usim-swap/remind-visitors.server.ts";
import { rescheduleUsimSwap } from "#app/domain/usim-swap/reschedule-usim-swap.server.ts";
import { takeDelivery } from "#app/domain/usim-swap/take-delivery.server.ts";
import { comesBefore } from "#app/domain/usim-swap/waiting-list.rules.ts";
import type { Store, WaitingTicket } from "#app/infra/db/generated/client.ts";
import { after, days, hours, kstDay, startOfKstDay } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { asLine, book, join, slotAt } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

/** As a person would keep it on paper: which line comes where and when, who waits, and what lies in each store. */
type Paper = {
  now: Date;
  cards: number[];
  visits: Map<number, { store: number; startsAt: number }>;
  closures: { store: number; from: number; until: number }[];
};

type World = Awaited<ReturnType<typeof aWorld>>;

const LINES = 6;
const COUNTERS = 1;
/** Slots on the morning of each day: 10:00, 10:20, 10:40. */
const HOURS = "Mo-Su 10:00-11:00";
const morningStart = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
});
afterAll(() => t.close());

async function aWorld() {
  t.setNow(morningStart);
  const given = { counters: COUNTERS, hours: HOURS, usim: 2, esim: 0 };
  const stores = [
    await aStore(t.ctx, { id: "small-incident" }, given),
    await aStore(t.ctx, { id: "small-incident" }, given),
  ];
  const lines = [];
  for (let index = 0; index < LINES; index += 1)
    lines.push(await aSubscriber(t.ctx, { priority: index % 3 === 0 ? "senior" : null }));
  const paper: Paper = { now: morningStart, cards: [2, 2], visits: new Map(), closures: [] };
  return { stores, lines, paper, deliveries: 0 };
}

const act = fc.record({
  kind: fc.constantFrom(
    ...([
      "book",
      "book",
      "book",
      "move",
      "move",
      "cancel",
      "wait",
      "wait",
      "leave",
      "close",
      "deliver",
      "count",
      "time",
      "time",
    ] as const),
  ),
  line: fc.nat(LINES - 1),
  store: fc.nat(1),
  day: fc.nat(2),
  slot: fc.nat(2),
  number: fc.integer({ min: -2, max: 2 }),
});
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

const timeOf = ({ paper: { now } }: World, { day, slot }: Act) =>
  after(slotAt(`${kstDay(after(startOfKstDay(kstDay(now)), days(day + 1)))} 10:00`), slot * 20 * 60_000);

/** Takes one step in the product and on paper, and compares where they must agree. */
async function take(world: World, step: Act) {
  const { stores, lines, paper } = world;
  const [store, line] = [stores[step.store], lines[step.line]];
  if (!store || !line) throw new Error("no such store or line");
  const startsAt = timeOf(world, step);
  const isShut = paper.closures.some(
    ({ store: shut, from, until }) =>
      shut === step.store && from < startsAt.getTime() + 20 * 60_000 && until > startsAt.getTime(),
  );
  const isTaken = [...paper.visits].some(
    ([other, visit]) =>
      other !== step.line && visit.store === step.store && visit.startsAt === startsAt.getTime(),
  );
  const visit = await t.ctx.db.swapVisit.findFirst({
    where: { bookings: { some: { subscriberId: line.id, state: "booked" } } },
  });
  switch (step.kind) {
    case "book": {
      const free = await freeFor(store, line);
      const own = paper.visits.get(step.line);
      const expected = own
        ? own.store === step.store && own.startsAt === startsAt.getTime()
          ? "booked"
          : "already-booked"
        : free === 0
          ? "no card"
          : isShut
            ? "not-offered"
            : isTaken
              ? "slot-full"
              : (await isFlooded(line))
                ? "too-many"
                : "booked";
      const answer = await book(t.ctx, line, store, { startsAt });
      const said = answer.ok ? "booked" : answer.refusal;
      expect(said === "no-card" || said === "store-cards-promised" ? "no card" : said).toBe(expected);
      break;
    }
    case "move":
      if (visit) {
        const before = visit.storeId === store.id ? 1 : await freeFor(store, null);
        const stays = visit.storeId === store.id && visit.startsAt.getTime() === startsAt.getTime();
        const may = before > 0 && !isShut && !isTaken && !(await isFlooded(line));
        const answer = await rescheduleUsimSwap(asLine(t.ctx, line), randomUUID(), {
          visitId: visit.id,
          storeId: store.id,
          startsAt,
        });
        expect(answer.ok).toBe(stays || may);
      }
      break;
    case "cancel":
      if (visit)
        expect((await cancelUsimSwap(asLine(t.ctx, line), randomUUID(), { visitId: visit.id })).ok).toBe(
          true,
        );
      break;
    case "wait":
      await join(t.ctx, line, store, { travelOn: step.slot === 0 ? "2025-10-20" : null });
      break;
    case "leave":
      await leaveWaitingList(asLine(t.ctx, line), { subscriberId: line.id });
      break;
    case "close": {
      const until = after(startsAt, hours(step.number > 0 ? 24 * 16 : 1));
      const closing = { storeId: store.id, from: startsAt, until, reason: "Flood" };
      expect((await closeStore(t.ctx, closing)).ok).toBe(true);
      paper.closures.push({ store: step.store, from: startsAt.getTime(), until: until.getTime() });
      break;
    }
    case "deliver": {
      world.deliveries += 1;
      const dueOn = kstDay(after(morningStart, -days(world.deliveries)));
      const quantity = Math.abs(step.number);
      const taken = await takeDelivery(t.ctx, { storeId: store.id, card: "usim", dueOn, quantity });
      expect(taken.ok).toBe(quantity > 0);
      paper.cards[step.store] = (paper.cards[step.store] ?? 0) + quantity;
      break;
    }
    case "count":
      await count(world, store, step);
      break;
    case "time":
      paper.now = after(paper.now, hours(7 + step.slot * 6));
      t.setNow(paper.now);
      break;
  }
  await followUp();
  await compare(world);
}

/** Ten texts about bookings, moves and places given up within 24 hours are enough. */
const isFlooded = async ({ id: subscriberId }: { id: bigint }) =>
  (await t.ctx.db.notice.count({
    where: {
      subscriberId,
      kind: { in: ["visit_booked", "place_ended"] },
      writtenAt: { gt: after(t.ctx.now(), -hours(24)) },
    },
  })) >= 10;

/** What the worker does every few seconds. */
async function followUp() {
  const worker = t.as({ type: "system", id: "worker" });
  await releaseNoShows(worker);
  await lapseOffers(worker);
  await remindVisitors(worker);
}

async function freeFor({ id: storeId }: Store, line: { id: bigint } | null) {
  const stock = await t.ctx.db.storeStock.findUniqueOrThrow({
    where: { storeId_card: { storeId, card: "usim" } },
  });
  const own = line
    ? await t.ctx.db.waitingTicket.count({ where: { storeId, subscriberId: line.id, state: "offered" } })
    : 0;
  return stock.remaining + own;
}

async function count({ paper }: World, store: Store, step: Act) {
  const member = await aStaffMember(t.ctx, { roles: ["store"], storeRef: store.storeRef });
  const there = paper.cards[step.store] ?? 0;
  const counted = Math.max(0, there + step.number);
  const day = kstDay(paper.now);
  const answer = await countStock(t.as(staffActor(member)), {
    storeId: store.id,
    card: "usim",
    day,
    counted,
    explanation: "As it is",
  });
  if (!answer.ok) {
    expect(answer.refusal).toBe("already-counted");
    return;
  }
  expect(answer.value.expected).toBe(there);
  paper.cards[step.store] = counted;
}

/** All that must hold after any step; what the product moved or took back by itself is copied onto the paper. */
async function compare({ stores, lines, paper }: World) {
  expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  paper.visits.clear();
  for (const [index, { id }] of lines.entries()) {
    const visit = await t.ctx.db.swapVisit.findFirst({
      where: { bookings: { some: { subscriberId: id, state: "booked" } } },
    });
    if (!visit) continue;
    const store = stores.findIndex((one) => one.id === visit.storeId);
    paper.visits.set(index, { store, startsAt: visit.startsAt.getTime() });
  }
  for (const [index, store] of stores.entries()) {
    const mine = [...paper.visits.values()].filter((visit) => visit.store === index);
    expect(new Set(mine.map(({ startsAt }) => startsAt)).size).toBe(mine.length);
    const tickets = await t.ctx.db.waitingTicket.findMany({ where: { storeId: store.id, settledAt: null } });
    const offered = tickets.filter(({ state }) => state === "offered");
    const stock = await t.ctx.db.storeStock.findUniqueOrThrow({
      where: { storeId_card: { storeId: store.id, card: "usim" } },
    });
    expect(stock.reserved).toBe(mine.length + offered.length);
    expect(stock.remaining + stock.reserved).toBe(paper.cards[index]);
    expectOrder(tickets, offered);
  }
}

/**
 * Nobody was offered a card while somebody who comes first, and was there by then, still waits: unless their
 * own was taken back.
 */
function expectOrder(tickets: readonly WaitingTicket[], offered: readonly WaitingTicket[]) {
  const newest = offered.filter(
    ({ offeredUntil }) => offeredUntil?.getTime() === after(t.ctx.now(), hours(24)).getTime(),
  );
  for (const waiting of tickets.filter(
    ({ state, joinedAt }) => state === "waiting" && joinedAt < t.ctx.now(),
  ))
    for (const given of newest) expect(comesBefore(given, waiting)).toBe(true);
}

it(
  "holds on paper and in every invariant, whatever happens in whichever order",
  { timeout: 60_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 10, maxLength: 25 }), async (steps) => {
        await t.ctx.pool.query(
          "truncate store_slots, store_closures, stock_counts, stock_deliveries, swap_bookings, swap_visits, waiting_tickets, store_stock restart identity cascade",
        );
        const world = await aWorld();
        for (const step of steps) await take(world, step);
      }),
      { numRuns: 8, endOnFailure: true, interruptAfterTimeLimit: 12_000, markInterruptAsFailure: false },
    );
  },
);
