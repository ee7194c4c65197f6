import type { Ctx } from "#app/domain/context.server.ts";
import type { StoreDetails } from "#app/domain/stores/get-store.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { storeLine, type StoreLine } from "#app/domain/usim-swap/store-lines.server.ts";
import { visitEnd } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { StoreStock } from "#app/infra/db/generated/client.ts";
import type { CardKind, SwapBookingState } from "#app/infra/db/generated/enums.ts";
import { after, days, kstDay, startOfKstDay } from "#app/shared/time.ts";

export type DayVisit = {
  code: string;
  startsAt: Date;
  until: Date;
  walkIn: boolean;
  arrivedAt: Date | null;
  lines: (StoreLine & { card: CardKind; state: SwapBookingState })[];
};

/**
 * Today in the member's own store: who comes, by time and masked, what lies on the shelf, and how many wait
 * for a card.
 */
export async function listDay(
  ctx: Ctx,
): Promise<{ store: StoreDetails; visits: DayVisit[]; stock: StoreStock[]; waiting: number }> {
  const store = await requireOwnStore(ctx);
  const from = startOfKstDay(kstDay(ctx.now()));
  const [visits, stock, waiting] = await Promise.all([
    ctx.db.swapVisit.findMany({
      where: {
        storeId: store.id,
        startsAt: { gte: from, lt: after(from, days(1)) },
        bookings: { some: { state: { in: ["booked", "done", "no_show"] } } },
      },
      orderBy: [{ startsAt: "asc" }, { id: "asc" }],
      include: {
        bookings: {
          where: { state: { in: ["booked", "done", "no_show"] }, subscriber: { envelope: { not: null } } },
          orderBy: { id: "asc" },
          include: { subscriber: { include: { holder: true } } },
        },
      },
    }),
    ctx.db.storeStock.findMany({ where: { storeId: store.id }, orderBy: { card: "asc" } }),
    ctx.db.waitingTicket.count({ where: { storeId: store.id, state: { in: ["waiting", "offered"] } } }),
  ]);
  return {
    store,
    stock,
    waiting,
    visits: visits.map((visit) => ({
      code: visit.code,
      startsAt: visit.startsAt,
      until: visitEnd(visit),
      walkIn: visit.walkIn,
      arrivedAt: visit.arrivedAt,
      lines: visit.bookings.map(({ subscriber, card, state }) => ({
        ...storeLine(ctx, subscriber),
        card,
        state,
      })),
    })),
  };
}
