import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { saveDraft } from "#app/domain/compensation/open-draft.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Takes an item out of the line's draft; done already where the draft holds none of that number. */
export async function removeItem(
  ctx: Ctx,
  session: Session,
  { itemId }: { itemId: string },
): Promise<Result<void, "reads-only">> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  return ctx.db.$transaction(async (tx) => {
    await lockClaims(tx, subscriberId);
    const item = await tx.claimItem.findFirst({
      where: {
        id: BigInt(itemId),
        subscriberId,
        claim: { ...(await getClaimScope(tx, subscriberId)), state: "draft" },
      },
      include: { claim: true },
    });
    if (!item) return ok(undefined);
    await tx.claimItem.delete({ where: { id: item.id } });
    await saveDraft(ctx, tx, item.claim, "item-off");
    return ok(undefined);
  });
}
