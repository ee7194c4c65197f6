import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { cancelWalkIn } from "#app/domain/usim-swap/cancel-walk-in.server.ts";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import { startWalkIn } from "#app/domain/usim-swap/start-walk-in.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStore } from "#tests/factories/store.ts";
import { aCheckedVisit, aClerk, complete, ownDocument, sendTexts } from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { asLine, aTicket, aVisit, book, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const startsAt = slotAt("2025-09-19 10:00");
const reason = "번호 끝자리를 잘못 적음";

let t: TestContext;
let store: Store;
let incident: { id: string };
let clerk: Ctx;
let colleague: Ctx;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: startsAt });
  incident = await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(startsAt);
  store = await aStore(t.ctx, incident, { counters: 9 });
  [clerk, colleague] = [(await aClerk(t, store)).as, (await aClerk(t, store)).as];
});
afterAll(() => t.close());

type Line = Awaited<ReturnType<typeof aSubscriber>>;

async function aWalkIn(line: Line, by = clerk) {
  const { msisdn: number } = line.personalData;
  const started = await startWalkIn(by, randomUUID(), { number, card: "usim" });
  if (!started.ok) throw new Error(started.refusal);
  return t.ctx.db.swapVisit.findUniqueOrThrow({
    where: { code: started.value.code },
    include: { bookings: true },
  });
}

/** All the way to where only the card is to be handed over. */
async function aReady(line: Line) {
  const [booking] = (await aWalkIn(line)).bookings;
  const bookingId = booking?.id ?? 0n;
  const checked = await recordIdCheck(clerk, { bookingId, ...ownDocument(line) });
  if (!checked.ok) throw new Error(checked.refusal);
  await confirmIdCheck(colleague, { ...checked.value, documentRef: null });
  await sendTexts(t.ctx);
  return bookingId;
}

async function swapped(line: Line) {
  const done = await complete(clerk, { bookingId: await aReady(line) });
  if (!done.ok) throw new Error(done.refusal);
  return done.value.swapId;
}

/** Somebody for whom a store's last card was set aside. */
async function anOffered(last: Store) {
  const [holder, line] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
  const { id: visitId } = await aVisit(t.ctx, holder, last, { startsAt: slotAt("2025-09-19 12:00") });
  await aTicket(t.ctx, line, last);
  await cancelUsimSwap(asLine(t.ctx, holder), randomUUID(), { visitId });
  expect(await ticketOf(line)).toMatchObject({ state: "offered" });
  return line;
}

/** How many transactions wait for another's lock. */
const waiting = async () => {
  const { rows } = await t.ctx.pool.query<{ count: number }>(
    "select count(*)::int from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
  );
  return rows[0]?.count;
};

const ticketOf = ({ id }: Line) =>
  t.ctx.db.waitingTicket.findFirstOrThrow({ where: { subscriberId: id }, orderBy: { id: "desc" } });
/** All but the figures of a finding that the factory made up, and the texts that went out without a worker. */
const broken = async () =>
  (await listBrokenInvariants(t.ctx)).broken
    .map(({ name }) => name)
    .filter((name) => !/^(published figures|an accepted text)/.test(name));

describe("a walk-in", () => {
  it("leaves the line's place at another store as it is, until the card is handed over", async () => {
    const empty = await aStore(t.ctx, incident, { usim: 0 });
    const line = await aSubscriber(t.ctx);
    await aTicket(t.ctx, line, empty);
    await aWalkIn(line).then(({ id: visitId }) => cancelWalkIn(clerk, { visitId, reason }));
    expect(await ticketOf(line)).toMatchObject({ state: "waiting" });
    await swapped(line);
    expect(await ticketOf(line)).toMatchObject({ state: "left" });
    expect(await broken()).toEqual([]);
  });

  it("gives a card that was set aside elsewhere to the next, once it has its own", async () => {
    const last = await aStore(t.ctx, incident, { usim: 1 });
    const [line, next] = [await anOffered(last), await aSubscriber(t.ctx)];
    await aTicket(t.ctx, next, last);
    await swapped(line);
    expect((await ticketOf(line)).state).toBe("left");
    expect((await ticketOf(next)).state).toBe("offered");
    expect(await broken()).toEqual([]);
  });

  it("takes the last card where it was set aside for this line, which has it again when the walk-in is taken back", async () => {
    const last = await aStore(t.ctx, incident, { usim: 1, counters: 9 });
    const line = await anOffered(last);
    const { as } = await aClerk(t, last);
    const { id: visitId } = await aWalkIn(line, as);
    expect((await ticketOf(line)).state).toBe("waiting");
    expect(await stockOf(t.ctx, last)).toMatchObject({ remaining: 0, reserved: 1 });
    expect(await broken()).toEqual([]);
    await cancelWalkIn(as, { visitId, reason });
    expect((await ticketOf(line)).state).toBe("offered");
    expect(await broken()).toEqual([]);
  });

  it("takes no card back from an offer that lapses while the swap waits for that store's stock", async () => {
    const last = await aStore(t.ctx, incident, { usim: 1 });
    const line = await anOffered(last);
    const bookingId = await aReady(line);
    const worker = await t.ctx.pool.connect();
    await worker.query("begin");
    await worker.query("select 1 from store_stock where store_id = $1 for update", [last.id]);
    const done = complete(clerk, { bookingId });
    await expect.poll(waiting, { interval: 5, timeout: 5000 }).toBe(1);
    await worker.query(
      "update waiting_tickets set state = 'lapsed', settled_at = now() where subscriber_id = $1",
      [line.id],
    );
    await worker.query(
      "update store_stock set remaining = 1, reserved = 0 where store_id = $1 and card = 'usim'",
      [last.id],
    );
    await worker.query("commit");
    worker.release();
    expect(await done).toMatchObject({ ok: true });
    expect((await ticketOf(line)).state).toBe("lapsed");
    expect(await stockOf(t.ctx, last)).toMatchObject({ remaining: 1, reserved: 0 });
  });
});

