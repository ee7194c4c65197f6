import { describe, expect, it } from "vitest";
import { kmBetween } from "#app/domain/stores/distance.rules.ts";
import { districts, findDistrict, findRegion, regions } from "#app/domain/stores/districts.ts";

describe("districts", () => {
  it("are all 226 of the country and three that stand in for them, once each, in 17 regions", () => {
    expect(regions).toHaveLength(17);
    expect(districts).toHaveLength(226 + 3);
    expect(new Set(districts.map(({ region, district }) => `${region} ${district}`)).size).toBe(229);
    expect(new Set(districts.map(({ region }) => region))).toEqual(new Set(regions));
    expect(districts.filter(({ district }) => !/^[가-힣]+[시군구]$/.test(district))).toEqual([]);
  });

  it("lie in Korea, each nearer to the next of its own region than a day's drive", () => {
    for (const { region, district, lat, lon } of districts) {
      expect(lat, district).toSatisfy((value: number) => value > 33 && value < 38.7);
      expect(lon, district).toSatisfy((value: number) => value > 124.5 && value < 131);
      const others = districts.filter((other) => other.region === region && other.district !== district);
      const nearest = Math.min(...others.map((other) => kmBetween({ lat, lon }, other)));
      // 울릉 lies out at sea, 세종 alone in its region.
      if (others.length > 0)
        expect(nearest, `${region} ${district}`).toBeLessThan(district === "울릉군" ? 200 : 45);
    }
  });

  it("keep apart what bears one name twice", () => {
    expect(findDistrict("강원", "고성군")?.lat).toBeGreaterThan(38);
    expect(findDistrict("경남", "고성군")?.lat).toBeLessThan(35);
    expect(findDistrict("서울", "고성군")).toBeNull();
  });

  it("are found under every way their region is written", () => {
    expect(["서울", "서울특별시", "서울시"].map(findRegion)).toEqual(["서울", "서울", "서울"]);
    expect(["강원도", "강원특별자치도", "전라북도", "제주도"].map(findRegion)).toEqual([
      "강원",
      "강원",
      "전북",
      "제주",
    ]);
    expect(["", "서", "평양", "Seoul"].map(findRegion)).toEqual([null, null, null, null]);
  });
});
