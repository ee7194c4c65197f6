import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { feePolicySchema } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import {
  countsFrom,
  decideFee,
  hindranceOf,
  lastDayToApply,
  mayRegister,
  reminderDueSince,
  sumQuote,
} from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { feeAtStake, isOnOffer } from "#app/domain/fee-waiver/offer.rules.ts";
import { feeParts } from "#app/shared/fee-parts.ts";

const decided = {
  state: "decided" as const,
  announced_at: "2025-12-30T10:00:00+09:00",
  terminated: { from: "2025-09-01", to: "2026-01-13" },
  apply: { from: "2026-01-14", to: "2026-01-31" },
  grace: [{ for: "military" as const, apply_until: "2026-12-31" }],
};
const at = (kst: string) => new Date(`${kst}+09:00`);
const beforeReview = at("2025-10-01T00:00:00");

const decide = (given: Partial<Parameters<typeof decideFee>[0]> = {}) =>
  decideFee({
    policy: decided,
    terminatedAt: at("2025-11-20T10:00:00"),
    appliedAt: beforeReview,
    grace: null,
    affected: true,
    now: at("2026-01-20T12:00:00"),
    ...given,
  });
const refused = (reason: string) => ({ outcome: "refuse", reason });
const waiting = (what: string) => ({ outcome: "wait", for: what });
const approved = { outcome: "approve" };

describe("at the edges of the windows, in Korea to the second", () => {
  it.each([
    ["2025-08-31T23:59:59.999", refused("terminated-before")],
    ["2025-09-01T00:00:00.000", approved],
    ["2026-01-13T23:59:59.999", approved],
    ["2026-01-14T00:00:00.000", refused("terminated-after")],
  ])("terminated at %s", (terminated, outcome) => {
    expect(decide({ terminatedAt: at(terminated) })).toEqual(outcome);
  });

  it.each([
    ["2025-09-11T15:00:00", "2025-12-30T10:00:00", approved],
    ["2025-12-30T09:59:59.999", "2025-12-30T10:00:00", approved],
    ["2025-12-30T10:00:00", "2026-01-13T23:59:59.999", waiting("window")],
    ["2025-12-30T10:00:00", "2026-01-14T00:00:00", approved],
    ["2026-01-31T23:59:59.999", "2026-02-01T00:00:00", approved],
    ["2026-02-01T00:00:00", "2026-02-01T00:00:00", refused("applied-late")],
  ])("applied at %s, decided at %s", (applied, now, outcome) => {
    expect(decide({ appliedAt: at(applied), now: at(now) })).toEqual(outcome);
  });

  it.each([
    ["2026-12-31T23:59:59.999", "military", approved],
    ["2027-01-01T00:00:00", "military", refused("applied-late")],
    ["2026-02-01T00:00:00", "abroad", refused("applied-late")],
  ] as const)("applied at %s with the grace %s", (applied, grace, outcome) => {
    expect(decide({ appliedAt: at(applied), now: at(applied), grace })).toEqual(outcome);
  });

  it("waits for whoever hasn't left as long as anyone may apply, and no longer", () => {
    const notLeft = { terminatedAt: null };
    expect(decide({ ...notLeft, now: at("2026-01-31T23:59:59.999") })).toEqual(waiting("termination"));
    expect(decide({ ...notLeft, now: at("2026-02-01T00:00:00") })).toEqual(refused("not-terminated"));
    // An end that lies ahead is none yet.
    const ahead = { terminatedAt: at("2026-01-13T12:00:00"), now: at("2026-01-13T11:59:59") };
    expect(decide(ahead)).toEqual(waiting("termination"));
    expect(decide({ ...ahead, now: at("2026-01-13T12:00:00") })).toEqual(approved);
  });

  it("decides nothing under review, and nothing for whom it isn't", () => {
    expect(decide({ policy: { ...decided, state: "under_review" } })).toEqual(waiting("decision"));
    expect(decide({ affected: false })).toEqual(refused("not-affected"));
  });

  it("is a day in Korea wherever the server stands: approved exactly for an end in the window", () => {
    const edge = fc.constantFrom(at("2025-09-01T00:00:00"), at("2026-01-14T00:00:00"));
    const near = fc.integer({ min: -86_400_000, max: 86_400_000 });
    fc.assert(
      fc.property(edge, near, (moment, offset) => {
        const terminatedAt = new Date(moment.getTime() + offset);
        const isIn = terminatedAt >= at("2025-09-01T00:00:00") && terminatedAt < at("2026-01-14T00:00:00");
        expect(decide({ terminatedAt, now: at("2026-01-31T12:00:00") }).outcome === "approve").toBe(isIn);
      }),
    );
  });

  it("may be registered until the last day to apply, a grace counted in", () => {
    expect(mayRegister(decided, null, at("2026-01-31T23:59:59"))).toBe(true);
    expect(mayRegister(decided, null, at("2026-02-01T00:00:00"))).toBe(false);
    expect(mayRegister(decided, "military", at("2026-12-31T23:59:59"))).toBe(true);
    expect(lastDayToApply(decided, "abroad")).toBe("2026-01-31");
    expect(
      mayRegister({ ...decided, state: "under_review", apply: undefined }, null, at("2030-01-01T00:00")),
    ).toBe(true);
  });
});

