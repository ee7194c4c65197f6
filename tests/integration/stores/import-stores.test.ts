import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NotFound } from "#app/domain/context.server.ts";
import type { Imported } from "#app/domain/imports/import-file.server.ts";
import { importStores } from "#app/domain/stores/import-stores.server.ts";
import { findStores } from "#app/domain/stores/find-stores.server.ts";
import { inventStores } from "#app/processes/demo/replay/invent-stores.ts";
import { createRandom } from "#app/processes/demo/replay/random.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { csvLine } from "#app/shared/csv.ts";
import { aCsvFile, aFile, listed } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { storeRow as row, storesHeader } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incidentId = "";
let count = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(async () => {
  count += 1;
  incidentId = (await anIncident(t.ctx, { id: `incident-${count}` })).id;
});
afterAll(() => t.close());

async function imported(
  rows: string[],
  options: { dryRun?: boolean; rejects?: string; warnings?: string } = {},
): Promise<Imported> {
  const result = await importStores(t.ctx, incidentId, { file: aCsvFile(storesHeader, ...rows), ...options });
  if (!result.ok) throw new Error(result.reasons.join());
  return result.value;
}
const stores = () =>
  t.ctx.db.store.findMany({
    where: { incidentId },
    orderBy: { storeRef: "asc" },
    include: { stock: { orderBy: { card: "asc" } }, deliveries: { orderBy: { id: "asc" } } },
  });
const theStore = async () => {
  const [store] = await stores();
  if (!store) throw new Error("no store");
  return store;
};
/** What a list of noted rows says of each, without the row itself. */
const noted = (path: string) => listed(path).map((line) => line.slice(0, line.lastIndexOf(',"ST-')));

async function aLiveVisit(storeId: number, tx: Transaction = t.ctx.db) {
  const line = await aSubscriber(t.ctx, { incidentId });
  return tx.swapVisit.create({
    data: {
      code: `S-${randomUUID()}`,
      idempotencyKey: randomUUID(),
      storeId,
      slots: 1,
      slotMinutes: 20,
      startsAt: new Date("2025-09-20T10:00:00+09:00"),
      bookedAt: t.ctx.now(),
      bookings: { create: { subscriberId: line.id, card: "usim" } },
    },
  });
}

