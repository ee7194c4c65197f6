import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { bookUsimSwap } from "#app/domain/usim-swap/book-usim-swap.server.ts";
import { getOwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { listOwnSwaps } from "#app/domain/usim-swap/list-own-swaps.server.ts";
import { anAgentInCall, anAgentInCheckedCall } from "#tests/factories/call.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { openSlotsOf } from "#tests/factories/open-slots.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aTicket, aVisit, asLine, book, lettersTo, slotAt, stockOf } from "#tests/factories/swap.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const start = new Date("2025-09-18T20:00:00+09:00");
const incident = { id: "small-incident" };

let t: TestContext;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  await anIncident(t.ctx);
  await anIncident(t.ctx, { id: "another" });
});
beforeEach(() => t.setNow(start));
afterAll(() => t.close());

const aLine = (given: Parameters<typeof aSubscriber>[1] = {}) => aSubscriber(t.ctx, given);
const theStore = (given: Parameters<typeof aStore>[2] = {}) => aStore(t.ctx, incident, given);
const broken = async () => (await listBrokenInvariants(t.ctx)).broken;
const takenAt = async (storeId: number, text: string) =>
  (await t.ctx.db.storeSlot.findUnique({ where: { storeId_startsAt: { storeId, startsAt: slotAt(text) } } }))
    ?.taken ?? 0;