describe("what is in the way of a waiver as of now", () => {
  const hindrance = (given: Partial<Parameters<typeof decideFee>[0]>) =>
    hindranceOf({
      policy: decided,
      terminatedAt: null,
      appliedAt: given.now ?? at("2026-01-20T12:00:00"),
      grace: null,
      affected: true,
      now: at("2026-01-20T12:00:00"),
      ...given,
    });

  it.each([
    // Not left: nothing as long as one can leave in time, and then that it is too late, whoever applied.
    [{ now: at("2026-01-13T23:59:59") }, null],
    [{ now: at("2026-01-14T00:00:00") }, "too-late-to-leave"],
    [{ now: at("2026-02-05T12:00:00") }, "too-late-to-leave"],
    [{ appliedAt: beforeReview }, "too-late-to-leave"],
    [{ terminatedAt: at("2026-01-25T00:00:00") }, "too-late-to-leave"],
    [{ policy: { ...decided, state: "under_review" as const, terminated: undefined } }, null],
    // Left in time: nothing as long as one can apply.
    [{ terminatedAt: at("2026-01-13T12:00:00"), now: at("2026-01-31T23:59:59") }, null],
    [{ terminatedAt: at("2026-01-13T12:00:00"), now: at("2026-02-01T00:00:00") }, "applied-late"],
    [
      { terminatedAt: at("2026-01-13T12:00:00"), now: at("2026-02-01T00:00:00"), grace: "military" as const },
      null,
    ],
    [{ terminatedAt: at("2026-01-14T00:00:00") }, "terminated-after"],
    [{ affected: false }, "not-affected"],
  ])("%o: %s", (given, expected) => {
    expect(hindrance(given)).toBe(expected);
  });
});

describe("the sum", () => {
  const quote = fc.array(
    fc.record({
      part: fc.constantFrom(...feeParts),
      amountKrw: fc.nat(1_000_000),
      paidKrw: fc.nat(1_000_000),
    }),
    { maxLength: 8 },
  );

  it("adds up: each part that counts is waived and given back whole, no other at all", () => {
    fc.assert(
      fc.property(quote, fc.subarray([...feeParts]), (parts, counted) => {
        const { lines, waivedKrw, paidBackKrw } = sumQuote({ parts }, counted);
        const whole = parts
          .filter(({ part }) => counted.includes(part))
          .reduce((sum, { amountKrw }) => sum + amountKrw, 0);
        expect(waivedKrw + paidBackKrw).toBe(whole);
        expect(lines.reduce((sum, { waiveKrw, payBackKrw }) => sum + waiveKrw + payBackKrw, 0)).toBe(whole);
        for (const line of lines) {
          expect(line.payBackKrw).toBeLessThanOrEqual(line.paidKrw);
          expect(line.waiveKrw).toBeGreaterThanOrEqual(0);
          if (!line.counts) expect([line.waiveKrw, line.payBackKrw]).toEqual([0, 0]);
        }
      }),
    );
  });
});

