import { NotFound } from "#app/domain/context.server.ts";
import { countCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { readCalendars } from "#app/domain/usim-swap/read-calendars.server.ts";
import { whyNotOpen, type StoreCalendar } from "#app/domain/usim-swap/store-calendar.rules.ts";
import {
  isBookable,
  MOST_LINES,
  type SwapLine,
  type SwapRefusal,
} from "#app/domain/usim-swap/usim-swap.rules.ts";
import { whyNotLine } from "#app/domain/usim-swap/why-not-lines.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import type { WaitingTicket } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, days } from "#app/shared/time.ts";

export type WantedVisit = { storeId: number; startsAt: Date; lines: readonly SwapLine[] };

/** The places in waiting lists that these lines have. */
export const findLiveTickets = (
  db: Database | Transaction,
  subscriberIds: readonly bigint[],
): Promise<WaitingTicket[]> =>
  db.waitingTicket.findMany({
    where: { subscriberId: { in: [...subscriberIds] }, state: { in: ["waiting", "offered"] } },
    orderBy: { id: "asc" },
  });

/** Whether a card was set aside for that line in that store: then the booking takes this one. */
export const isItsOwn = (
  { state, ...ticket }: WaitingTicket,
  { storeId, subscriberId, card }: SwapLine & { storeId: number },
) =>
  state === "offered" &&
  ticket.storeId === storeId &&
  ticket.subscriberId === subscriberId &&
  ticket.card === card;

/** The lines that need a card from the shelf, since none was set aside for them. */
export const linesWithoutCard = ({ storeId, lines }: WantedVisit, tickets: readonly WaitingTicket[]) =>
  lines.filter((line) => !tickets.some((ticket) => isItsOwn(ticket, { ...line, storeId })));

/**
 * Whether a visit could be booked, from plain reads: before any lock, so that a thousand who come too late
 * cost the store's few cards no time; and once more under the locks, where it is final. Cards are asked for
 * first, then the slot: who can't have a card needs no other time.
 */
export async function checkWanted(
  db: Database | Transaction,
  wanted: WantedVisit,
  now: Date,
): Promise<Result<{ calendar: StoreCalendar; tickets: WaitingTicket[] }, SwapRefusal>> {
  const { storeId, lines, startsAt } = wanted;
  // First of all: a time from a forged form may be none that the database knows.
  if (!isBookable(startsAt, now)) return refused("not-offered");
  const store = await db.store.findUnique({ where: { id: storeId }, select: { incidentId: true } });
  if (!store) throw new NotFound(`no store ${storeId}`);
  if (lines.length === 0 || lines.length > MOST_LINES) return refused("not-offered");
  for (const line of lines) {
    const refusal = await whyNotLine(db, line, store.incidentId);
    if (refusal) return refused(refusal);
  }

  const tickets = await findLiveTickets(
    db,
    lines.map(({ subscriberId }) => subscriberId),
  );
  const lacking = await whyNoCards(db, storeId, linesWithoutCard(wanted, tickets));
  if (lacking) return refused(lacking);

  const calendar = await readCalendar(db, storeId, startsAt);
  const closed = whyNotOpen(calendar, startsAt, { slots: lines.length, now });
  return closed ? refused(closed) : ok({ calendar, tickets });
}

type StockRow = { card: CardKind; remaining: number; promised: boolean };

/** Why a store hasn't these cards, if so. */
export async function whyNoCards(
  db: Database | Transaction,
  storeId: number,
  lines: readonly { card: CardKind }[],
): Promise<"no-card" | "store-cards-promised" | null> {
  const wanted = countCards(lines);
  if (wanted.length === 0) return null;
  const stock = await db.$queryRaw<StockRow[]>`
    select card::text, remaining, exists (select from waiting_tickets ticket where ticket.store_id = stock.store_id
      and ticket.card = stock.card and ticket.state in ('waiting', 'offered')) as promised
    from store_stock stock where store_id = ${storeId}`;
  const of = (card: CardKind) => stock.find((row) => row.card === card);
  const missing = wanted.find(({ card, quantity }) => (of(card)?.remaining ?? 0) < quantity);
  if (!missing) return null;
  return of(missing.card)?.promised ? "store-cards-promised" : "no-card";
}

/** A store's calendar around that moment. */
export async function readCalendar(
  db: Database | Transaction,
  storeId: number,
  startsAt: Date,
): Promise<StoreCalendar> {
  const around = { from: after(startsAt, -days(1)), until: after(startsAt, days(1)) };
  const calendar = (await readCalendars(db, [storeId], around)).get(storeId);
  if (!calendar) throw new NotFound(`no store ${storeId}`);
  return calendar;
}
