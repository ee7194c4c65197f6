import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { findLiveTickets, isItsOwn, whyNoCards } from "#app/domain/usim-swap/check-wanted.server.ts";
import { findStoreLine } from "#app/domain/usim-swap/find-store-line.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { reserveCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { takeSlots } from "#app/domain/usim-swap/take-slots.server.ts";
import { tellLine } from "#app/domain/usim-swap/tell-line.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { VISIT_LETTER, type SwapRefusal } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { walkInSlots } from "#app/domain/usim-swap/walk-in-slots.server.ts";
import { whyNotLine } from "#app/domain/usim-swap/why-not-lines.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind, WaitingTicket } from "#app/infra/db/generated/client.ts";
import { caseCodeOf } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type WalkInRefusal =
  Exclude<SwapRefusal, "reads-only" | "too-many"> | "unreadable" | "over-quota" | "no-line";

type WalkIn = { code: string; isNew: boolean };

/**
 * Takes somebody in who came to the member's store without a booking, by the number of their line: only if a
 * card that nobody was promised and a counter are really free, in the slot that runs now or begins within
 * fifteen minutes. It takes both as a booking does, and texts the line that somebody is there for it. The
 * line keeps its place in a waiting list until it has its card: the number may be mistyped, and nobody has
 * shown yet who they are. The same form is the same visit. Audited.
 */
export async function startWalkIn(
  ctx: Ctx,
  key: string,
  { number, card }: { number: string; card: CardKind },
): Promise<Result<WalkIn, WalkInRefusal>> {
  const store = await requireOwnStore(ctx);
  const line = await findStoreLine(ctx, key, { number, store });
  if (!line.ok) return line;
  const [subscriberId, storeId] = [line.value.id, store.id];

  return undoIfRefused<WalkIn, WalkInRefusal>(ctx.db, async (tx) => {
    await lockLines(tx, [subscriberId]);
    const sent = await tx.swapVisit.findUnique({
      where: { idempotencyKey: key },
      include: { bookings: true },
    });
    if (sent) {
      const isSame = sent.walkIn && sent.bookings.some((own) => own.subscriberId === subscriberId);
      return isSame ? ok({ code: sent.code, isNew: false }) : refused("form-used");
    }
    await lockStock(tx, [storeId]);
    const why = await whyNotLine(tx, { subscriberId, card }, store.incidentId);
    if (why) return refused(why);
    const taken = await takeCardAndCounter(ctx, tx, { storeId, subscriberId, card });
    if (!taken.ok) return taken;
    const visit = await tx.swapVisit.create({
      data: {
        ...taken.value,
        idempotencyKey: key,
        storeId,
        walkIn: true,
        bookedAt: ctx.now(),
        remindedAt: ctx.now(),
        arrivedAt: ctx.now(),
        code: caseCodeOf(VISIT_LETTER, randomBytes(5)),
        bookings: { create: [{ subscriberId, card }] },
      },
    });
    await recordAudit(ctx, tx, {
      action: "store.walk-in",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { visitId: String(visit.id), card },
    });
    await tellLine(ctx, tx, { subscriberId, storeId });
    return ok({ code: visit.code, isNew: true });
  });
}

type Asked = { storeId: number; subscriberId: bigint; card: CardKind };

/**
 * A card that nobody was promised; where there is none, the one that was set aside for this line, which then
 * waits for another one meanwhile.
 */
async function takeCardAndCounter(ctx: Ctx, tx: Transaction, { storeId, ...line }: Asked) {
  const { slots, calendar } = await walkInSlots(tx, storeId, ctx.now());
  const [startsAt] = slots;
  const { card } = line;
  if (!(await reserveCards(tx, { storeId, card, quantity: 1 }))) {
    const tickets = await findLiveTickets(tx, [line.subscriberId]);
    const offer = tickets.find((ticket) => isItsOwn(ticket, { ...line, storeId }));
    if (!offer) return refused((await whyNoCards(tx, storeId, [{ card }])) ?? "no-card");
    await takeBackOffer(ctx, tx, offer);
  }
  const { counters, minutesPerSwap: slotMinutes } = calendar;
  if (!startsAt || !(await takeSlots(tx, { storeId, counters, slots: [startsAt] })))
    return refused("slot-full");
  return ok({ startsAt, slots: 1, slotMinutes });
}

async function takeBackOffer(ctx: Ctx, tx: Transaction, { id, subscriberId, storeId }: WaitingTicket) {
  await tx.waitingTicket.update({ where: { id }, data: { state: "waiting", offeredUntil: null } });
  await recordAudit(ctx, tx, {
    action: "swap.offer-taken-back",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { ticket: String(id), store: storeId },
  });
}
