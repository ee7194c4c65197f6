import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import { endClaim } from "#app/domain/compensation/open-draft.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Withdraws a draft, or a filed claim that no reviewer has taken on yet; later it is decided ("taken-on").
 * Its items may be put into another claim. Withdrawn already, it stays so. Audited.
 */
export async function withdrawClaim(
  ctx: Ctx,
  session: Session,
  { claimNumber }: { claimNumber: string },
): Promise<Result<void, "reads-only" | "taken-on">> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, { claimNumber, subscriberId });
    const { id, state } = claim;
    if (state === "withdrawn") return ok(undefined);
    if (state !== "draft" && state !== "filed") return refused("taken-on");
    const round = await tx.claimDecision.findFirst({ where: { claimId: id } });
    if (round?.memberId) return refused("taken-on");
    if (round) await tx.claimDecision.delete({ where: { id: round.id } });
    await endClaim(ctx, tx, claim);
    return ok(undefined);
  });
}
