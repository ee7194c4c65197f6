import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { isOwnLine } from "#app/domain/staff/is-own-line.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim, ClaimDecision } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type Round = { claim: Claim; decision: ClaimDecision; memberId: bigint };

/**
 * The round of a claim that isn't decided yet, for a reviewer, held until the transaction ends; "gone" where
 * none is.
 */
export async function lockRound(
  ctx: Ctx,
  tx: Transaction,
  claimNumber: string,
): Promise<Result<Round, "gone">> {
  const memberId = BigInt(requireReviewer(ctx.actor).id);
  const claim = await lockClaim(tx, { claimNumber });
  const decision = await tx.claimDecision.findFirst({
    where: { claimId: claim.id, state: { not: "final" } },
  });
  return decision ? ok({ claim, decision, memberId }) : refused("gone");
}

/** As `lockRound`, for the reviewer whose round it is, while it is neither proposed nor decided. */
export async function lockOwnRound(
  ctx: Ctx,
  tx: Transaction,
  claimNumber: string,
): Promise<Result<Round, "gone" | "not-yours">> {
  const locked = await lockRound(ctx, tx, claimNumber);
  if (!locked.ok) return locked;
  const { decision, memberId } = locked.value;
  if (decision.memberId !== memberId) return refused("not-yours");
  return decision.state === "open" ? locked : refused("gone");
}

/** Whether the member had a part in a decision of this claim that is final. */
export const decidedBefore = async (tx: Transaction, { claim, memberId }: Round): Promise<boolean> =>
  (await tx.claimDecision.count({
    where: { claimId: claim.id, state: "final", OR: [{ memberId }, { secondMemberId: memberId }] },
  })) > 0;

/** Whether the member would decide about their own money. A line has one holder, who is its claims'. */
export const isOwnClaim = (tx: Transaction, { claim, memberId }: Round): Promise<boolean> =>
  isOwnLine(tx, { subscriberId: claim.subscriberId, memberId });

/**
 * Ended already, by this same reviewer, as the one who decided or the second, with this sum: the form was
 * sent again.
 */
export async function endedAlready(
  { actor }: Ctx,
  tx: Transaction,
  {
    claimNumber,
    by,
    approvedKrw,
  }: { claimNumber: string; by: "memberId" | "secondMemberId"; approvedKrw: number },
): Promise<boolean> {
  const last = await tx.claimDecision.findFirst({
    where: { claim: { claimNumber } },
    orderBy: { round: "desc" },
  });
  return actor.type === "staff" && String(last?.[by]) === actor.id && last?.approvedKrw === approvedKrw;
}