describe("importStores", () => {
  it("keeps a store with what lies on its shelves, and what is on its way", async () => {
    const cells = {
      region: "서울특별시",
      address: "서울특별시 종로구 안심로 1",
      hours: "Mo-Fr 10:00-20:00; Sa 10:00-12:00,13:00-18:00; Su,PH off",
      languages: "vi|ko",
      step_free: "no",
      delivery_on: "2025-09-22",
      delivery_usim: "20",
    };
    expect(await imported([row(cells)])).toMatchObject({ read: 1, kept: 1, changed: 1, warnings: 0 });
    expect(await theStore()).toMatchObject({
      storeRef: "ST-1",
      region: "서울",
      district: "종로구",
      hours: cells.hours,
      counters: 2,
      minutesPerSwap: 20,
      languages: ["ko", "vi"],
      stepFree: false,
      stock: [
        { card: "usim", initial: 10, remaining: 10, reserved: 0, used: 0 },
        { card: "esim", initial: 5, remaining: 5, reserved: 0, used: 0 },
      ],
      deliveries: [{ card: "usim", quantity: 20, dueOn: "2025-09-22", arrivedAt: null }],
    });
    const audit = await t.ctx.db.auditEvent.findMany({
      where: { subjectId: incidentId, action: "import.stores" },
    });
    expect(audit).toMatchObject([{ detail: { read: 1, kept: 1, changed: 1 } }]);
  });

  it("changes nothing when the same file comes again, and only what differs when another does", async () => {
    const file = [row({}), row({ store_ref: "ST-2", delivery_on: "2025-09-22", delivery_esim: "3" })];
    expect(await imported(file)).toMatchObject({ changed: 2 });
    expect(await imported(file)).toMatchObject({ kept: 2, changed: 0, warnings: 0 });
    const changed = [
      row({ name: "Renamed", counters: "3" }),
      row({ store_ref: "ST-2", delivery_on: "2025-09-22", delivery_esim: "4" }),
      row({ store_ref: "ST-3" }),
    ];
    expect(await imported(changed)).toMatchObject({ kept: 3, changed: 3 });
    expect(
      (await stores()).map(({ name, counters, deliveries }) => [name, counters, deliveries[0]?.quantity]),
    ).toEqual([
      ["Renamed", 3, undefined],
      ["Store 1", 2, 4],
      ["Store 1", 2, undefined],
    ]);
  });

  it("leaves a store's stock alone once it has one, and says so", async () => {
    await imported([row({})]);
    await t.ctx.db.storeStock.updateMany({
      where: { card: "usim", store: { incidentId } },
      data: { remaining: 3, reserved: 5, used: 2 },
    });
    const warnings = aFile("", "warnings.csv");
    expect(await imported([row({ stock_usim: "40" })], { warnings })).toMatchObject({
      changed: 0,
      warnings: 1,
    });
    expect(noted(warnings)).toEqual([
      '2,stock_usim,"is left out: the store has another number now, and only deliveries and counts there change it"',
    ]);
    expect((await theStore()).stock[0]).toMatchObject({ initial: 10, remaining: 3, reserved: 5, used: 2 });
    // Ten came, two are used: eight lie there, and a file that says so is right.
    expect(await imported([row({ stock_usim: "8" })])).toMatchObject({ warnings: 0 });
  });

  it("leaves a delivery alone that has come", async () => {
    const file = (cards: string) => [row({ delivery_on: "2025-09-15", delivery_usim: cards })];
    await imported(file("20"));
    await t.ctx.db.stockDelivery.updateMany({
      where: { store: { incidentId } },
      data: { arrivedAt: t.ctx.now(), arrivedQuantity: 20 },
    });
    expect(await imported(file("30"))).toMatchObject({ changed: 0 });
    expect((await theStore()).deliveries).toMatchObject([{ quantity: 20, arrivedQuantity: 20 }]);
  });

  it("rejects a row that changes what live bookings stand on, and takes it when none is live", async () => {
    await imported([row({})]);
    const { id } = await theStore();
    const visit = await aLiveVisit(id);
    const rejects = aFile("", "rejects.csv");
    for (const [column, cell] of [
      ["hours", "Mo-Su 10:00-19:00"],
      ["counters", "1"],
      ["minutes_per_swap", "25"],
    ] as const) {
      expect(await imported([row({ [column]: cell })], { rejects })).toMatchObject({ kept: 0, rejected: 1 });
      expect(noted(rejects)).toEqual([`2,${column},can't change while people are booked there`]);
    }
    expect(await imported([row({ name: "Renamed" })])).toMatchObject({ kept: 1, changed: 1 });
    expect(await theStore()).toMatchObject({ hours: "Mo-Su 10:00-20:00", counters: 2, minutesPerSwap: 20 });

    await t.ctx.db.swapBooking.updateMany({
      where: { visitId: visit.id },
      data: { state: "cancelled", settledAt: t.ctx.now() },
    });
    expect(await imported([row({ counters: "1" })])).toMatchObject({ kept: 1, changed: 1 });
  });

  it("waits for whoever books, so that nobody is booked on hours that just went", async () => {
    await imported([row({})]);
    const { id } = await theStore();
    const done = await t.ctx.db.$transaction(async (tx) => {
      await tx.$queryRaw`select 1 from store_stock where store_id = ${id} for update`;
      const waiting = imported([row({ counters: "1" })]);
      await waitForBlocked();
      // As a booking does, before it commits.
      await tx.storeStock.updateMany({
        where: { storeId: id, card: "usim" },
        data: { remaining: 9, reserved: 1 },
      });
      await aLiveVisit(id, tx);
      return { waiting };
    });
    expect(await done.waiting).toMatchObject({ kept: 0, rejected: 1 });
  });

  it("rejects bad rows, each with its reason, and costs the good ones nothing", async () => {
    const bad: [Parameters<typeof row>[0], string][] = [
      [{ store_ref: "" }, "store_ref,is empty"],
      [{ store_ref: "=1" }, "store_ref,starts like a formula"],
      [{ region: "평양" }, "region,is no 시·도 of Korea"],
      [{ address: "안심로 1" }, "address,doesn't begin with the region and the 시·군·구 that it is in"],
      [
        { address: "부산 중구 안심로 1" },
        "address,doesn't begin with the region and the 시·군·구 that it is in",
      ],
      [{ address: "서울 안심로 1" }, "address,doesn't begin with the region and the 시·군·구 that it is in"],
      // The two the wrong way round.
      [{ lat: "126.98", lon: "37.57" }, "lat,lies outside Korea"],
      [{ lon: "139.69" }, "lon,lies outside Korea"],
      [{ lat: "37°34'" }, "lat,is no coordinate in degrees (37.5700 is one)"],
      [{ phone: "call us" }, "phone,is no telephone number"],
      [
        { hours: "10-20" },
        'hours,"is not understood, or never open (it is written ""Mo-Fr 10:00-20:00; Sa 10:00-12:00,13:00-18:00; Su,PH off"")"',
      ],
      [{ counters: "0" }, "counters,is not between 1 and 50"],
      [{ counters: "two" }, "counters,is no whole number"],
      [{ minutes_per_swap: "3" }, "minutes_per_swap,is not between 5 and 120"],
      [{ languages: "ko|ja" }, 'languages,"names another language than ko, en, zh, vi"'],
      [{ step_free: "maybe" }, 'step_free,"must be one of yes, no, true, false"'],
      [{ stock_usim: "-1" }, "stock_usim,is no whole number"],
      [{ delivery_on: "2025-02-30", delivery_usim: "1" }, "delivery_on,is no day (2025-09-22 is one)"],
      [{ delivery_on: "2025-09-22" }, 'delivery_on,"names a day, and no cards that come on it"'],
      [{ delivery_esim: "4" }, 'delivery_on,"is empty, though cards are to come"'],
      [{ delivery_on: "2025-09-22", delivery_usim: "0" }, "delivery_usim,is not between 1 and 100000"],
      [{ store_ref: "ST-GOOD", name: "Another" }, "store_ref,has the store_ref of an earlier line"],
    ];
    const rejects = aFile("", "rejects.csv");
    const rows = [
      row({ store_ref: "ST-GOOD" }),
      ...bad.map(([cells], index) => row({ store_ref: `ST-${index}`, ...cells })),
    ];
    expect(await imported(rows, { rejects })).toMatchObject({
      read: 1 + bad.length,
      kept: 1,
      rejected: bad.length,
    });
    const lines = listed(rejects);
    for (const [index, [, reason]] of bad.entries())
      expect(lines[index]?.startsWith(`${index + 3},${reason},`), `${reason} is not in ${lines[index]}`).toBe(
        true,
      );
    expect((await stores()).map(({ storeRef, name }) => [storeRef, name])).toEqual([["ST-GOOD", "Store 1"]]);
  });

  it("takes in, with a warning, a district that is new and a place that seems not to be where the address says", async () => {
    const warnings = aFile("", "warnings.csv");
    const rows = [
      row({
        store_ref: "ST-1",
        region: "인천",
        address: "인천 검단구 안심로 1",
        lat: "37.60",
        lon: "126.67",
      }),
      row({ store_ref: "ST-2", lat: "35.18", lon: "129.08" }),
      row({
        store_ref: "ST-3",
        region: "세종",
        address: "세종특별자치시 한누리대로 1",
        lat: "36.48",
        lon: "127.29",
      }),
    ];
    expect(await imported(rows, { warnings })).toMatchObject({ kept: 3, warnings: 2 });
    expect(noted(warnings).map((line) => line.split(",").slice(0, 2))).toEqual([
      ["2", "address"],
      ["3", "lat"],
    ]);
    expect((await stores()).map(({ district }) => district)).toEqual(["검단구", "종로구", "세종시"]);
  });

  it("takes every store of the demo, without a remark", async () => {
    const rows = inventStores(createRandom(20_250_911));
    const file = aFile(
      [csvLine(...Object.keys(rows[0] ?? {})), ...rows.map((cells) => csvLine(...Object.values(cells)))].join(
        "",
      ),
    );
    const result = await importStores(t.ctx, incidentId, { file });
    expect(result).toMatchObject({ ok: true, value: { kept: 200, changed: 200, rejected: 0, warnings: 0 } });
    const found = await findStores(t.ctx, {
      incidentId,
      card: "usim",
      limit: 3,
      near: { lat: 37.57, lon: 126.98 },
    });
    expect(found.map(({ region }) => region)).toEqual(["서울", "서울", "서울"]);
  });

  it("writes nothing in a dry run, and knows no incident that isn't there", async () => {
    expect(await imported([row({})], { dryRun: true })).toMatchObject({ kept: 1, changed: 1 });
    expect(await stores()).toEqual([]);
    await expect(importStores(t.ctx, "nowhere", { file: aCsvFile(storesHeader, row({})) })).rejects.toThrow(
      NotFound,
    );
  });
});

/** Until another connection of this database waits for a lock. */
async function waitForBlocked() {
  for (;;) {
    const { rows } = await t.ctx.pool.query<{ waiting: number }>(
      "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
    );
    if ((rows[0]?.waiting ?? 0) > 0) return;
  }
}
