import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { finishRound } from "#app/domain/compensation/finish-round.server.ts";
import { lockLoneLimit } from "#app/domain/compensation/get-lone-limit.server.ts";
import {
  decidedBefore,
  endedAlready,
  isOwnClaim,
  lockRound,
} from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ProposeRefusal = Extract<
  ReviewRefusal,
  "not-yours" | "gone" | "not-all-decided" | "papers-open" | "sum-changed" | "earlier-round" | "own-claim"
>;

/**
 * Ends a round, by the reviewer who has it: up to its limit it is final at once, with its payout; above it,
 * it waits for another reviewer. Refused while an item has no verdict ("not-all-decided") or a paper is asked
 * for ("papers-open"), where the verdicts aren't those that the form showed ("sum-changed"), and about their
 * own money ("own-claim"). Ended so already, by the same reviewer, it stays as it is. Audited.
 */
export async function proposeDecision(
  ctx: Ctx,
  { claimNumber, expectedKrw }: { claimNumber: string; expectedKrw: number },
): Promise<Result<"final" | "proposed", ProposeRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockRound(ctx, tx, claimNumber);
    if (!locked.ok) {
      const sentAgain = { claimNumber, by: "memberId", approvedKrw: expectedKrw } as const;
      return (await endedAlready(ctx, tx, sentAgain)) ? ok("final" as const) : locked;
    }
    const round = locked.value;
    const { claim, decision, memberId } = round;
    if (decision.memberId !== memberId) return refused("not-yours");
    const verdicts = await tx.claimVerdict.findMany({ where: { decisionId: decision.id } });
    const sumKrw = verdicts.reduce((sum, { approvedKrw }) => sum + approvedKrw, 0);
    if (sumKrw !== expectedKrw) return refused("sum-changed");
    if (decision.state === "proposed") return ok("proposed" as const);

    if (await isOwnClaim(tx, round)) return refused("own-claim");
    if (await decidedBefore(tx, round)) return refused("earlier-round");
    const open = await tx.claimItem.count({ where: { claimId: claim.id, state: "open" } });
    if (verdicts.length !== open) return refused("not-all-decided");
    if ((await tx.paperRequest.count({ where: { claimId: claim.id, endedAt: null } })) > 0)
      return refused("papers-open");
    const limitKrw = await lockLoneLimit(tx, claim.holderId);
    await tx.claimDecision.update({ where: { id: decision.id }, data: { limitKrw } });
    if (sumKrw <= limitKrw) {
      await finishRound(ctx, tx, round, { secondMemberId: null });
      return ok("final" as const);
    }
    await tx.claimDecision.update({
      where: { id: decision.id },
      data: { state: "proposed", proposedAt: ctx.now() },
    });
    await auditClaim(ctx, tx, claim, "claim.propose", { round: decision.round, sumKrw });
    return ok("proposed" as const);
  });
}
