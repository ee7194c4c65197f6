import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { kmBetween } from "#app/domain/stores/distance.rules.ts";

const seoulCityHall = { lat: 37.5663, lon: 126.9779 };

describe("distance", () => {
  it("is that of the map", () => {
    const busanCityHall = { lat: 35.1798, lon: 129.075 };
    expect(kmBetween(seoulCityHall, busanCityHall)).toBeCloseTo(325, -1);
    // One minute of latitude is a nautical mile.
    expect(kmBetween({ lat: 37, lon: 127 }, { lat: 37 + 1 / 60, lon: 127 })).toBeCloseTo(1.853, 2);
  });

  it("is nothing to oneself, the same both ways, and no longer by a detour", () => {
    const place = fc.record({
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
    });
    fc.assert(
      fc.property(place, place, place, (a, b, c) => {
        expect(kmBetween(a, a)).toBeCloseTo(0, 6);
        expect(kmBetween(a, b)).toBeCloseTo(kmBetween(b, a), 6);
        expect(kmBetween(a, b)).toBeLessThanOrEqual(kmBetween(a, c) + kmBetween(c, b) + 1e-3);
      }),
    );
  });
});
