import { z } from "zod";
import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { discardEvidence, giveUpEvidence } from "#app/domain/compensation/discard-evidence.server.ts";
import { givenUp } from "#app/domain/compensation/evidence.rules.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type RemoveRefusal = "reads-only" | "filed";

/**
 * Takes a document out of one's own draft, for good; done twice, it changes nothing. What was handed in with
 * a claim stays there ("filed"). Audited.
 */
export async function removeEvidence(
  ctx: Ctx,
  session: Session,
  store: EvidenceStore,
  { claimNumber, evidenceId }: { claimNumber: string; evidenceId: string },
): Promise<Result<void, RemoveRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const id = z.uuid().safeParse(evidenceId).data;
  if (!id) throw new NotFound("no such document");
  const removed = await ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, { claimNumber, subscriberId: session.subscriberId });
    if (claim.state !== "draft") return refused("filed");
    const { count } = await giveUpEvidence(ctx, tx, { id, claimId: claim.id, NOT: givenUp });
    if (count === 1) await auditClaim(ctx, tx, claim, "evidence.remove", { evidence: id });
    return ok(count === 1);
  });
  if (!removed.ok) return removed;
  if (removed.value) await discardEvidence(ctx, store, { id });
  return ok(undefined);
}
