import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { getLoneLimit } from "#app/domain/compensation/get-lone-limit.server.ts";
import { listEvidence, type EvidenceDocument } from "#app/domain/compensation/list-evidence.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import {
  listReviewExposures,
  listReviewSignals,
  type ReviewExposure,
  type ReviewSignal,
} from "#app/domain/compensation/list-review-facts.server.ts";
import { listReviewItems, type ReviewItem } from "#app/domain/compensation/list-review-items.server.ts";
import { openClaimWords } from "#app/domain/compensation/open-claim-words.server.ts";
import { listReviewActs, type ReviewAct } from "#app/domain/compensation/list-review-acts.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { Claim, PaperRequest } from "#app/infra/db/generated/client.ts";
import type { DecisionState, Priority } from "#app/infra/db/generated/enums.ts";
import { ok, type Result } from "#app/shared/result.ts";

export type ReviewClaim = Pick<
  Claim,
  "claimNumber" | "basis" | "state" | "payoutWay" | "filedAt" | "decidedAt" | "objectedAt"
> & {
  note: string;
  objection: string | null;
  /** Masked; null once it has been purged. */
  line: MaskedLine | null;
  priority: Priority | null;
  /** The incident's, for the time line. */
  window: { from: string; to: string };
  items: ReviewItem[];
  /** Of what is to be decided in the open round, and of what its verdicts approve so far. */
  openKrw: number;
  approvedKrw: number;
  /** Each round, oldest first; at most the last isn't final. */
  rounds: {
    round: number;
    state: DecisionState;
    openedAt: Date;
    limitKrw: number;
    member: string | null;
    proposedAt: Date | null;
    secondMember: string | null;
    approvedKrw: number | null;
    decidedAt: Date | null;
  }[];
  /** All of the line's payments in force. */
  held: HeldPayment[];
  signals: ReviewSignal[];
  exposures: ReviewExposure[];
  papers: (Pick<PaperRequest, "paper" | "dueOn" | "askedAt" | "endedAt"> & { id: string })[];
  documents: EvidenceDocument[];
  /** What whoever reads may do now. */
  may: ReviewAct[];
};

/**
 * A claim with all that a decision of it rests on, for reviewers and auditors; each reading is counted and
 * written down before ("over-quota"), and the subscriber reads of it. The line is masked: a decision needs no
 * name.
 */
export async function getClaimForReview(
  ctx: Ctx,
  claimNumber: string,
): Promise<Result<ReviewClaim, "over-quota">> {
  const reader = requireClaimReader(ctx.actor);
  const claim = await ctx.db.claim.findUnique({
    where: { claimNumber },
    include: {
      subscriber: { include: { holder: true } },
      decisions: { orderBy: { round: "asc" }, include: { member: true, secondMember: true } },
      paperRequests: { orderBy: { id: "asc" } },
    },
  });
  // A draft is its holder's alone.
  if (!claim?.filedAt) throw new NotFound("no such claim");
  const { subscriber, subscriberId, decisions, paperRequests } = claim;
  const allowed = await ctx.db.$transaction((tx) =>
    recordAccess(ctx, tx, {
      action: "claim.view",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: claimNumber },
    }),
  );
  if (!allowed.ok) return allowed;

  const now = ctx.now();
  const incident = await getIncident(ctx, subscriber.incidentId);
  const items = await listReviewItems(ctx, claim);
  const words = openClaimWords(ctx, claim);
  const { basis, state, payoutWay, filedAt, decidedAt, objectedAt } = claim;
  const loneLimitKrw = await getLoneLimit(ctx.db, claim.holderId);
  const open = items.filter((item) => item.state === "open");
  return ok({
    claimNumber,
    basis,
    state,
    payoutWay,
    filedAt,
    decidedAt,
    objectedAt,
    note: words.note,
    objection: words.objection?.words ?? null,
    line: subscriber.envelope ? maskLine(ctx, subscriber) : null,
    priority: subscriber.priority,
    window: incident.window,
    items,
    openKrw: open.reduce((sum, { amountKrw }) => sum + amountKrw, 0),
    approvedKrw: open.reduce((sum, { verdict }) => sum + (verdict?.approvedKrw ?? 0), 0),
    rounds: decisions.map(({ member, secondMember, ...decision }) => ({
      round: decision.round,
      state: decision.state,
      openedAt: decision.openedAt,
      // While it is open, what was decided for the same holder meanwhile counts.
      limitKrw: decision.state === "open" ? loneLimitKrw : decision.limitKrw,
      proposedAt: decision.proposedAt,
      approvedKrw: decision.approvedKrw,
      decidedAt: decision.decidedAt,
      member: member?.name ?? null,
      secondMember: secondMember?.name ?? null,
    })),
    held: await listHeldPayments(ctx.db, { subscriberId, at: now }),
    signals: await listReviewSignals(ctx, { subscriberId, incident }),
    exposures: await listReviewExposures(ctx, subscriberId),
    papers: paperRequests.map(({ id, paper, dueOn, askedAt, endedAt }) => ({
      id: String(id),
      paper,
      dueOn,
      askedAt,
      endedAt,
    })),
    documents: await listEvidence(ctx, claimNumber),
    may: listReviewActs(reader, { decisions }),
  });
}
