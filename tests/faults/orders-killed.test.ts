import { afterAll, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { after, hours } from "#app/shared/time.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  pauseUntil,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { processUnderFire } from "#tests/setup/killed-process.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const LINES = 30;
const start = new Date("2025-09-24T20:00:00+09:00");

/** Where the worker dies, and at the how many-eth time it gets there. */
const boundaries = [
  ["restored", 1],
  ["leased", 7],
  ["noted", 7],
  ["taken", 7],
  ["recorded", 1],
  ["taken", 1],
] as const;

const { url: databaseUrl } = await createTestDatabase();
const t = testContext({ databaseUrl, now: start });
const carrier = await startCarrier(t.ctx.now);
t.ctx.carrier = carrier.reads;
await anIncident(t.ctx);
const runWorker = await processUnderFire("tests/faults/orders-under-fire.ts", { t, carrier, databaseUrl });
afterAll(async () => {
  carrier.close();
  await t.close();
});

test("killed at every boundary: each order once, none lost, and nobody unprotected past a pause's end", async () => {
  const until = after(start, hours(1));
  const [paused, enrolled] = [[], []] as Awaited<ReturnType<typeof aCarriersLine>>[][];
  for (let index = 0; index < LINES; index += 1) {
    const line = await aCarriersLine(t.ctx, carrier);
    (index % 2 ? paused : enrolled)?.push(line);
  }
  for (const line of paused ?? []) await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
  await carryOutAll(t.ctx, anOrderSender(carrier));
  carrier.heard.length = 0;

  t.setNow(until);
  for (const line of enrolled ?? []) await anOrder(t.ctx, line, protectionOn);
  const switchedOff = new Set<string>();
  for (const [point, times] of boundaries) {
    expect(await runWorker({ KILL_AT: point, KILL_AFTER: String(times) }), point).toBe(true);
    // A store switches off what the carrier has heard of: it must not come on again for being heard of again.
    for (const { body } of carrier.heard) {
      const msisdn = String(body.msisdn);
      if (switchedOff.has(msisdn)) continue;
      switchedOff.add(msisdn);
      await carrier.writes.setProtection({
        msisdn,
        state: "off",
        until: null,
        idempotencyKey: `store ${msisdn}`,
      });
    }
    carrier.heard.splice(0, carrier.heard.length, ...carrier.heard.filter(({ body }) => body.state === "on"));
  }
  expect(await runWorker()).toBe(false);

  const keys = carrier.heard.map(({ body }) => body.idempotencyKey);
  expect(keys.length, "the kills did hit: some were heard of twice").toBeGreaterThan(new Set(keys).size);
  for (const line of [...(paused ?? []), ...(enrolled ?? [])]) {
    const orders = await t.ctx.db.carrierOrder.findMany({
      where: { subscriberId: line.id },
      orderBy: { id: "asc" },
    });
    expect(orders.map(({ state }) => state)).toEqual(paused?.includes(line) ? ["done", "done"] : ["done"]);
    expect(orders.at(-1)?.wanted).toEqual({ state: "on" });
    const { msisdn } = line.personalData;
    const expected = switchedOff.has(msisdn) ? "off" : "on";
    expect(await carrier.reads.findProtection(msisdn)).toMatchObject({ state: expected });
  }
  expect(switchedOff.size).toBeGreaterThan(0);
  expect(switchedOff.size).toBeLessThan(LINES);
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken).toEqual([]);
});
