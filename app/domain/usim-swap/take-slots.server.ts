import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Takes one counter of each of these slots, in time order, by one conditional update for all; false where one
 * is full, and then the caller undoes the rest. A slot's row is written with its first booking; it holds as
 * many as the store has counters now.
 */
export async function takeSlots(
  tx: Transaction,
  { storeId, counters, slots }: { storeId: number; counters: number; slots: readonly Date[] },
): Promise<boolean> {
  const taken = await tx.$executeRaw`
    insert into store_slots as slot (store_id, starts_at, capacity, taken)
    select ${storeId}, starts_at, ${counters}, 1 from unnest(${isoOf(slots)}::timestamptz[]) starts_at order by starts_at
    on conflict (store_id, starts_at) do update set capacity = excluded.capacity, taken = slot.taken + 1
      where slot.taken < excluded.capacity`;
  return taken === slots.length;
}

/** Gives them back. */
export async function freeSlots(
  tx: Transaction,
  { storeId, slots }: { storeId: number; slots: readonly Date[] },
): Promise<void> {
  await tx.$executeRaw`
    update store_slots set taken = taken - 1
    where store_id = ${storeId} and starts_at = any(${isoOf(slots)}::timestamptz[])`;
}

const isoOf = (slots: readonly Date[]) => slots.map((slot) => slot.toISOString());
