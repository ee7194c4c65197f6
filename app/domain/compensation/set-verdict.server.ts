import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import type { ReviewRefusal } from "#app/domain/compensation/claim.rules.ts";
import { factsOf, fittingReasons, sameChargesOf } from "#app/domain/compensation/item-facts.rules.ts";
import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { listLiveItems } from "#app/domain/compensation/list-live-items.server.ts";
import { listReviewSignals } from "#app/domain/compensation/list-review-facts.server.ts";
import { isOwnClaim, lockOwnRound } from "#app/domain/compensation/lock-round.server.ts";
import { openHandItem } from "#app/domain/compensation/open-hand-item.server.ts";
import {
  approveReasons,
  parseVerdictReason,
  refuseReasons,
  type VerdictReason,
} from "#app/domain/compensation/verdict-reasons.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim, ClaimItem } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

type VerdictRefusal = Extract<
  ReviewRefusal,
  "not-yours" | "gone" | "own-claim" | "bad-sum" | "bad-reason" | "same-charge"
>;

/**
 * Decides one item, by the reviewer who has the claim; until the round is proposed or final, they may decide
 * it otherwise. 0 won is a refusal. One of the carrier's payments is approved whole or not at all, one added
 * by hand up to its sum ("bad-sum" else). The reason is one of the approved list that doesn't contradict what
 * is known ("bad-reason" else). What has the day and sum of another that is live or paid is approved as
 * another charge, said so, or not at all ("same-charge"). Audited.
 */
export async function setVerdict(
  ctx: Ctx,
  {
    claimNumber,
    itemId,
    approvedKrw,
    reason: typed,
  }: { claimNumber: string; itemId: string; approvedKrw: number; reason: string },
): Promise<Result<void, VerdictRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockOwnRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, decision } = locked.value;
    if (await isOwnClaim(tx, locked.value)) return refused("own-claim");
    const item = await tx.claimItem.findFirst({
      where: { id: BigInt(itemId), claimId: claim.id, state: "open" },
    });
    if (!item) throw new NotFound("no such open item of this claim");
    if (!isSum(item, approvedKrw)) return refused("bad-sum");
    const reason = parseVerdictReason(typed);
    if (!reason || !isFor(reason, item, approvedKrw)) return refused("bad-reason");
    const facts = await getFacts(ctx, tx, claim, item);
    if (approvedKrw > 0 && reason !== "separate_charge" && sameChargesOf(facts, approvedKrw).length > 0)
      return refused("same-charge");
    if (!fittingReasons(facts).includes(reason)) return refused("bad-reason");
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

/** Less than was asked for has its one reason, and that one no other use; another charge may be of any sum. */
function isFor(reason: VerdictReason, { amountKrw }: ClaimItem, approvedKrw: number): boolean {
  if (approvedKrw === 0) return refuseReasons.some((one) => one === reason);
  if (reason === "separate_charge") return true;
  const isPart = approvedKrw < amountKrw;
  return approveReasons.some((one) => one === reason) && (reason === "documents_show_less") === isPart;
}

async function getFacts(ctx: Ctx, tx: Transaction, { claimNumber, subscriberId }: Claim, item: ClaimItem) {
  const { incidentId } = await tx.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const incident = await getIncident(ctx, incidentId);
  return factsOf(
    { ...item, timeKnown: openHandItem(ctx, claimNumber, item)?.timeKnown ?? true },
    {
      held: await listHeldPayments(tx, { subscriberId, at: ctx.now() }),
      signals: await listReviewSignals({ db: tx, now: ctx.now }, { subscriberId, incident }),
      live: await listLiveItems(tx, subscriberId),
      window: incident.window,
    },
  );
}
