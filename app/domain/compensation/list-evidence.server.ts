import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import {
  cleanFileName,
  parseReturnReason,
  type ReturnReason,
} from "#app/domain/compensation/evidence.rules.ts";
import { openEvidence } from "#app/domain/compensation/open-evidence.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
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

/** The documents of a claim, oldest first, for the holder who signed in for its line, and for reviewers and auditors. */
export async function listEvidence(ctx: Ctx, claimNumber: string): Promise<EvidenceDocument[]> {
  const { actor } = ctx;
  if (actor.type !== "subscriber") requireClaimReader(actor);
  const claim = await ctx.db.claim.findUnique({
    where: { claimNumber },
    include: { evidence: { orderBy: [{ receivedAt: "asc" }, { id: "asc" }] } },
  });
  const isTheirs =
    actor.type !== "subscriber" || (actor.level === "L2" && actor.id === String(claim?.subscriberId));
  if (!claim || !isTheirs) throw new NotFound("no such claim");
  return claim.evidence.map(({ id, mediaType, size, state, reason, receivedAt, ...sealed }) => {
    const name = openEvidence(ctx, { id, ...sealed })?.name;
    return {
      ...{ id, mediaType, size, state, receivedAt },
      name: name === undefined ? null : cleanFileName(name, mediaType),
      reason: reason === null ? null : parseReturnReason(reason),
    };
  });
}
