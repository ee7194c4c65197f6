import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnVisit } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { kstDay } from "#app/shared/time.ts";

/**
 * Writes down that who is booked has come; once, however often it is pressed. Refused on another day than the
 * visit's, and where nothing of it is booked any more. Audited.
 */
export async function checkIn(
  ctx: Ctx,
  { visitId }: { visitId: bigint },
): Promise<Result<void, "not-today" | "gone">> {
  await requireOwnVisit(ctx, visitId);
  return ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from swap_visits where id = ${visitId} for update`;
    const visit = await tx.swapVisit.findUniqueOrThrow({
      where: { id: visitId },
      include: { bookings: { where: { state: "booked" } } },
    });
    if (visit.arrivedAt) return ok(undefined);
    if (visit.bookings.length === 0) return refused("gone");
    if (kstDay(visit.startsAt) !== kstDay(ctx.now())) return refused("not-today");
    await tx.swapVisit.update({ where: { id: visitId }, data: { arrivedAt: ctx.now() } });
    for (const { subscriberId } of visit.bookings)
      await recordAudit(ctx, tx, {
        action: "store.check-in",
        subject: { type: "subscriber", id: String(subscriberId) },
        detail: { visitId: String(visitId) },
      });
    return ok(undefined);
  });
}
