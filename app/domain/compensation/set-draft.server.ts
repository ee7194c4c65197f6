import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { claimOwner } from "#app/domain/compensation/claim.rules.ts";
import type { ClaimWords } from "#app/domain/compensation/claim.schema.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { saveDraft } from "#app/domain/compensation/open-draft.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { PayoutWay } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Keeps the note of the line's draft and the way that its money shall go; "gone" where there is no draft any more. */
export async function setDraft(
  ctx: Ctx,
  session: Session,
  { note, payoutWay }: { note: string; payoutWay: PayoutWay },
): Promise<Result<void, "reads-only" | "gone">> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    await lockClaims(tx, subscriberId);
    const draft = await tx.claim.findFirst({
      where: { ...(await getClaimScope(tx, subscriberId)), state: "draft" },
    });
    if (!draft) return refused("gone");
    const words: ClaimWords = { note: note.trim(), objection: null };
    await tx.claim.update({
      where: { id: draft.id },
      data: { payoutWay, ...ctx.vault.seal(claimOwner(draft.claimNumber), words) },
    });
    await saveDraft(ctx, tx, draft, "note");
    return ok(undefined);
  });
}
