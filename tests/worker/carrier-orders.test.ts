import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { restoreProtection } from "#app/domain/carrier-orders/restore-protection.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { after, hours, minutes, seconds } from "#app/shared/time.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  expireOrderLeases,
  pauseUntil,
  protectionOff,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-24T20:00:00+09:00");

let t: TestContext;
let carrier: TestCarrier;
let worker: Ctx;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  worker = t.as({ type: "system", id: "worker" });
  await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  await carrier.fault("none");
  await t.ctx.db.carrierOrder.deleteMany();
  carrier.heard.length = 0;
});
afterAll(async () => {
  carrier.close();
  await t.close();
});

const aLine = () => aCarriersLine(t.ctx, carrier);
type Line = Awaited<ReturnType<typeof aLine>>;
const read = (id: bigint) => t.ctx.db.carrierOrder.findUniqueOrThrow({ where: { id } });
const atCarrier = ({ personalData }: Line) => carrier.reads.findProtection(personalData.msisdn);
const carryOut = () => carryOutAll(t.ctx, anOrderSender(carrier));
const eventsAbout = async (line: Line) =>
  (
    await t.ctx.db.auditEvent.findMany({
      where: { subjectType: "subscriber", subjectId: String(line.id) },
      orderBy: { id: "asc" },
    })
  ).map(({ action, actorType, detail }) => ({ action, actorType, detail }));

describe("an order", () => {
  it("is carried out, under its own key, and both its ends are written down", async () => {
    const line = await aLine();
    const { id, idempotencyKey } = await anOrder(t.ctx, line, protectionOn);
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "done", stateBefore: "off", attempts: 1, reason: null });
    expect(await atCarrier(line)).toEqual({ state: "on", pausedUntil: null });
    expect(carrier.heard).toEqual([
      {
        path: "/v1/lines/protection/set",
        body: { msisdn: line.personalData.msisdn, state: "on", until: null, idempotencyKey },
      },
    ]);
    expect(await eventsAbout(line)).toEqual([
      { action: "protection.on", actorType: "subscriber", detail: { order: String(id), level: "L1" } },
      { action: "carrier.done", actorType: "system", detail: { order: String(id) } },
    ]);
  });

  it("of each kind changes what it names, and nothing else", async () => {
    const line = await aLine();
    const payments = () => carrier.reads.findMicropayments(line.personalData.msisdn);
    await anOrder(t.ctx, line, { kind: "payments_cap", wanted: { capKrw: 50_000, mayRaise: false } });
    await carryOut();
    expect(await payments()).toEqual({ allowed: true, capKrw: 50_000, biometricOnly: true });
    await anOrder(t.ctx, line, { kind: "payments_allowed", wanted: { allowed: false } });
    await anOrder(t.ctx, line, { kind: "payments_biometric", wanted: { biometricOnly: true } });
    await carryOut();
    expect(await payments()).toEqual({ allowed: false, capKrw: 50_000, biometricOnly: true });
    await anOrder(t.ctx, line, { kind: "payments_cap", wanted: { capKrw: 500_000, mayRaise: true } });
    await anOrder(t.ctx, line, { kind: "payments_allowed", wanted: { allowed: true } });
    await carryOut();
    expect(await payments()).toEqual({ allowed: true, capKrw: 500_000, biometricOnly: true });
    const until = after(start, hours(1));
    await anOrder(t.ctx, line, pauseUntil(until));
    await carryOut();
    expect(await atCarrier(line)).toEqual({ state: "paused", pausedUntil: until });
    expect(await t.ctx.db.carrierOrder.count({ where: { state: "done" } })).toBe(6);
  });

  it("takes the place of a pending older one of its line and kind, and of no other", async () => {
    const [line, other] = [await aLine(), await aLine()];
    const older = await anOrder(t.ctx, line, protectionOff);
    const payments = await anOrder(t.ctx, line, { kind: "payments_allowed", wanted: { allowed: false } });
    const others = await anOrder(t.ctx, other, protectionOn);
    const newer = await anOrder(t.ctx, line, protectionOn);
    expect(await read(older.id)).toMatchObject({ state: "superseded", reason: "newer-order" });
    await carryOut();
    for (const { id } of [payments, others, newer]) expect((await read(id)).state).toBe("done");
    expect(carrier.heard).toHaveLength(3);
  });

  it("waits for an older one that is on its way", async () => {
    const line = await aLine();
    const older = await anOrder(t.ctx, line, protectionOn);
    let newer: bigint | undefined;
    const sender = anOrderSender(carrier, {
      writes: {
        ...carrier.writes,
        setProtection: async (order) => {
          newer ??= (await anOrder(t.ctx, line, protectionOff)).id;
          expect(await carryOutOrders(worker, anOrderSender(carrier))).toEqual({ taken: 0 });
          return carrier.writes.setProtection(order);
        },
      },
    });
    await carryOutOrders(worker, sender);
    expect((await read(older.id)).state).toBe("done");
    await carryOut();
    expect(carrier.heard.map(({ body }) => body.state)).toEqual(["on", "off"]);
    expect(await atCarrier(line)).toMatchObject({ state: "off" });
  });

  it("is taken by one of many workers", async () => {
    const orders = [];
    for (let index = 0; index < 25; index += 1)
      orders.push(await anOrder(t.ctx, await aLine(), protectionOn));
    await Promise.all([1, 2, 3, 4].map(() => carryOut()));
    expect(carrier.heard).toHaveLength(25);
    const keys = carrier.heard.map(({ body }) => body.idempotencyKey);
    expect(new Set(keys)).toEqual(new Set(orders.map(({ idempotencyKey }) => idempotencyKey)));
  });

  it("of a person doesn't wait behind an enrolment", async () => {
    for (let index = 0; index < 20; index += 1)
      await anOrder(t.ctx, await aLine(), protectionOn, {
        actor: { type: "operator", id: "kim" },
        level: null,
      });
    const { id } = await anOrder(t.ctx, await aLine(), protectionOn);
    await carryOutOrders(worker, anOrderSender(carrier));
    expect((await read(id)).state).toBe("done");
  });
});

