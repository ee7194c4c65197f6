import type { BookedVisit } from "#app/domain/usim-swap/find-sent-visit.server.ts";
import type { WantedVisit } from "#app/domain/usim-swap/check-wanted.server.ts";
import type { Database } from "#app/infra/db/database.server.ts";

/**
 * The live visit at that store and time that all the wanted lines have already, each with the wanted card:
 * who asks for it again, as from a second window, has what they ask for.
 */
export async function findSameVisit(
  db: Database,
  { storeId, startsAt, lines }: WantedVisit,
): Promise<BookedVisit | null> {
  const visit = await db.swapVisit.findFirst({
    where: {
      storeId,
      startsAt,
      AND: lines.map((line) => ({ bookings: { some: { ...line, state: "booked" as const } } })),
    },
  });
  return visit && { visitId: visit.id, code: visit.code, isNew: false };
}
