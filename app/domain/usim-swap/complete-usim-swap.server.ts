import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { findLiveTickets } from "#app/domain/usim-swap/check-wanted.server.ts";
import { parseIccid } from "#app/domain/usim-swap/iccid.rules.ts";
import { idCheckLifetime, whyNotChecked, type CheckRefusal } from "#app/domain/usim-swap/id-check.rules.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { requireOwnBooking } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { settleTickets } from "#app/domain/usim-swap/settle-tickets.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import { isTextOut } from "#app/domain/usim-swap/tell-line.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind, IdCheck } from "#app/infra/db/generated/client.ts";
import { swapOwner } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type CompleteRefusal =
  | CheckRefusal
  | "iccid-malformed"
  | "iccid-used"
  | "other-card"
  | "no-card"
  | "not-arrived"
  | "no-id-check"
  | "already-done"
  | "gone"
  | "form-used";

/**
 * Hands over a card: the swap with its ID check and ICCID, one card of the stock, the booking's end, the
 * order to the carrier and the audit, in one transaction or not at all. A place in a waiting list that the
 * line kept ends with it. The same key again is the same swap. Refused for each reason above; then nothing is
 * changed. Protection is not touched: the carrier keeps it over an activation.
 */
export async function completeUsimSwap(
  ctx: Ctx,
  key: string,
  { bookingId, card, iccid: typed }: { bookingId: bigint; card: CardKind; iccid: string },
): Promise<Result<{ swapId: bigint; isNew: boolean }, CompleteRefusal>> {
  const memberId = BigInt(requireStaff(ctx.actor, "store").id);
  const { booking: known, store } = await requireOwnBooking(ctx, bookingId);
  const iccid = parseIccid(typed);

  return stockTransaction(ctx.db, async (tx) => {
    await lockLines(tx, [known.subscriberId]);
    const stores = [store.id];
    for (const { storeId } of await findLiveTickets(tx, [known.subscriberId])) stores.push(storeId);
    await lockStock(tx, stores);
    await tx.$queryRaw`select 1 from swap_bookings where id = ${bookingId} for update`;
    const sameKey = await tx.swap.findUnique({ where: { idempotencyKey: key } });
    if (sameKey)
      return sameKey.bookingId === bookingId
        ? ok({ swapId: sameKey.id, isNew: false })
        : refused("form-used");

    const booking = await tx.swapBooking.findUniqueOrThrow({
      where: { id: bookingId },
      include: { visit: true, idChecks: { orderBy: { id: "desc" }, take: 1 } },
    });
    const { subscriberId, visitId } = booking;
    const [check] = booking.idChecks;
    if (booking.state === "done") return refused("already-done");
    if (booking.state !== "booked") return refused("gone");
    if (!booking.visit.arrivedAt) return refused("not-arrived");
    if (!check) return refused("no-id-check");
    const unchecked = await whyNot(ctx, tx, check);
    if (unchecked) return refused(unchecked);
    if (card !== booking.card) return refused("other-card");
    if (!iccid) return refused("iccid-malformed");
    const stock = await tx.storeStock.findUnique({ where: { storeId_card: { storeId: store.id, card } } });
    if (!stock?.reserved) return refused("no-card");

    const [swap] = await tx.swap.createManyAndReturn({
      data: {
        idempotencyKey: key,
        bookingId,
        visitId,
        storeId: store.id,
        subscriberId,
        memberId,
        card,
        idCheckId: check.id,
        iccidIndex: ctx.vault.blindIndex("iccid", iccid),
        completedAt: ctx.now(),
        ...ctx.vault.seal(swapOwner(key), { iccid }),
      },
      // No card goes into two phones: the database says so, wherever the other one is.
      skipDuplicates: true,
    });
    if (!swap) return refused("iccid-used");
    await tx.storeStock.update({
      where: { storeId_card: { storeId: store.id, card } },
      data: { reserved: { decrement: 1 }, used: { increment: 1 } },
    });
    await tx.swapBooking.update({
      where: { id: bookingId },
      data: { state: "done", settledAt: ctx.now() },
    });
    const tickets = (await findLiveTickets(tx, [subscriberId])).filter((own) => stores.includes(own.storeId));
    await settleTickets(ctx, tx, { tickets, bookedAt: null });
    await recordAudit(ctx, tx, {
      action: "store.swap",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { swapId: String(swap.id), visitId: String(visitId), card },
    });
    await orderActivation(ctx, tx, { subscriberId, swapId: swap.id });
    return ok({ swapId: swap.id, isNew: true });
  });
}

const whyNot = async (ctx: Ctx, tx: Transaction, check: IdCheck) =>
  whyNotChecked(
    { ...check, told: await isTextOut(tx, check.toldNoticeId) },
    { now: ctx.now(), within: idCheckLifetime },
  );

async function orderActivation(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, swapId }: { subscriberId: bigint; swapId: bigint },
) {
  const placed = await placeOrder(ctx, tx, {
    subscriberId,
    key: `swap:${swapId}`,
    level: null,
    order: { kind: "activate_card", wanted: { swapId: String(swapId) } },
  });
  if (!placed.ok) throw new Error(`a swap's own order is refused: ${placed.refusal}`);
}
