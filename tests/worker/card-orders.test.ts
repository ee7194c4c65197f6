import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import type { Ctx, StaffActor } from "#app/domain/context.server.ts";
import type { CarrierOrder } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Swap } from "#app/infra/db/generated/client.ts";
import { after, hours, minutes, seconds } from "#app/shared/time.ts";
import {
  aCarriersLine,
  anOrder,
  anOrderSender,
  carryOutAll,
  expireOrderLeases,
  protectionOn,
} from "#tests/factories/carrier-order.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLink } from "#tests/factories/link.ts";
import { lettersOf } from "#tests/factories/notice.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-24T20:00:00+09:00");
const ACTIVATE = "/v1/lines/card/activate";

let t: TestContext;
let carrier: TestCarrier;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now: start });
  carrier = await startCarrier(t.ctx.now);
  t.ctx.carrier = carrier.reads;
  await anIncident(t.ctx);
});
beforeEach(async () => {
  t.setNow(start);
  await carrier.fault("none");
  carrier.heard.length = 0;
});
afterAll(async () => {
  expect((await listBrokenInvariants(t.ctx)).broken).toEqual([]);
  carrier.close();
  await t.close();
});

type Line = Awaited<ReturnType<typeof aCarriersLine>>;
const clerk: StaffActor = {
  type: "staff",
  id: "1",
  role: "store",
  storeRef: "ST-0001",
  address: "192.0.2.1",
};
const activation = ({ id }: Swap): CarrierOrder => ({
  kind: "activate_card",
  wanted: { swapId: String(id) },
});
const carryOut = (ctx: Ctx = t.ctx) => carryOutAll(ctx, anOrderSender(carrier));
const read = (id: bigint) => t.ctx.db.carrierOrder.findUniqueOrThrow({ where: { id } });
const swapOf = ({ id }: Swap) => t.ctx.db.swap.findUniqueOrThrow({ where: { id } });
const simOf = ({ personalData }: Line) => carrier.reads.findSimHistory(personalData.msisdn);
const activations = () => carrier.heard.filter(({ path }) => path === ACTIVATE);

/** A card that the store handed over, and the order that its swap placed. */
async function aHandedOverCard(given: { line?: Line; iccid?: string } = {}) {
  const { line = await aCarriersLine(t.ctx, carrier), ...rest } = given;
  const swap = await aCompletedSwap(t.ctx, line, rest);
  return { line, swap, order: await anOrder(t.ctx, line, activation(swap), { actor: clerk }) };
}