describe("booking", () => {
  it("takes a card and a slot, tells the line when and where, and is written down", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const visit = await aVisit(t.ctx, line, store);
    expect(visit.code).toMatch(/^S-[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(visit).toMatchObject({ storeId: store.id, slots: 1, slotMinutes: 20, walkIn: false, moves: 0 });
    expect(await stockOf(t.ctx, store)).toEqual({ initial: 10, remaining: 9, reserved: 1, used: 0 });
    expect(await takenAt(store.id, "2025-09-19 10:00")).toBe(1);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);
    const letter = await t.ctx.db.notice.findFirstOrThrow({ where: { subscriberId: line.id } });
    expect(letter).toMatchObject({ storeId: store.id, momentAt: visit.startsAt });
    const event = await t.ctx.db.auditEvent.findFirst({
      where: { action: "swap.book", subjectId: String(line.id) },
    });
    expect(event).toMatchObject({ actorType: "subscriber", detail: { visit: String(visit.id) } });

    const own = await getOwnSwap(asLine(t.ctx, line), line.id);
    expect(own).toMatchObject({
      visit: { code: visit.code, startsAt: visit.startsAt, until: slotAt("2025-09-19 10:20"), canMove: true },
      ticket: null,
      swap: null,
      remote: null,
      cardType: "usim",
    });
    expect(own.visit?.lines).toEqual([
      {
        subscriberId: line.id,
        ending: line.personalData.msisdn.slice(-4),
        card: "usim",
        relationship: "self",
        state: "booked",
      },
    ]);
    expect(await listOwnSwaps(asLine(t.ctx, line), line.id)).toMatchObject([
      { kind: "visit", code: visit.code, state: "booked", storeName: store.name },
    ]);
    expect(await broken()).toEqual([]);
  });

  it("takes as many slots in a row at one counter as lines come", async () => {
    const lines = [
      await aLine({ holderRef: "H-two" }),
      await aLine({ holderRef: "H-two", cardType: "esim" }),
    ];
    const store = await theStore({ counters: 1 });
    const { as, session } = await aSignedInSession(t, lines[0] ?? (await aLine()));
    const wanted = {
      storeId: store.id,
      startsAt: slotAt("2025-09-19 10:20"),
      session,
      lines: lines.map(({ id, cardType }) => ({
        subscriberId: id,
        card: cardType === "esim" ? ("esim" as const) : ("usim" as const),
      })),
    };
    expect(await bookUsimSwap(as, randomUUID(), wanted)).toMatchObject({ ok: true, value: { isNew: true } });
    expect([await stockOf(t.ctx, store), await stockOf(t.ctx, store, "esim")]).toMatchObject([
      { remaining: 9 },
      { remaining: 9 },
    ]);
    const open = await openSlotsOf(t.ctx, { storeId: store.id, day: "2025-09-19", slots: 1 });
    expect(open.slice(0, 2).map(({ startsAt }) => startsAt)).toEqual([
      slotAt("2025-09-19 10:00"),
      slotAt("2025-09-19 11:00"),
    ]);
    const forTwo = await openSlotsOf(t.ctx, { storeId: store.id, day: "2025-09-19", slots: 2 });
    expect(forTwo[0]?.startsAt).toEqual(slotAt("2025-09-19 11:00"));
    expect(forTwo.at(-1)?.startsAt).toEqual(slotAt("2025-09-19 19:20"));
    // At L1 a line reads itself alone, and can't move the others.
    const [first] = lines;
    if (!first) throw new Error("no line");
    expect((await getOwnSwap(asLine(t.ctx, first), first.id)).visit).toMatchObject({
      lines: [{ subscriberId: first.id }],
      otherLines: 1,
      canMove: false,
    });
    expect((await getOwnSwap(as, first.id)).visit).toMatchObject({ otherLines: 0, canMove: true });
    expect(await broken()).toEqual([]);
  });

  it("uses the card that was set aside for the line, and leaves a list elsewhere to the next", async () => {
    const [line, next, filler] = [await aLine(), await aLine(), await aLine()];
    const [empty, full] = [await theStore({ usim: 1 }), await theStore()];
    const taken = await aVisit(t.ctx, filler, empty);
    await aTicket(t.ctx, line, empty);
    await aTicket(t.ctx, next, empty);
    const { cancelUsimSwap } = await import("#app/domain/usim-swap/cancel-usim-swap.server.ts");
    await cancelUsimSwap(asLine(t.ctx, filler), randomUUID(), { visitId: taken.id });
    expect(await stockOf(t.ctx, empty)).toMatchObject({ remaining: 0, reserved: 1 });
    // Offered to the first; a booking elsewhere gives it to the second, who books with it.
    await aVisit(t.ctx, line, full);
    expect(await lettersTo(t.ctx, next)).toEqual(["card_set_aside"]);
    await aVisit(t.ctx, next, empty);
    const states = async (id: bigint) =>
      (await t.ctx.db.waitingTicket.findMany({ where: { subscriberId: id } })).map(({ state }) => state);
    expect([await states(line.id), await states(next.id)]).toEqual([["left"], ["booked"]]);
    expect(await stockOf(t.ctx, empty)).toEqual({ initial: 1, remaining: 0, reserved: 1, used: 0 });
    expect(await broken()).toEqual([]);
  });

  it("by an agent, after the check of the caller, names the call", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const wanted = {
      storeId: store.id,
      startsAt: slotAt("2025-09-19 12:00"),
      lines: [{ subscriberId: line.id, card: "usim" as const }],
    };
    const unchecked = await anAgentInCall(t, { line });
    await expect(bookUsimSwap(unchecked.as, randomUUID(), wanted)).rejects.toThrow(Forbidden);
    const { as, callId } = await anAgentInCheckedCall(t, line);
    expect(await bookUsimSwap(as, randomUUID(), wanted)).toMatchObject({ ok: true });
    const event = await t.ctx.db.auditEvent.findFirst({
      where: { action: "swap.book", subjectId: String(line.id) },
    });
    expect(event).toMatchObject({
      actorType: "staff",
      detail: { callId: String(callId), forCaller: true },
    });
  });
});

