import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Whoever acts for a line, one after the other until the transaction ends, lines by id. The first lock of
 * usim-swap.rules.ts.
 */
export async function lockLines(tx: Transaction, subscriberIds: readonly bigint[]): Promise<void> {
  const inOrder = [...new Set(subscriberIds)].sort((one, other) => (one < other ? -1 : 1));
  for (const id of inOrder)
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`usim-swap:${id}`}, 0))`;
}

/**
 * Whoever changes what a store has, has promised or has planned, one after the other, stores by id. The
 * second lock of usim-swap.rules.ts.
 */
export async function lockStock(tx: Transaction, storeIds: readonly number[]): Promise<void> {
  await tx.$queryRaw`select 1 from store_stock where store_id = any(${[...storeIds]}::int[])
    order by store_id, card for update`;
}

/** A visit that somebody may be checking in at this moment, as it is then. Needs its store's stock rows. */
export async function lockVisit(tx: Transaction, visitId: bigint): Promise<void> {
  await tx.$queryRaw`select 1 from swap_visits where id = ${visitId} for update`;
}

/** All visits of a store that somebody may be checking in at this moment. Needs its stock rows. */
export async function lockLiveVisits(tx: Transaction, storeId: number): Promise<void> {
  await tx.$queryRaw`select 1 from swap_visits visit where store_id = ${storeId}
    and exists (select from swap_bookings where visit_id = visit.id and state = 'booked') order by id for update`;
}