describe("a card that a store handed over", () => {
  it("is activated by its serial, under the order's key, and that ends the swap", async () => {
    const iccid = "8982300000000000018";
    const { line, swap, order } = await aHandedOverCard({ iccid });
    await carryOut();
    expect(await read(order.id)).toMatchObject({ state: "done", attempts: 1 });
    expect(await swapOf(swap)).toMatchObject({ state: "active", settledAt: start });
    expect(await simOf(line)).toEqual({ simChangedAt: start, portedInAt: null });
    expect(activations()).toEqual([
      {
        path: ACTIVATE,
        body: { msisdn: line.personalData.msisdn, iccid, idempotencyKey: order.idempotencyKey },
      },
    ]);
    const said = await t.ctx.db.auditEvent.findMany({ where: { subjectId: String(line.id) } });
    expect(said.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["card.activate", "carrier.done"]),
    );
    expect(
      JSON.stringify([said, await read(order.id)], (_key, value: unknown) => String(value)),
    ).not.toContain(iccid);
  });

  it("leaves protection as it was", async () => {
    const line = await aCarriersLine(t.ctx, carrier);
    await anOrder(t.ctx, line, protectionOn);
    await carryOut();
    await aHandedOverCard({ line });
    await carryOut();
    expect(await carrier.reads.findProtection(line.personalData.msisdn)).toMatchObject({ state: "on" });
  });

  it.each(["error", "lost", "silent"])(
    "(%s) is tried until the carrier has it, and activated once",
    async (fault) => {
      const { line, swap, order } = await aHandedOverCard();
      await carrier.fault(fault, ACTIVATE);
      await carryOut();
      expect(await read(order.id)).toMatchObject({
        state: "pending",
        reason: "carrier-silent",
        notBefore: after(start, seconds(5)),
      });
      expect(await swapOf(swap)).toMatchObject({ state: "activating", settledAt: null });

      const later = after(start, hours(72));
      t.setNow(later);
      await carryOut();
      expect((await read(order.id)).state).toBe("pending");
      await carrier.fault("none");
      t.setNow(after(later, minutes(5)));
      await carryOut();
      expect(await read(order.id)).toMatchObject({ state: "done", attempts: 3 });
      expect(await swapOf(swap)).toMatchObject({ state: "active" });
      expect(await simOf(line)).toMatchObject({
        simChangedAt: fault === "lost" ? start : after(later, minutes(5)),
      });
      expect(new Set(activations().map(({ body }) => body.idempotencyKey))).toEqual(
        new Set([order.idempotencyKey]),
      );
    },
  );

  it("that the carrier refuses is refused for good, and so is the swap", async () => {
    const { line, swap, order } = await aHandedOverCard({ iccid: "8981300000000000018" });
    await carryOut();
    expect(await read(order.id)).toMatchObject({ state: "failed", reason: "carrier-refused", attempts: 1 });
    expect(await swapOf(swap)).toMatchObject({ state: "refused", settledAt: start });
    expect(await simOf(line)).toEqual({ simChangedAt: null, portedInAt: null });
    t.setNow(after(start, hours(1)));
    await carryOut();
    expect(activations()).toHaveLength(1);
  });

  it("that the carrier refuses waits for its store's stock, however long others hold that", async () => {
    const { swap, order } = await aHandedOverCard({ iccid: "8981300000000000026" });
    const beside = await t.ctx.pool.connect();
    await beside.query("begin");
    await beside.query("select from store_stock where store_id = $1 for update", [swap.storeId]);
    const carried = carryOut();
    // Prisma's own limit is five seconds.
    await beside.query("select pg_sleep(5.5)");
    await beside.query("commit");
    beside.release();
    await carried;
    expect((await read(order.id)).state).toBe("failed");
    expect((await swapOf(swap)).state).toBe("refused");
  }, 20_000);

  it("isn't activated for a number that has been given to somebody else, who is told nothing", async () => {
    const { line, swap, order } = await aHandedOverCard();
    carrier.lines.set(line.personalData.msisdn, { status: "active", holderRef: "H-stranger" });
    await carryOut();
    expect(await read(order.id)).toMatchObject({ state: "failed", reason: "owner-changed" });
    expect((await swapOf(swap)).state).toBe("refused");
    expect(activations()).toEqual([]);
    expect(await t.ctx.db.notice.count({ where: { subscriberId: line.id } })).toBe(0);
    expect(await t.ctx.db.swapBooking.count({ where: { subscriberId: line.id, state: "booked" } })).toBe(0);
  });

  it("isn't activated once its serial has been erased", async () => {
    const { swap, order } = await aHandedOverCard();
    await t.ctx.db.swap.update({ where: { id: swap.id }, data: { envelope: null, keyId: null } });
    await carryOut();
    expect(await read(order.id)).toMatchObject({ state: "failed", reason: "purged" });
    expect((await swapOf(swap)).state).toBe("refused");
  });

  it("is never another line's", async () => {
    const { swap } = await aHandedOverCard();
    await carryOut();
    carrier.heard.length = 0;
    const stranger = await aCarriersLine(t.ctx, carrier);
    const { id } = await anOrder(t.ctx, stranger, activation(swap), { actor: clerk });
    await carryOut();
    expect((await read(id)).state).toBe("pending");
    expect(carrier.heard).toEqual([]);
    await t.ctx.db.carrierOrder.delete({ where: { id } });
  });

  it("is settled once, order and swap together, also by the worker that takes over from one that died", async () => {
    const { swap, order } = await aHandedOverCard();
    const slow = anOrderSender(carrier, {
      writes: {
        ...carrier.writes,
        activateCard: async (asked) => {
          const answer = await carrier.writes.activateCard(asked);
          t.setNow(after(start, minutes(2)));
          await expireOrderLeases(t.ctx);
          await carryOut();
          return answer;
        },
      },
    });
    await carryOutAll(t.ctx, slow);
    expect(await read(order.id)).toMatchObject({ state: "done", attempts: 2 });
    expect(await swapOf(swap)).toMatchObject({ state: "active", settledAt: after(start, minutes(2)) });
  });
});

