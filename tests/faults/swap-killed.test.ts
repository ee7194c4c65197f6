import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { aCarriersLine } from "#tests/factories/carrier-order.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStore } from "#tests/factories/store.ts";
import { aCheckedVisit, aClerk, anIccid, complete } from "#tests/factories/store-visit.ts";
import { slotAt, stockOf } from "#tests/factories/swap.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { processUnderFire } from "#tests/setup/killed-process.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = slotAt("2025-09-19 09:00");
const startsAt = slotAt("2025-09-19 10:00");

const { url: databaseUrl } = await createTestDatabase();
const t = testContext({ databaseUrl, now: start });
const carrier = await startCarrier(t.ctx.now);
t.ctx.carrier = carrier.reads;
const store = await aStore(t.ctx, await anIncident(t.ctx), { counters: 50, usim: 50 });
const clerk = await aClerk(t, store);
const run = await processUnderFire("tests/faults/swaps-under-fire.ts", { t, carrier, databaseUrl });
afterAll(async () => {
  carrier.close();
  await t.close();
});

async function aSwap() {
  const line = await aCarriersLine(t.ctx, carrier);
  const { msisdn } = line.personalData;
  await carrier.writes.setProtection({ msisdn, state: "on", until: null, idempotencyKey: randomUUID() });
  const { bookingId } = await aCheckedVisit(clerk.as, { line, store, startsAt });
  const form = { iccid: anIccid(), key: randomUUID() };
  const named = [clerk.member.id, store.storeRef, bookingId, form.iccid, form.key];
  return { line, msisdn, bookingId, form, work: { WORK: "swap", SWAP: named.join(" ") } };
}

/** All of a swap, or nothing of it; and protection as it was. */
async function howItStands({ line, msisdn, bookingId }: Awaited<ReturnType<typeof aSwap>>) {
  const [swaps, orders, booking] = await Promise.all([
    t.ctx.db.swap.count({ where: { bookingId } }),
    t.ctx.db.carrierOrder.count({ where: { subscriberId: line.id } }),
    t.ctx.db.swapBooking.findUniqueOrThrow({ where: { id: bookingId } }),
  ]);
  const audits = await t.ctx.db.auditEvent.count({
    where: { action: "store.swap", subjectId: String(line.id) },
  });
  const { state } = (await carrier.reads.findProtection(msisdn)) ?? {};
  return { swaps, orders, audits, booking: booking.state, used: (await stockOf(t.ctx, store)).used, state };
}

test("killed at every boundary: a swap is whole or not there, activated once, and protection never off", async () => {
  const all: Awaited<ReturnType<typeof aSwap>>[] = [];
  // The web process, after each so-many-eth of its statements, two at a time, until one run outlives them all.
  for (let [statement, outlived] = [1, false]; !outlived; statement += 10) {
    const pair = await Promise.all(
      [statement, statement + 5].map(async (times) => ({ times, swap: await aSwap() })),
    );
    for (const { swap } of pair) all.push(swap);
    const died = await Promise.all(
      pair.map(({ swap, times }) => run({ ...swap.work, KILL_AT: "statement", KILL_AFTER: String(times) })),
    );
    outlived = died.includes(false);
    for (const [index, { swap }] of pair.entries()) {
      const { used: _, ...stands } = await howItStands(swap);
      const whole = { swaps: 1, orders: 1, audits: 1, booking: "done", state: "on" };
      const nothing = { swaps: 0, orders: 0, audits: 0, booking: "booked", state: "on" };
      expect(stands).toEqual(stands.swaps === 1 ? whole : nothing);
      if (!died[index]) expect(stands.swaps).toBe(1);
    }
  }
  let { used } = await stockOf(t.ctx, store);
  expect(used).toBe(await t.ctx.db.swap.count());
  expect(all.length, "the kills did hit").toBeGreaterThan(3);
  const answered = await aSwap();
  all.push(answered);
  expect(await run({ ...answered.work, KILL_AT: "committed", KILL_AFTER: "1" })).toBe(true);
  used += 1;

  // The same form again, where the answer was lost: whoever has no swap yet has one now, and nobody has two.
  for (const swap of all) {
    const { swaps } = await howItStands(swap);
    expect(await complete(clerk.as, swap, swap.form)).toMatchObject({
      ok: true,
      value: { isNew: swaps === 0 },
    });
    used += 1 - swaps;
    expect(await howItStands(swap)).toMatchObject({ swaps: 1, orders: 1, audits: 1, booking: "done", used });
  }

  // The worker.
  for (const [point, times] of [
    ["leased", 2],
    ["asked", 2],
    ["taken", 2],
    ["recorded", 1],
  ] as const)
    expect(await run({ WORK: "work", KILL_AT: point, KILL_AFTER: String(times) }), point).toBe(true);
  await run({ WORK: "settle", KILL_AT: "statement", KILL_AFTER: "3" });
  expect(await run({ WORK: "work" })).toBe(false);

  const activations = carrier.heard.filter(({ path }) => path.includes("activate"));
  const keys = activations.map(({ body }) => body.idempotencyKey);
  expect(new Set(keys).size, "each swap under one key, however often it was asked").toBe(all.length);
  expect(keys.length, "the kills did hit").toBeGreaterThan(all.length);
  for (const swap of all) {
    expect(await t.ctx.db.swap.findMany({ where: { bookingId: swap.bookingId } })).toMatchObject([
      { state: "active" },
    ]);
    expect(await howItStands(swap)).toMatchObject({ booking: "done", state: "on", used: all.length });
  }
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken).toEqual([]);
});
