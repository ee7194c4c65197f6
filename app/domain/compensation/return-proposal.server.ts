import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { decidedBefore, isOwnClaim, lockRound } from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Returns what was proposed to whoever proposed it, who decides it anew: by another reviewer who may confirm
 * it, or by themself. Returned already, it stays so; "gone" once it is final. Audited.
 */
export async function returnProposal(
  ctx: Ctx,
  { claimNumber }: { claimNumber: string },
): Promise<Result<void, Extract<ReviewRefusal, "gone" | "earlier-round" | "own-claim">>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision } = locked.value;
    if (decision.state === "open") return ok(undefined);
    if (await isOwnClaim(tx, locked.value)) return refused("own-claim");
    if (await decidedBefore(tx, locked.value)) return refused("earlier-round");
    await tx.claimDecision.update({
      where: { id: decision.id },
      data: { state: "open", proposedAt: null },
    });
    await auditClaim(ctx, tx, claim, "claim.return", { round: decision.round });
    return ok(undefined);
  });
}
