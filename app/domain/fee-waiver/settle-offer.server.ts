import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { OrderFailure } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { OFFER_TAKEN } from "#app/domain/fee-waiver/offer.rules.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * What the carrier made of an offer that somebody took, in the order's own transaction. One that it surely
 * refused costs nothing, and is told: what it would have forfeited is open again (has-forfeited), and an
 * application for the fee that was withdrawn for it is registered again, with the day it had. One that it may
 * have carried out stays as it is until two people have asked there. Of a line that was purged, nothing begins
 * anew.
 */
export async function settleOffer(
  ctx: Ctx,
  tx: Transaction,
  { choiceId, outcome, failure }: { choiceId: bigint; outcome: "done" | "failed"; failure?: OrderFailure },
): Promise<void> {
  const { subscriberId, offer, subscriber } = await tx.offerChoice.findUniqueOrThrow({
    where: { id: choiceId },
    include: { subscriber: { select: { envelope: true } } },
  });
  if (outcome === "failed" && isSurelyUnpaid(failure) && subscriber.envelope) {
    // Another one that was taken beside it may cost the waiver, too.
    if (!(await hasForfeited(tx, subscriberId, "fee-waiver")))
      await tx.feeApplication.updateMany({
        where: { subscriberId, state: "withdrawn", reason: OFFER_TAKEN },
        data: { state: "registered", reason: null, decidedAt: null },
      });
    await writeLetter(ctx, tx, { subscriberId, kind: "offer_refused" });
  }
  await recordAudit(ctx, tx, {
    action: "offer.settle",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { offer, outcome, ...(failure && { failure }) },
  });
}
