import type { Ctx } from "#app/domain/context.server.ts";
import { isItsOwn, type WantedVisit } from "#app/domain/usim-swap/check-wanted.server.ts";
import { freeCards } from "#app/domain/usim-swap/move-cards.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { WaitingTicket } from "#app/infra/db/generated/client.ts";

type Settled = {
  /** Live ones, whose stores' stock rows the caller holds. */
  tickets: readonly WaitingTicket[];
  /** What their lines have booked instead of waiting, if that is why. */
  bookedAt: WantedVisit | null;
};

/**
 * Ends places in waiting lists: a card that a booking took along is booked, any other that was set aside goes
 * to the next who waits.
 */
export async function settleTickets(
  ctx: Ctx,
  tx: Transaction,
  { tickets, bookedAt }: Settled,
): Promise<void> {
  for (const ticket of tickets) {
    const { id, storeId, card, subscriberId } = ticket;
    const taken = bookedAt?.lines.some(
      (line) =>
        line.subscriberId === subscriberId && isItsOwn(ticket, { ...line, storeId: bookedAt.storeId }),
    );
    await tx.waitingTicket.update({
      where: { id },
      data: { state: taken ? "booked" : "left", settledAt: ctx.now() },
    });
    if (taken || ticket.state !== "offered") continue;
    await freeCards(tx, { storeId, card, quantity: 1 });
    await setCardsAside(ctx, tx, { storeId, card });
  }
}
