import type { WantedVisit } from "#app/domain/usim-swap/check-wanted.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type BookedVisit = { visitId: bigint; code: string; isNew: boolean };

const namesOf = (lines: WantedVisit["lines"]) =>
  lines
    .map(({ subscriberId, card }) => `${subscriberId} ${card}`)
    .sort()
    .join();

/**
 * The visit that a form has booked already: the same one sent again is the same visit, whatever became of it
 * since. With other lines in it, or, unless the visit was moved, another time or store, it is refused
 * ("form-used"), since it would come to nothing unseen.
 */
export async function findSentVisit(
  db: Database | Transaction,
  key: string,
  wanted: WantedVisit,
): Promise<Result<BookedVisit, "form-used"> | null> {
  const visit = await db.swapVisit.findUnique({
    where: { idempotencyKey: key },
    include: { bookings: true },
  });
  if (!visit) return null;
  const moved = visit.moves > 0;
  const isSame =
    namesOf(visit.bookings) === namesOf(wanted.lines) &&
    (moved || (visit.storeId === wanted.storeId && visit.startsAt.getTime() === wanted.startsAt.getTime()));
  return isSame ? ok({ visitId: visit.id, code: visit.code, isNew: false }) : refused("form-used");
}
