import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Takes a payment that a finding holds otherwise off the desk's list, once a reviewer has settled the
 * difference: up to the finding that the page showed, so that one announced since stays. Moves no money.
 * Refused about their own money ("own-claim"), and where nothing of it waits (any more: "gone"). Audited.
 */
export async function settleChangedPayment(
  ctx: Ctx,
  { itemId, findingId }: { itemId: bigint; findingId: number },
): Promise<Result<unknown, "own-claim" | "gone">> {
  const memberId = BigInt(requireReviewer(ctx.actor).id);
  const finding = await ctx.db.finding.findUnique({ where: { id: findingId } });
  const item = await ctx.db.claimItem.findUnique({ where: { id: itemId }, include: { claim: true } });
  if (!finding || !item) throw new NotFound("no such payment of a claim");
  const now = ctx.now();
  if (finding.announcedAt > now) return refused("gone");
  const { subscriberId } = item;
  return ctx.db.$transaction(async (tx) => {
    if (await isOwnLine(tx, { subscriberId, memberId })) return refused("own-claim");
    const { count } = await tx.changedPayment.updateMany({
      where: { itemId, settledAt: null, finding: { announcedAt: { lte: finding.announcedAt } } },
      data: { settledById: memberId, settledAt: now },
    });
    if (count === 0) return refused("gone");
    await recordAudit(ctx, tx, {
      action: "changed-payment.settle",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: item.claim.claimNumber, item: String(itemId), finding: finding.key },
    });
    return ok({});
  });
}
