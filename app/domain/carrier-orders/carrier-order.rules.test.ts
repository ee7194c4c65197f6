import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  afterSilence,
  carrierOrderSchema,
  isTooOld,
  refusalOf,
} from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { after, hours, minutes, seconds } from "#app/shared/time.ts";

const askedAt = new Date("2025-09-24T20:00:00+09:00");
const on = carrierOrderSchema.parse({ kind: "protection", wanted: { state: "on" } });
const card = carrierOrderSchema.parse({ kind: "activate_card", wanted: { swapId: "7" } });
const remote = carrierOrderSchema.parse({ kind: "remote_card", wanted: { way: "courier" } });
const payout = carrierOrderSchema.parse({ kind: "pay_out", wanted: { payoutId: "7" } });
const waiver = carrierOrderSchema.parse({ kind: "waive_fee", wanted: { applicationId: "7" } });
const offer = carrierOrderSchema.parse({ kind: "take_offer", wanted: { choiceId: "7" } });
const off = carrierOrderSchema.parse({ kind: "protection", wanted: { state: "off" } });

describe("an order", () => {
  it.each([
    { kind: "protection", wanted: { state: "paused" } },
    { kind: "protection", wanted: { state: "on", until: "2025-09-24T20:00:00Z" } },
    { kind: "protection", wanted: { state: "paused", until: "tomorrow" } },
    { kind: "payments_cap", wanted: { capKrw: 10_000 } },
    { kind: "payments_cap", wanted: { capKrw: -1, mayRaise: false } },
    { kind: "payments_biometric", wanted: { biometricOnly: false } },
    { kind: "payments_allowed", wanted: {} },
    { kind: "activate_card", wanted: { swapId: "seven" } },
    { kind: "activate_card", wanted: { swapId: "7", iccid: "8982300000000000018" } },
    { kind: "remote_card", wanted: { way: "pigeon" } },
    { kind: "pay_out", wanted: { payoutId: "7", amountKrw: 1_000 } },
  ])("is not %j", (order) => {
    expect(carrierOrderSchema.safeParse(order).success).toBe(false);
  });

  it("waits longer each time, never more than five minutes, and never for nothing", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10_000 }), (attempts) => {
        const step = afterSilence(on, { attempts, askedAt, now: askedAt, byPerson: true });
        if (step.state !== "pending") throw new Error(step.state);
        expect(step.waitMs).toBeGreaterThanOrEqual(seconds(5));
        expect(step.waitMs).toBeLessThanOrEqual(minutes(5));
      }),
    );
  });

  it.each([
    [on, hours(24)],
    [off, minutes(30)],
    [remote, minutes(30)],
  ])("%j is too old after its time, to the millisecond, unless it is ours", (order, lasts) => {
    for (const [ms, expected] of [
      [lasts - 1, false],
      [lasts, true],
    ] as const) {
      const now = after(askedAt, ms);
      expect(isTooOld(order, { askedAt, now, byPerson: true })).toBe(expected);
      expect(isTooOld(order, { askedAt, now, byPerson: false })).toBe(false);
    }
  });

  it.each([card, payout, waiver, offer])("%j is never too old, whoever asked", (order) => {
    for (const byPerson of [true, false])
      expect(isTooOld(order, { askedAt, now: after(askedAt, hours(1_000)), byPerson })).toBe(false);
  });

  it("is refused for good by three answers, and by no other", () => {
    const refusals = [400, 404, 409].map((status) => refusalOf(on, { status, code: null }));
    expect(refusals).toEqual(["carrier-refused", "line-unknown", "carrier-refused"]);
    for (const status of [401, 403, 408, 429, 500, 502, 503])
      for (const order of [on, payout]) expect(refusalOf(order, { status, code: "refused" })).toBeNull();
  });

  it.each([payout, waiver, offer])(
    "%j was surely not carried out only where the carrier says so",
    (order) => {
      const refusal = (status: number, code: string | null) => refusalOf(order, { status, code });
      expect(refusal(404, null)).toBe("line-unknown");
      for (const code of ["refused", "bank-refuses"]) expect(refusal(409, code)).toBe("carrier-refused");
      for (const code of ["paid-before", "key-used", "", null])
        expect(refusal(409, code)).toBe("carrier-differs");
      expect(refusal(400, null)).toBe("carrier-differs");
    },
  );
});
