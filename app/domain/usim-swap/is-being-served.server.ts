import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { SwapVisit } from "#app/infra/db/generated/client.ts";

/**
 * Whether somebody has come for a visit, so that the line can't cancel it any more. Of a walk-in, only once
 * an ID check matched: until then, nothing shows that it is about this line at all.
 */
export async function isBeingServed(
  db: Database | Transaction,
  { id: visitId, arrivedAt, walkIn }: SwapVisit,
): Promise<boolean> {
  if (!arrivedAt || !walkIn) return arrivedAt !== null;
  return (await db.idCheck.count({ where: { booking: { visitId }, result: "matched" } })) > 0;
}
