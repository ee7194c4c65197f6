import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { decidedBefore, lockRound } from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Makes the reviewer who asks first the one who decides the claim's open round; one whose reviewer may not
 * come in any more is free again, with the verdicts that it has. Refused where it is another's ("not-yours"),
 * where they decided an earlier round ("earlier-round"), and where nothing is to be decided ("gone").
 * Audited.
 */
export async function takeClaim(
  ctx: Ctx,
  { claimNumber }: { claimNumber: string },
): Promise<Result<void, Extract<ReviewRefusal, "not-yours" | "earlier-round" | "gone">>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision, memberId } = locked.value;
    if (decision.memberId === memberId) return ok(undefined);
    if (await decidedBefore(tx, locked.value)) return refused("earlier-round");
    if (decision.memberId) {
      const owner = await tx.staffMember.findUniqueOrThrow({ where: { id: decision.memberId } });
      if (!owner.disabledAt) return refused("not-yours");
    }
    await tx.claimDecision.update({
      where: { id: decision.id },
      data: { memberId, takenAt: ctx.now(), state: "open", proposedAt: null },
    });
    await auditClaim(ctx, tx, claim, "claim.take", { round: decision.round });
    return ok(undefined);
  });
}
