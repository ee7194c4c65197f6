import { z } from "zod";
import { EMPTY, freeText, oneOf, ref } from "#app/domain/imports/cells.ts";
import { findDistrict, findRegion } from "#app/domain/stores/districts.ts";
import { kmBetween } from "#app/domain/stores/distance.rules.ts";
import { parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import { isLanguage, languages } from "#app/locales/language.ts";

// What a row of a stores file may hold (docs: contract of the files).

const whole = (from: number, to: number) =>
  z
    .string({ error: EMPTY })
    .regex(/^\d{1,6}$/, "is no whole number")
    .transform(Number)
    .refine((number) => number >= from && number <= to, `is not between ${from} and ${to}`);

/** A coordinate in degrees, not beyond Korea's outermost islands. */
const degrees = (from: number, to: number) =>
  z
    .string({ error: EMPTY })
    .regex(/^\d{1,3}(\.\d{1,12})?$/, "is no coordinate in degrees (37.5700 is one)")
    .transform(Number)
    .refine((value) => value >= from && value <= to, "lies outside Korea");

const region = z.string({ error: EMPTY }).transform((text, issues) => {
  const found = findRegion(text);
  if (found !== null) return found;
  issues.addIssue("is no 시·도 of Korea");
  return z.NEVER;
});

const storeHours = freeText.refine(
  (text) => parseStoreHours(text) !== null,
  'is not understood, or never open (it is written "Mo-Fr 10:00-20:00; Sa 10:00-12:00,13:00-18:00; Su,PH off")',
);

/** Joined by "|", in our order however the file has them. */
const spoken = z.string({ error: EMPTY }).transform((text, issues) => {
  const named = text.split("|").map((language) => language.trim());
  if (named.every(isLanguage)) return languages.filter((language) => named.includes(language));
  issues.addIssue(`names another language than ${languages.join(", ")}`);
  return z.NEVER;
});

const MANY_CARDS = 100_000;

export const storeRow = z
  .object({
    store_ref: ref,
    name: freeText,
    region,
    address: freeText,
    lat: degrees(33, 38.7),
    lon: degrees(124.5, 132),
    phone: z.string({ error: EMPTY }).regex(/^[\d+() -]{4,20}$/, "is no telephone number"),
    hours: storeHours,
    counters: whole(1, 50),
    minutes_per_swap: whole(5, 120),
    languages: spoken,
    step_free: oneOf("yes", "no", "true", "false").transform((cell) => cell === "yes" || cell === "true"),
    stock_usim: whole(0, MANY_CARDS),
    stock_esim: whole(0, MANY_CARDS),
    delivery_on: z.iso.date("is no day (2025-09-22 is one)").optional(),
    delivery_usim: whole(1, MANY_CARDS).optional(),
    delivery_esim: whole(1, MANY_CARDS).optional(),
  })
  .superRefine((row, issues) => {
    const refuse = (column: string, message: string) =>
      issues.addIssue({ code: "custom", path: [column], message });
    if (districtOf(row) === null)
      refuse("address", "doesn't begin with the region and the 시·군·구 that it is in");
    const cards = row.delivery_usim ?? row.delivery_esim;
    if (row.delivery_on !== undefined && cards === undefined)
      refuse("delivery_on", "names a day, and no cards that come on it");
    if (row.delivery_on === undefined && cards !== undefined)
      refuse("delivery_on", "is empty, though cards are to come");
  });

export type StoreRow = z.infer<typeof storeRow>;

/** The 시·군·구 that an address begins with; null where it doesn't. 세종 has none. */
export function districtOf({ region, address }: Pick<StoreRow, "region" | "address">): string | null {
  const [first = "", second = ""] = address.split(" ");
  if (findRegion(first) !== region) return null;
  if (region === "세종") return "세종시";
  return /^[가-힣]{1,8}[시군구]$/.test(second) ? second : null;
}

/** How far a store is from the office of its district; null if that isn't in our list, as a new one wouldn't be. */
export function kmFromOffice(row: Pick<StoreRow, "region" | "address" | "lat" | "lon">): number | null {
  const office = findDistrict(row.region, districtOf(row) ?? "");
  return office && kmBetween(office, row);
}
