import { requireRaised } from "#app/domain/carrier-orders/order-access.server.ts";
import { findOrder, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { findLiveTickets } from "#app/domain/usim-swap/check-wanted.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { settleTickets } from "#app/domain/usim-swap/settle-tickets.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { whyNotLine } from "#app/domain/usim-swap/why-not-lines.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** The ways to a new card without a visit, and the path that each is raised for. */
export const remotePaths = { esim: "/usim-swap/esim", courier: "/usim-swap/courier" } as const;
export type RemoteWay = keyof typeof remotePaths;

type Refusal =
  "already-booked" | "already-swapped" | "already-asked" | "line-not-active" | "not-offered" | "form-used";

/**
 * Orders a new card without a visit, as an eSIM or by courier: at L3 alone, since whoever gets it has the
 * number. A place in a waiting list is given up for it. Refused while a visit is booked, after a swap, while
 * a card is on its way, and where the phone takes no card of that kind. The same form sent again is one
 * order. The line is told; audited with the order.
 */
export async function orderRemoteCard(
  ctx: Ctx,
  session: Session,
  { way, key }: { way: RemoteWay; key: string },
): Promise<Result<{ orderId: bigint }, Refusal>> {
  await requireRaised(ctx, session, remotePaths[way]);
  const { subscriberId } = session;
  const line = await ctx.db.subscriber.findUnique({ where: { id: subscriberId } });
  if (!line) throw new NotFound("no such line");
  return undoIfRefused<{ orderId: bigint }, Refusal>(ctx.db, async (tx) => {
    await lockLines(tx, [subscriberId]);
    const sent = await findOrder(tx, { subscriberId, kind: "remote_card", key });
    const card = way === "esim" ? ("esim" as const) : ("usim" as const);
    const refusal = await whyNotLine(tx, { subscriberId, card }, line.incidentId);
    if (!sent && refusal) return refused(refusal === "remote-asked" ? "already-asked" : refusal);

    const stores = (await findLiveTickets(tx, [subscriberId])).map(({ storeId }) => storeId);
    await lockStock(tx, stores);
    const tickets = await findLiveTickets(tx, [subscriberId]);
    await settleTickets(ctx, tx, {
      tickets: tickets.filter((own) => stores.includes(own.storeId)),
      bookedAt: null,
    });
    const placed = await placeOrder(ctx, tx, {
      subscriberId,
      key,
      level: "L3" as const,
      order: { kind: "remote_card", wanted: { way } },
    });
    if (!placed.ok) return placed;
    if (placed.value.isNew) await writeLetter(ctx, tx, { subscriberId, kind: "remote_ordered" });
    return ok({ orderId: placed.value.orderId });
  });
}
