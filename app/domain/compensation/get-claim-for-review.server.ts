import { maskLine, type MaskedLine } from "#app/domain/calls/mask-line.server.ts";
import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { getLoneLimit } from "#app/domain/compensation/get-lone-limit.server.ts";
import {
  factsOf,
  fittingReasons,
  sameChargesOf,
  type JudgedItem,
} from "#app/domain/compensation/item-facts.rules.ts";
import { listEvidence, type EvidenceDocument } from "#app/domain/compensation/list-evidence.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import {
  listReviewExposures,
  listReviewSignals,
  type ReviewExposure,
  type ReviewSignal,
} from "#app/domain/compensation/list-review-facts.server.ts";
import { listLeftAlone } from "#app/domain/compensation/list-left-alone.server.ts";
import { listLiveItems, type LiveItem } from "#app/domain/compensation/list-live-items.server.ts";
import { listNearHolders } from "#app/domain/compensation/list-near-holders.server.ts";
import { listReviewItems, type ReviewItem } from "#app/domain/compensation/list-review-items.server.ts";
import { openClaimWords } from "#app/domain/compensation/open-claim-words.server.ts";
import {
  lacksReviewer,
  listReviewActs,
  type ReviewAct,
  type ReviewState,
} from "#app/domain/compensation/list-review-acts.ts";
import { listReviewers } from "#app/domain/compensation/list-reviewers.server.ts";
import type { VerdictReason } from "#app/domain/compensation/verdict-reasons.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { Claim, PaperRequest } from "#app/infra/db/generated/client.ts";
import type { DecisionState, Priority } from "#app/infra/db/generated/enums.ts";
import { ok, type Result } from "#app/shared/result.ts";
import { kstDay } from "#app/shared/time.ts";

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
  items: (ReviewItem & {
    /** The reasons that can be given of it. */
    fitting: VerdictReason[];
    /** Whether an illegal cell is known to have served the line then. */
    cellServed: boolean;
    /** Of the line's others, those of the same day and sum: by hand nobody can tell them from it. */
    same: HeldBy[];
  })[];
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
  /** All of the line's payments in force, each with the claim that holds it. */
  held: (HeldPayment & { heldBy: HeldBy | null })[];
  /** What was added by hand to the line's other claims, and isn't refused. */
  otherByHand: LiveItem[];
  signals: ReviewSignal[];
  exposures: ReviewExposure[];
  papers: (Pick<PaperRequest, "paper" | "dueOn" | "askedAt" | "endedAt"> & {
    id: string;
    overdue: boolean;
  })[];
  documents: EvidenceDocument[];
  /** What whoever reads may do now. */
  may: ReviewAct[];
  /** Whether it is about the money of whoever reads, or of a minor in their care. */
  isOwn: boolean;
  /** Whether no reviewer who may come in can take it on or confirm it. */
  lacksReviewer: boolean;
  /** Whether its reviewer has left it alone for so long that another may take it on. */
  isLeftAlone: boolean;
};

/** A claim of the line, and whether what it holds was approved. */
type HeldBy = Pick<LiveItem, "claimNumber" | "state">;

/**
 * A claim with all that a decision of it rests on, for reviewers and auditors; each reading is counted and
 * written down before ("over-quota"), and the subscriber reads of it. The line is masked: a decision needs no
 * name.
 */
export async function getClaimForReview(
  ctx: Ctx,
  claimNumber: string,
): Promise<Result<ReviewClaim, "over-quota">> {
  requireClaimReader(ctx.actor);
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
  const signals = await listReviewSignals(ctx, { subscriberId, incident });
  const held = await listHeldPayments(ctx.db, { subscriberId, at: now });
  const live = await listLiveItems(ctx.db, subscriberId);
  const known = { held, signals, live, window: incident.window };
  const items = (await listReviewItems(ctx, claim)).map((item) => {
    const facts = factsOf(toJudge(item), known);
    const { cellServed } = facts;
    return { ...item, cellServed, fitting: fittingReasons(facts), same: sameChargesOf(facts).map(heldBy) };
  });
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
    held: held.map((payment) => {
      const holding = live.find(({ paymentId }) => paymentId === payment.paymentId);
      return { ...payment, heldBy: holding ? heldBy(holding) : null };
    }),
    otherByHand: live.filter((item) => item.paymentId === null && item.claimNumber !== claimNumber),
    signals,
    exposures: await listReviewExposures(ctx, subscriberId),
    papers: paperRequests.map(({ id, paper, dueOn, askedAt, endedAt }) => ({
      id: String(id),
      paper,
      dueOn,
      askedAt,
      endedAt,
      overdue: endedAt === null && dueOn < kstDay(now),
    })),
    documents: await listEvidence(ctx, claimNumber),
    ...(await standingOf(ctx, claim)),
  });
}

const heldBy = ({ claimNumber, state }: LiveItem): HeldBy => ({ claimNumber, state });

const toJudge = ({ itemId, at, amountKrw, payment, byHand }: ReviewItem): JudgedItem => ({
  id: BigInt(itemId),
  at,
  amountKrw,
  paymentId: payment?.paymentId ?? null,
  timeKnown: byHand?.timeKnown ?? true,
});

/** Who may do what with it now. */
async function standingOf(ctx: Ctx, { id, decisions }: { id: bigint; decisions: ReviewState["decisions"] }) {
  const { id: memberId, role } = requireClaimReader(ctx.actor);
  const member = await ctx.db.staffMember.findUniqueOrThrow({ where: { id: BigInt(memberId) } });
  const near = (await listNearHolders(ctx.db, [id])).map(({ holderRef }) => holderRef);
  const isLeftAlone = (await listLeftAlone(ctx.db, { claimIds: [id], at: ctx.now() })).has(id);
  const state = { decisions, near, isLeftAlone };
  return {
    may: listReviewActs({ ...member, role }, state),
    isOwn: member.holderRef !== null && near.includes(member.holderRef),
    lacksReviewer: lacksReviewer(await listReviewers(ctx.db), state),
    isLeftAlone,
  };
}
