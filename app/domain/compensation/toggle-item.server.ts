import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { MOST_ITEMS } from "#app/domain/compensation/claim.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { openDraft, saveDraft } from "#app/domain/compensation/open-draft.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ToggleRefusal = "reads-only" | "not-disputable" | "too-many";

/**
 * "Not me": puts one of the line's payments into its draft, which is begun where there is none, or takes it
 * out again; what is so already stays so. Refused ("not-disputable") for one that is confirmed, since that
 * one is taken without a dispute; for one that stands in another claim, or that a decision has refused: an
 * objection speaks of that.
 */
export async function toggleItem(
  ctx: Ctx,
  session: Session,
  { paymentId, on, key }: { paymentId: string; on: boolean; key: string },
): Promise<Result<void, ToggleRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    await lockClaims(tx, subscriberId);
    const held = await listHeldPayments(tx, { subscriberId, at: ctx.now() });
    const payment = held.find((one) => one.paymentId === paymentId);
    if (!payment) throw new NotFound("no such payment of this line");
    const before = await tx.claimItem.findMany({
      where: { subscriberId, paymentId },
      include: { claim: true, verdicts: { where: { decision: { state: "final" } } } },
    });
    const { holderId } = await getClaimScope(tx, subscriberId);
    const inDraft = before.find(({ claim }) => claim.state === "draft" && claim.holderId === holderId);
    const closed = before.some(
      ({ claim, state, verdicts }) => claim.state !== "draft" && (state !== "refused" || verdicts.length > 0),
    );
    if (on && !inDraft && (closed || payment.status === "confirmed")) return refused("not-disputable");

    if (on === (inDraft !== undefined)) return ok(undefined);
    if (inDraft) {
      await tx.claimItem.delete({ where: { id: inDraft.id } });
      await saveDraft(ctx, tx, inDraft.claim, "item-off");
    } else {
      const draft = await openDraft(ctx, tx, { subscriberId, key });
      if ((await tx.claimItem.count({ where: { claimId: draft.id } })) >= MOST_ITEMS)
        return refused("too-many");
      const { findingId, at, amountKrw, authMethod } = payment;
      await tx.claimItem.create({
        data: { claimId: draft.id, subscriberId, findingId, paymentId, at, amountKrw, authMethod },
      });
      await saveDraft(ctx, tx, draft, "item-on");
    }
    return ok(undefined);
  });
}
