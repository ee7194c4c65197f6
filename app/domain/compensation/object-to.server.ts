import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { matchCharges } from "#app/domain/compensation/charge.rules.ts";
import { claimOwner, objectionUntil } from "#app/domain/compensation/claim.rules.ts";
import type { ClaimWords } from "#app/domain/compensation/claim.schema.ts";
import { listLiveItems, type LiveItem } from "#app/domain/compensation/list-live-items.server.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import { openClaimWords } from "#app/domain/compensation/open-claim-words.server.ts";
import { openRound } from "#app/domain/compensation/open-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { ClaimItem } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { kstDay } from "#app/shared/time.ts";

export type ObjectTo = { key: string; claimNumber: string; itemIds: string[]; words: string };

export type ObjectRefusal =
  | "reads-only"
  | "too-late"
  | "already-objected"
  | "nothing-refused"
  | "stands-elsewhere"
  | "gone"
  | "forfeited";

/**
 * Objects to what a decision refused, once a claim and within 30 days: the items that are named are open
 * again, for a reviewer who had no part in the decision. The same form sent again is the same objection.
 * Refused where none of the named was refused ("nothing-refused"), where each stands in another claim by now,
 * itself or as a payment of its day and sum ("stands-elsewhere"), and where the claim isn't decided ("gone").
 * Audited; the line is told.
 */
export async function objectTo(
  ctx: Ctx,
  session: Session,
  { key, claimNumber, itemIds, words }: ObjectTo,
): Promise<Result<{ claimNumber: string }, ObjectRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, { claimNumber, subscriberId });
    const written = openClaimWords(ctx, claim);
    if (claim.objectedAt)
      return written.objection?.key === key ? ok({ claimNumber }) : refused("already-objected");
    if (claim.state !== "decided" || !claim.decidedAt) return refused("gone");
    if (kstDay(ctx.now()) > objectionUntil(claim.decidedAt)) return refused("too-late");
    if (await hasForfeited(tx, subscriberId, "compensation")) return refused("forfeited");

    const named = await tx.claimItem.findMany({
      where: { claimId: claim.id, state: "refused", id: { in: itemIds.map(BigInt) } },
    });
    const reopened = leftOf(named, await listLiveItems(tx, subscriberId), claim.decidedAt);
    if (reopened.length === 0) return refused(named.length > 0 ? "stands-elsewhere" : "nothing-refused");

    await tx.claimItem.updateMany({
      where: { id: { in: reopened.map(({ id }) => id) } },
      data: { state: "open" },
    });
    const rounds = await tx.claimDecision.count({ where: { claimId: claim.id } });
    await openRound(ctx, tx, { claimId: claim.id, round: rounds + 1 });
    const sealed: ClaimWords = { note: written.note, objection: { words: words.trim(), key } };
    await tx.claim.update({
      where: { id: claim.id },
      data: {
        state: "objected",
        objectedAt: ctx.now(),
        remindedAt: null,
        ...ctx.vault.seal(claimOwner(claimNumber), sealed),
      },
    });
    await recordAudit(ctx, tx, {
      action: "compensation.object",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: claimNumber, items: reopened.length },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "claim_filed" });
    return ok({ claimNumber });
  });
}

/**
 * Those that no live claim holds by now. One by hand that stands for a payment which was taken, or claimed,
 * since the decision, is among what that one asks for; beside what was paid before, it is the reviewer's to
 * say whether it is another charge.
 */
function leftOf(refusedItems: readonly ClaimItem[], live: readonly LiveItem[], decidedAt: Date): ClaimItem[] {
  const ofCarrier = refusedItems.filter(({ paymentId }) => paymentId !== null);
  const byHand = refusedItems.filter(({ paymentId }) => paymentId === null);
  const since = live.filter(({ filedAt }) => filedAt !== null && filedAt >= decidedAt);
  return [
    ...ofCarrier.filter(({ paymentId }) => !live.some((other) => other.paymentId === paymentId)),
    ...matchCharges(byHand, since).left,
  ];
}
