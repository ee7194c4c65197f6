import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockDiffering } from "#app/domain/carrier-orders/lock-differing.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Takes out what was found of an order at the carrier while nobody has agreed: whoever found it, or another
 * one who found otherwise; then anybody may write down what they find. Refused where there is nothing
 * to take back ("gone"), and about their own money ("own-claim"). Audited.
 */
export async function takeBackOutcome(
  ctx: Ctx,
  { orderId }: { orderId: bigint },
): Promise<Result<unknown, "gone" | "own-claim">> {
  const memberId = BigInt(requireReviewer(ctx.actor).id);
  return ctx.db.$transaction(async (tx) => {
    const differing = await lockDiffering(ctx, tx, orderId);
    if (!differing?.finding) return refused("gone");
    const { subscriberId, finding } = differing;
    if (await isOwnLine(tx, { subscriberId, memberId })) return refused("own-claim");
    const { outcome, foundById } = finding;
    await tx.orderFinding.delete({ where: { orderId } });
    await recordAudit(ctx, tx, {
      action: "order.take-back",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { order: String(orderId), outcome, foundBy: String(foundById) },
    });
    return ok({});
  });
}
