import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { Forbidden, NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findDistrict } from "#app/domain/stores/districts.ts";
import { findStores, type FindStores } from "#app/domain/stores/find-stores.server.ts";
import { getStore } from "#app/domain/stores/get-store.server.ts";
import { listRegions } from "#app/domain/stores/list-regions.server.ts";
import { requireOwnStore, requireOwnStoreOf } from "#app/domain/stores/require-own-store.server.ts";
import { after, kstIso, minutes } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incident: { id: string };
let count = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(async () => {
  count += 1;
  // The newest incident is the current one.
  t.setNow(after(new Date("2025-09-18T20:00:00+09:00"), minutes(count)));
  incident = await anIncident(t.ctx, { id: `incident-${count}` });
});
afterAll(() => t.close());

const find = (wanted: Partial<FindStores> = {}) =>
  findStores(t.ctx, { incidentId: incident.id, card: "usim", limit: 20, ...wanted });
const namesOf = async (wanted: Partial<FindStores> = {}) => (await find(wanted)).map(({ name }) => name);
const store = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, incident, given);

const busan = { region: "부산", district: "중구", lat: 35.11, lon: 129.03 };
const incheon = { region: "인천", district: "서구", lat: 37.55, lon: 126.68 };

describe("findStores", () => {
  it("lists them by name, or the nearest first from a place, as many as are wanted", async () => {
    await store({ name: "다" });
    await store({ name: "가", ...busan });
    await store({ name: "나", ...incheon });
    const otherIncident = await anIncident(t.ctx, { id: `other-${count}` });
    await aStore(t.ctx, otherIncident, { name: "남의 것" });

    expect(await namesOf()).toEqual(["가", "나", "다"]);
    expect((await find()).map(({ km }) => km)).toEqual([null, null, null]);
    const near = findDistrict("인천", "계양구") ?? undefined;
    expect(await namesOf({ near })).toEqual(["나", "다", "가"]);
    expect(await namesOf({ near, limit: 2 })).toEqual(["나", "다"]);
    const [nearest, , farthest] = await find({ near });
    expect(nearest?.km).toBeCloseTo(5.4, 0);
    expect(farthest?.km).toBeGreaterThan(300);
  });

  it("leaves out what doesn't fit: another region, another language, steps", async () => {
    await store({ name: "종로" });
    await store({ name: "부산", ...busan, languages: ["ko", "vi"] });
    await store({ name: "계단", stepFree: false, languages: ["ko", "vi"] });
    expect(await namesOf({ region: "부산" })).toEqual(["부산"]);
    expect(await namesOf({ language: "vi" })).toEqual(["계단", "부산"]);
    expect(await namesOf({ language: "vi", stepFree: true })).toEqual(["부산"]);
    expect(await namesOf({ language: "zh" })).toEqual([]);
  });

  it("says how many cards of that kind are free, what is on its way, who waits, and when is the first free slot", async () => {
    const { id: storeId } = await store({ usim: 3, esim: 0 });
    const line = await aSubscriber(t.ctx, { incidentId: incident.id });
    await t.ctx.db.stockDelivery.createMany({
      data: [
        { storeId, card: "esim", quantity: 9, dueOn: "2025-09-17" },
        { storeId, card: "esim", quantity: 8, dueOn: "2025-09-25" },
        { storeId, card: "esim", quantity: 7, dueOn: "2025-09-22" },
        {
          storeId,
          card: "esim",
          quantity: 6,
          dueOn: "2025-09-19",
          arrivedAt: t.ctx.now(),
          arrivedQuantity: 6,
        },
      ],
    });
    await t.ctx.db.waitingTicket.create({
      data: {
        code: `W-${randomUUID()}`,
        idempotencyKey: randomUUID(),
        subscriberId: line.id,
        storeId,
        card: "esim",
        rank: 1,
        joinedAt: t.ctx.now(),
      },
    });
    const [usim] = await find();
    expect(usim).toMatchObject({ cardsFree: 3, nextDelivery: null, waiting: 0 });
    // It is past 20:00, when the store closes.
    expect(usim?.nextFree && kstIso(usim.nextFree)).toBe("2025-09-19T10:00:00+09:00");
    expect(await find({ card: "esim" })).toMatchObject([
      { cardsFree: 0, nextDelivery: { dueOn: "2025-09-22", quantity: 7 }, waiting: 1, nextFree: null },
    ]);
  });

  it("passes over slots that are full and days that are closed", async () => {
    const { id: storeId } = await store({ counters: 1, minutesPerSwap: 60 });
    const at = (time: string) => new Date(`2025-09-${time}:00+09:00`);
    await t.ctx.db.storeClosure.create({
      data: { storeId, from: at("19T00:00"), until: at("20T00:00"), reason: "Works" },
    });
    await t.ctx.db.storeSlot.createMany({
      data: [
        { storeId, startsAt: at("20T10:00"), capacity: 1, taken: 1 },
        { storeId, startsAt: at("20T11:00"), capacity: 1, taken: 1 },
      ],
    });
    const [found] = await find();
    expect(found?.nextFree).toEqual(at("20T12:00"));
  });

  it("asks as many questions of the database for fifty stores as for two", async () => {
    for (let n = 0; n < 50; n += 1) await store();
    // Statements that reach the driver, Prisma's among them.
    const query = vi.spyOn(pg.Client.prototype, "query");
    const asked = async (limit: number) => {
      query.mockClear();
      expect(await find({ limit })).toHaveLength(limit);
      return query.mock.calls.length;
    };
    const forTwo = await asked(2);
    expect(forTwo).toBeGreaterThan(0);
    expect(await asked(50)).toBe(forTwo);
    query.mockRestore();
  });
});