describe("without the carrier's word", () => {
  it.each(["error", "lost", "silent"])(
    "(%s) it is tried again, later each time, under the same key",
    async (fault) => {
      const line = await aLine();
      const { id, idempotencyKey } = await anOrder(t.ctx, line, protectionOn);
      await carrier.fault(fault, "/v1/lines/protection/set");
      await carryOut();
      expect(await read(id)).toMatchObject({
        state: "pending",
        reason: "carrier-silent",
        attempts: 1,
        notBefore: after(start, seconds(5)),
        leaseOwner: null,
        leaseUntil: null,
        settledAt: null,
      });
      t.setNow(after(start, seconds(5)));
      await carryOut();
      expect(await read(id)).toMatchObject({ attempts: 2, notBefore: after(start, seconds(15)) });

      // Whatever was changed since stays: what a lost reply was about had been carried out, and is not again.
      await carrier.fault("none");
      if (fault === "lost") {
        const { msisdn } = line.personalData;
        await carrier.writes.setProtection({
          msisdn,
          state: "off",
          until: null,
          idempotencyKey: "a store's",
        });
      }
      t.setNow(after(start, seconds(15)));
      await carryOut();
      expect(await read(id)).toMatchObject({ state: "done", attempts: 3, stateBefore: "off" });
      expect(await atCarrier(line)).toMatchObject({ state: fault === "lost" ? "off" : "on" });
      const own = carrier.heard.filter(({ body }) => body.idempotencyKey === idempotencyKey);
      expect(own).toHaveLength(3);
    },
  );

  it.each(["/v1/lines/owner", "/v1/lines/protection"])("of %s nothing is ordered", async (path) => {
    const { id } = await anOrder(t.ctx, await aLine(), protectionOn);
    await carrier.fault("error", path);
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "pending", reason: "carrier-silent" });
    expect(carrier.heard).toEqual([]);
  });

  it("it gives way to a newer one", async () => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOff);
    const writes = {
      ...carrier.writes,
      setProtection: async () => {
        await anOrder(t.ctx, line, protectionOn);
        throw new Error("no answer");
      },
    };
    await carryOutOrders(worker, anOrderSender(carrier, { writes }));
    expect(await read(id)).toMatchObject({ state: "superseded", reason: "newer-order" });
    await carryOut();
    expect(await atCarrier(line)).toMatchObject({ state: "on" });
  });

  it("what protects is tried for a day, what takes protection away for half an hour, what we order until it is done", async () => {
    const [one, two, three] = [await aLine(), await aLine(), await aLine()];
    const protects = await anOrder(t.ctx, one, protectionOn);
    const weakens = await anOrder(t.ctx, two, protectionOff, { level: "L3" });
    const ours = await anOrder(t.ctx, three, protectionOn, { actor: worker.actor, level: null });
    await carrier.fault("error");
    const statesAt = async (at: Date) => {
      t.setNow(at);
      await carryOut();
      return Promise.all([protects, weakens, ours].map(async ({ id }) => (await read(id)).state));
    };
    expect(await statesAt(after(start, minutes(29)))).toEqual(["pending", "pending", "pending"]);
    expect(await statesAt(after(start, minutes(31)))).toEqual(["pending", "failed", "pending"]);
    expect(await read(weakens.id)).toMatchObject({ reason: "gave-up" });
    expect(await statesAt(after(start, hours(24)))).toEqual(["failed", "failed", "pending"]);
    expect(await statesAt(after(start, hours(72)))).toEqual(["failed", "failed", "pending"]);
    await carrier.fault("none");
    expect(await statesAt(after(start, hours(73)))).toEqual(["failed", "failed", "done"]);
  });

  it("what takes protection away is not carried out late either, where the worker stood still", async () => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOff, { level: "L3" });
    t.setNow(after(start, minutes(30)));
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "gave-up" });
    expect(carrier.heard).toEqual([]);
  });
});

