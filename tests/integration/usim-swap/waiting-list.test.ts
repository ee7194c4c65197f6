import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { getOwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { joinWaitingList } from "#app/domain/usim-swap/join-waiting-list.server.ts";
import { lapseOffers } from "#app/domain/usim-swap/lapse-offers.server.ts";
import { leaveWaitingList } from "#app/domain/usim-swap/leave-waiting-list.server.ts";
import { orderRemoteCard } from "#app/domain/usim-swap/order-remote-card.server.ts";
import { after, hours } from "#app/shared/time.ts";
import { anAgentInCall, anAgentInCheckedCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, asLine, book, join, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");

let t: TestContext;
let incident: Awaited<ReturnType<typeof anIncident>>;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
});
beforeEach(() => t.setNow(start));
afterAll(() => t.close());

const aLine = (given: Parameters<typeof aSubscriber>[1] = {}) => aSubscriber(t.ctx, given);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, incident, given);
/** All but the figures of a finding that the factory made up. */
const broken = async () =>
  (await listBrokenInvariants(t.ctx)).broken.filter(({ name }) => !name.startsWith("published figures"));
const stateOf = async ({ id }: { id: bigint }) =>
  (await t.ctx.db.waitingTicket.findFirst({ where: { subscriberId: id }, orderBy: { id: "desc" } }))?.state;
const worker = () => t.as({ type: "system", id: "worker" });

/** A store whose one card is booked, and the way to free it. */
async function aFullStore() {
  const [store, holder] = [await theStore({ usim: 1 }), await aLine()];
  const visit = await aVisit(t.ctx, holder, store, { startsAt: slotAt("2025-09-25 10:00") });
  const free = () => cancelUsimSwap(asLine(t.ctx, holder), randomUUID(), { visitId: visit.id });
  return { store, free };
}

it("offers a card that comes free by the stated order, to one after the other", async () => {
  const { store, free } = await aFullStore();
  const lines = {
    late: await aLine(),
    early: await aLine(),
    traveller: await aLine(),
    senior: await aLine({ priority: "senior" }),
    imsi: await aLine(),
    victim: await aLine(),
  };
  await aPublishedFinding(t.ctx, incident, {
    id: "of-the-list",
    changed: [
      { line: lines.imsi },
      { line: lines.victim, verdict: "payments", confirmedCount: 1, confirmedKrw: 1_000 },
    ],
  });
  for (const [index, name] of (
    ["early", "late", "traveller", "senior", "imsi", "victim"] as const
  ).entries()) {
    t.setNow(after(start, index * 1_000));
    await aTicket(t.ctx, lines[name], store, { travelOn: name === "traveller" ? "2025-09-30" : null });
  }
  expect((await getOwnSwap(asLine(t.ctx, lines.late), lines.late.id)).ticket).toMatchObject({
    place: 5,
    reason: "other",
    state: "waiting",
  });
  await free();
  const order: string[] = [];
  for (;;) {
    const offered = await t.ctx.db.waitingTicket.findMany({ where: { storeId: store.id, state: "offered" } });
    if (offered.length === 0) break;
    expect(offered).toHaveLength(1);
    const [name = "", line] =
      Object.entries(lines).find(([, { id }]) => id === offered[0]?.subscriberId) ?? [];
    order.push(name);
    expect(await stockOf(t.ctx, store)).toEqual({ initial: 1, remaining: 0, reserved: 1, used: 0 });
    if (line) await leaveWaitingList(asLine(t.ctx, line), { subscriberId: line.id });
  }
  expect(await lettersTo(t.ctx, lines.late)).toEqual(["card_set_aside", "place_ended"]);
  expect(order).toEqual(["victim", "imsi", "senior", "traveller", "early", "late"]);
  expect(await stockOf(t.ctx, store)).toMatchObject({ remaining: 1, reserved: 0 });
  expect(await broken()).toEqual([]);
});

it("an offer ends after 24 hours, the card goes to the next, and whoever let it pass may join again", async () => {
  const { store, free } = await aFullStore();
  const [first, second] = [await aLine(), await aLine()];
  await aTicket(t.ctx, first, store);
  await aTicket(t.ctx, second, store);
  await free();
  expect((await getOwnSwap(asLine(t.ctx, first), first.id)).ticket).toMatchObject({
    state: "offered",
    offeredUntil: after(start, hours(24)),
    place: 0,
  });
  t.setNow(after(start, hours(24) - 1));
  expect(await lapseOffers(worker())).toEqual({ lapsed: 0 });
  t.setNow(after(start, hours(24)));
  expect(await Promise.all([lapseOffers(worker()), lapseOffers(worker())])).toContainEqual({ lapsed: 1 });
  expect([await stateOf(first), await stateOf(second)]).toEqual(["lapsed", "offered"]);
  expect((await getOwnSwap(asLine(t.ctx, first), first.id)).ticket).toMatchObject({ state: "lapsed" });
  expect(await lettersTo(t.ctx, first)).toEqual(["card_set_aside", "place_ended"]);
  expect(await lettersTo(t.ctx, second)).toEqual(["card_set_aside"]);
  expect((await join(t.ctx, first, store)).ok).toBe(true);
  expect(await broken()).toEqual([]);
});

it("an offer holds for as long as the store can take nobody", async () => {
  const { store, free } = await aFullStore();
  const line = await aLine();
  await aTicket(t.ctx, line, store);
  await free();
  await t.ctx.db.storeClosure.create({
    data: { storeId: store.id, from: start, until: slotAt("2025-10-30 00:00"), reason: "Works" },
  });
  t.setNow(after(start, hours(25)));
  expect(await lapseOffers(worker())).toEqual({ lapsed: 0 });
  expect(await stateOf(line)).toBe("offered");
  expect(await broken()).toEqual([]);
});

