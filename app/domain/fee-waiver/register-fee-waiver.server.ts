import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { requireHolder } from "#app/domain/fee-waiver/fee-waiver.policy.ts";
import { countsFrom, MOST_APPLICATIONS } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { findRefusedOffer } from "#app/domain/fee-waiver/find-refused-offer.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { isAffected } from "#app/domain/fee-waiver/is-affected.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";
import { caseCodeOf } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type RegisterFeeRefusal =
  "reads-only" | "form-used" | "already-registered" | "forfeited" | "not-affected" | "too-late" | "too-many";

/**
 * Registers a line's holder for the waiver of its termination fee, whether the line has ended or not; the
 * worker decides (fee-waiver.rules.ts). A grace is the holder's own word; an offer that the carrier refused
 * costs no day. The same form again is the same application. Audited, and told by letter. Throws NotFound
 * where no policy was announced.
 */
export async function registerFeeWaiver(
  ctx: Ctx,
  session: Session,
  { key, grace }: { key: string; grace: FeeGrace | null },
): Promise<Result<{ caseNumber: string; isNew: boolean }, RegisterFeeRefusal>> {
  requireHolder(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  const { incidentId } = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const policy = await findFeePolicy(ctx, incidentId);
  if (!policy) throw new NotFound("no fee policy was announced");
  const affected = await isAffected(ctx, subscriberId, policy);

  return ctx.db.$transaction(async (tx) => {
    await lockFee(tx, subscriberId);
    const sent = await tx.feeApplication.findUnique({ where: { idempotencyKey: key } });
    if (sent)
      return sent.subscriberId === subscriberId && sent.grace === grace
        ? ok({ caseNumber: sent.caseNumber, isNew: false })
        : refused("form-used");
    if (!affected) return refused("not-affected");
    const refusedOfferAt = await findRefusedOffer(tx, subscriberId);
    const appliedAt = countsFrom(policy, grace, { now: ctx.now(), refusedOfferAt });
    if (!appliedAt) return refused("too-late");
    if (await hasForfeited(tx, subscriberId, "fee-waiver")) return refused("forfeited");
    const earlier = await tx.feeApplication.findMany({ where: { subscriberId }, select: { state: true } });
    if (earlier.some(({ state }) => state === "registered" || state === "approved"))
      return refused("already-registered");
    if (earlier.length >= MOST_APPLICATIONS) return refused("too-many");

    const caseNumber = caseCodeOf("F", randomBytes(5));
    await tx.feeApplication.create({
      data: {
        caseNumber,
        idempotencyKey: key,
        incidentId,
        subscriberId,
        grace,
        appliedAt,
        // As the page that they register on says it.
        toldVersion: policy.version,
      },
    });
    await recordAudit(ctx, tx, {
      action: "fee.register",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { caseNumber, grace },
    });
    await writeLetter(ctx, tx, { subscriberId, kind: "fee_registered" });
    return ok({ caseNumber, isNew: true });
  });
}
