import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { listLeftAlone } from "#app/domain/compensation/list-left-alone.server.ts";
import { decidedBefore, isOwnClaim, lockRound } from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Makes the reviewer who asks first the one who decides the claim's open round; one whose reviewer may not
 * come in any more, or has left it alone for three working days, is free again, with the verdicts that it
 * has. Refused where it is another's ("not-yours"), where they decided an earlier round ("earlier-round"),
 * about their own money ("own-claim"), and where nothing is to be decided ("gone"). Audited.
 */
export async function takeClaim(
  ctx: Ctx,
  { claimNumber }: { claimNumber: string },
): Promise<Result<void, Extract<ReviewRefusal, "not-yours" | "earlier-round" | "own-claim" | "gone">>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision, memberId } = locked.value;
    if (await isOwnClaim(tx, locked.value)) return refused("own-claim");
    if (decision.memberId === memberId) return ok(undefined);
    if (await decidedBefore(tx, locked.value)) return refused("earlier-round");
    if (decision.memberId) {
      const owner = await tx.staffMember.findUniqueOrThrow({ where: { id: decision.memberId } });
      const leftAlone = await listLeftAlone(tx, { claimIds: [claim.id], at: ctx.now() });
      if (!owner.disabledAt && !leftAlone.has(claim.id)) return refused("not-yours");
    }
    await tx.claimDecision.update({
      where: { id: decision.id },
      data: { memberId, takenAt: ctx.now(), state: "open", proposedAt: null },
    });
    await auditClaim(ctx, tx, claim, "claim.take", {
      round: decision.round,
      ...(decision.memberId && { from: String(decision.memberId) }),
    });
    return ok(undefined);
  });
}
