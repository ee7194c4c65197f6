import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { CardKind, SwapBookingState, SwapState, TicketState } from "#app/infra/db/generated/enums.ts";

export type OwnSwapEntry = { card: CardKind; storeName: string } & (
  | { kind: "visit"; code: string; state: SwapBookingState; startsAt: Date; bookedAt: Date }
  | { kind: "ticket"; code: string; state: TicketState; joinedAt: Date }
  | { kind: "swap"; state: SwapState; completedAt: Date }
);

/** All that a line ever booked, waited for and was given: each newest first. */
export async function listOwnSwaps(ctx: Ctx, subscriberId: bigint): Promise<OwnSwapEntry[]> {
  await requireLineAccess(ctx, subscriberId);
  const newestFirst = { where: { subscriberId }, orderBy: { id: "desc" as const } };
  const store = { select: { name: true } };
  const [bookings, tickets, swaps] = [
    await ctx.db.swapBooking.findMany({ ...newestFirst, include: { visit: { include: { store } } } }),
    await ctx.db.waitingTicket.findMany({ ...newestFirst, include: { store } }),
    await ctx.db.swap.findMany({ ...newestFirst, include: { store } }),
  ];
  return [
    ...bookings.map(({ card, state, visit }) => ({
      kind: "visit" as const,
      card,
      state,
      storeName: visit.store.name,
      code: visit.code,
      startsAt: visit.startsAt,
      bookedAt: visit.bookedAt,
    })),
    ...tickets.map(({ card, state, code, joinedAt, store: { name } }) => ({
      kind: "ticket" as const,
      card,
      state,
      storeName: name,
      code,
      joinedAt,
    })),
    ...swaps.map(({ card, state, completedAt, store: { name } }) => ({
      kind: "swap" as const,
      card,
      state,
      storeName: name,
      completedAt,
    })),
  ];
}
