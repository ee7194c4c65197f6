import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { findStores, type StoreFound } from "#app/domain/stores/find-stores.server.ts";
import { getStore, type StoreDetails } from "#app/domain/stores/get-store.server.ts";
import { findLiveTickets, linesWithoutCard, whyNoCards } from "#app/domain/usim-swap/check-wanted.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { openStarts } from "#app/domain/usim-swap/store-calendar.rules.ts";
import type { CardKind } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { bookableAhead, type SwapLine } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { after, days, kstDay } from "#app/shared/time.ts";

export type StoreTimes = {
  store: StoreDetails;
  /** Why no card of that kind is to be had there now; then there are no times either. */
  lacking: "no-card" | "store-cards-promised" | null;
  /** The days with a time at which all the lines can come, one after the other. */
  days: { day: string; times: Date[] }[];
  nextDelivery: { dueOn: string; quantity: number } | null;
  waiting: number;
};

type Wanted = {
  storeRef: string;
  lines: readonly SwapLine[];
  /** At that store these lines have their cards already, of a visit that is to be moved. */
  heldAt: number | null;
};

/** When these lines can come to a store within the next two weeks, if there are cards for them. Throws NotFound. */
export async function getStoreTimes(ctx: Ctx, { storeRef, lines, heldAt }: Wanted): Promise<StoreTimes> {
  const { id, place: _place, ...about } = await findStoreOf(ctx, storeRef, lines[0]?.card ?? "usim");
  const store = await getStore(ctx, id);
  const tickets = await findLiveTickets(
    ctx.db,
    lines.map(({ subscriberId }) => subscriberId),
  );
  const missing = linesWithoutCard({ storeId: id, lines, startsAt: ctx.now() }, tickets);
  const lacking = heldAt === id ? null : await whyNoCards(ctx.db, id, missing);
  return { store, lacking, days: lacking ? [] : await listDays(ctx, id, lines.length), ...about };
}

async function listDays(ctx: Ctx, storeId: number, slots: number): Promise<StoreTimes["days"]> {
  const now = ctx.now();
  const span = { from: now, until: after(now, bookableAhead + days(1)) };
  const calendar = (await readCalendars(ctx.db, [storeId], span)).get(storeId);
  if (!calendar) return [];
  const count = bookableAhead / days(1) + 1;
  return Array.from({ length: count }, (_, index) => kstDay(after(now, days(index))))
    .map((day) => ({ day, times: openStarts(calendar, day, { slots, now }) }))
    .filter(({ times }) => times.length > 0);
}

/** Other stores where such a card can be had soon, the nearest first. */
export async function listStoresNear(ctx: Ctx, storeRef: string, card: CardKind): Promise<StoreFound[]> {
  const { id, place } = await findStoreOf(ctx, storeRef, card);
  const incident = await findCurrentIncident(ctx);
  const found = await findStores(ctx, { incidentId: incident?.id ?? "", near: place, card, limit: 12 });
  return found.filter((store) => store.id !== id && store.nextFree !== null).slice(0, 3);
}

async function findStoreOf(ctx: Ctx, storeRef: string, card: CardKind) {
  const incident = await findCurrentIncident(ctx);
  const store =
    incident &&
    (await ctx.db.store.findUnique({
      where: { incidentId_storeRef: { incidentId: incident.id, storeRef } },
      select: {
        id: true,
        lat: true,
        lon: true,
        deliveries: {
          where: { card, arrivedAt: null, dueOn: { gte: kstDay(ctx.now()) } },
          select: { dueOn: true, quantity: true },
          orderBy: { dueOn: "asc" },
          take: 1,
        },
        _count: { select: { tickets: { where: { card, state: "waiting" } } } },
      },
    }));
  if (!store) throw new NotFound(`no store ${storeRef}`);
  const { id, lat, lon, deliveries, _count } = store;
  return { id, place: { lat, lon }, nextDelivery: deliveries[0] ?? null, waiting: _count.tickets };
}