describe("reminders", () => {
  it.each([
    ["2026-01-06T09:59:59", null],
    ["2026-01-06T10:00:00", "2026-01-06T10:00:00"],
    ["2026-01-11T09:59:59", "2026-01-06T10:00:00"],
    ["2026-01-11T10:00:00", "2026-01-11T10:00:00"],
    ["2026-01-13T23:59:59", "2026-01-11T10:00:00"],
    ["2026-01-14T00:00:00", null],
  ])("at %s before the 13th", (now, since) => {
    expect(reminderDueSince("2026-01-13", at(now))).toEqual(since && at(since));
  });
});

describe("what an offer that costs the waiver is priced at", () => {
  const parts = [{ part: "discount_refund" as const, amountKrw: 90_000, paidKrw: 40_000 }];
  const policy = feePolicySchema.parse({
    ...decided,
    incident: "small",
    version: 2,
    source: "Press",
    for: ["exposed"],
    parts: ["discount_refund"],
  });
  const cost = (now: string, given: Partial<Parameters<typeof feeAtStake>[0]> = {}) =>
    feeAtStake({
      policy,
      quote: { terminatedAt: null, parts },
      registered: null,
      affected: true,
      appliesFrom: at(now),
      now: at(now),
      ...given,
    }).reduce((sum, { krw }) => sum + krw, 0);
  const left = { quote: { terminatedAt: at("2026-01-13T23:00:00"), parts } };

  it("keeps for what is registered as long as it can be approved", () => {
    const registered = { appliedAt: beforeReview, grace: null };
    expect(cost("2026-01-13T23:59:59", { registered })).toBe(90_000);
    expect(cost("2026-01-14T00:00:00", { registered })).toBe(90_000);
    expect(cost("2026-01-31T23:59:59", { registered })).toBe(90_000);
    expect(cost("2026-02-01T00:00:00", { registered })).toBe(0);
  });

  it("is nothing for a line that stays and isn't registered, once the days are over", () => {
    expect(cost("2026-01-13T23:59:59")).toBe(90_000);
    expect(cost("2026-01-14T00:00:00")).toBe(0);
    expect(cost("2026-01-13T23:59:59", { affected: false })).toBe(0);
  });

  it("is there as long as somebody who left can still apply, with a grace, or for an offer that was refused", () => {
    const plain = { ...left, policy: { ...policy, grace: [] } };
    expect(cost("2026-01-31T23:59:59", plain)).toBe(90_000);
    expect(cost("2026-02-01T00:00:00", plain)).toBe(0);
    expect(cost("2026-02-01T00:00:00", { ...plain, appliesFrom: at("2026-01-10T00:00:00") })).toBe(90_000);
    expect(cost("2026-02-01T00:00:00", left)).toBe(90_000);
    expect(cost("2027-01-01T00:00:00", left)).toBe(0);
  });
});

it("an application counts from when an offer was taken that the carrier refused", () => {
  const refusedOfferAt = at("2026-01-10T12:00:00");
  const from = (now: string, refused: Date | null) =>
    countsFrom(decided, null, { now: at(now), refusedOfferAt: refused });
  expect(from("2026-01-31T23:59:59", refusedOfferAt)).toEqual(at("2026-01-31T23:59:59"));
  expect(from("2026-02-01T00:00:00", refusedOfferAt)).toEqual(refusedOfferAt);
  expect(from("2026-02-01T00:00:00", null)).toBeNull();
  expect(from("2026-03-02T00:00:00", at("2026-02-01T00:00:00"))).toBeNull();
});

it("an offer stands from its first day to the end of its last", () => {
  const offer = { from: "2025-09-18", until: "2026-01-13" };
  expect(isOnOffer(offer, at("2025-09-17T23:59:59"))).toBe(false);
  expect(isOnOffer(offer, at("2025-09-18T00:00:00"))).toBe(true);
  expect(isOnOffer(offer, at("2026-01-13T23:59:59"))).toBe(true);
  expect(isOnOffer(offer, at("2026-01-14T00:00:00"))).toBe(false);
});