describe("fails for good", () => {
  it.each([
    ["owner-changed", { status: "active", holderRef: "H-stranger" }],
    ["line-not-active", { status: "ended", holderRef: null }],
    ["line-not-active", undefined],
  ] as const)("%s", async (reason, owner) => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOn);
    if (owner) carrier.lines.set(line.personalData.msisdn, owner);
    else carrier.lines.delete(line.personalData.msisdn);
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason });
    expect(carrier.heard).toEqual([]);
    expect((await eventsAbout(line)).at(-1)).toEqual({
      action: "carrier.failed",
      actorType: "system",
      detail: { order: String(id), failure: reason },
    });
  });

  it("where the carrier refuses it, and is not asked again", async () => {
    const { id } = await anOrder(t.ctx, await aLine(), protectionOn);
    await carrier.fault("refuse", "/v1/lines/protection/set");
    await carryOut();
    await carrier.fault("none");
    t.setNow(after(start, hours(1)));
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "carrier-refused", attempts: 1 });
    expect(carrier.heard).toHaveLength(1);
  });

  it("where the person's data has been erased", async () => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOn);
    await t.ctx.db.subscriber.update({ where: { id: line.id }, data: { envelope: null, keyId: null } });
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "purged" });
  });

  it("for a pause that would be over", async () => {
    const { id } = await anOrder(t.ctx, await aLine(), pauseUntil(after(start, minutes(10))));
    t.setNow(after(start, minutes(10)));
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "pause-over" });
    expect(carrier.heard).toEqual([]);
  });
});

it("a cap that L1 asked for never raises what was lowered elsewhere meanwhile", async () => {
  const line = await aLine();
  const { msisdn } = line.personalData;
  const { id } = await anOrder(t.ctx, line, {
    kind: "payments_cap",
    wanted: { capKrw: 200_000, mayRaise: false },
  });
  await carrier.writes.setMicropayments({ msisdn, capKrw: 10_000, idempotencyKey: "a store's cap" });
  await carryOut();
  expect((await read(id)).state).toBe("done");
  expect(await carrier.reads.findMicropayments(msisdn)).toMatchObject({ capKrw: 10_000 });
});

describe("a worker that died", () => {
  it("is followed by the next one, once the lease has ended, and not before", async () => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOn);
    const dead = { state: "sending" as const, leaseOwner: "dead", leaseUntil: new Date(Date.now() + 60_000) };
    await t.ctx.db.carrierOrder.update({ where: { id }, data: { ...dead, attempts: 1 } });
    await carryOut();
    expect(carrier.heard).toEqual([]);
    await expireOrderLeases(t.ctx);
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "done", attempts: 2 });
  });

  it("leaves nothing to do where a newer order has come", async () => {
    const line = await aLine();
    const { id } = await anOrder(t.ctx, line, protectionOff);
    const dead = { state: "sending" as const, leaseOwner: "dead", leaseUntil: new Date(0) };
    await t.ctx.db.carrierOrder.update({ where: { id }, data: dead });
    await anOrder(t.ctx, line, protectionOn);
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "superseded", reason: "newer-order" });
    expect(carrier.heard.map(({ body }) => body.state)).toEqual(["on"]);
  });

  it("and comes back to life settles nothing that another holds", async () => {
    const { id } = await anOrder(t.ctx, await aLine(), protectionOn);
    const slow = anOrderSender(carrier, {
      writes: {
        ...carrier.writes,
        setProtection: async (order) => {
          await expireOrderLeases(t.ctx);
          await carryOut();
          await carrier.fault("error");
          return carrier.writes.setProtection(order);
        },
      },
    });
    await carryOutOrders(worker, slow);
    expect(await read(id)).toMatchObject({ state: "done", attempts: 2 });
  });

  it("nor while that other one is still at it", async () => {
    const { id } = await anOrder(t.ctx, await aLine(), protectionOn);
    const slow = anOrderSender(carrier, {
      writes: {
        ...carrier.writes,
        setProtection: async (order) => {
          await t.ctx.db.carrierOrder.update({ where: { id }, data: { leaseOwner: "another" } });
          return carrier.writes.setProtection(order);
        },
      },
    });
    await carryOutOrders(worker, slow);
    expect(await read(id)).toMatchObject({ state: "sending", leaseOwner: "another", settledAt: null });
  });
});

