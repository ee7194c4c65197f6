import type { StaffActor } from "#app/domain/context.server.ts";
import type { ClaimDecision, StaffMember } from "#app/infra/db/generated/client.ts";

/** What can be done to a claim at the desk; `decide` takes in verdicts, papers, documents and giving it back. */
export type ReviewAct = "take" | "decide" | "confirm" | "return";

type Decision = Pick<ClaimDecision, "state" | "memberId" | "secondMemberId"> & {
  member: Pick<StaffMember, "disabledAt"> | null;
};

export type ReviewState = {
  decisions: readonly Decision[];
  /** `holder_ref` of those whose money it is. */
  near: readonly string[];
  /** Whether its reviewer has left it alone for so long that another may take it on. */
  isLeftAlone: boolean;
};

export type Reviewer = Pick<StaffMember, "id" | "holderRef">;

/** Whether this reviewer may have a part in the open round, whatever stands in the way for now. */
const mayJudge = ({ id, holderRef }: Reviewer, { decisions, near }: ReviewState): boolean =>
  !(holderRef !== null && near.includes(holderRef)) &&
  !decisions.some(
    ({ state, memberId, secondMemberId }) => state === "final" && (memberId === id || secondMemberId === id),
  );

const isFree = ({ memberId, member }: Decision, { isLeftAlone }: ReviewState) =>
  memberId === null || member?.disabledAt != null || isLeftAlone;

/** What this member may do now, for the buttons of a page; each use case asks again. */
export function listReviewActs(
  { role, ...member }: Reviewer & Pick<StaffActor, "role">,
  claim: ReviewState,
): ReviewAct[] {
  const open = claim.decisions.find(({ state }) => state !== "final");
  if (role !== "reviewer" || !open) return [];
  const isMine = open.memberId === member.id;
  if (open.state === "open" && isMine) return ["decide"];
  if (!mayJudge(member, claim)) return [];
  if (open.state === "open") return isFree(open, claim) ? ["take"] : [];
  return isMine ? ["return"] : ["confirm", "return", ...(isFree(open, claim) ? (["take"] as const) : [])];
}

/** Whether the claim waits for a reviewer, and none of these, who are all that may come in, can be it. */
export function lacksReviewer(reviewers: readonly Reviewer[], claim: ReviewState): boolean {
  const open = claim.decisions.find(({ state }) => state !== "final");
  if (!open || (open.state === "open" && !isFree(open, claim))) return false;
  return !reviewers.some((reviewer) => reviewer.id !== open.memberId && mayJudge(reviewer, claim));
}