describe("joining", () => {
  it("is refused while a card is free, after a booking, twice, and for a line that is no more", async () => {
    const [line, booked, ended] = [await aLine(), await aLine(), await aLine({ lineStatus: "ended" })];
    const [{ store }, free] = [await aFullStore(), await theStore()];
    await aVisit(t.ctx, booked, free);
    const refusals = [
      await join(t.ctx, line, free),
      await join(t.ctx, booked, store),
      await join(t.ctx, ended, store),
    ].map((answer) => !answer.ok && answer.refusal);
    expect(refusals).toEqual(["cards-free", "already-booked", "line-not-active"]);
    const key = randomUUID();
    const codes = await Promise.all(Array.from({ length: 20 }, () => join(t.ctx, line, store, { key })));
    expect(new Set(codes.map((answer) => answer.ok && answer.value.code)).size).toBe(1);
    expect(await join(t.ctx, line, store)).toEqual({ ok: false, refusal: "already-waiting" });
    expect(await join(t.ctx, booked, store, { key })).toEqual({ ok: false, refusal: "form-used" });
    await expect(join(t.ctx, await aLine(), store, { card: "esim" })).rejects.toThrow(NotFound);
    expect(await broken()).toEqual([]);
  });

  it("is for the line's own session, or an agent whose caller was checked, who has the line told", async () => {
    const { store } = await aFullStore();
    const line = await aLine();
    const wanted = { subscriberId: line.id, storeId: store.id, card: "usim" as const, travelOn: null };
    await expect(joinWaitingList(asLine(t.ctx, await aLine()), randomUUID(), wanted)).rejects.toThrow(
      Forbidden,
    );
    const unchecked = await anAgentInCall(t, { line });
    await expect(joinWaitingList(unchecked.as, randomUUID(), wanted)).rejects.toThrow(Forbidden);
    await expect(leaveWaitingList(unchecked.as, { subscriberId: line.id })).rejects.toThrow(Forbidden);
    await expect(getOwnSwap(unchecked.as, line.id)).rejects.toThrow(Forbidden);
    const { as } = await anAgentInCheckedCall(t, line);
    expect((await joinWaitingList(as, randomUUID(), wanted)).ok).toBe(true);
    await leaveWaitingList(as, { subscriberId: line.id });
    expect(await lettersTo(t.ctx, line)).toEqual(["acted", "place_ended"]);
    const told = { subscriberId: line.id, kind: "place_ended" as const };
    expect(await t.ctx.db.notice.findFirst({ where: told })).toMatchObject({
      storeId: store.id,
      momentAt: t.ctx.now(),
    });
  });
});

describe("a card without a visit", () => {
  const raised = (line: Awaited<ReturnType<typeof aLine>>, raisedFor = "/usim-swap/courier") =>
    aSignedInSession(t, line, { raisedFor });
  const courier = (key: string = randomUUID()) => ({ way: "courier" as const, key });

  it("is ordered at L3, once, and gives up the place in the list; then nothing else can be booked", async () => {
    const { store } = await aFullStore();
    const [line, key] = [await aLine(), randomUUID()];
    await aTicket(t.ctx, line, store);
    const { as, session } = await raised(line);
    for (const answer of await Promise.all(
      Array.from({ length: 5 }, () => orderRemoteCard(as, session, courier(key))),
    ))
      expect(answer.ok).toBe(true);
    expect(await t.ctx.db.carrierOrder.findMany({ where: { subscriberId: line.id } })).toMatchObject([
      { kind: "remote_card", wanted: { way: "courier" }, level: "L3", state: "pending" },
    ]);
    expect(await lettersTo(t.ctx, line)).toEqual(["remote_ordered"]);
    expect(await stateOf(line)).toBe("left");
    expect(await orderRemoteCard(as, session, courier())).toEqual({ ok: false, refusal: "already-asked" });
    expect(await book(t.ctx, line, await theStore())).toEqual({ ok: false, refusal: "remote-asked" });
    expect(await join(t.ctx, line, store)).toEqual({ ok: false, refusal: "remote-asked" });
    expect((await getOwnSwap(asLine(t.ctx, line), line.id)).remote).toMatchObject({ state: "pending" });
    expect(await broken()).toEqual([]);
  });

  it("is refused to a line that is booked or takes no such card, and forbidden below L3 and for the other way", async () => {
    const line = await aLine();
    const { as, session } = await raised(line);
    await expect(orderRemoteCard(as, session, { way: "esim", key: randomUUID() })).rejects.toThrow(Forbidden);
    const below = await aSignedInSession(t, line);
    await expect(orderRemoteCard(below.as, below.session, courier())).rejects.toThrow(Forbidden);
    const agent = await anAgentInCheckedCall(t, line);
    await expect(orderRemoteCard(agent.as, session, courier())).rejects.toThrow(Forbidden);
    const esim = await raised(line, "/usim-swap/esim");
    expect(await orderRemoteCard(esim.as, esim.session, { way: "esim", key: randomUUID() })).toEqual({
      ok: false,
      refusal: "not-offered",
    });
    await aVisit(t.ctx, line, await theStore());
    expect(await orderRemoteCard(as, session, courier())).toEqual({ ok: false, refusal: "already-booked" });
  });
});
