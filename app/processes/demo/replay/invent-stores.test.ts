import parsePhoneNumber from "libphonenumber-js/max";
import { describe, expect, it } from "vitest";
import { districts, regions } from "#app/domain/stores/districts.ts";
import { openSpans, parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import { kmFromOffice, storeRow } from "#app/domain/stores/store-row.ts";
import { staffToTry } from "#app/processes/demo/staff-to-try.ts";
import { kstIso } from "#app/shared/time.ts";
import { inventStores } from "./invent-stores.ts";
import { createRandom } from "./random.ts";

const stores = inventStores(createRandom(20_250_911));
const store = (ref: string) => stores.find(({ store_ref }) => store_ref === ref);

describe("the invented stores", () => {
  it("are 200 over all the country's regions, each a row that the importer takes", () => {
    expect(stores).toHaveLength(200);
    expect(new Set(stores.map(({ region }) => region))).toEqual(new Set(regions));
    expect(new Set(stores.map(({ store_ref }) => store_ref)).size).toBe(200);
    expect(new Set(stores.map(({ name }) => name)).size).toBe(200);
    for (const row of stores) {
      const cells = Object.entries(row).flatMap(([column, cell]) =>
        cell === "" ? [] : [[column, String(cell)] as const],
      );
      const parsed = storeRow.parse(Object.fromEntries(cells));
      expect(kmFromOffice(parsed), row.name).toBeLessThan(5);
    }
    expect(
      new Set(stores.map(({ address }) => address.split(" ").slice(0, 2).join(" "))).size,
    ).toBeLessThanOrEqual(districts.length);
  });

  it("can be taken for nobody's: the name says so, and the number is none of Korea's", () => {
    for (const { name, phone } of stores) {
      expect(name).toMatch(/\(가상\)$/);
      expect(parsePhoneNumber(phone, "KR")?.isValid() ?? false, phone).toBe(false);
    }
  });

  it("tell the stories that the demo needs", () => {
    expect(store("ST-0001")).toMatchObject({ languages: "ko|en|zh|vi", step_free: "yes", stock_usim: 300 });
    expect(store("ST-0001")?.address).toMatch(/^서울 종로구 /);
    const hours = parseStoreHours(store("ST-0001")?.hours ?? "");
    expect(hours && openSpans(hours, "2025-09-18").map(({ until }) => kstIso(until))).toEqual([
      "2025-09-18T22:00:00+09:00",
    ]);
    expect(store("ST-0002")?.region).toBe("서울");
    expect(store("ST-0003")).toMatchObject({ stock_usim: 0, delivery_on: "2025-09-22", delivery_usim: 20 });
    expect(store("ST-0003")?.address).toMatch(/^서울 마포구 /);
    // Whoever signs in as store staff has a store.
    for (const { storeRef } of staffToTry)
      if (storeRef !== null) expect(store(storeRef), storeRef).toBeDefined();
    expect(stores.filter(({ stock_usim }) => stock_usim === 0).length).toBeGreaterThan(5);
  });
});
