import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { readCalendar, whyNoCards } from "#app/domain/usim-swap/check-wanted.server.ts";
import { offerFreed } from "#app/domain/usim-swap/end-bookings.server.ts";
import type { BookedVisit } from "#app/domain/usim-swap/find-sent-visit.server.ts";
import { isFlooded } from "#app/domain/usim-swap/is-flooded.server.ts";
import { lockLines, lockStock, lockVisit } from "#app/domain/usim-swap/lock-stock.server.ts";
import { countCards, freeCards, reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { requireSwapLines } from "#app/domain/usim-swap/require-swap-lines.server.ts";
import { whyNotOpen } from "#app/domain/usim-swap/store-calendar.rules.ts";
import { freeSlots, takeSlots } from "#app/domain/usim-swap/take-slots.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import {
  isBookable,
  remindedAtOnce,
  slotsOf,
  type SwapRefusal,
} from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { SwapBooking, SwapVisit } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type RescheduleUsimSwap = { visitId: bigint; storeId: number; startsAt: Date; session?: Session };

type Refusal =
  | Extract<
      SwapRefusal,
      | "slot-full"
      | "no-card"
      | "store-cards-promised"
      | "not-offered"
      | "reads-only"
      | "form-used"
      | "too-many"
    >
  | "gone";

/**
 * Moves a visit, all its live lines together, to another time or store. In the same store they keep their
 * cards; in another they need cards there, and the old ones go to those who wait. What can't be moved stays
 * as it was. The same form sent again is one move, and where the visit is already, nothing is to be done.
 * "gone": somebody has arrived, or nothing of the visit is live. Audited and texted like a booking.
 */
export async function rescheduleUsimSwap(
  ctx: Ctx,
  key: string,
  { session, ...wanted }: RescheduleUsimSwap,
): Promise<Result<BookedVisit, Refusal>> {
  const bookings = await ctx.db.swapBooking.findMany({ where: { visitId: wanted.visitId } });
  if (bookings.length === 0) throw new NotFound("no such visit");
  const live = bookings.filter(({ state }) => state === "booked");
  const lines = (live.length > 0 ? live : bookings).map(({ subscriberId }) => subscriberId);
  const access = await requireSwapLines(ctx, lines, session);
  if (!access.ok) return access;

  return undoIfRefused(ctx.db, async (tx) => {
    await lockLines(tx, lines);
    const { storeId } = await tx.swapVisit.findUniqueOrThrow({ where: { id: wanted.visitId } });
    await lockStock(tx, [storeId, wanted.storeId]);
    await lockVisit(tx, wanted.visitId);
    const { bookings: current, ...visit } = await tx.swapVisit.findUniqueOrThrow({
      where: { id: wanted.visitId },
      include: { bookings: { where: { state: "booked" }, orderBy: { id: "asc" } } },
    });
    if (current.length === 0 || visit.arrivedAt) return refused("gone");
    const sent = await findSentMove(tx, { key, visit, wanted, subscriberId: current[0]?.subscriberId });
    return sent ?? move(ctx, tx, { visit, bookings: current, wanted, key, callId: access.value.callId });
  });
}

type Move = {
  visit: SwapVisit;
  /** Its live ones. */
  bookings: readonly SwapBooking[];
  wanted: Pick<RescheduleUsimSwap, "storeId" | "startsAt">;
  key: string;
  callId: bigint | null;
};

async function move(
  ctx: Ctx,
  tx: Transaction,
  { visit, bookings, wanted, key, callId }: Move,
): Promise<Result<BookedVisit, Refusal>> {
  const { storeId, startsAt } = wanted;
  if (storeId === visit.storeId && startsAt.getTime() === visit.startsAt.getTime())
    return ok({ visitId: visit.id, code: visit.code, isNew: false });
  if (!isBookable(startsAt, ctx.now())) return refused("not-offered");
  const lineIds = bookings.map(({ subscriberId }) => subscriberId);
  if (await isFlooded(ctx, tx, lineIds)) return refused("too-many");

  // Its own slots are free for it: an hour later may overlap with now.
  await freeSlots(tx, { storeId: visit.storeId, slots: slotsOf(visit) });
  if (storeId !== visit.storeId) {
    const lacking = await moveCards(tx, { from: visit.storeId, to: storeId, bookings });
    if (lacking) return refused(lacking);
  }
  const slots = bookings.length;
  const calendar = await readCalendar(tx, storeId, startsAt);
  const closed = whyNotOpen(calendar, startsAt, { slots, now: ctx.now() });
  if (closed) return refused(closed);
  const time = { startsAt, slots, slotMinutes: calendar.minutesPerSwap };
  const { counters } = calendar;
  if (!(await takeSlots(tx, { storeId, counters, slots: slotsOf(time) }))) return refused("slot-full");

  await tx.swapVisit.update({
    where: { id: visit.id },
    data: { ...time, storeId, moves: { increment: 1 }, remindedAt: remindedAtOnce(startsAt, ctx.now()) },
  });
  for (const { subscriberId } of bookings) {
    await recordAudit(ctx, tx, {
      action: "swap.move",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: {
        visit: String(visit.id),
        store: storeId,
        at: startsAt.toISOString(),
        key,
        ...(callId && { callId: String(callId), forCaller: true }),
      },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "visit_booked", storeId, momentAt: startsAt });
  }
  if (storeId !== visit.storeId) await offerFreed(ctx, tx, visit.storeId, bookings);
  return ok({ visitId: visit.id, code: visit.code, isNew: true });
}

async function moveCards(
  tx: Transaction,
  { from, to, bookings }: { from: number; to: number; bookings: readonly SwapBooking[] },
) {
  const [own, other] = [
    await tx.store.findUniqueOrThrow({ where: { id: from }, select: { incidentId: true } }),
    await tx.store.findUnique({ where: { id: to }, select: { incidentId: true } }),
  ];
  if (other?.incidentId !== own.incidentId) throw new NotFound(`no store ${to} in this incident`);
  const lacking = await whyNoCards(tx, to, bookings);
  if (lacking) return lacking;
  for (const cards of countCards(bookings)) {
    if (!(await reserveCards(tx, { storeId: to, ...cards }))) return "no-card" as const;
    await freeCards(tx, { storeId: from, ...cards });
  }
  return null;
}

type SentMove = Pick<Move, "visit" | "wanted" | "key"> & { subscriberId: bigint | undefined };

/** What a form has moved already; one that moved it somewhere else than it says now is refused. */
async function findSentMove(
  tx: Transaction,
  { visit, wanted, key, subscriberId }: SentMove,
): Promise<Result<BookedVisit, "form-used"> | null> {
  const event = await tx.auditEvent.findFirst({
    where: {
      subjectType: "subscriber",
      subjectId: String(subscriberId),
      action: "swap.move",
      detail: { path: ["key"], equals: key },
    },
  });
  if (!event) return null;
  const { store, at } = event.detail as { store?: number; at?: string };
  return store === wanted.storeId && at === wanted.startsAt.toISOString()
    ? ok({ visitId: visit.id, code: visit.code, isNew: false })
    : refused("form-used");
}
