import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import {
  checkWanted,
  findLiveTickets,
  linesWithoutCard,
  type WantedVisit,
} from "#app/domain/usim-swap/check-wanted.server.ts";
import { findSameVisit } from "#app/domain/usim-swap/find-same-visit.server.ts";
import { findSentVisit, type BookedVisit } from "#app/domain/usim-swap/find-sent-visit.server.ts";
import { isFlooded } from "#app/domain/usim-swap/is-flooded.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { countCards, reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { requireSwapLines } from "#app/domain/usim-swap/require-swap-lines.server.ts";
import { settleTickets } from "#app/domain/usim-swap/settle-tickets.server.ts";
import { takeSlots } from "#app/domain/usim-swap/take-slots.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import {
  remindedAtOnce,
  slotsOf,
  VISIT_LETTER,
  type SwapRefusal,
} from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { caseCodeOf } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Books one visit to a store for one or more lines: takes a card and a slot for each, all of it or nothing.
 * The same form (`key`) sent again is the same visit, and so is another for a time that they have. A line to whom a card was offered there takes that
 * card; a place that it has in any other waiting list, it leaves. Audited for each line, and each line is
 * texted when and where.
 */
export async function bookUsimSwap(
  ctx: Ctx,
  key: string,
  { session, ...wanted }: WantedVisit & { session?: Session },
): Promise<Result<BookedVisit, SwapRefusal>> {
  const subscriberIds = wanted.lines.map(({ subscriberId }) => subscriberId);
  const access = await requireSwapLines(ctx, subscriberIds, session);
  if (!access.ok) return access;
  const booked = await bookOnce(ctx, key, { ...wanted, callId: access.value.callId });
  if (booked.ok || booked.refusal !== "already-booked") return booked;
  const same = await findSameVisit(ctx.db, wanted);
  return same ? ok(same) : booked;
}

async function bookOnce(
  ctx: Ctx,
  key: string,
  wanted: WantedVisit & { callId: bigint | null },
): Promise<Result<BookedVisit, SwapRefusal>> {
  const subscriberIds = wanted.lines.map(({ subscriberId }) => subscriberId);
  const early = await checkWanted(ctx.db, wanted, ctx.now());
  if (!early.ok) return (await findSentVisit(ctx.db, key, wanted)) ?? early;

  return undoIfRefused(ctx.db, async (tx) => {
    await lockLines(tx, subscriberIds);
    const sent = await findSentVisit(tx, key, wanted);
    if (sent) return sent;
    const stores = [wanted.storeId, ...(await findLiveTickets(tx, subscriberIds)).map((own) => own.storeId)];
    await lockStock(tx, stores);
    return book(ctx, tx, { ...wanted, key, stores });
  });
}

type Locked = WantedVisit & {
  key: string;
  /** Whose stock rows are held. */
  stores: readonly number[];
  callId: bigint | null;
};

async function book(ctx: Ctx, tx: Transaction, locked: Locked): Promise<Result<BookedVisit, SwapRefusal>> {
  const { storeId, startsAt, lines } = locked;
  const checked = await checkWanted(tx, locked, ctx.now());
  if (!checked.ok) return checked;
  const { calendar, tickets } = checked.value;
  // A ticket come to be meanwhile is a booking's that the store took back: the line was booked when the form was sent.
  if (!tickets.every((ticket) => locked.stores.includes(ticket.storeId))) return refused("already-booked");
  const lineIds = lines.map(({ subscriberId }) => subscriberId);
  if (await isFlooded(ctx, tx, lineIds)) return refused("too-many");

  for (const { card, quantity } of countCards(linesWithoutCard(locked, tickets)))
    if (!(await reserveCards(tx, { storeId, card, quantity }))) return refused("no-card");
  const time = { startsAt, slots: lines.length, slotMinutes: calendar.minutesPerSwap };
  const { counters } = calendar;
  if (!(await takeSlots(tx, { storeId, counters, slots: slotsOf(time) }))) return refused("slot-full");

  const visit = await insertVisit(ctx, tx, { ...locked, time });
  if (!visit.ok) return visit;
  await settleTickets(ctx, tx, { tickets, bookedAt: locked });
  for (const { subscriberId } of lines) {
    await recordAudit(ctx, tx, {
      action: "swap.book",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: {
        visit: String(visit.value.visitId),
        store: storeId,
        at: startsAt.toISOString(),
        ...(locked.callId && { callId: String(locked.callId), forCaller: true }),
      },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "visit_booked", storeId, momentAt: startsAt });
  }
  return visit;
}

type NewVisit = Locked & { time: { startsAt: Date; slots: number; slotMinutes: number } };

async function insertVisit(
  ctx: Ctx,
  tx: Transaction,
  { key, storeId, lines, time }: NewVisit,
): Promise<Result<BookedVisit, "form-used" | "already-booked">> {
  const now = ctx.now();
  const [visit] = await tx.swapVisit.createManyAndReturn({
    data: {
      ...time,
      idempotencyKey: key,
      storeId,
      bookedAt: now,
      code: caseCodeOf(VISIT_LETTER, randomBytes(5)),
      remindedAt: remindedAtOnce(time.startsAt, now),
    },
    skipDuplicates: true,
  });
  if (!visit) return refused("form-used");
  const bookings = await tx.swapBooking.createMany({
    data: lines.map(({ subscriberId, card }) => ({ visitId: visit.id, subscriberId, card })),
    skipDuplicates: true,
  });
  if (bookings.count < lines.length) return refused("already-booked");
  return ok({ visitId: visit.id, code: visit.code, isNew: true });
}
