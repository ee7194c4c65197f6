import type { StaffActor } from "#app/domain/context.server.ts";
import type { ClaimDecision, StaffMember } from "#app/infra/db/generated/client.ts";

/** What can be done to a claim at the desk; `decide` takes in verdicts, papers, documents and giving it back. */
export type ReviewAct = "take" | "decide" | "confirm" | "return";

type Decision = Pick<ClaimDecision, "state" | "memberId" | "secondMemberId"> & {
  member: Pick<StaffMember, "disabledAt"> | null;
};

/** What this member may do now, for the buttons of a page; each use case asks again. */
export function listReviewActs(
  { id, role }: Pick<StaffActor, "id" | "role">,
  { decisions }: { decisions: readonly Decision[] },
): ReviewAct[] {
  const open = decisions.find(({ state }) => state !== "final");
  if (role !== "reviewer" || !open) return [];
  const isMe = (memberId: bigint | null) => String(memberId) === id;
  const isMine = isMe(open.memberId);
  if (open.state === "open" && isMine) return ["decide"];
  const decidedBefore = decisions.some(
    ({ state, memberId, secondMemberId }) => state === "final" && (isMe(memberId) || isMe(secondMemberId)),
  );
  if (decidedBefore) return [];
  const isFree = open.memberId === null || open.member?.disabledAt != null;
  if (open.state === "open") return isFree ? ["take"] : [];
  return isMine ? ["return"] : ["confirm", "return", ...(isFree ? (["take"] as const) : [])];
}
