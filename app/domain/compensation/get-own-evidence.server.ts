import { parseClaimPaper, type ClaimPaper } from "#app/domain/compensation/claim-papers.ts";
import { takesDocuments } from "#app/domain/compensation/claim.rules.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { MOST_FILES } from "#app/domain/compensation/evidence.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listEvidence, type EvidenceDocument } from "#app/domain/compensation/list-evidence.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";

export type OwnEvidence = {
  claimNumber: string;
  isDraft: boolean;
  documents: EvidenceDocument[];
  /** How many more it takes; 0 also where it is decided. */
  left: number;
  decided: boolean;
  readsOnly: boolean;
  /** What is asked for, until when. */
  papers: { paper: ClaimPaper; dueOn: string }[];
};

/** The documents of one's own claim, and what of them is still missing. Throws NotFound for anybody else's. */
export async function getOwnEvidence(ctx: Ctx, session: Session, claimNumber: string): Promise<OwnEvidence> {
  requireClaimant(ctx, session);
  const claim = await ctx.db.claim.findFirst({
    where: { claimNumber, ...(await getClaimScope(ctx.db, session.subscriberId)) },
    include: { paperRequests: { where: { endedAt: null }, orderBy: { id: "asc" } } },
  });
  if (!claim) throw new NotFound("no such claim");
  const documents = await listEvidence(ctx, claimNumber);
  const live = documents.filter(({ state }) => state !== "returned").length;
  const decided = !takesDocuments(claim.state);
  return {
    claimNumber,
    isDraft: claim.state === "draft",
    documents,
    left: decided ? 0 : Math.max(0, MOST_FILES - live),
    decided,
    readsOnly: await readsOnly(ctx, session),
    papers: claim.paperRequests.flatMap(({ paper, dueOn }) => {
      const known = parseClaimPaper(paper);
      return known ? [{ paper: known, dueOn }] : [];
    }),
  };
}
