import { parseStoreHours } from "#app/domain/stores/store-hours.rules.ts";
import type { StoreCalendar } from "#app/domain/usim-swap/store-calendar.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/** What decides when these stores can take somebody within a time, in three queries however many they are. */
export async function readCalendars(
  db: Database | Transaction,
  storeIds: readonly number[],
  { from, until }: { from: Date; until: Date },
): Promise<Map<number, StoreCalendar>> {
  const ids = [...storeIds];
  const [stores, closures, full] = [
    await db.store.findMany({
      where: { id: { in: ids } },
      select: { id: true, hours: true, counters: true, minutesPerSwap: true },
    }),
    await db.storeClosure.findMany({
      where: { storeId: { in: ids }, until: { gt: from }, from: { lt: until } },
    }),
    await db.$queryRaw<{ store_id: number; starts_at: Date }[]>`
      select slot.store_id, slot.starts_at from store_slots slot join stores on stores.id = slot.store_id
      where slot.store_id = any(${ids}::int[]) and slot.starts_at >= ${from.toISOString()}::timestamptz
        and slot.starts_at < ${until.toISOString()}::timestamptz and slot.taken >= stores.counters`,
  ];
  const calendars = new Map(
    stores.map(({ id, hours, ...store }) => [
      id,
      {
        ...store,
        storeId: id,
        hours: parseStoreHours(hours) ?? [],
        closures: [] as typeof closures,
        full: new Set<number>(),
      },
    ]),
  );
  for (const closure of closures) calendars.get(closure.storeId)?.closures.push(closure);
  for (const slot of full) calendars.get(slot.store_id)?.full.add(slot.starts_at.getTime());
  return calendars;
}
