import { describe, expect, it } from "vitest";
import type { Remedy } from "#app/domain/incidents/incident.schema.ts";
import {
  inOrder,
  moneyState,
  statesOf,
  type StepOrder,
  type StepRows,
} from "#app/domain/exposure/step-state.rules.ts";

const now = new Date("2025-09-20T10:00:00+09:00");
const asked = new Date("2025-09-18T21:00:00+09:00");
const settled = new Date("2025-09-18T21:01:00+09:00");
const nothing: StepRows = { orders: [], visitAt: null, swap: null, ticket: null, fee: null };

type Given = Pick<StepOrder, "kind" | "wanted">;
const order = (given: Given, state: StepOrder["state"] = "done") =>
  ({ ...given, state, askedAt: asked, settledAt: state === "done" ? settled : null }) as StepOrder;
const protection = (wanted: unknown, state?: StepOrder["state"]) =>
  order({ kind: "protection", wanted } as Given, state);
const allowed = (isAllowed: boolean, state?: StepOrder["state"]) =>
  order({ kind: "payments_allowed", wanted: { allowed: isAllowed } }, state);
const cap = (mayRaise: boolean, state?: StepOrder["state"]) =>
  order({ kind: "payments_cap", wanted: { capKrw: 100_000, mayRaise } }, state);

/** Newest first, as they are read. */
const after = (...orders: StepOrder[]) => statesOf({ ...nothing, orders }, now);

it("says nothing of what a line has never used", () => {
  expect(statesOf(nothing, now)).toEqual({});
});

describe("protection", () => {
  const on = { state: "on" };
  const off = { state: "off" };
  const paused = (until: string) => ({ state: "paused", until });

  it.each([
    ["on, once the carrier confirmed it", [protection(on)], "protection_on", "done", settled],
    ["asked for, as long as it didn't", [protection(on, "pending")], "protection_asked", "asked", asked],
    ["asked for, while it is on its way", [protection(on, "sending")], "protection_asked", "asked", asked],
    [
      "on its way off, though it is on",
      [protection(off, "pending"), protection(on)],
      "protection_changing",
      "asked",
      asked,
    ],
    ["off again", [protection(off), protection(on)], "protection_off", "open", settled],
    ["not done", [protection(on, "failed"), protection(off)], "order_failed", "open", asked],
    [
      "on still, where switching it off failed",
      [protection(off, "failed"), protection(on)],
      "protection_on",
      "done",
      settled,
    ],
    [
      "paused until then",
      [protection(paused("2025-09-20T12:00:00+09:00")), protection(on)],
      "protection_paused",
      "asked",
      new Date("2025-09-20T12:00:00+09:00"),
    ],
  ])("is %s", (_, orders, says, stands, at) => {
    expect(after(...orders).protection).toEqual({ says, stands, at, amountKrw: null });
  });

  it("is not said to be on because a pause is over: the worker's order says so", () => {
    expect(after(protection(paused("2025-09-20T09:59:00+09:00")), protection(on))).toEqual({});
  });
});

describe("micropayments", () => {
  it.each([
    ["off", [allowed(false)], "payments_off", "done"],
    ["asked to be off", [allowed(false, "pending")], "payments_off_asked", "asked"],
    ["limited", [cap(false)], "payments_cap", "done"],
    ["asked to be limited", [cap(false, "sending")], "payments_cap_asked", "asked"],
    ["off, which counts before a limit", [cap(false), allowed(false)], "payments_off", "done"],
    ["limited, on again", [allowed(true), cap(false)], "payments_cap", "done"],
    ["not done", [allowed(false, "failed")], "order_failed", "open"],
  ])("are %s", (_, orders, says, stands) => {
    expect(after(...orders).micropayments).toMatchObject({ says, stands });
  });

  it.each([
    ["on again", [allowed(true), allowed(false, "failed")]],
    ["raised", [cap(true)]],
    ["biometric alone", [order({ kind: "payments_biometric", wanted: { biometricOnly: true } })]],
  ])("are left to do where they are %s", (_, orders) => {
    expect(after(...orders)).toEqual({});
  });
});