describe("a card without a visit", () => {
  const remote = (way: "esim" | "courier"): CarrierOrder => ({ kind: "remote_card", wanted: { way } });

  it.each(["esim", "courier"] as const)(
    "(%s) is sent by the carrier; then the line begins anew",
    async (way) => {
      const line = await aCarriersLine(t.ctx, carrier);
      await aLink(t.ctx, line);
      await aSignedInSession(t, line);
      const { id, idempotencyKey } = await anOrder(t.ctx, line, remote(way), { level: "L3" });
      await carryOut();
      expect((await read(id)).state).toBe("done");
      expect(carrier.heard).toEqual([
        {
          path: "/v1/lines/card/send",
          body: { msisdn: line.personalData.msisdn, way, idempotencyKey },
        },
        expect.objectContaining({ body: expect.objectContaining({ state: "on" }) as unknown }),
      ]);
      expect(await carrier.reads.findProtection(line.personalData.msisdn)).toMatchObject({ state: "on" });
      expect(await t.ctx.db.session.count({ where: { subscriberId: line.id } })).toBe(0);
      const links = await t.ctx.db.link.findMany({
        where: { subscriberId: line.id },
        orderBy: { version: "asc" },
      });
      expect(links.map(({ revokedFor }) => revokedFor)).toEqual(["swapped", null]);
      expect(await lettersOf(t.ctx, line, "swapped")).toMatchObject([{ notice: { linkId: links[1]?.id } }]);
      const [asked] = await t.ctx.db.auditEvent.findMany({
        where: { subjectId: String(line.id) },
        orderBy: { id: "asc" },
      });
      expect(asked).toMatchObject({ action: "card.remote", detail: { order: String(id), level: "L3" } });
    },
  );

  it("refused by the carrier changes nothing, and the line is told", async () => {
    const line = await aCarriersLine(t.ctx, carrier);
    const { id } = await anOrder(t.ctx, line, remote("courier"), { level: "L3" });
    await carrier.fault("refuse", "/v1/lines/card/send");
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "carrier-refused" });
    expect(await lettersOf(t.ctx, line, "remote_refused")).toHaveLength(1);
    expect(await lettersOf(t.ctx, line, "swapped")).toEqual([]);
  });

  it("is given up after half an hour without the carrier", async () => {
    const line = await aCarriersLine(t.ctx, carrier);
    const { id } = await anOrder(t.ctx, line, remote("courier"), { level: "L3" });
    await carrier.fault("error");
    t.setNow(after(start, minutes(29)));
    await carryOut();
    expect((await read(id)).state).toBe("pending");
    t.setNow(after(start, minutes(31)));
    await carryOut();
    expect(await read(id)).toMatchObject({ state: "failed", reason: "gave-up" });
    expect(await lettersOf(t.ctx, line, "remote_refused")).toHaveLength(1);
    expect(await lettersOf(t.ctx, line, "swapped")).toEqual([]);
  });

  it.each(["L1", "L2"] as const)("ordered at %s breaks what must hold", async (level) => {
    const line = await aCarriersLine(t.ctx, carrier);
    const { id } = await anOrder(t.ctx, line, remote("esim"), { level });
    const { broken } = await listBrokenInvariants(t.ctx);
    expect(broken).toEqual([
      { name: expect.stringContaining("no card without a visit") as string, rows: [{ id: String(id) }] },
    ]);
    await t.ctx.db.carrierOrder.delete({ where: { id } });
  });
});

it("a swap whose order has come to nothing breaks what must hold", async () => {
  const { swap, order } = await aHandedOverCard();
  await t.ctx.db.carrierOrder.update({
    where: { id: order.id },
    data: { state: "superseded", settledAt: start },
  });
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken).toEqual([
    { name: expect.stringContaining("waits for the carrier") as string, rows: [{ id: String(swap.id) }] },
  ]);
  await t.ctx.db.carrierOrder.update({
    where: { id: order.id },
    data: { state: "pending", settledAt: null },
  });
  await carryOut();
});
