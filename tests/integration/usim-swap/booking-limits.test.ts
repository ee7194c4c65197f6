import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { lapseOffers } from "#app/domain/usim-swap/lapse-offers.server.ts";
import { leaveWaitingList } from "#app/domain/usim-swap/leave-waiting-list.server.ts";
import { listSwapLines } from "#app/domain/usim-swap/list-swap-lines.server.ts";
import { releaseNoShows } from "#app/domain/usim-swap/release-no-shows.server.ts";
import { rescheduleUsimSwap } from "#app/domain/usim-swap/reschedule-usim-swap.server.ts";
import { actForCaller } from "#app/routes/call-center/swap-acts.server.ts";
import { after, days, hours } from "#app/shared/time.ts";
import { anAgentInCheckedCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, asLine, book, join, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
/** A connection of nobody's process. */
let beside: pg.Client;
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url });
  await anIncident(t.ctx);
  beside = new pg.Client(url);
  await beside.connect();
});
beforeEach(() => t.setNow(start));
afterAll(async () => {
  await beside.end();
  await t.close();
});

const aLine = (given: Parameters<typeof aSubscriber>[1] = {}) => aSubscriber(t.ctx, given);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, { id: "small-incident" }, given);
const worker = () => t.as({ type: "system", id: "worker" });
const holdStock = async ({ id }: { id: number }) => {
  await beside.query("begin");
  await beside.query("select 1 from store_stock where store_id = $1 for update", [id]);
};
/** Until so many wait for a lock. */
async function untilWaiting(count: number) {
  for (;;) {
    const { rows } = await beside.query<{ waiting: number }>(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    if ((rows[0]?.waiting ?? 0) >= count) return;
  }
}

describe("one line's phone", () => {
  const cancel = (line: { id: bigint }, visitId: bigint) =>
    cancelUsimSwap(asLine(t.ctx, line), randomUUID(), { visitId });

  it("gets no text for a move to where the visit is already", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const { id: visitId, startsAt } = await aVisit(t.ctx, line, store);
    const same = { visitId, storeId: store.id, startsAt };
    expect(await rescheduleUsimSwap(asLine(t.ctx, line), randomUUID(), same)).toMatchObject({
      ok: true,
      value: { visitId, isNew: false },
    });
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);
    expect(await t.ctx.db.swapVisit.findUnique({ where: { id: visitId } })).toMatchObject({ moves: 0 });
  });

  it("gets ten bookings, moves and places given up in 24 hours at the most, then may again", async () => {
    const [line, store] = [await aLine(), await theStore()];
    for (let round = 0; round < 4; round += 1) await cancel(line, (await aVisit(t.ctx, line, store)).id);
    const visit = await aVisit(t.ctx, line, store);
    const move = (time: string) =>
      rescheduleUsimSwap(asLine(t.ctx, line), randomUUID(), {
        visitId: visit.id,
        storeId: store.id,
        startsAt: slotAt(`2025-09-20 ${time}`),
      });
    for (const time of ["10:00", "10:20", "10:40", "11:00", "11:20"])
      expect((await move(time)).ok).toBe(true);
    const tooMany = { ok: false, refusal: "too-many" };
    expect(await move("12:00")).toEqual(tooMany);
    await cancel(line, visit.id);
    expect(await book(t.ctx, line, store)).toEqual(tooMany);
    expect(await join(t.ctx, line, await theStore({ usim: 0 }))).toEqual(tooMany);
    t.setNow(after(start, hours(24)));
    expect((await book(t.ctx, line, store, { startsAt: slotAt("2025-09-20 10:00") })).ok).toBe(true);
  });

  it("gets no more for somebody who joins a list and leaves it again and again", async () => {
    const [line, store] = [await aLine(), await theStore({ usim: 0 })];
    for (let round = 0; round < 10; round += 1) {
      await aTicket(t.ctx, line, store);
      await leaveWaitingList(asLine(t.ctx, line), { subscriberId: line.id });
    }
    expect(await join(t.ctx, line, store)).toEqual({ ok: false, refusal: "too-many" });
  });
});