describe("the new card", () => {
  const remote = (state: StepOrder["state"]) =>
    order({ kind: "remote_card", wanted: { way: "esim" } }, state);
  it.each<[string, Partial<StepRows>, string, string]>([
    ["booked", { visitAt: now }, "swap_booked", "asked"],
    ["in use", { swap: { state: "active", at: now } }, "swap_active", "done"],
    ["waiting", { swap: { state: "activating", at: now } }, "swap_activating", "asked"],
    ["refused", { swap: { state: "refused", at: now } }, "swap_refused", "open"],
    [
      "booked anew after one was refused",
      { swap: { state: "refused", at: now }, visitAt: now },
      "swap_booked",
      "asked",
    ],
    [
      "refused, after an older one without a visit wasn't sent",
      { swap: { state: "refused", at: new Date(now.getTime() + 1) }, orders: [remote("failed")] },
      "swap_refused",
      "open",
    ],
    ["waited for", { ticket: { state: "waiting", at: now } }, "swap_waiting", "asked"],
    ["kept for them", { ticket: { state: "offered", at: now } }, "swap_offered", "open"],
    ["asked for", { orders: [remote("pending")] }, "remote_asked", "asked"],
    ["accepted", { orders: [remote("done")] }, "remote_sent", "asked"],
    ["not sent", { orders: [remote("failed")] }, "order_failed", "open"],
    ["booked after it was not sent", { orders: [remote("failed")], visitAt: now }, "swap_booked", "asked"],
  ])("is %s", (_, rows, says, stands) => {
    expect(statesOf({ ...nothing, ...rows }, now)["usim-swap"]).toMatchObject({ says, stands });
  });
});

describe("the fee", () => {
  it.each([
    ["registered", "fee_registered", "asked"],
    ["approved", "fee_approved", "done"],
    ["refused", "fee_refused", "done"],
  ] as const)("is %s", (state, says, stands) => {
    const states = statesOf({ ...nothing, fee: { state, at: now } }, now);
    expect(states["fee-waiver"]).toMatchObject({ says, stands, at: now });
  });

  it("is left to do once it was withdrawn", () => {
    expect(statesOf({ ...nothing, fee: { state: "withdrawn", at: now } }, now)).toEqual({});
  });
});

describe("the money", () => {
  const claim = { decided: true, waitingKrw: 0, approvedKrw: 0, settledKrw: 0 };
  const of = (openKrw: number, ...claims: Partial<typeof claim>[]) =>
    moneyState({ openKrw, claims: claims.map((one) => ({ ...claim, ...one })) });

  it.each([
    ["open, whatever else there is", of(50_000, { approvedKrw: 10, settledKrw: 10 }), "money_open", 50_000],
    [
      "being reviewed, as far as it is not decided",
      of(0, { decided: false, waitingKrw: 30_000, approvedKrw: 10_000 }),
      "money_asked",
      30_000,
    ],
    [
      "decided, and not all of it paid",
      of(0, { approvedKrw: 100, settledKrw: 40 }, { approvedKrw: 5, settledKrw: 5 }),
      "money_decided",
      60,
    ],
    ["paid", of(0, { approvedKrw: 100, settledKrw: 100 }), "money_paid", 100],
    ["refused", of(0, {}), "money_refused", null],
  ])("is %s", (_, state, says, amountKrw) => {
    expect(state).toMatchObject({ says, amountKrw });
  });

  it("is nothing where nothing is confirmed and nothing was asked for", () => {
    expect(of(0)).toBeNull();
  });
});

it("puts what is left first, then what was asked for, then what is done; else the incident's order", () => {
  const keys = ["usim-swap", "protection", "micropayments", "compensation", "fee-waiver"] as const;
  const steps = keys.map((key) => ({ key })) as Remedy[];
  const states = statesOf(
    { ...nothing, orders: [protection({ state: "on" }), allowed(true)], visitAt: now },
    now,
  );
  expect(inOrder(steps, states).map(({ key }) => key)).toEqual([
    "micropayments",
    "compensation",
    "fee-waiver",
    "usim-swap",
    "protection",
  ]);
});
