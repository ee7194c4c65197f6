import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { CLAIMS_A_DAY } from "#app/domain/compensation/claim.rules.ts";
import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import { noticeChangedPayments } from "#app/domain/compensation/notice-changed-payments.server.ts";
import { openRound } from "#app/domain/compensation/open-round.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim, ClaimItem } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before, days } from "#app/shared/time.ts";

export type FileRefusal =
  "reads-only" | "no-items" | "sum-changed" | "no-account" | "gone" | "forfeited" | "too-many";

/**
 * Files the line's draft: its items and sums are fixed, and a reviewer may take it on. Filed already, with
 * that sum, it stays as it is; withdrawn, it is "gone". Refused where a finding has changed one of its
 * payments since ("sum-changed": the draft then holds what is in force, without what is confirmed by now),
 * where its money shall go to an account and there is none ("no-account"), where an offer that forfeits
 * compensation was taken ("forfeited"), and after five claims in 24 hours ("too-many"). Audited; the line is
 * told.
 */
export async function fileClaim(
  ctx: Ctx,
  session: Session,
  { claimNumber, expectedKrw }: { claimNumber: string; expectedKrw: number },
): Promise<Result<{ claimNumber: string; isNew: boolean }, FileRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, { claimNumber, subscriberId });
    if (claim.state === "withdrawn") return refused("gone");
    const items = await tx.claimItem.findMany({ where: { claimId: claim.id } });
    if (claim.state !== "draft")
      return sumKrw(items) === expectedKrw ? ok({ claimNumber, isNew: false }) : refused("gone");

    if (await hasForfeited(tx, subscriberId, "compensation")) return refused("forfeited");
    const lately = { gt: before(ctx.now(), days(1)) };
    if (
      (await tx.claim.count({ where: { subscriberId, basis: "disputed", filedAt: lately } })) >= CLAIMS_A_DAY
    )
      return refused("too-many");
    if (await refreshItems(ctx, tx, claim, items)) return refused("sum-changed");
    if (items.length === 0) return refused("no-items");
    if (sumKrw(items) !== expectedKrw) return refused("sum-changed");
    if (claim.payoutWay === "bank_account") {
      const account = await tx.bankAccount.count({
        where: { subscriberId, holderId: claim.holderId, endedAt: null },
      });
      if (account === 0) return refused("no-account");
    }
    await tx.claim.update({
      where: { id: claim.id },
      data: { state: "filed", filedAt: ctx.now(), savedAt: ctx.now(), remindedAt: null },
    });
    await noticeChangedPayments(ctx, tx, { claimId: claim.id });
    await openRound(ctx, tx, { claimId: claim.id, round: 1 });
    await recordAudit(ctx, tx, {
      action: "compensation.file",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: claimNumber, items: items.length, sumKrw: expectedKrw },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "claim_filed" });
    return ok({ claimNumber, isNew: true });
  });
}

/**
 * Brings a draft's items up to the findings in force: another sum takes the place of the one before, and what
 * is confirmed is taken out.
 */
async function refreshItems(
  ctx: Ctx,
  tx: Transaction,
  { id: claimId, subscriberId }: Claim,
  items: ClaimItem[],
): Promise<boolean> {
  const held = await listHeldPayments(tx, { subscriberId, at: ctx.now() });
  let changed = false;
  for (const { id, paymentId, amountKrw } of items) {
    const payment = held.find((one) => one.paymentId === paymentId);
    if (!payment || (payment.amountKrw === amountKrw && payment.status !== "confirmed")) continue;
    changed = true;
    await tx.claimItem.delete({ where: { id } });
    if (payment.status === "confirmed") continue;
    const { findingId, at, authMethod } = payment;
    await tx.claimItem.create({
      data: { claimId, subscriberId, findingId, paymentId, at, amountKrw: payment.amountKrw, authMethod },
    });
  }
  return changed;
}
