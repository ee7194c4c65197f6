import { randomUUID } from "node:crypto";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import type { OrderFailure } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { settleSwap } from "#app/domain/usim-swap/settle-swap.server.ts";
import { rankOf } from "#app/domain/usim-swap/waiting-list.rules.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { anOrder, pauseUntil, protectionOn } from "#tests/factories/carrier-order.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { aLink } from "#tests/factories/link.ts";
import { lettersOf } from "#tests/factories/notice.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { after, hours } from "#app/shared/time.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { db } = context.ctx;
const worker = context.as({ type: "system", id: "worker" });
afterAll(() => context.close());

const start = new Date("2025-09-18T20:00:00+09:00");
beforeEach(() => context.setNow(start));

const settle = (swapId: bigint, outcome: "done" | "failed", failure?: OrderFailure) =>
  db.$transaction((tx) => settleSwap(worker, tx, { swapId, outcome, ...(failure && { failure }) }));

async function aSwap(given: Parameters<Awaited<ReturnType<typeof aCase>>["line"]>[0] = {}) {
  const { line, incident } = await aCase(context);
  const own = await line(given);
  const swap = await aCompletedSwap(context.ctx, own);
  const stock = () =>
    db.storeStock.findUniqueOrThrow({
      where: { storeId_card: { storeId: swap.storeId, card: "usim" } },
    });
  const booking = () => db.swapBooking.findUniqueOrThrow({ where: { id: swap.bookingId } });
  return { line, incident, own, swap, stock, booking };
}

const ordersOf = (subscriberId: bigint) => db.carrierOrder.findMany({ where: { subscriberId } });
const audited = async (subscriberId: bigint) =>
  (
    await db.auditEvent.findMany({ where: { subjectType: "subscriber", subjectId: String(subscriberId) } })
  ).map(({ action }) => action);

