import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { parseIccid } from "#app/domain/usim-swap/iccid.rules.ts";
import { confirmIdCheck } from "#app/domain/usim-swap/confirm-id-check.server.ts";
import { completeUsimSwap } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
import { recordIdCheck } from "#app/domain/usim-swap/record-id-check.server.ts";
import type { Store } from "#app/infra/db/generated/client.ts";
import { after, hours, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import {
  aCheckedVisit,
  aClerk,
  anArrivedVisit,
  anIccid,
  complete,
  ownDocument,
  sendTexts,
} from "#tests/factories/store-visit.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { asLine, aVisit, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const morning = slotAt("2025-09-19 09:00");
const startsAt = slotAt("2025-09-19 10:00");

let t: TestContext;
let store: Store;
let incident: { id: string };
let clerk: Awaited<ReturnType<typeof aClerk>>;
let colleague: Awaited<ReturnType<typeof aClerk>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: morning });
  incident = await anIncident(t.ctx);
  store = await aStore(t.ctx, incident, { counters: 99, usim: 99 });
  [clerk, colleague] = [await aClerk(t, store), await aClerk(t, store)];
});
beforeEach(() => {
  t.setNow(morning);
});
afterAll(() => t.close());

/** A line that is booked at ten, has come, and whose own ID was looked at: it is ten now. */
async function aChecked() {
  t.setNow(morning);
  const line = await aSubscriber(t.ctx);
  const visit = await aCheckedVisit(clerk.as, { line, store, startsAt });
  t.setNow(startsAt);
  return { line, ...visit };
}

async function expectRefused(run: () => Promise<unknown>, refusal: string) {
  const sums = await sumTables(t.ctx.pool);
  expect(await run()).toEqual({ ok: false, refusal });
  expect(await sumTables(t.ctx.pool)).toEqual(sums);
}

describe("a swap", () => {
  it("closes booking, stock, ID and card in one, and orders the activation once", async () => {
    const { line, visitId, bookingId, idCheckId } = await aChecked();
    const stock = await stockOf(t.ctx, store);
    const iccid = anIccid();
    const done = await complete(clerk.as, { bookingId }, { iccid });
    expect(done).toMatchObject({ ok: true, value: { isNew: true } });

    const swap = await t.ctx.db.swap.findFirstOrThrow({ where: { bookingId } });
    expect(swap).toMatchObject({
      visitId,
      storeId: store.id,
      subscriberId: line.id,
      memberId: clerk.member.id,
      idCheckId,
      card: "usim",
      state: "activating",
      completedAt: startsAt,
    });
    // The ICCID stands in the envelope alone.
    expect(
      JSON.stringify(swap, (_, value: unknown) => (typeof value === "bigint" ? 0 : value)),
    ).not.toContain(iccid);
    const { envelope, keyId, idempotencyKey } = swap;
    if (!envelope || !keyId) throw new Error("no envelope");
    expect(t.ctx.vault.open(`swap:${idempotencyKey}`, { envelope, keyId })).toEqual({ iccid });
    expect(await stockOf(t.ctx, store)).toEqual({
      ...stock,
      reserved: stock.reserved - 1,
      used: stock.used + 1,
    });
    const booking = await t.ctx.db.swapBooking.findUniqueOrThrow({ where: { id: bookingId } });
    expect(booking).toMatchObject({ state: "done", settledAt: startsAt });
    const orders = await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } });
    expect(orders).toMatchObject([
      { kind: "activate_card", wanted: { swapId: String(swap.id) }, state: "pending", actorType: "staff" },
    ]);
    const audit = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "store.swap" } });
    expect(audit).toMatchObject({ subjectId: String(line.id), actorId: String(clerk.member.id) });
    expect(JSON.stringify(audit.detail)).not.toContain(iccid);
    // A store isn't a caller: nobody is told of a call that never was.
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);
  });

  it("is one, however often its form is sent, at once and later", async () => {
    const { line, bookingId } = await aChecked();
    const stock = await stockOf(t.ctx, store);
    const form = { key: randomUUID(), iccid: anIccid() };
    const sent = await Promise.all(Array.from({ length: 20 }, () => complete(clerk.as, { bookingId }, form)));
    const later = await complete(clerk.as, { bookingId }, form);
    expect(new Set(sent.map((one) => (one.ok ? one.value.swapId : one.refusal))).size).toBe(1);
    expect(sent.filter((one) => one.ok && one.value.isNew)).toHaveLength(1);
    expect(later).toMatchObject({ ok: true, value: { isNew: false } });
    expect(await stockOf(t.ctx, store)).toMatchObject({ used: stock.used + 1, reserved: stock.reserved - 1 });
    expect(await t.ctx.db.carrierOrder.count({ where: { subscriberId: line.id } })).toBe(1);
  });

  it("of two that take the same card at once, is one", async () => {
    const iccid = anIccid();
    const visits = [await aChecked(), await aChecked(), await aChecked()];
    const done = await Promise.all(visits.map((visit) => complete(clerk.as, visit, { iccid })));
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(done.filter((one) => !one.ok && one.refusal === "iccid-used")).toHaveLength(2);
    const states = await t.ctx.db.swapBooking.findMany({
      where: { id: { in: visits.map(({ bookingId }) => bookingId) } },
    });
    expect(states.map(({ state }) => state).sort()).toEqual(["booked", "booked", "done"]);
  });

  it("of a proxy waits for the second word, then for the text, and then is done", async () => {
    const line = await aSubscriber(t.ctx);
    const { bookingId } = await anArrivedVisit(clerk.as, { line, store, startsAt });
    const looked = { ...ownDocument(line), relationship: "proxy" as const };
    const checked = await recordIdCheck(clerk.as, { bookingId, ...looked });
    if (!checked.ok) throw new Error(checked.refusal);
    const { idCheckId } = checked.value;
    await expectRefused(() => complete(clerk.as, { bookingId }), "no-second");
    await expectRefused(() => confirmIdCheck(clerk.as, { idCheckId, documentRef: null }), "same-member");
    expect(await confirmIdCheck(colleague.as, { idCheckId, documentRef: null })).toEqual({
      ok: true,
      value: undefined,
    });
    await expectRefused(() => complete(clerk.as, { bookingId }), "text-not-out");
    await t.ctx.pool.query(
      "update outbox set state = 'sending', lease_owner = gen_random_uuid(), lease_until = now() where state = 'pending'",
    );
    await expectRefused(() => complete(clerk.as, { bookingId }), "text-not-out");
    await t.ctx.pool.query(
      "update outbox set state = 'pending', lease_owner = null, lease_until = null where state = 'sending'",
    );
    await sendTexts(t.ctx);
    expect(await complete(clerk.as, { bookingId })).toMatchObject({ ok: true });
  });
});

