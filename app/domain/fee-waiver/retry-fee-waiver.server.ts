import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Orders an approved waiver anew that the carrier refused, once a reviewer has asked there why. Refused about
 * their own money ("own-claim"), for one whose order hasn't failed (any more: "gone"), and where the carrier
 * may have done something ("maybe-done"): two people find that out first (agree-to-outcome). Audited.
 */
export async function retryFeeWaiver(
  ctx: Ctx,
  { applicationId }: { applicationId: bigint },
): Promise<Result<unknown, "own-claim" | "gone" | "maybe-done">> {
  const memberId = BigInt(requireReviewer(ctx.actor).id);
  const found = await ctx.db.feeApplication.findUnique({ where: { id: applicationId } });
  if (!found) throw new NotFound("no such application");
  const { subscriberId, caseNumber } = found;
  return ctx.db.$transaction(async (tx) => {
    if (await isOwnLine(tx, { subscriberId, memberId })) return refused("own-claim");
    await lockFee(tx, subscriberId);
    const { state, order } = await tx.feeApplication.findUniqueOrThrow({
      where: { id: applicationId },
      include: { order: true },
    });
    if (state !== "approved" || order?.state !== "failed") return refused("gone");
    if (!isSurelyUnpaid(order.reason)) return refused("maybe-done");
    const placed = await placeOrder(ctx, tx, {
      // Each order is tried anew once: the same try again is the same order.
      subscriberId,
      key: `${caseNumber}:after:${order.id}`,
      level: null,
      order: { kind: "waive_fee", wanted: { applicationId: String(applicationId) } },
    });
    if (!placed.ok) throw new Error(`application ${caseNumber} was ordered before, and otherwise`);
    const { orderId } = placed.value;
    await tx.feeApplication.update({ where: { id: applicationId }, data: { orderId } });
    await recordAudit(ctx, tx, {
      action: "fee.retry",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { caseNumber, order: String(orderId) },
    });
    return ok({});
  });
}
