import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { closeStore } from "#app/domain/usim-swap/close-store.server.ts";
import { countStock } from "#app/domain/usim-swap/count-stock.server.ts";
import { followSwaps } from "#app/domain/usim-swap/follow-swaps.server.ts";
import { reopenStore } from "#app/domain/usim-swap/reopen-store.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { after, days, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aVisit, book, lettersTo, slotAt } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const morning = { from: slotAt("2025-09-19 10:00"), until: slotAt("2025-09-19 11:00"), reason: "Flood" };

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

const aLine = () => aSubscriber(t.ctx);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, { id: "small-incident" }, given);
const staffOf = async ({ storeRef }: Store): Promise<Ctx> =>
  t.as(staffActor(await aStaffMember(t.ctx, { roles: ["store"], storeRef })));
const bookingOf = ({ id: subscriberId }: { id: bigint }) =>
  t.ctx.db.swapBooking.findFirstOrThrow({ where: { subscriberId }, include: { visit: true } });

/** Checks a visit in, and holds its row as a check-in does until somebody waits for it; then they go on. */
async function arriveDuring<Answer>(visit: { id: bigint }, act: () => Promise<Answer>): Promise<Answer> {
  await beside.query("begin");
  await beside.query("update swap_visits set arrived_at = $2 where id = $1", [visit.id, start]);
  const answer = act();
  for (;;) {
    const { rows } = await beside.query(
      "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if (rows.length > 0) break;
  }
  await beside.query("commit");
  return answer;
}

describe("who arrives in that very moment", () => {
  it("is left alone by a closure", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    expect(await arriveDuring(visit, () => closeStore(t.ctx, { storeId: store.id, ...morning }))).toEqual({
      ok: true,
      value: { moved: 0, lost: 0 },
    });
    expect((await bookingOf(line)).visit).toMatchObject({ startsAt: visit.startsAt, moves: 0 });
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  });

  it("is the last who loses a card that is missing", async () => {
    const [early, late, store] = [await aLine(), await aLine(), await theStore({ usim: 2 })];
    await aVisit(t.ctx, early, store);
    t.setNow(after(start, minutes(1)));
    const visit = await aVisit(t.ctx, late, store);
    const as = await staffOf(store);
    const count = { storeId: store.id, card: "usim" as const, day: "2025-09-18", counted: 1 };
    await arriveDuring(visit, () => countStock(as, { ...count, explanation: "One is missing" }));
    expect((await bookingOf(late)).state).toBe("booked");
    expect((await bookingOf(early)).state).toBe("displaced");
    expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  });
});

describe("a closure", () => {
  it("sent again is the same one: nobody is moved twice", async () => {
    const [line, store] = [await aLine(), await theStore()];
    await aVisit(t.ctx, line, store);
    const as = await staffOf(store);
    const close = () => closeStore(as, { storeId: store.id, ...morning });
    const answers = [...(await Promise.all([close(), close()])), await close()];
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect(await t.ctx.db.storeClosure.count({ where: { storeId: store.id } })).toBe(1);
    const closed = { action: "store.close", subjectId: String(store.id) };
    expect(await t.ctx.db.auditEvent.count({ where: closed })).toBe(1);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked", "visit_moved"]);
  });

  it("is for 31 days ahead at the most, but for operators", async () => {
    const store = await theStore();
    const closing = { storeId: store.id, ...morning, until: after(start, days(31) + 1) };
    const as = await staffOf(store);
    expect(await closeStore(as, closing)).toEqual({ ok: false, refusal: "too-long" });
    expect((await closeStore(as, { ...closing, until: after(start, days(31)) })).ok).toBe(true);
    expect((await closeStore(t.ctx, closing)).ok).toBe(true);
  });

  it("ends when its store opens again, now or before it began, once; for nobody else", async () => {
    const store = await theStore();
    const as = await staffOf(store);
    await closeStore(as, { storeId: store.id, ...morning });
    const { id: closureId } = await t.ctx.db.storeClosure.findFirstOrThrow({ where: { storeId: store.id } });
    for (const stranger of [await staffOf(await theStore()), t.as(staffActor(await aStaffMember(t.ctx)))])
      await expect(reopenStore(stranger, { closureId })).rejects.toThrow(Forbidden);
    expect(await book(t.ctx, await aLine(), store)).toEqual({ ok: false, refusal: "not-offered" });
    await reopenStore(as, { closureId });
    expect((await book(t.ctx, await aLine(), store)).ok).toBe(true);
    await expect(reopenStore(as, { closureId })).rejects.toThrow(NotFound);
    const event = { action: "store.reopen", subjectId: String(store.id) };
    expect(await t.ctx.db.auditEvent.count({ where: event })).toBe(1);

    const long = { from: start, until: after(start, days(2)), reason: "Works" };
    await closeStore(as, { storeId: store.id, ...long });
    t.setNow(after(start, days(1)));
    const begun = await t.ctx.db.storeClosure.findFirstOrThrow({ where: { storeId: store.id } });
    await reopenStore(as, { closureId: begun.id });
    expect(await t.ctx.db.storeClosure.findUnique({ where: { id: begun.id } })).toMatchObject({
      from: start,
      until: t.ctx.now(),
    });
  });
});

it("the worker's three steps fail apart: without no-shows, it still reminds", async () => {
  const [gone, coming, store] = [await aLine(), await aLine(), await theStore()];
  await aVisit(t.ctx, gone, store);
  await aVisit(t.ctx, coming, store, { startsAt: slotAt("2025-09-20 10:00") });
  await beside.query(
    `create function refuse() returns trigger language plpgsql as $$ begin raise 'broken'; end $$`,
  );
  await beside.query(
    `create trigger refuse before update on swap_bookings for each row execute function refuse()`,
  );
  t.setNow(slotAt("2025-09-19 18:00"));
  await expect(followSwaps(t.as({ type: "system", id: "worker" }))).rejects.toThrow("broken");
  expect(await lettersTo(t.ctx, coming)).toEqual(["visit_booked", "visit_reminder"]);
  await beside.query("drop trigger refuse on swap_bookings");
  expect(await followSwaps(t.as({ type: "system", id: "worker" }))).toMatchObject({ reminded: 0 });
  expect((await bookingOf(gone)).state).toBe("no_show");
});
