import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { before, hours } from "#app/shared/time.ts";

/**
 * Bookings, moves and places given up in 24 hours, of one line: each is a text, and nobody may flood a phone
 * with them.
 */
const MOST_A_DAY = 10;

/** Whether one of these lines has had so many. Their locks are held. */
export async function isFlooded(
  ctx: Ctx,
  tx: Transaction,
  subscriberIds: readonly bigint[],
): Promise<boolean> {
  const told = await tx.notice.groupBy({
    by: "subscriberId",
    where: {
      subscriberId: { in: [...subscriberIds] },
      kind: { in: ["visit_booked", "place_ended"] },
      writtenAt: { gt: before(ctx.now(), hours(24)) },
    },
    _count: true,
  });
  return told.some(({ _count }) => _count >= MOST_A_DAY);
}