describe("a swap that the carrier carried out", () => {
  it("ends the old links and the sessions of the line, orders protection on, and tells it with a new link", async () => {
    const { line, own, swap } = await aSwap({ email: "own@example.com" });
    const other = await line();
    await aLink(context.ctx, own);
    await aLink(context.ctx, other);
    const unissued = await db.link.create({ data: { subscriberId: own.id, version: 40 } });
    await db.$transaction((tx) =>
      startSession(context.ctx, tx, { subscriberId: own.id, linkId: null, level: "L1" }),
    );
    await aSignedInSession(context, own, { raisedFor: "/protection/off" });
    await aSignedInSession(context, other);

    await settle(swap.id, "done");
    expect(await db.swap.findUnique({ where: { id: swap.id } })).toMatchObject({
      state: "active",
      settledAt: start,
    });
    const links = await db.link.findMany({ where: { subscriberId: own.id }, orderBy: { version: "asc" } });
    expect(links.map(({ revokedFor }) => revokedFor)).toEqual(["swapped", null, null]);
    expect(links[0]?.revokedAt).toEqual(start);
    expect(links[1]?.id).toBe(unissued.id);
    expect(await db.link.count({ where: { subscriberId: other.id, revokedAt: null } })).toBe(1);
    expect(await db.session.count({ where: { subscriberId: own.id } })).toBe(0);
    expect(await db.session.count({ where: { subscriberId: other.id } })).toBe(1);
    expect(await ordersOf(own.id)).toMatchObject([
      { kind: "protection", wanted: { state: "on" }, state: "pending", actorType: "system", level: null },
    ]);
    const [letter] = await lettersOf(context.ctx, own, "swapped");
    expect(letter?.notice.link).toMatchObject({ id: links[2]?.id, tokenHash: null, revokedAt: null });
    expect(await lettersOf(context.ctx, own, "swapped", "mail")).toHaveLength(1);
    expect(await audited(own.id)).toEqual(expect.arrayContaining(["swap.active"]));
  });

  it("leaves alone the session that the store's own ID check opened", async () => {
    const { own, swap } = await aSwap();
    const grant = await db.storeGrant.create({
      data: {
        idCheckId: swap.idCheckId,
        subscriberId: own.id,
        storeId: swap.storeId,
        memberId: swap.memberId,
        path: "/protection/off",
        codeIndex: Buffer.from(randomUUID()),
        issuedAt: start,
        expiresAt: start,
      },
    });
    const { session } = await aSignedInSession(context, own);
    await db.session.update({ where: { id: session.id }, data: { storeGrantId: grant.id } });
    await settle(swap.id, "done");
    expect(await db.session.findMany({ where: { subscriberId: own.id } })).toMatchObject([
      { id: session.id },
    ]);
  });

  it("ends what its holder, or its guardian, has opened on another line, and nobody else's", async () => {
    const { line, own, swap } = await aSwap({ holderRef: "H-parent", msisdn: "01055550001" });
    const second = await line({ holderRef: "H-parent" });
    const child = await line({ guardianMsisdn: "01055550001" });
    const childsSwap = await aCompletedSwap(context.ctx, child);
    const stranger = await line();
    const openAll = async () => {
      await aSignedInSession(context, { id: second.id, holderId: own.holderId });
      await aSignedInSession(context, { id: child.id, holderId: own.holderId });
      await aSignedInSession(context, stranger);
    };
    const holders = async () =>
      (await db.session.findMany({ where: { subscriber: { incidentId: own.incidentId } } })).map(
        ({ holderId }) => holderId,
      );

    await openAll();
    await settle(swap.id, "done");
    expect(await holders()).toEqual([stranger.holderId]);
    await openAll();
    await settle(childsSwap.id, "done");
    expect(await holders()).toEqual([stranger.holderId, stranger.holderId]);
  });

  it.each(["pending", "sending", "done"] as const)(
    "leaves a pause that they chose (%s) to its end",
    async (state) => {
      const { own, swap } = await aSwap();
      const pause = await anOrder(context.ctx, own, pauseUntil(after(start, hours(2))), { level: "L3" });
      await db.carrierOrder.update({
        where: { id: pause.id },
        data: {
          state,
          settledAt: state === "done" ? start : null,
          ...(state === "sending" && { leaseOwner: randomUUID(), leaseUntil: after(start, hours(1)) }),
        },
      });
      await settle(swap.id, "done");
      expect(await ordersOf(own.id)).toMatchObject([{ wanted: { state: "paused" }, state }]);
    },
  );

  it.each([
    ["failed", { state: "failed", reason: "carrier-refused", settledAt: start }, hours(2), []],
    ["is over", { state: "done", settledAt: start }, 0, []],
    ["was taken back since", { state: "done", settledAt: start }, hours(2), [protectionOn]],
  ] as const)("orders protection on where a pause %s", async (_, data, lasts, since) => {
    const { own, swap } = await aSwap();
    const pause = await anOrder(context.ctx, own, pauseUntil(after(start, lasts)), { level: "L3" });
    await db.carrierOrder.update({ where: { id: pause.id }, data });
    for (const order of since) await anOrder(context.ctx, own, order);
    await settle(swap.id, "done");
    const newest = (await ordersOf(own.id)).toSorted((one, other) => Number(other.id - one.id))[0];
    expect(newest).toMatchObject({ wanted: { state: "on" }, actorType: "system", state: "pending" });
  });

  it.each([
    ["a company", { holderType: "company" as const }],
    ["a line without a birth date", { birthDate: null }],
  ])("tells %s, which can have no link, without one", async (_, given) => {
    const { own, swap } = await aSwap(given);
    await settle(swap.id, "done");
    expect(await lettersOf(context.ctx, own, "swapped")).toMatchObject([{ notice: { linkId: null } }]);
    expect(await ordersOf(own.id)).toHaveLength(1);
  });

  it("is settled once: a second word changes nothing, whatever it is", async () => {
    const { swap } = await aSwap();
    await settle(swap.id, "done");
    const settled = await sumTables(context.ctx.pool);
    await settle(swap.id, "done");
    await settle(swap.id, "failed");
    expect(await sumTables(context.ctx.pool)).toEqual(settled);
  });
});

