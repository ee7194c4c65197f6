import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { givenUp, parseReturnReason, type ReturnReason } from "#app/domain/compensation/evidence.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { openEvidence } from "#app/domain/compensation/open-evidence.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import type { EvidenceState } from "#app/infra/db/generated/enums.ts";

export type EvidenceDocument = {
  id: string;
  /** Null once purged. */
  name: string | null;
  mediaType: string;
  size: number;
  state: EvidenceState;
  /** Why it was returned. */
  reason: ReturnReason | null;
  receivedAt: Date;
};

/**
 * The documents of a claim, oldest first, for the holder who signed in for its line, and, once it was handed
 * in, for reviewers and auditors.
 */
export async function listEvidence(ctx: Ctx, claimNumber: string): Promise<EvidenceDocument[]> {
  const { actor } = ctx;
  if (actor.type !== "subscriber") requireClaimReader(actor);
  const claim = await ctx.db.claim.findUnique({
    where: { claimNumber },
    include: { evidence: { where: { NOT: givenUp }, orderBy: [{ receivedAt: "asc" }, { id: "asc" }] } },
  });
  if (!claim || !(actor.type === "subscriber" ? await isTheirs(ctx, claim) : claim.filedAt))
    throw new NotFound("no such claim");
  return claim.evidence.map(({ id, mediaType, size, state, reason, receivedAt, ...sealed }) => {
    return {
      id,
      mediaType,
      size,
      state,
      receivedAt,
      name: openEvidence(ctx, { id, ...sealed })?.name ?? null,
      reason: reason === null ? null : parseReturnReason(reason),
    };
  });
}

async function isTheirs({ actor, db }: Ctx, claim: Claim): Promise<boolean> {
  if (actor.type !== "subscriber" || actor.level !== "L2") return false;
  const { holderId } = await getClaimScope(db, claim.subscriberId);
  return actor.id === String(claim.subscriberId) && claim.holderId === holderId;
}
