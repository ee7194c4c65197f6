import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockDiffering } from "#app/domain/carrier-orders/lock-differing.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import type { OrderOutcome } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Writes down what a reviewer found at the carrier of an order of money that it did otherwise than ordered, or
 * may have done before: that it was done exactly as ordered, or that surely nothing of it was. Changes nothing
 * until another one agrees (agree-to-outcome). Refused where that is known by now ("gone"), about their own
 * money ("own-claim"), and where somebody has written it down before ("found-before"). Audited.
 */
export async function recordOutcome(
  ctx: Ctx,
  { orderId, outcome }: { orderId: bigint; outcome: OrderOutcome },
): Promise<Result<unknown, "gone" | "own-claim" | "found-before">> {
  const foundById = BigInt(requireReviewer(ctx.actor).id);
  return ctx.db.$transaction(async (tx) => {
    const differing = await lockDiffering(ctx, tx, orderId);
    if (!differing) return refused("gone");
    const { subscriberId } = differing;
    if (await isOwnLine(tx, { subscriberId, memberId: foundById })) return refused("own-claim");
    if (differing.finding) return refused("found-before");
    await tx.orderFinding.create({
      data: { orderId, outcome, foundById, foundAt: ctx.now() },
    });
    await recordAudit(ctx, tx, {
      action: "order.find",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { order: String(orderId), outcome },
    });
    return ok({});
  });
}
