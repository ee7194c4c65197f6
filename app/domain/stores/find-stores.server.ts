import type { Ctx } from "#app/domain/context.server.ts";
import { kmBetween, type Place } from "#app/domain/stores/distance.rules.ts";
import { firstOpenSlots } from "#app/domain/usim-swap/first-open-slots.server.ts";
import type { CardKind, Language } from "#app/infra/db/generated/enums.ts";
import { kstDay } from "#app/shared/time.ts";

export type StoreFound = {
  id: number;
  storeRef: string;
  name: string;
  region: string;
  district: string;
  address: string;
  phone: string;
  /** As the file says them. */
  hours: string;
  languages: Language[];
  stepFree: boolean;
  /** As the crow flies from where it was asked; null if that wasn't said. */
  km: number | null;
  /** Of the kind of card that was asked about, as is all that follows. */
  cardsFree: number;
  nextDelivery: { dueOn: string; quantity: number } | null;
  waiting: number;
  /** Within the next two weeks; null where no card is free, since none can be booked there then. */
  nextFree: Date | null;
};

export type FindStores = {
  incidentId: string;
  region?: string;
  near?: Place;
  language?: Language;
  stepFree?: boolean;
  card: CardKind;
  limit: number;
};

const DAYS_AHEAD = 14;

/**
 * The stores of an incident, the nearest first where a place is named, else by name. Five queries, however
 * many they are.
 */
export async function findStores(ctx: Ctx, wanted: FindStores): Promise<StoreFound[]> {
  const nearest = await listNearest(ctx, wanted);
  const found = await describeStores(ctx, [...nearest.keys()], wanted.card);
  const withCards = found.filter(({ cardsFree }) => cardsFree > 0).map(({ id }) => id);
  const nextFree = await firstOpenSlots(ctx, withCards, 1, { from: ctx.now(), days: DAYS_AHEAD });
  return found.map((store) => ({
    ...store,
    km: nearest.get(store.id) ?? null,
    nextFree: nextFree.get(store.id) ?? null,
  }));
}

/** Their ids in order, with the distance. */
async function listNearest(
  { pool }: Ctx,
  { incidentId, region, near, language, stepFree, limit }: FindStores,
): Promise<Map<number, number | null>> {
  const { rows } = await pool.query<{ id: number } & Place>({
    name: "stores-to-find",
    text: `select id, lat, lon from stores
      where incident_id = $1 and ($2::text is null or region = $2)
        and ($3::"Language" is null or $3 = any (languages)) and (step_free or not $4)
      order by name collate "C", id`,
    values: [incidentId, region ?? null, language ?? null, stepFree ?? false],
  });
  const withDistance = rows.map(({ id, ...place }) => ({ id, km: near ? kmBetween(near, place) : null }));
  withDistance.sort((a, b) => (a.km ?? 0) - (b.km ?? 0));
  return new Map(withDistance.slice(0, limit).map(({ id, km }) => [id, km]));
}

type Row = Omit<StoreFound, "km" | "nextFree" | "nextDelivery"> & {
  dueOn: string | null;
  quantity: number | null;
};

async function describeStores({ pool, now }: Ctx, ids: number[], card: CardKind) {
  if (ids.length === 0) return [];
  const { rows } = await pool.query<Row>({
    name: "stores-found",
    text: `select s.id, s.store_ref as "storeRef", s.name, s.region, s.district, s.address, s.phone, s.hours,
        s.languages::text[] as languages, s.step_free as "stepFree", coalesce(stock.remaining, 0) as "cardsFree",
        due.due_on as "dueOn", due.quantity,
        (select count(*)::int from waiting_tickets w
         where w.store_id = s.id and w.card = $2 and w.state = 'waiting') as waiting
      from unnest($1::int[]) with ordinality as wanted (id, place)
      join stores s on s.id = wanted.id
      left join store_stock stock on stock.store_id = s.id and stock.card = $2
      left join lateral (select due_on, quantity from stock_deliveries d
        where d.store_id = s.id and d.card = $2 and d.arrived_at is null and d.due_on >= $3
        order by due_on limit 1) due on true
      order by wanted.place`,
    values: [ids, card, kstDay(now())],
  });
  return rows.map(({ dueOn, quantity, ...store }) => ({
    ...store,
    nextDelivery: dueOn !== null && quantity !== null ? { dueOn, quantity } : null,
  }));
}
