import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { lockOwnRound } from "#app/domain/compensation/lock-round.server.ts";
import {
  approveReasons,
  parseVerdictReason,
  refuseReasons,
  type VerdictReason,
} from "#app/domain/compensation/verdict-reasons.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { ClaimItem } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Decides one item, by the reviewer who has the claim; until the round is proposed or final, they may decide
 * it otherwise. 0 won is a refusal. One of the carrier's payments is approved whole or not at all, one added
 * by hand up to its sum ("bad-sum" else). The reason is one of the approved list that fits ("bad-reason"
 * else). Audited.
 */
export async function setVerdict(
  ctx: Ctx,
  {
    claimNumber,
    itemId,
    approvedKrw,
    reason: typed,
  }: { claimNumber: string; itemId: string; approvedKrw: number; reason: string },
): Promise<Result<void, Extract<ReviewRefusal, "not-yours" | "gone" | "bad-sum" | "bad-reason">>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockOwnRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision } = locked.value;
    const item = await tx.claimItem.findFirst({
      where: { id: BigInt(itemId), claimId: claim.id, state: "open" },
    });
    if (!item) throw new NotFound("no such open item of this claim");
    if (!isSum(item, approvedKrw)) return refused("bad-sum");
    const reason = parseVerdictReason(typed);
    if (!reason || !fits(reason, item, approvedKrw)) return refused("bad-reason");
    const verdict = { approvedKrw, reason, at: ctx.now() };
    const named = { decisionId: decision.id, itemId: item.id };
    await tx.claimVerdict.upsert({
      where: { decisionId_itemId: named },
      create: { ...named, ...verdict },
      update: verdict,
    });
    await auditClaim(ctx, tx, claim, "claim.verdict", { round: decision.round, item: itemId, reason });
    return ok(undefined);
  });
}

const isSum = ({ paymentId, amountKrw }: ClaimItem, approvedKrw: number) =>
  Number.isInteger(approvedKrw) &&
  approvedKrw >= 0 &&
  (paymentId === null ? approvedKrw <= amountKrw : approvedKrw === 0 || approvedKrw === amountKrw);

/** Less than was asked for has its one reason, and that one no other use. */
function fits(reason: VerdictReason, { amountKrw }: ClaimItem, approvedKrw: number): boolean {
  if (approvedKrw === 0) return refuseReasons.some((one) => one === reason);
  const isPart = approvedKrw < amountKrw;
  return approveReasons.some((one) => one === reason) && (reason === "documents_show_less") === isPart;
}
