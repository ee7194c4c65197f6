import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile } from "#tests/factories/csv-file.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { storeRow, storesHeader } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { ansim } from "#tests/setup/run-ansim.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { after, days, kstDay, startOfKstDay } from "#app/shared/time.ts";

let t: TestContext;
let env: Record<string, string>;
// The command line keeps real time.
const tomorrow = kstDay(after(new Date(), days(1)));
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url, now: new Date() });
  env = { DATABASE_URL: url, KEYS_FILE: t.keysFile };
  await anIncident(t.ctx);
});
afterAll(() => t.close());

describe("ansim and stores", { timeout: 60_000 }, () => {
  it("imports them, announces a delivery and shuts one, whose visitors are moved", async () => {
    const file = aCsvFile(storesHeader, storeRow({}), storeRow({ store_ref: "ST-2", counters: "0" }));
    const imported = await ansim(["import", "stores", file, "--incident", "small-incident"], env);
    expect(imported).toMatchObject({
      code: 65,
      stdout: "1 changed, 0 with a warning\n2 read, 1 kept, 1 rejected\n",
    });
    expect(imported.stderr).toBe("line 3, counters: rejected: is not between 1 and 50\nread as UTF-8\n");
    const store = await t.ctx.db.store.findFirstOrThrow();

    const delivery = ["store", "delivery", "ST-1", "--card", "usim", "--quantity", "20", "--on", tomorrow];
    expect(await ansim(delivery, env)).toMatchObject({ code: 0, stdout: `ST-1: 20 usim on ${tomorrow}\n` });
    expect(await t.ctx.db.stockDelivery.findMany()).toMatchObject([
      { storeId: store.id, card: "usim", quantity: 20, dueOn: tomorrow },
    ]);

    const line = await aSubscriber(t.ctx);
    const at = new Date(`${tomorrow}T15:00:00+09:00`);
    await t.ctx.db.storeStock.updateMany({ where: { card: "usim" }, data: { remaining: 9, reserved: 1 } });
    await t.ctx.db.storeSlot.create({ data: { storeId: store.id, startsAt: at, capacity: 2, taken: 1 } });
    await t.ctx.db.swapVisit.create({
      data: {
        code: "S-7K2Q-9M4X",
        idempotencyKey: randomUUID(),
        storeId: store.id,
        startsAt: at,
        slots: 1,
        slotMinutes: 20,
        bookedAt: new Date(),
        bookings: { create: { subscriberId: line.id, card: "usim" } },
      },
    });
    const close = ["store", "close", "ST-1", "--from", tomorrow, "--until", `${tomorrow}T18:00`];
    const closed = await ansim(["--as", "Kim Operator", ...close, "--reason", "Water damage"], env);
    expect(closed).toMatchObject({
      code: 0,
      stdout: `ST-1: closed from ${tomorrow}T00:00:00+09:00 until ${tomorrow}T18:00:00+09:00\n1 visits moved, 0 lost: all of them are told\n`,
    });
    expect(await t.ctx.db.storeClosure.findMany()).toMatchObject([
      { storeId: store.id, from: startOfKstDay(tomorrow), reason: "Water damage" },
    ]);
    const visit = await t.ctx.db.swapVisit.findFirstOrThrow();
    expect(visit.startsAt).toEqual(new Date(`${tomorrow}T18:00:00+09:00`));
    const audit = await t.ctx.db.auditEvent.findFirstOrThrow({ where: { action: "store.close" } });
    expect(audit).toMatchObject({ actorId: "Kim Operator", reason: "Water damage" });
  });

  it("says in a sentence what is wrong, and does nothing", async () => {
    const close = (changed: Record<string, string>) => [
      ...["store", "close", "ST-1"],
      ...Object.entries({
        "--from": "2099-01-01",
        "--until": "2099-01-02",
        "--reason": "x",
        ...changed,
      }).flat(),
    ];
    const deliver = (changed: Record<string, string>) => [
      ...["store", "delivery", "ST-1"],
      ...Object.entries({ "--card": "usim", "--quantity": "1", "--on": "2099-01-01", ...changed }).flat(),
    ];
    const before = [await t.ctx.db.storeClosure.count(), await t.ctx.db.stockDelivery.count()];
    const wrong = [
      [close({ "--from": "soon" }), "--from is no time (2025-09-19T14:00 is one).\n"],
      [close({ "--reason": " " }), "--reason is empty.\n"],
      [deliver({ "--quantity": "many" }), "--quantity is no whole number up to 99999.\n"],
    ] as const;
    for (const [args, stderr] of wrong)
      expect(await ansim([...args], env), args.join(" ")).toMatchObject({ code: 65, stdout: "", stderr });
    expect([await t.ctx.db.storeClosure.count(), await t.ctx.db.stockDelivery.count()]).toEqual(before);
  });
});