describe("nothing is booked, and nothing changed", () => {
  it.each([
    ["store staff", () => aStaffMember(t.ctx, { roles: ["store"] }).then(staffActor)],
    ["an agent without a call", () => aStaffMember(t.ctx).then(staffActor)],
    ["the worker", () => Promise.resolve({ type: "system", id: "worker" } as const)],
    ["nobody", () => Promise.resolve({ type: "public" } as const)],
    [
      "another line",
      async () => ({ type: "subscriber", id: String((await aLine()).id), level: "L1" }) as const,
    ],
  ])("by %s", async (_, actor) => {
    const [line, store] = [await aLine(), await theStore()];
    const as = t.as(await actor());
    const before = await sumTables(t.ctx.pool);
    await expect(
      bookUsimSwap(as, randomUUID(), {
        storeId: store.id,
        startsAt: slotAt("2025-09-19 10:00"),
        lines: [{ subscriberId: line.id, card: "usim" }],
      }),
    ).rejects.toThrow(Forbidden);
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it("for another holder's line beside the own, or with an authenticator younger than the exposure", async () => {
    const [own, minor, stranger] = [await aLine(), await aLine(), await aLine()];
    await t.ctx.db.subscriber.update({
      where: { id: minor.id },
      data: { guardianMsisdnIndex: own.msisdnIndex },
    });
    const store = await theStore();
    const wanted = (other: { id: bigint }) => ({
      storeId: store.id,
      startsAt: slotAt("2025-09-19 10:00"),
      lines: [own, other].map(({ id }) => ({ subscriberId: id, card: "usim" as const })),
    });
    const trusted = await aSignedInSession(t, own);
    const young = await aSignedInSession(t, own, { since: new Date("2025-09-10") });
    const before = await sumTables(t.ctx.pool);
    const { session } = trusted;
    await expect(bookUsimSwap(trusted.as, randomUUID(), { ...wanted(stranger), session })).rejects.toThrow(
      Forbidden,
    );
    await expect(bookUsimSwap(asLine(t.ctx, own), randomUUID(), wanted(minor))).rejects.toThrow(Forbidden);
    expect(await bookUsimSwap(young.as, randomUUID(), { ...wanted(minor), session: young.session })).toEqual({
      ok: false,
      refusal: "reads-only",
    });
    expect(await sumTables(t.ctx.pool)).toEqual(before);
    expect(await bookUsimSwap(trusted.as, randomUUID(), { ...wanted(minor), session })).toMatchObject({
      ok: true,
    });
  });

  it.each([
    ["off the grid", "2025-09-19 10:10"],
    ["before opening", "2025-09-19 09:40"],
    ["after the last slot", "2025-09-19 20:00"],
    ["over", "2025-09-18 19:40"],
    ["less than half an hour ahead", "2025-09-18 20:20"],
    ["more than two weeks ahead", "2025-10-03 10:00"],
  ])("at a time that is %s", async (_, text) => {
    const [line, store] = [await aLine(), await theStore({ hours: "Mo-Su 10:00-20:00" })];
    const before = await sumTables(t.ctx.pool);
    expect(await book(t.ctx, line, store, { startsAt: slotAt(text) })).toEqual({
      ok: false,
      refusal: "not-offered",
    });
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it.each([
    ["line-not-active", { lineStatus: "ported" as const }, {}, {}],
    ["no-card", {}, { usim: 0 }, {}],
    ["not-offered", {}, {}, { card: "esim" as const }],
  ])("with %s", async (refusal, line, store, given) => {
    const [one, there] = [await aLine(line), await theStore(store)];
    const before = await sumTables(t.ctx.pool);
    expect(await book(t.ctx, one, there, given)).toEqual({ ok: false, refusal });
    expect(await sumTables(t.ctx.pool)).toEqual(before);
  });

  it("where others hold the slot, the promised cards, or the line's booking", async () => {
    const [one, two, three] = [await aLine(), await aLine(), await aLine()];
    const store = await theStore({ counters: 1, usim: 2 });
    await aVisit(t.ctx, one, store);
    expect(await book(t.ctx, two, store)).toEqual({ ok: false, refusal: "slot-full" });
    expect(await book(t.ctx, one, store, { startsAt: slotAt("2025-09-19 11:00") })).toEqual({
      ok: false,
      refusal: "already-booked",
    });
    await aVisit(t.ctx, two, store, { startsAt: slotAt("2025-09-19 11:00") });
    await aTicket(t.ctx, await aLine(), store);
    const startsAt = slotAt("2025-09-19 12:00");
    expect(await book(t.ctx, three, store, { startsAt })).toEqual({
      ok: false,
      refusal: "store-cards-promised",
    });
    await expect(book(t.ctx, three, { id: 0 })).rejects.toThrow(NotFound);
    await expect(book(t.ctx, three, await aStore(t.ctx, { id: "another" }))).rejects.toThrow(NotFound);
    expect(await broken()).toEqual([]);
  });
});

describe("sent more than once", () => {
  it("twenty times at once, with one card left, it is one booking, and every answer names it", async () => {
    const [line, store] = [await aLine(), await theStore({ usim: 1 })];
    const key = randomUUID();
    const answers = await Promise.all(Array.from({ length: 20 }, () => book(t.ctx, line, store, { key })));
    const visits = await t.ctx.db.swapVisit.findMany({ where: { storeId: store.id } });
    expect(visits).toHaveLength(1);
    expect(answers.map((answer) => answer.ok && answer.value.visitId)).toEqual(
      Array.from({ length: 20 }, () => visits[0]?.id),
    );
    expect(answers.filter((answer) => answer.ok && answer.value.isNew)).toHaveLength(1);
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);
    expect(await broken()).toEqual([]);
  });

  it("with something else in it, it is refused", async () => {
    const [line, other, store] = [await aLine(), await aLine(), await theStore()];
    const key = randomUUID();
    await aVisit(t.ctx, line, store, { key });
    const used = { ok: false, refusal: "form-used" };
    expect(await book(t.ctx, line, store, { key, startsAt: slotAt("2025-09-19 15:00") })).toEqual(used);
    expect(await book(t.ctx, other, store, { key })).toEqual(used);
  });

  it("from a second window, for the time that the line has, it is that visit, and nothing more is taken", async () => {
    const [line, other] = [await aLine({ cardType: "both" }), await aLine()];
    const store = await theStore({ esim: 2 });
    const visit = await aVisit(t.ctx, line, store);
    const before = await sumTables(t.ctx.pool);
    expect(await book(t.ctx, line, store)).toEqual({
      ok: true,
      value: { visitId: visit.id, code: visit.code, isNew: false },
    });
    expect(await sumTables(t.ctx.pool)).toEqual(before);
    const refused = { ok: false, refusal: "already-booked" };
    expect(await book(t.ctx, line, store, { card: "esim" })).toEqual(refused);
    expect(await book(t.ctx, line, await theStore())).toEqual(refused);
    // Somebody else's time is no time of theirs.
    const theirs = await book(t.ctx, other, store);
    expect(theirs.ok && theirs.value.visitId).not.toBe(visit.id);
  });

  it("by twenty windows at once, for one time, one books, and every answer names it", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const answers = await Promise.all(Array.from({ length: 20 }, () => book(t.ctx, line, store)));
    const visits = await t.ctx.db.swapVisit.findMany({ where: { storeId: store.id } });
    expect(visits).toHaveLength(1);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.visitId))).toEqual(
      new Set([visits[0]?.id]),
    );
    expect(await lettersTo(t.ctx, line)).toEqual(["visit_booked"]);
    expect(await broken()).toEqual([]);
  });

  it("by two forms of one line at once, one books, and the other is refused", async () => {
    const [line, store] = [await aLine(), await theStore()];
    const answers = await Promise.all(
      ["10:00", "11:00"].map((time) => book(t.ctx, line, store, { startsAt: slotAt(`2025-09-19 ${time}`) })),
    );
    expect(answers.map((answer) => (answer.ok ? "booked" : answer.refusal)).sort()).toEqual([
      ...["already-booked", "booked"],
    ]);
    expect(await broken()).toEqual([]);
  });
});

describe("many at once", () => {
  const outcomes = async (asked: Promise<{ ok: boolean; refusal?: string }>[]) => {
    const counts: Record<string, number> = {};
    for (const answer of await Promise.all(asked)) {
      const name = answer.ok ? "booked" : (answer.refusal ?? "");
      counts[name] = (counts[name] ?? 0) + 1;
    }
    return counts;
  };

  it("get the last card once, and the last counter once", async () => {
    const lines = await Promise.all(Array.from({ length: 12 }, () => aLine()));
    const oneCard = await theStore({ usim: 1, counters: 20 });
    expect(await outcomes(lines.map((line) => book(t.ctx, line, oneCard)))).toEqual({
      booked: 1,
      "no-card": 11,
    });
    const others = await Promise.all(Array.from({ length: 12 }, () => aLine()));
    const oneCounter = await theStore({ usim: 20, counters: 1 });
    expect(await outcomes(others.map((line) => book(t.ctx, line, oneCounter)))).toEqual({
      booked: 1,
      "slot-full": 11,
    });
    expect(await broken()).toEqual([]);
  });
});
