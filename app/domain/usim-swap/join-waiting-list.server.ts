import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { getStore } from "#app/domain/stores/get-store.server.ts";
import { findLiveTickets, whyNoCards } from "#app/domain/usim-swap/check-wanted.server.ts";
import { findWaitingReason } from "#app/domain/usim-swap/find-waiting-reason.server.ts";
import { isFlooded } from "#app/domain/usim-swap/is-flooded.server.ts";
import { lockLines, lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { travelDay } from "#app/domain/usim-swap/waiting-list.rules.ts";
import { whyNotLine } from "#app/domain/usim-swap/why-not-lines.server.ts";
import { writeTicket } from "#app/domain/usim-swap/write-ticket.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { kstDay } from "#app/shared/time.ts";

export type JoinWaitingList = {
  subscriberId: bigint;
  storeId: number;
  card: CardKind;
  /** "2025-09-25", in Korea, if they travel. */
  travelOn: string | null;
};

type Refusal =
  | "cards-free"
  | "already-booked"
  | "already-swapped"
  | "already-waiting"
  | "form-used"
  | "line-not-active"
  | "too-many"
  | "remote-asked";

/**
 * Puts a line in a store's waiting list, by the answer in force and the travel date. Refused while a card is
 * free there ("cards-free": it can be booked), and while the line waits anywhere ("already-waiting"). The
 * same form sent again is the same place. Audited; where an agent does it, the line is told.
 */
export async function joinWaitingList(
  ctx: Ctx,
  key: string,
  { subscriberId, storeId, card, ...given }: JoinWaitingList,
): Promise<Result<{ code: string }, Refusal>> {
  const { callId } = await requireLineAccess(ctx, subscriberId);
  const { incidentId } = await getStore(ctx, storeId);
  const reason = await findWaitingReason(ctx, subscriberId);
  const travelOn = travelDay(given.travelOn, kstDay(ctx.now()));

  return undoIfRefused(ctx.db, async (tx) => {
    await lockLines(tx, [subscriberId]);
    const sent = await tx.waitingTicket.findUnique({ where: { idempotencyKey: key } });
    if (sent) {
      const isSame = sent.subscriberId === subscriberId && sent.storeId === storeId && sent.card === card;
      return isSame ? ok({ code: sent.code }) : refused("form-used");
    }
    const refusal = await whyNotLine(tx, { subscriberId, card }, incidentId);
    if (refusal === "not-offered") throw new NotFound("no such card for this phone");
    if (refusal) return refused(refusal);
    await lockStock(tx, [storeId]);
    const [waiting] = await findLiveTickets(tx, [subscriberId]);
    if (waiting) return refused("already-waiting");
    if (await isFlooded(ctx, tx, [subscriberId])) return refused("too-many");
    if (!(await whyNoCards(tx, storeId, [{ card }]))) return refused("cards-free");

    const ticket = await writeTicket(ctx, tx, { key, subscriberId, storeId, card, travelOn, reason });
    if (!ticket) return refused("form-used");
    await recordAudit(ctx, tx, {
      action: "swap.wait",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: {
        ticket: String(ticket.id),
        store: storeId,
        ...(callId && { callId: String(callId), forCaller: true }),
      },
    });
    if (ctx.actor.type === "staff") await writeLetter(ctx, tx, { subscriberId, kind: "acted" });
    return ok({ code: ticket.code });
  });
}
