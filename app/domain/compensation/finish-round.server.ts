import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { createPayout } from "#app/domain/compensation/create-payout.server.ts";
import type { Round } from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Makes a round final, in the transaction of whoever's word ends it: items, decision, claim and, where
 * anything is approved, the payout, all or nothing. Audited; the line is told.
 */
export async function finishRound(
  ctx: Ctx,
  tx: Transaction,
  { claim, decision }: Round,
  { secondMemberId }: { secondMemberId: bigint | null },
): Promise<void> {
  const now = ctx.now();
  const verdicts = await tx.claimVerdict.findMany({
    where: { decisionId: decision.id },
    include: { item: true },
    orderBy: { itemId: "asc" },
  });
  const approved = verdicts.filter(({ approvedKrw }) => approvedKrw > 0);
  const approvedKrw = approved.reduce((sum, verdict) => sum + verdict.approvedKrw, 0);
  for (const { itemId, approvedKrw } of verdicts)
    await tx.claimItem.update({
      where: { id: itemId },
      data: { state: approvedKrw > 0 ? "approved" : "refused" },
    });
  await tx.claimDecision.update({
    where: { id: decision.id },
    data: { state: "final", approvedKrw, secondMemberId, decidedAt: now },
  });
  await tx.claim.update({ where: { id: claim.id }, data: { state: "decided", decidedAt: now } });
  if (approvedKrw > 0)
    await createPayout(ctx, tx, {
      decisionId: decision.id,
      subscriberId: claim.subscriberId,
      amountKrw: approvedKrw,
      way: claim.payoutWay,
      items: approved.map(({ approvedKrw, item: { id, paymentId, at } }) => ({
        reference: `item:${id}`,
        paymentId,
        at,
        amountKrw: approvedKrw,
      })),
    });
  await auditClaim(ctx, tx, claim, "claim.decide", {
    round: decision.round,
    approvedKrw,
    items: verdicts.length,
  });
  await writeLetter(ctx, tx, { subscriberId: claim.subscriberId, kind: "claim_decided" });
}