describe("is refused, and nothing is changed,", () => {
  it("without an ID check, before check-in, or after one that did not match", async () => {
    const line = await aSubscriber(t.ctx);
    const { id: visitId } = await aVisit(t.ctx, line, store, { startsAt });
    const { id: bookingId } = await t.ctx.db.swapBooking.findFirstOrThrow({ where: { visitId } });
    await expectRefused(() => complete(clerk.as, { bookingId }), "not-arrived");
    await t.ctx.db.swapVisit.update({ where: { id: visitId }, data: { arrivedAt: morning } });
    await expectRefused(() => complete(clerk.as, { bookingId }), "no-id-check");
    await recordIdCheck(clerk.as, { bookingId, ...ownDocument(line), result: "not_matched" });
    await expectRefused(() => complete(clerk.as, { bookingId }), "not-matched");
    // What failed once isn't mended on one member's word.
    await recordIdCheck(clerk.as, { bookingId, ...ownDocument(line) });
    await expectRefused(() => complete(clerk.as, { bookingId }), "no-second");
  });

  it("two hours after the ID check", async () => {
    const { bookingId } = await aChecked();
    t.setNow(after(morning, hours(2) + minutes(1)));
    await expectRefused(() => complete(clerk.as, { bookingId }), "id-check-old");
  });

  it.each([
    ["one digit off", (iccid: string) => iccid.replace(/.$/, (last) => String((Number(last) + 1) % 10))],
    ["another prefix", (iccid: string) => `79${iccid.slice(2)}`],
    ["one digit short", (iccid: string) => iccid.slice(0, -1)],
    ["letters", () => "USIM"],
    ["nothing", () => ""],
  ])("of a card with %s", async (_, spoil) => {
    const { bookingId } = await aChecked();
    const iccid = spoil(anIccid());
    expect(parseIccid(iccid)).toBeNull();
    await expectRefused(() => complete(clerk.as, { bookingId }, { iccid }), "iccid-malformed");
  });

  it("of a card that was used before, in any store", async () => {
    const iccid = anIccid();
    const other = await aStore(t.ctx, incident);
    const { as } = await aClerk(t, other);
    const line = await aSubscriber(t.ctx);
    const elsewhere = await aCheckedVisit(as, { line, store: other, startsAt });
    expect(await complete(as, elsewhere, { iccid })).toMatchObject({ ok: true });
    const { bookingId } = await aChecked();
    await expectRefused(() => complete(clerk.as, { bookingId }, { iccid }), "iccid-used");
  });

  it("of another kind of card, a second time, for a line that was taken off, and for another's form", async () => {
    const { bookingId } = await aChecked();
    await expectRefused(() => complete(clerk.as, { bookingId }, { card: "esim" }), "other-card");
    const form = { key: randomUUID(), iccid: anIccid() };
    expect(await complete(clerk.as, { bookingId }, form)).toMatchObject({ ok: true });
    await expectRefused(() => complete(clerk.as, { bookingId }), "already-done");
    const next = await aChecked();
    await expectRefused(() => complete(clerk.as, next, form), "form-used");
    await t.ctx.db.swapBooking.update({
      where: { id: next.bookingId },
      data: { state: "cancelled", settledAt: startsAt },
    });
    await expectRefused(() => complete(clerk.as, next), "gone");
  });

  it("where the store has no card left that was promised", async () => {
    const empty = await aStore(t.ctx, incident, { usim: 1 });
    const { as } = await aClerk(t, empty);
    const visit = await aCheckedVisit(as, { line: await aSubscriber(t.ctx), store: empty, startsAt });
    await t.ctx.pool.query(
      "update store_stock set reserved = 0, remaining = 1 where store_id = $1 and card = 'usim'",
      [empty.id],
    );
    await expectRefused(() => complete(as, visit), "no-card");
  });
});

