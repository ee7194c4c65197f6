import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { finishRound } from "#app/domain/compensation/finish-round.server.ts";
import {
  decidedBefore,
  endedAlready,
  isOwnClaim,
  lockRound,
} from "#app/domain/compensation/lock-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ConfirmRefusal = Extract<
  ReviewRefusal,
  "gone" | "sum-changed" | "same-person" | "earlier-round" | "own-claim" | "papers-open"
>;

/**
 * Confirms what another reviewer proposed, and makes it final with its payout. Refused to the one who
 * proposed it ("same-person"), to whoever decided an earlier round ("earlier-round"), to whose own money it
 * is ("own-claim"), where the sum isn't the one that the form showed ("sum-changed"), and where nothing is
 * proposed any more ("gone"). Confirmed already, by the same reviewer, it stays so. Audited.
 */
export async function confirmDecision(
  ctx: Ctx,
  { claimNumber, expectedKrw }: { claimNumber: string; expectedKrw: number },
): Promise<Result<void, ConfirmRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockRound(ctx, tx, claimNumber);
    if (!locked.ok) {
      const sentAgain = { claimNumber, by: "secondMemberId", approvedKrw: expectedKrw } as const;
      return (await endedAlready(ctx, tx, sentAgain)) ? ok(undefined) : locked;
    }
    const { claim, decision, memberId } = locked.value;
    if (decision.state !== "proposed") return refused("gone");
    if (decision.memberId === memberId) return refused("same-person");
    if (await isOwnClaim(tx, locked.value)) return refused("own-claim");
    if (await decidedBefore(tx, locked.value)) return refused("earlier-round");
    const { _sum } = await tx.claimVerdict.aggregate({
      where: { decisionId: decision.id },
      _sum: { approvedKrw: true },
    });
    if (_sum.approvedKrw !== expectedKrw) return refused("sum-changed");
    if ((await tx.paperRequest.count({ where: { claimId: claim.id, endedAt: null } })) > 0)
      return refused("papers-open");
    await auditClaim(ctx, tx, claim, "claim.confirm", { round: decision.round, sumKrw: expectedKrw });
    await finishRound(ctx, tx, locked.value, { secondMemberId: memberId });
    return ok(undefined);
  });
}
