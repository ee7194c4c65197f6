import type { Ctx } from "#app/domain/context.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import type { Store } from "#app/infra/db/generated/client.ts";

type Given = Partial<Omit<Store, "id" | "incidentId">> & {
  /** Cards on the shelf: ten of each kind, unless said otherwise. */
  usim?: number;
  esim?: number;
};

let count = 0;

/**
 * Inserts a store of an incident: in 서울 종로구, open every day from 10:00 to 20:00, two counters, 20 minutes a
 * swap, unless said otherwise.
 */
export async function aStore(ctx: Ctx, incident: { id: string }, given: Given = {}): Promise<Store> {
  count += 1;
  const { usim = 10, esim = 10, storeRef = `ST-${9_000 + count}`, ...columns } = given;
  const stock = (card: CardKind, cards: number) => ({ card, initial: cards, remaining: cards });
  return ctx.db.store.create({
    data: {
      incidentId: incident.id,
      storeRef,
      name: `Store ${storeRef}`,
      region: "서울",
      district: "종로구",
      address: "서울 종로구 안심로 1",
      lat: 37.57,
      lon: 126.98,
      phone: "02-000-0000",
      hours: "Mo-Su 10:00-20:00",
      counters: 2,
      minutesPerSwap: 20,
      languages: ["ko"],
      stepFree: true,
      ...columns,
      stock: { create: [stock("usim", usim), stock("esim", esim)] },
    },
  });
}

const storeColumns = {
  store_ref: "ST-1",
  name: "Store 1",
  region: "서울",
  address: "서울 종로구 안심로 1",
  lat: "37.57",
  lon: "126.98",
  phone: "02-000-0000",
  hours: "Mo-Su 10:00-20:00",
  counters: "2",
  minutes_per_swap: "20",
  languages: "ko",
  step_free: "yes",
  stock_usim: "10",
  stock_esim: "5",
  delivery_on: "",
  delivery_usim: "",
  delivery_esim: "",
};

export const storesHeader = Object.keys(storeColumns).join(",");

/** A line of a stores file. */
export const storeRow = (cells: Partial<typeof storeColumns>) =>
  Object.values({ ...storeColumns, ...cells })
    .map((cell) => (cell.includes(",") ? `"${cell}"` : cell))
    .join(",");