describe("is forbidden", () => {
  it("to another store, to a store of another incident, and to everyone else", async () => {
    const { line, bookingId } = await aChecked();
    const other = await aStore(t.ctx, incident);
    const agent = t.as(staffActor(await aStaffMember(t.ctx)));
    const nowhere = t.as(staffActor(await aStaffMember(t.ctx, { roles: ["store"], storeRef: "ST-none" })));
    const strangers = [(await aClerk(t, other)).as, agent, nowhere, asLine(t.ctx, line), t.ctx];
    const sums = await sumTables(t.ctx.pool);
    const form = { bookingId, card: "usim" as const, iccid: anIccid() };
    for (const stranger of strangers)
      await expect(completeUsimSwap(stranger, randomUUID(), form)).rejects.toBeInstanceOf(Forbidden);
    await expect(complete(clerk.as, { bookingId: 0n })).rejects.toBeInstanceOf(NotFound);
    expect(await sumTables(t.ctx.pool)).toEqual(sums);
  });
});

describe("the database itself refuses a swap", () => {
  const insert = (given: Record<string, unknown>) => {
    const row: Record<string, unknown> = {
      idempotency_key: randomUUID(),
      card: "usim",
      completed_at: startsAt,
      iccid_index: t.ctx.vault.blindIndex("iccid", anIccid()),
      ...given,
    };
    const names = Object.keys(row);
    const places = names.map((_, index) => `$${index + 1}`);
    return t.ctx.pool.query(
      `insert into swaps (${names.join(", ")}) values (${places.join(", ")})`,
      Object.values(row),
    );
  };

  const rowOf = async ({ bookingId, idCheckId }: { bookingId: bigint; idCheckId: bigint }) => {
    const booking = await t.ctx.db.swapBooking.findUniqueOrThrow({ where: { id: bookingId } });
    return {
      booking_id: bookingId,
      visit_id: booking.visitId,
      store_id: store.id,
      id_check_id: idCheckId,
      subscriber_id: booking.subscriberId,
      member_id: clerk.member.id,
    };
  };

  it("that skips a step: another's ID check, one that did not match, another store's, one without its second word", async () => {
    const mine = await rowOf(await aChecked());
    const theirs = await aChecked();
    const other = await aStore(t.ctx, incident);
    const proxy = await anArrivedVisit(clerk.as, {
      line: await aSubscriber(t.ctx),
      store,
      startsAt: slotAt("2025-09-19 11:00"),
    });
    const line = await aSubscriber(t.ctx);
    const waiting = await recordIdCheck(clerk.as, {
      bookingId: proxy.bookingId,
      ...ownDocument(line),
      relationship: "proxy",
    });
    if (!waiting.ok) throw new Error(waiting.refusal);
    const unmatched = await anArrivedVisit(clerk.as, { line, store, startsAt: slotAt("2025-09-19 11:00") });
    const failed = await recordIdCheck(clerk.as, {
      bookingId: unmatched.bookingId,
      ...ownDocument(line),
      result: "not_matched",
    });
    if (!failed.ok) throw new Error(failed.refusal);

    const skipping = [
      { ...mine, id_check_id: theirs.idCheckId },
      { ...mine, store_id: other.id },
      { ...mine, subscriber_id: theirs.line.id },
      { ...mine, booking_id: theirs.bookingId },
      await rowOf({ bookingId: proxy.bookingId, idCheckId: waiting.value.idCheckId }),
      await rowOf({ bookingId: unmatched.bookingId, idCheckId: failed.value.idCheckId }),
    ];
    for (const row of skipping) await expect(insert(row)).rejects.toThrow("no swap without an ID check");
    await expect(insert(mine)).resolves.toBeTruthy();
  });

  it("for a walk-in whose check asked for no second word", async () => {
    const visit = await aChecked();
    await t.ctx.db.swapVisit.update({ where: { id: visit.visitId }, data: { walkIn: true } });
    await expect(insert(await rowOf(visit))).rejects.toThrow("no swap without an ID check");
  });

  it("and an ID check that is rewritten", async () => {
    const { idCheckId } = await aChecked();
    for (const data of [{ result: "not_matched" as const }, { memberId: colleague.member.id }])
      await expect(t.ctx.db.idCheck.update({ where: { id: idCheckId }, data })).rejects.toThrow(
        "an ID check can not be changed",
      );
  });
});
