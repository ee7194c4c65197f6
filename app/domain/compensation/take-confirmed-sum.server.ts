import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { levelOf } from "#app/domain/carrier-orders/order-access.server.ts";
import { TWO_PEOPLE_ABOVE_KRW } from "#app/domain/compensation/claim.rules.ts";
import { createPayout } from "#app/domain/compensation/create-payout.server.ts";
import { claimKey } from "#app/domain/compensation/claim-key.server.ts";
import { insertClaim } from "#app/domain/compensation/insert-claim.server.ts";
import type { HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { listOpenConfirmed, sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { noticeChangedPayments } from "#app/domain/compensation/notice-changed-payments.server.ts";
import type { ApproveReason } from "#app/domain/compensation/verdict-reasons.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type TakeConfirmedSum = {
  subscriberId: bigint;
  /** Of the form. */
  key: string;
  /** The sum that the form showed. */
  expectedKrw: number;
};

export type TakeRefusal = "nothing-open" | "sum-changed" | "form-used" | "purged";

const reason: ApproveReason = "carrier_confirmed";

/**
 * Takes all that the carrier has confirmed, whole, onto the line's bill: claim, decision by rule, payout,
 * audit and letter in one transaction. By the line's own session from L1 on, or an agent whose caller was
 * checked. The same form sent again is the same claim; with another sum it is refused ("form-used"). Refused,
 * too, where nothing is open ("nothing-open"), where a finding or another claim has changed the sum since the
 * form was shown ("sum-changed"), and after the purge ("purged"). What was put into a draft of it, is
 * taken out.
 */
export async function takeConfirmedSum(
  ctx: Ctx,
  { subscriberId, key, expectedKrw }: TakeConfirmedSum,
): Promise<Result<{ claimNumber: string; amountKrw: number; isNew: boolean }, TakeRefusal>> {
  return ctx.db.$transaction(async (tx) => {
    const { callId } = await requireLineAccess({ ...ctx, db: tx }, subscriberId);
    await lockClaims(tx, subscriberId);
    const line = await tx.subscriber.findUnique({ where: { id: subscriberId }, select: { envelope: true } });
    if (!line) throw new NotFound("no such line");
    const idempotencyKey = claimKey("sum", subscriberId, key);
    const before = await tx.claim.findUnique({ where: { idempotencyKey }, include: { items: true } });
    if (before) {
      const amountKrw = sumKrw(before.items);
      return amountKrw === expectedKrw
        ? ok({ claimNumber: before.claimNumber, amountKrw, isNew: false })
        : refused("form-used");
    }
    if (!line.envelope) return refused("purged");
    const { open } = await listOpenConfirmed(tx, { subscriberId, at: ctx.now() });
    const amountKrw = sumKrw(open);
    if (open.length === 0) return refused("nothing-open");
    if (amountKrw !== expectedKrw) return refused("sum-changed");

    const { claimNumber } = await decideByRule(ctx, tx, { subscriberId, idempotencyKey, open, amountKrw });
    await recordAudit(ctx, tx, {
      action: "compensation.take",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: {
        claim: claimNumber,
        amountKrw,
        level: levelOf(ctx),
        ...(callId && { callId: String(callId), forCaller: true }),
      },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "sum_taken" });
    return ok({ claimNumber, amountKrw, isNew: true });
  });
}

type Taken = { subscriberId: bigint; idempotencyKey: string; open: HeldPayment[]; amountKrw: number };

async function decideByRule(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, idempotencyKey, open, amountKrw }: Taken,
): Promise<{ claimNumber: string }> {
  const now = ctx.now();
  await tx.claimItem.deleteMany({
    where: {
      subscriberId,
      claim: { state: "draft" },
      paymentId: { in: open.map(({ paymentId }) => paymentId) },
    },
  });
  const { id: claimId, claimNumber } = await insertClaim(tx, {
    idempotencyKey,
    subscriberId,
    basis: "confirmed",
    state: "decided",
    startedAt: now,
    savedAt: now,
    filedAt: now,
    decidedAt: now,
  });
  const items = await tx.claimItem.createManyAndReturn({
    data: open.map(({ findingId, paymentId, at, amountKrw, authMethod }) => ({
      claimId,
      subscriberId,
      findingId,
      paymentId,
      at,
      amountKrw,
      authMethod,
      state: "approved" as const,
    })),
  });
  await noticeChangedPayments(ctx, tx, { claimId });
  // Open until its verdicts are there: nothing can be written into a final one.
  const { id: decisionId } = await tx.claimDecision.create({
    data: { claimId, round: 1, basis: "confirmed", openedAt: now, limitKrw: TWO_PEOPLE_ABOVE_KRW },
  });
  await tx.claimVerdict.createMany({
    data: items.map(({ id, amountKrw }) => ({
      decisionId,
      itemId: id,
      approvedKrw: amountKrw,
      reason,
      at: now,
    })),
  });
  await tx.claimDecision.update({
    where: { id: decisionId },
    data: { state: "final", approvedKrw: amountKrw, decidedAt: now },
  });
  await createPayout(ctx, tx, {
    decisionId,
    subscriberId,
    amountKrw,
    way: "bill_credit",
    items: items.map(({ id, paymentId, at, amountKrw }) => ({
      reference: `item:${id}`,
      paymentId,
      at,
      amountKrw,
    })),
  });
  return { claimNumber };
}
