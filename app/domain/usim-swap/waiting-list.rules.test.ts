import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  comesBefore,
  rankOf,
  reasonFor,
  reasonOf,
  travelDay,
  waitingReasons,
} from "#app/domain/usim-swap/waiting-list.rules.ts";

const catalogue = [
  { key: "GUTI", leak: false, replaced_by_usim_swap: true },
  { key: "IMSI", leak: true, replaced_by_usim_swap: true },
  { key: "IMEI", leak: true, replaced_by_usim_swap: false },
];

describe("the waiting list", () => {
  it.each([
    ["payments", "payments", ["GUTI"]],
    ["imsi", "exposed", ["GUTI", "IMSI"]],
    ["guti", "exposed", ["IMEI"]],
    ["guti", "signal_only", ["GUTI"]],
    ["other", "cleared", []],
    ["other", "not_exposed", []],
  ] as const)("calls %s who was found %s with %j", (reason, verdict, categories) => {
    expect(reasonFor({ verdict, categories: [...categories] }, catalogue)).toBe(reason);
  });

  it("puts the taken-back first, then payments, IMSI, GUTI, others; in each the priority lines first", () => {
    const ranks = waitingReasons.flatMap((reason) =>
      [true, false].map((hasPriority) => rankOf({ reason, hasPriority })),
    );
    expect(ranks).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(ranks.map(reasonOf)).toEqual(waitingReasons.flatMap((reason) => [reason, reason]));
  });

  it("is in one order, by rank, travel date with none last, then who joined first", () => {
    const place = fc.record({
      rank: fc.integer({ min: 0, max: 9 }),
      travelOn: fc.constantFrom("2025-09-20", "2025-09-30", null),
      joinedAt: fc.constantFrom(new Date(0), new Date(1)),
      id: fc.bigInt({ min: 1n, max: 3n }),
    });
    fc.assert(
      fc.property(place, place, (one, other) => {
        const sort = ({ rank, travelOn, joinedAt, id }: typeof one) =>
          `${rank} ${travelOn ?? "z"} ${joinedAt.getTime()} ${id}`;
        expect(comesBefore(one, other)).toBe(sort(one) < sort(other));
      }),
    );
  });

  it("takes a travel date only if it lies ahead", () => {
    expect(travelDay("2025-09-18", "2025-09-18")).toBe("2025-09-18");
    expect(travelDay("2025-09-17", "2025-09-18")).toBeNull();
    expect(travelDay("tomorrow", "2025-09-18")).toBeNull();
    expect(travelDay("2025-13-45", "2025-09-18")).toBeNull();
    expect(travelDay("2026-02-29", "2025-09-18")).toBeNull();
    expect(travelDay(null, "2025-09-18")).toBeNull();
  });
});