describe("a card that the carrier refused", () => {
  const told = async ({ own, swap }: Awaited<ReturnType<typeof aSwap>>) => {
    expect(await lettersOf(context.ctx, own, "card_refused")).toMatchObject([
      { notice: { storeId: swap.storeId, momentAt: start } },
    ]);
    expect(await lettersOf(context.ctx, own, "swapped")).toEqual([]);
    expect(await lettersOf(context.ctx, own, "visit_lost")).toEqual([]);
  };
  const ticketsOf = (subscriberId: bigint) => db.waitingTicket.findMany({ where: { subscriberId } });
  const first = { card: "usim", rank: rankOf({ reason: "displaced", hasPriority: false }) } as const;

  it("stays used; the booking is live again, for another card, and the line is told", async () => {
    const given = await aSwap();
    const { own, swap, stock, booking } = given;
    await aLink(context.ctx, own);
    await settle(swap.id, "failed", "carrier-refused");
    expect(await db.swap.findUnique({ where: { id: swap.id } })).toMatchObject({ state: "refused" });
    expect(await booking()).toMatchObject({ state: "booked", settledAt: null });
    expect(await stock()).toMatchObject({ initial: 10, remaining: 8, reserved: 1, used: 1 });
    expect(await ordersOf(own.id)).toEqual([]);
    expect(await db.link.count({ where: { subscriberId: own.id, revokedAt: null } })).toBe(1);
    expect(await audited(own.id)).toEqual(["swap.refused"]);
    await told(given);
  });

  it("and was the last: the line is first in the store's waiting list, and is told", async () => {
    const given = await aSwap();
    const { own, swap, stock, booking } = given;
    await db.storeStock.update({
      where: { storeId_card: { storeId: swap.storeId, card: "usim" } },
      data: { remaining: 0, used: 10 },
    });
    await settle(swap.id, "failed", "carrier-refused");
    expect(await booking()).toMatchObject({ state: "displaced" });
    expect(await stock()).toMatchObject({ remaining: 0, reserved: 0, used: 10 });
    expect(await ticketsOf(own.id)).toMatchObject([{ ...first, storeId: swap.storeId, state: "waiting" }]);
    await told(given);
  });

  it("after the day of the visit: the line is first in the waiting list, and a card is set aside for it", async () => {
    const given = await aSwap();
    const { own, swap, stock, booking } = given;
    context.setNow(new Date("2025-09-19T00:00:00+09:00"));
    await settle(swap.id, "failed", "carrier-refused");
    expect(await booking()).toMatchObject({ state: "displaced" });
    expect(await stock()).toMatchObject({ remaining: 8, reserved: 1, used: 1 });
    expect(await ticketsOf(own.id)).toMatchObject([{ ...first, storeId: swap.storeId, state: "offered" }]);
    expect(await lettersOf(context.ctx, own, "card_set_aside")).toHaveLength(1);
    await told(given);
  });

  it.each(["owner-changed", "line-not-active", "line-unknown", "purged"] as const)(
    "for the line's sake (%s) brings nobody back, and tells nobody",
    async (failure) => {
      const { own, swap, stock, booking } = await aSwap();
      await settle(swap.id, "failed", failure);
      expect(await db.swap.findUnique({ where: { id: swap.id } })).toMatchObject({ state: "refused" });
      expect(await booking()).toMatchObject({ state: "done", settledAt: start });
      expect(await stock()).toMatchObject({ remaining: 9, reserved: 0, used: 1 });
      expect(await ticketsOf(own.id)).toEqual([]);
      expect(await db.notice.count({ where: { subscriberId: own.id } })).toBe(0);
    },
  );

  it("leaves the line what it has booked meanwhile", async () => {
    const { own, swap, stock, booking } = await aSwap();
    await db.swapBooking.create({ data: { visitId: swap.visitId, subscriberId: own.id, card: "usim" } });
    await settle(swap.id, "failed", "carrier-refused");
    expect(await booking()).toMatchObject({ state: "done" });
    expect(await stock()).toMatchObject({ remaining: 9, used: 1 });
  });
});
