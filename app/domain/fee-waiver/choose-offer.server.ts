import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireHolder } from "#app/domain/fee-waiver/fee-waiver.policy.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { listLost } from "#app/domain/fee-waiver/list-lost.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { isOnOffer, OFFER_TAKEN, sumLost } from "#app/domain/fee-waiver/offer.rules.ts";
import { withdrawRegistered } from "#app/domain/fee-waiver/withdraw-registered.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ChooseOffer = {
  key: string;
  offer: string;
  /** As the page showed it and the person confirmed it. */
  lostKrw: number;
};

export type ChooseOfferRefusal =
  | "reads-only"
  | "form-used"
  | "not-on-offer"
  | "already-taken"
  | "already-waived"
  | "carrier-silent"
  | "sum-changed";

/**
 * Takes an offer for a line, at the price that its holder saw: another one by now is refused ("sum-changed"),
 * and so is any while the carrier doesn't say the fee, since then no sum can be shown. In one transaction
 * with the order to the carrier, the end of what is registered for the fee where the offer costs that, audit
 * and letter. The same form again is the same choice. Throws NotFound for an unknown offer.
 */
export async function chooseOffer(
  ctx: Ctx,
  session: Session,
  { key, offer: name, lostKrw }: ChooseOffer,
): Promise<Result<{ isNew: boolean }, ChooseOfferRefusal>> {
  requireHolder(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const policy = await findFeePolicy(ctx, line.incidentId);
  const offer = policy?.offers.find((one) => one.key === name);
  if (!policy || !offer) throw new NotFound("no such offer");
  const quote = await ctx.carrier.findFeeQuote(line.subscriberRef).catch(() => null);
  const costsWaiver = offer.forfeits.includes("fee-waiver");

  return ctx.db.$transaction(async (tx) => {
    await lockFee(tx, subscriberId);
    await lockClaims(tx, subscriberId);
    const sent = await tx.offerChoice.findUnique({ where: { idempotencyKey: key } });
    if (sent)
      return sent.subscriberId === subscriberId && sent.offer === name
        ? ok({ isNew: false })
        : refused("form-used");
    if (await tx.offerChoice.count({ where: { subscriberId, offer: name } })) return refused("already-taken");
    if (!isOnOffer(offer, ctx.now())) return refused("not-on-offer");
    if (costsWaiver && (await tx.feeApplication.count({ where: { subscriberId, state: "approved" } })))
      return refused("already-waived");
    if (!quote) return refused("carrier-silent");
    const lost = await listLost(ctx, tx, { subscriberId, policy, offer, quote });
    if (sumLost(lost) !== lostKrw) return refused("sum-changed");

    const id = await nextChoiceId(tx);
    const ordered = await placeOrder(ctx, tx, {
      subscriberId,
      key,
      level: "L2" as const,
      order: { kind: "take_offer", wanted: { choiceId: String(id) } },
    });
    if (!ordered.ok) return ordered;
    await tx.offerChoice.create({
      data: {
        id,
        idempotencyKey: key,
        subscriberId,
        offer: name,
        lostKrw,
        forfeits: offer.forfeits,
        chosenAt: ctx.now(),
        orderId: ordered.value.orderId,
      },
    });
    if (costsWaiver) await withdrawRegistered(ctx, tx, { subscriberId, reason: OFFER_TAKEN });
    await recordAudit(ctx, tx, {
      action: "offer.take",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { offer: name, forfeits: offer.forfeits, lostKrw },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "offer_taken" });
    return ok({ isNew: true });
  });
}

/** Its order names it, and is written first. */
async function nextChoiceId(tx: Transaction): Promise<bigint> {
  const [next] = await tx.$queryRaw<{ id: bigint }[]>`
    select nextval(pg_get_serial_sequence('offer_choices', 'id')) as id`;
  if (!next) throw new Error("the sequence gave no number");
  return next.id;
}
