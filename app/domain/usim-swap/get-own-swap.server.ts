import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { toOwnOrder, type OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getStore, type StoreDetails } from "#app/domain/stores/get-store.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { isBeingServed } from "#app/domain/usim-swap/is-being-served.server.ts";
import { relationshipOf, type Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { visitEnd } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { comesBefore, reasonOf, type WaitingReason } from "#app/domain/usim-swap/waiting-list.rules.ts";
import type { Subscriber, SwapBooking, WaitingTicket } from "#app/infra/db/generated/client.ts";
import type { CardKind, CardType, SwapState } from "#app/infra/db/generated/enums.ts";

export type OwnVisitLine = {
  subscriberId: bigint;
  /** How the number ends. */
  ending: string;
  card: CardKind;
  relationship: Exclude<Relationship, "proxy">;
  state: SwapBooking["state"];
};

export type OwnVisit = {
  visitId: bigint;
  code: string;
  store: StoreDetails;
  startsAt: Date;
  until: Date;
  /** How often it was moved. */
  moves: number;
  /** At L1 the session's own line alone; the others are counted in `otherLines`. */
  lines: OwnVisitLine[];
  otherLines: number;
  canMove: boolean;
  canCancel: boolean;
  arrivedAt: Date | null;
};

export type OwnTicket = {
  code: string;
  store: StoreDetails;
  card: CardKind;
  /** How many come first. */
  place: number;
  reason: WaitingReason;
  state: WaitingTicket["state"];
  offeredUntil: Date | null;
  travelOn: string | null;
};

export type OwnSwap = {
  visit: OwnVisit | null;
  /** A live one, or the last, where it lapsed and nothing came after. */
  ticket: OwnTicket | null;
  swap: { completedAt: Date; state: SwapState; storeName: string; card: CardKind } | null;
  remote: OwnOrder | null;
  cardType: CardType;
};

/**
 * How a line stands with its new card: the visit that is booked, the place in a waiting list, the swap, or
 * the order of a card without a visit.
 */
export async function getOwnSwap(ctx: Ctx, subscriberId: bigint): Promise<OwnSwap> {
  await requireLineAccess(ctx, subscriberId);
  const line = await ctx.db.subscriber.findUnique({
    where: { id: subscriberId },
    include: {
      swapBookings: { where: { state: "booked" } },
      waitingTickets: { orderBy: { id: "desc" }, take: 1 },
      swaps: { orderBy: { id: "desc" }, take: 1, include: { store: true } },
      carrierOrders: { where: { kind: "remote_card" }, orderBy: { id: "desc" }, take: 1 },
    },
  });
  if (!line) throw new NotFound("no such line");
  const [booking] = line.swapBookings;
  const [ticket] = line.waitingTickets;
  const [swap] = line.swaps;
  const [remote] = line.carrierOrders;
  const isShown = ticket && (ticket.settledAt === null || (ticket.state === "lapsed" && !booking && !swap));
  return {
    visit: booking ? await describeVisit(ctx, subscriberId, booking.visitId) : null,
    ticket: isShown ? await describeTicket(ctx, ticket) : null,
    swap: swap
      ? {
          completedAt: swap.completedAt,
          state: swap.state,
          card: swap.card,
          storeName: swap.store.name,
        }
      : null,
    remote: remote ? toOwnOrder(remote) : null,
    cardType: line.cardType,
  };
}

async function describeVisit(ctx: Ctx, subscriberId: bigint, visitId: bigint): Promise<OwnVisit> {
  const visit = await ctx.db.swapVisit.findUniqueOrThrow({
    where: { id: visitId },
    include: {
      bookings: { orderBy: { id: "asc" }, include: { subscriber: { include: { holder: true } } } },
    },
  });
  const readsAll = ctx.actor.type === "subscriber" && ctx.actor.level === "L2";
  const lines = visit.bookings.filter((booking) => readsAll || booking.subscriberId === subscriberId);
  const isAlone = visit.bookings.every(
    (booking) => booking.state !== "booked" || booking.subscriberId === subscriberId,
  );
  return {
    visitId,
    code: visit.code,
    startsAt: visit.startsAt,
    moves: visit.moves,
    arrivedAt: visit.arrivedAt,
    store: await getStore(ctx, visit.storeId),
    until: visitEnd(visit),
    lines: lines.map((booking) => ({
      subscriberId: booking.subscriberId,
      card: booking.card,
      state: booking.state,
      ending: endingOf(ctx, booking.subscriber),
      relationship: relationshipOf(booking.subscriber),
    })),
    otherLines: visit.bookings.length - lines.length,
    canMove: visit.arrivedAt === null && (isAlone || readsAll),
    canCancel: !(await isBeingServed(ctx.db, visit)),
  };
}

const endingOf = (ctx: Ctx, line: Subscriber) =>
  line.envelope ? openPersonalData(ctx, line).msisdn.slice(-4) : "";

async function describeTicket(ctx: Ctx, ticket: WaitingTicket): Promise<OwnTicket> {
  const { storeId, card, code, state, offeredUntil, travelOn } = ticket;
  const waiting = await ctx.db.waitingTicket.findMany({
    where: { storeId, card, state: "waiting", rank: { lte: ticket.rank } },
    select: { rank: true, travelOn: true, joinedAt: true, id: true },
  });
  return {
    code,
    card,
    state,
    offeredUntil,
    travelOn,
    store: await getStore(ctx, storeId),
    place: state === "waiting" ? waiting.filter((other) => comesBefore(other, ticket)).length : 0,
    reason: reasonOf(ticket.rank),
  };
}
