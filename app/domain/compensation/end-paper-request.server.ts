import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { lockOwnRound } from "#app/domain/compensation/lock-round.server.ts";
import { settlePapers } from "#app/domain/compensation/paper-arrived.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, type Result } from "#app/shared/result.ts";

/**
 * No longer asks for a paper, by the reviewer who has the claim; where none is asked for any more, the claim
 * is filed again. Audited.
 */
export async function endPaperRequest(
  ctx: Ctx,
  { claimNumber, requestId }: { claimNumber: string; requestId: string },
): Promise<Result<void, "not-yours" | "gone">> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockOwnRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim } = locked.value;
    const { count } = await tx.paperRequest.updateMany({
      where: { id: BigInt(requestId), claimId: claim.id, endedAt: null },
      data: { endedAt: ctx.now() },
    });
    if (count === 0) return ok(undefined);
    await settlePapers(tx, claim.id);
    await auditClaim(ctx, tx, claim, "paper.end", { request: requestId });
    return ok(undefined);
  });
}
