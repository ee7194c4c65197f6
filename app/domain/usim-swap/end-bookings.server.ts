import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { countCards, freeCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { freeSlots } from "#app/domain/usim-swap/take-slots.server.ts";
import { slotsOf } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";
import type { SwapBooking, SwapVisit } from "#app/infra/db/generated/client.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

type Ended = {
  visit: SwapVisit;
  /** Of its live ones. */
  bookings: readonly Pick<SwapBooking, "id">[];
  state: "cancelled" | "no_show" | "displaced";
  detail?: Prisma.InputJsonObject;
  /** Why a member of staff did it, in their words. */
  reason?: string;
};

const actions = { cancelled: "swap.cancel", no_show: "swap.no-show", displaced: "swap.displace" } as const;

/**
 * Ends live bookings of a visit without a swap: gives back their slots, the visit's last ones, and their
 * cards, audits it for each line, and tells each (those displaced are told by loseBookings). The caller holds
 * the store's stock rows, and offers the cards to those who wait (offerFreed) once it has done what else
 * frees or needs any.
 */
export async function endBookings(
  ctx: Ctx,
  tx: Transaction,
  { visit, bookings, state, detail = {}, reason }: Ended,
): Promise<SwapBooking[]> {
  const ended = await tx.swapBooking.updateManyAndReturn({
    where: { id: { in: bookings.map(({ id }) => id) }, visitId: visit.id, state: "booked" },
    data: { state, settledAt: ctx.now() },
  });
  const slots = Math.max(0, visit.slots - ended.length);
  await freeSlots(tx, { storeId: visit.storeId, slots: slotsOf(visit).slice(slots) });
  await tx.swapVisit.update({ where: { id: visit.id }, data: { slots } });
  const told = { kind: "visit_cancelled", storeId: visit.storeId, momentAt: visit.startsAt } as const;
  for (const { card, quantity } of countCards(ended))
    await freeCards(tx, { storeId: visit.storeId, card, quantity });
  for (const { subscriberId } of ended) {
    await recordAudit(ctx, tx, {
      action: actions[state],
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { visit: String(visit.id), store: visit.storeId, ...detail },
      ...(reason && { reason }),
    });
    if (state !== "displaced") await writeLetter(ctx, tx, { ...told, subscriberId });
  }
  return ended;
}

/** Offers cards of these kinds to those who wait in that store. */
export async function offerFreed(
  ctx: Ctx,
  tx: Transaction,
  storeId: number,
  freed: readonly Pick<SwapBooking, "card">[],
): Promise<void> {
  for (const { card } of countCards(freed)) await setCardsAside(ctx, tx, { storeId, card });
}