it("a time that no calendar has is not offered, whether booked or moved to", async () => {
  const [line, other, store] = [await aLine(), await aLine(), await theStore()];
  const startsAt = new Date("0000-01-01T00:00:00Z");
  const { id: visitId } = await aVisit(t.ctx, other, store);
  const refusal = { ok: false, refusal: "not-offered" };
  expect(await book(t.ctx, line, store, { startsAt })).toEqual(refusal);
  expect(
    await rescheduleUsimSwap(asLine(t.ctx, other), randomUUID(), { visitId, storeId: store.id, startsAt }),
  ).toEqual(refusal);
});

it.each(["constructor", "toString", "steal", ""])("an agent's act %j is none", async (name) => {
  const line = await aLine();
  const { as, callId } = await anAgentInCheckedCall(t, line);
  const formData = new FormData();
  formData.set("act", name);
  formData.set("call", String(callId));
  formData.set("callId", String(callId));
  formData.set("key", randomUUID());
  const args = { ctx: as, formData } as Parameters<typeof actForCaller>[0];
  await expect(actForCaller(args)).rejects.toMatchObject({ status: 400 });
});

it("lists fifty of a holder's lines at the most, the own one first, each with why it gets no card", async () => {
  const holderRef = `H-${randomUUID()}`;
  const others = await Promise.all(Array.from({ length: 51 }, () => aLine({ holderRef })));
  const own = await aLine({ holderRef });
  await aVisit(t.ctx, own, await theStore());
  const [ended] = others;
  await t.ctx.db.subscriber.update({ where: { id: ended?.id ?? 0n }, data: { lineStatus: "ended" } });
  const { as, session } = await aSignedInSession(t, own);
  const lines = await listSwapLines(as, own.id, session);
  expect(lines).toHaveLength(50);
  expect(lines[0]).toMatchObject({ id: own.id, whyNot: "already-booked" });
  expect(lines.find(({ id }) => id === ended?.id)).toMatchObject({ whyNot: "line-not-active" });
  expect(lines.filter(({ whyNot }) => whyNot === null)).toHaveLength(48);
});

it("sixty bookings at once for one store's stock leave connections for everything else", async () => {
  const store = await theStore({ usim: 60, counters: 60 });
  const lines = await Promise.all(Array.from({ length: 60 }, () => aLine()));
  await holdStock(store);
  const booked = Promise.all(lines.map((line) => book(t.ctx, line, store)));
  await untilWaiting(5);
  for (let page = 0; page < 20; page += 1) expect(await t.ctx.db.store.count()).toBeGreaterThan(0);
  await beside.query("commit");
  expect((await booked).every(({ ok }) => ok)).toBe(true);
  expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: 0, reserved: 60 });
});

it(
  "whoever needs a stock that is held for longer than a usual transaction lasts waits for it, and is not turned away",
  { timeout: 20_000 },
  async () => {
    const store = await theStore({ usim: 2 });
    const [booked, filler, offered, waiting] = [await aLine(), await aLine(), await aLine(), await aLine()];
    await aVisit(t.ctx, booked, store);
    const visit = await aVisit(t.ctx, filler, store, { startsAt: slotAt("2025-09-25 10:00") });
    await aTicket(t.ctx, offered, store);
    await aTicket(t.ctx, waiting, store);
    await cancelUsimSwap(asLine(t.ctx, filler), randomUUID(), { visitId: visit.id });
    t.setNow(after(start, days(1)));
    await holdStock(store);
    const acts = Promise.all([
      releaseNoShows(worker()),
      lapseOffers(worker()),
      leaveWaitingList(asLine(t.ctx, waiting), { subscriberId: waiting.id }),
    ]);
    // Prisma's own limit is five seconds.
    await beside.query("select pg_sleep(5.5)");
    await beside.query("commit");
    expect((await acts)[1]).toEqual({ lapsed: 1 });
    expect(await t.ctx.db.swapBooking.findFirst({ where: { subscriberId: booked.id } })).toMatchObject({
      state: "no_show",
    });
    expect(await lettersTo(t.ctx, offered)).toEqual(["card_set_aside", "place_ended"]);
    expect(await lettersTo(t.ctx, waiting)).toContain("place_ended");
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  },
);