describe("a walk-in that came to nothing", () => {
  it("is taken back by its store, with the reason, once: the card is free and the line can be booked", async () => {
    const line = await aSubscriber(t.ctx);
    const { id: visitId } = await aWalkIn(line);
    expect(await cancelWalkIn(clerk, { visitId, reason: "잘못 " })).toMatchObject({
      refusal: "reason-short",
    });
    const all = await Promise.all(Array.from({ length: 5 }, () => cancelWalkIn(clerk, { visitId, reason })));
    expect(all.every(({ ok }) => ok)).toBe(true);
    expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: 10, reserved: 0 });
    const written = await t.ctx.db.auditEvent.findMany({
      where: { action: "swap.cancel", subjectId: String(line.id) },
    });
    expect(written).toMatchObject([{ reason, actorType: "staff" }]);
    expect(await book(t.ctx, line, store, { startsAt: slotAt("2025-09-19 13:00") })).toMatchObject({
      ok: true,
    });
  });

  it("is not taken back by another store, after its swap, nor is a booking", async () => {
    const line = await aSubscriber(t.ctx);
    const { id: visitId } = await aWalkIn(line);
    const other = await aClerk(t, await aStore(t.ctx, incident));
    await expect(cancelWalkIn(other.as, { visitId, reason })).rejects.toBeInstanceOf(Forbidden);
    const done = await aSubscriber(t.ctx);
    await swapped(done);
    const { visitId: over } = await t.ctx.db.swapBooking.findFirstOrThrow({
      where: { subscriberId: done.id },
    });
    const booked = await aVisit(t.ctx, line, store, { startsAt: slotAt("2025-09-19 13:00") }).catch(
      () => null,
    );
    expect(booked).toBeNull();
    expect(await cancelWalkIn(clerk, { visitId: over, reason })).toMatchObject({ refusal: "gone" });
    const someone = await aVisit(t.ctx, await aSubscriber(t.ctx), store, {
      startsAt: slotAt("2025-09-19 13:00"),
    });
    expect(await cancelWalkIn(clerk, { visitId: someone.id, reason })).toMatchObject({ refusal: "gone" });
  });

  it("is cancelled by the line itself too, until its ID check matched", async () => {
    const line = await aSubscriber(t.ctx);
    const first = await aWalkIn(line);
    const cancel = (visitId: bigint) => cancelUsimSwap(asLine(t.ctx, line), randomUUID(), { visitId });
    expect(await cancel(first.id)).toMatchObject({ ok: true });
    const { id, bookings } = await aWalkIn(line);
    await recordIdCheck(clerk, { bookingId: bookings[0]?.id ?? 0n, ...ownDocument(line) });
    expect(await cancel(id)).toMatchObject({ refusal: "gone" });
  });
});

describe("`ansim check`", () => {
  const rule = "no card was handed over without an ID check";
  const found = async () => (await broken()).filter((name) => name.startsWith(rule));

  it("finds a swap whose ID check is another line's, or was one member's word where two are asked for", async () => {
    const [line, other] = [await aSubscriber(t.ctx), await aSubscriber(t.ctx)];
    const id = await swapped(line);
    expect(await found()).toEqual([]);
    const { idCheckId } = await t.ctx.db.swap.findUniqueOrThrow({ where: { id } });
    t.setNow(slotAt("2025-09-19 09:00"));
    const theirs = await aCheckedVisit(clerk, { line: other, store, startsAt });
    await t.ctx.db.swap.update({ where: { id }, data: { idCheckId: theirs.idCheckId } });
    expect(await found()).toHaveLength(1);
    await t.ctx.db.swap.update({ where: { id }, data: { idCheckId } });
    expect(await found()).toEqual([]);
    await t.ctx.pool.query("alter table id_checks disable trigger id_checks_unchanged");
    await t.ctx.pool.query("update id_checks set second_member_id = null, second_at = null where id = $1", [
      idCheckId,
    ]);
    await t.ctx.pool.query("alter table id_checks enable trigger id_checks_unchanged");
    expect(await found()).toHaveLength(1);
  });
});