describe("a pause that has ended", () => {
  const until = after(start, hours(1));
  const restore = async () => {
    const { restored } = await restoreProtection(worker);
    await carryOut();
    return restored;
  };
  const statesOf = async (line: Line) =>
    (await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id }, orderBy: { id: "asc" } })).map(
      ({ state, wanted, actorType }) => `${actorType} ${(wanted as { state: string }).state} ${state}`,
    );

  it("is followed by an order of ours, once, that protection be on", async () => {
    const line = await aLine();
    await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
    await carryOut();
    t.setNow(after(until, -1));
    expect(await restore()).toBe(0);
    t.setNow(until);
    const both = await Promise.all([restoreProtection(worker), restoreProtection(worker)]);
    expect(both.map(({ restored }) => restored).sort()).toEqual([0, 1]);
    await carryOut();
    expect(await restore()).toBe(0);
    expect(await statesOf(line)).toEqual(["subscriber paused done", "system on done"]);
    expect(carrier.heard.at(-1)?.body).toMatchObject({ state: "on", until: null });
  });

  it("also where nobody knows whether the carrier heard of it", async () => {
    const line = await aLine();
    await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
    await carrier.fault("lost", "/v1/lines/protection/set");
    await carryOut();
    await carrier.fault("none");
    t.setNow(until);
    await carryOut();
    expect(await restore()).toBe(1);
    expect(await statesOf(line)).toEqual(["subscriber paused failed", "system on done"]);
  });

  it("and goes on being tried while the carrier is silent", async () => {
    const line = await aLine();
    await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
    await carryOut();
    await carrier.fault("error");
    t.setNow(after(until, hours(30)));
    expect(await restore()).toBe(1);
    expect(await restore()).toBe(0);
    await carrier.fault("none");
    t.setNow(after(until, hours(31)));
    await carryOut();
    expect(await statesOf(line)).toEqual(["subscriber paused done", "system on done"]);
  });

  it.each([protectionOff, protectionOn, pauseUntil(after(until, hours(5)))])(
    "is left alone where something else was ordered since: %j",
    async (order) => {
      const line = await aLine();
      await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
      await carryOut();
      await anOrder(t.ctx, line, order, { level: "L3" });
      await carryOut();
      t.setNow(until);
      expect(await restore()).toBe(0);
    },
  );

  it("is not where that came to nothing", async () => {
    const line = await aLine();
    await anOrder(t.ctx, line, pauseUntil(until), { level: "L3" });
    await carryOut();
    await anOrder(t.ctx, line, protectionOff, { level: "L3" });
    await carrier.fault("refuse", "/v1/lines/protection/set");
    await carryOut();
    await carrier.fault("none");
    t.setNow(until);
    expect(await restore()).toBe(1);
    expect(await atCarrier(line)).toMatchObject({ state: "on" });
  });
});

it("the database holds what no code may forget", async () => {
  const line = await aLine();
  const order = {
    subscriberId: line.id,
    kind: "protection" as const,
    actorType: "subscriber",
    askedAt: start,
    notBefore: start,
  };
  const insert = (data: object) =>
    t.ctx.db.carrierOrder.create({
      data: { ...order, idempotencyKey: crypto.randomUUID(), wanted: { state: "on" }, ...data },
    });
  await insert({});
  await expect(insert({})).rejects.toThrow();
  const bad = [
    { wanted: { state: "paused" } },
    { wanted: { state: "on", until: start.toISOString() } },
    { state: "done" },
    { state: "failed", settledAt: start },
    { state: "sending" },
  ];
  await t.ctx.db.carrierOrder.deleteMany();
  for (const data of bad) await expect(insert(data), JSON.stringify(data)).rejects.toThrow();
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name.includes("carrier"))).toEqual([]);
});
