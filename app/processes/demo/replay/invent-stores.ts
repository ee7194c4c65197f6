import { districts, regions } from "#app/domain/stores/districts.ts";
import { languages } from "#app/locales/language.ts";
import type { Random } from "./random.ts";
import type { StoreFileRow } from "./replay-rows.ts";

/** 200 stores, about as many in each 시·도 as people live there. */
const storesIn: Record<string, number> = {
  서울: 40,
  부산: 13,
  대구: 10,
  인천: 12,
  광주: 6,
  대전: 6,
  울산: 4,
  세종: 2,
  경기: 48,
  강원: 7,
  충북: 7,
  충남: 8,
  전북: 7,
  전남: 7,
  경북: 10,
  경남: 11,
  제주: 2,
};

const areaCodes: Record<string, string> = {
  서울: "02",
  부산: "051",
  대구: "053",
  인천: "032",
  광주: "062",
  대전: "042",
  울산: "052",
  세종: "044",
  경기: "031",
  강원: "033",
  충북: "043",
  충남: "041",
  전북: "063",
  전남: "061",
  경북: "054",
  경남: "055",
  제주: "064",
};

const usualHours = [
  "Mo-Fr 10:00-20:00; Sa 10:00-18:00; Su,PH off",
  "Mo-Fr 10:00-20:00; Sa 10:00-18:00; Su,PH off",
  "Mo-Sa 10:00-20:00; Su 11:00-18:00; PH off",
  "Mo-Fr 09:30-12:30,13:30-19:00; Sa,Su,PH off",
  "Mo-Su 10:30-21:00; PH 11:00-18:00",
] as const;

/** What the stories need. It is 20:00 on a Thursday when the demo starts, and the first store is still open. */
const told: readonly (Partial<StoreFileRow> & { district: string })[] = [
  {
    district: "종로구",
    hours: "Mo-Su 09:00-22:00; PH 10:00-18:00",
    counters: 4,
    minutes_per_swap: 15,
    languages: "ko|en|zh|vi",
    step_free: "yes",
    stock_usim: 300,
    stock_esim: 100,
  },
  {
    district: "강남구",
    hours: "Mo-Sa 10:00-20:00; Su 11:00-18:00; PH off",
    counters: 3,
    minutes_per_swap: 20,
    languages: "ko|en",
    step_free: "yes",
    stock_usim: 40,
    stock_esim: 20,
  },
  {
    district: "마포구",
    hours: "Mo-Fr 10:00-20:00; Sa 10:00-18:00; Su,PH off",
    stock_usim: 0,
    stock_esim: 10,
    delivery_on: "2025-09-22",
    delivery_usim: 20,
    delivery_esim: "",
  },
];

/**
 * Stores of nobody, the same on each run. Their numbers begin as no Korean number does, with 0 after the
 * area's, and ring nowhere.
 */
export function inventStores(random: Random): StoreFileRow[] {
  const places = regions.flatMap((region) => {
    const [first, ...more] = random.shuffle(districts.filter((one) => one.region === region));
    if (!first) throw new Error(`${region} has no districts`);
    const around = [first, ...more];
    return Array.from(
      { length: storesIn[region] ?? 0 },
      (_, index) => around[index % around.length] ?? first,
    );
  });
  const storyPlaces = told.map(({ district }) => {
    const index = places.findIndex((place) => place.region === "서울" && place.district === district);
    return places.splice(index, 1)[0] ?? districts[0];
  });
  const seen = new Map<string, number>();
  return [...storyPlaces, ...places].flatMap((place, index) => {
    if (!place) return [];
    const where = `${place.region} ${place.district}`;
    const number = (seen.get(where) ?? 0) + 1;
    seen.set(where, number);
    const { district: _, ...story } = told[index] ?? { district: "" };
    return [{ ...inventStore(random, place, { index, number }), ...story }];
  });
}

type Where = (typeof districts)[number];

function inventStore(
  random: Random,
  { region, district, lat, lon }: Where,
  { index, number }: { index: number; number: number },
): StoreFileRow {
  const nearby = (degrees: number) => Number((degrees + random.whole(-90, 90) / 10_000).toFixed(4));
  const others = languages.filter((language) => language !== "ko" && random.chance(0.15));
  const usim = random.chance(0.06) ? 0 : random.whole(5, 80);
  const awaitsCards = usim === 0 || random.chance(0.1);
  return {
    store_ref: `ST-${String(index + 1).padStart(4, "0")}`,
    name: `안심 ${region === "세종" ? "세종" : `${region} ${district}`} ${number}호점 (가상)`,
    region,
    address: `${region} ${district} 가상로 ${random.whole(1, 300)}`,
    lat: nearby(lat),
    lon: nearby(lon),
    phone: `${areaCodes[region] ?? "02"}-0${random.whole(10, 99)}-${String(index).padStart(4, "0")}`,
    hours: random.pick(usualHours),
    counters: random.whole(1, 4),
    minutes_per_swap: random.pick([15, 20, 20, 30]),
    languages: ["ko", ...others].join("|"),
    step_free: random.chance(0.7) ? "yes" : "no",
    stock_usim: usim,
    stock_esim: random.whole(0, 30),
    delivery_on: awaitsCards ? `2025-09-${random.whole(22, 26)}` : "",
    delivery_usim: awaitsCards ? random.whole(1, 10) * 10 : "",
    delivery_esim: "",
  };
}
