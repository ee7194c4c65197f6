import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { lockOwnRound } from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, type Result } from "#app/shared/result.ts";

/**
 * Gives a claim back to the queue, by the reviewer who took it on; what they decided of its items so far is
 * taken back with it. Audited.
 */
export async function giveBack(
  ctx: Ctx,
  { claimNumber }: { claimNumber: string },
): Promise<Result<void, Extract<ReviewRefusal, "not-yours" | "gone">>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockOwnRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision } = locked.value;
    await tx.claimVerdict.deleteMany({ where: { decisionId: decision.id } });
    await tx.claimDecision.update({
      where: { id: decision.id },
      data: { memberId: null, takenAt: null },
    });
    await auditClaim(ctx, tx, claim, "claim.give-back", { round: decision.round });
    return ok(undefined);
  });
}