describe("stores of staff", () => {
  it("is their own alone, and only in that role", async () => {
    const own = await store({ storeRef: "ST-0001" });
    const other = await store({ storeRef: "ST-0002" });
    const as = (actor: Ctx["actor"]) => t.as(actor);
    const clerk = as(staffActor(await aStaffMember(t.ctx, { roles: ["store"] })));
    expect(await requireOwnStore(clerk)).toMatchObject({ id: own.id, storeRef: "ST-0001", counters: 2 });
    expect(await requireOwnStoreOf(clerk, own.id)).toMatchObject({ id: own.id });
    await expect(requireOwnStoreOf(clerk, other.id)).rejects.toThrow(Forbidden);

    const nobodys = [
      staffActor(await aStaffMember(t.ctx, { roles: ["store"], storeRef: "ST-7777" })),
      { ...staffActor(await aStaffMember(t.ctx, { roles: ["agent"] })), storeRef: "ST-0001" },
      { type: "subscriber", id: "1", level: "L2" } as const,
      { type: "operator", id: "somebody" } as const,
    ];
    for (const actor of nobodys) await expect(requireOwnStore(as(actor))).rejects.toThrow(Forbidden);

    // A newer incident, in which that store is another row, or none.
    t.setNow(after(t.ctx.now(), minutes(1)));
    await anIncident(t.ctx, { id: `newer-${count}` });
    await expect(requireOwnStore(clerk)).rejects.toThrow(Forbidden);
  });
});

describe("getStore", () => {
  it("says what everybody may know, and knows none that isn't there", async () => {
    const { id } = await store({ name: "종로점" });
    const found = await getStore(t.ctx, id);
    expect(found).toMatchObject({ name: "종로점", incidentId: incident.id, district: "종로구" });
    await expect(getStore(t.ctx, 999_999)).rejects.toThrow(NotFound);
  });
});

describe("listRegions", () => {
  it("lists every region with its districts, and how many stores are there", async () => {
    await store();
    await store(busan);
    await store({ ...busan, district: "기장군" });
    const listed = await listRegions(t.ctx, incident.id);
    expect(listed).toHaveLength(17);
    expect(listed.filter(({ stores }) => stores > 0).map(({ region, stores }) => [region, stores])).toEqual([
      ["서울", 1],
      ["부산", 2],
    ]);
    expect(listed.find(({ region }) => region === "제주")?.districts).toEqual(["제주시", "서귀포시"]);
  });
});
