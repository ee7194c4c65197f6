import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { displaceVisit } from "#app/domain/usim-swap/displace-visit.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireStoreKeeper } from "#app/domain/usim-swap/require-store-keeper.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { visitEnd } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, days } from "#app/shared/time.ts";

export type CloseStore = { storeId: number; from: Date; until: Date; reason: string };

/** Until how far ahead a store closes by itself: a longer one is for an operator to say. */
const closableAhead = days(31);

/**
 * Shuts a store for a time that its hours don't say. Whoever is booked then is moved to its next free time,
 * in the order in which they booked, or loses the booking if there is none, and is told, all at once with the
 * closure. The same closure sent again is one. Refused without a reason, or where nothing of that time lies
 * ahead. Audited. Only for the store's own staff, up to 31 days ahead, and operators.
 */
export async function closeStore(
  ctx: Ctx,
  { storeId, from, until, reason }: CloseStore,
): Promise<Result<{ moved: number; lost: number }, "no-reason" | "not-ahead" | "too-long">> {
  await requireStoreKeeper(ctx, storeId);
  if (reason.trim() === "") return refused("no-reason");
  if (!(until > from) || until <= ctx.now()) return refused("not-ahead");
  if (ctx.actor.type === "staff" && until > after(ctx.now(), closableAhead)) return refused("too-long");

  return undoIfRefused(ctx.db, async (tx) => {
    await lockStock(tx, [storeId]);
    const closure = { storeId, from, until, reason: reason.trim() };
    if (await tx.storeClosure.findFirst({ where: closure })) return ok({ moved: 0, lost: 0 });
    await tx.storeClosure.create({ data: closure });
    const visits = await tx.swapVisit.findMany({
      where: { storeId, startsAt: { lt: until }, arrivedAt: null, bookings: { some: { state: "booked" } } },
      orderBy: [{ bookedAt: "asc" }, { id: "asc" }],
    });
    const counts = { moved: 0, lost: 0, "left-alone": 0 };
    for (const visit of visits.filter((booked) => visitEnd(booked) > from))
      counts[await displaceVisit(ctx, tx, visit.id, "closure")] += 1;
    const { moved, lost } = counts;
    await recordAudit(ctx, tx, {
      action: "store.close",
      subject: { type: "store", id: String(storeId) },
      detail: { from: from.toISOString(), until: until.toISOString(), moved, lost },
      reason: reason.trim(),
    });
    return ok({ moved, lost });
  });
}
