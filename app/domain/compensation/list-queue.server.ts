import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { ClaimState, Priority } from "#app/infra/db/generated/enums.ts";

export const queueOrders = ["age", "sum", "priority"] as const;
export type QueueOrder = (typeof queueOrders)[number];

export type QueueEntry = {
  claimNumber: string;
  filedAt: Date;
  /** Since when its open round waits: filed, or objected to. */
  since: Date;
  /** Of what is to be decided in this round. */
  sumKrw: number;
  items: number;
  /** As the subscribers' file says it. */
  priority: Priority | null;
  state: ClaimState;
  round: number;
  /** Who has taken it on. */
  owner: string | null;
  mine: boolean;
  /** Who proposed a decision that waits for another reviewer. */
  proposedBy: string | null;
  papersOpen: number;
  /** The first day on which a paper that is asked for is due. */
  dueOn: string | null;
};

const MOST_LISTED = 100;

/**
 * The claims that wait for a decision: those that wait longest first, the largest sum first, or those of the old and disabled first and by age among
 * them. At most a hundred. For reviewers and auditors; of nobody but staff a name.
 */
export async function listQueue(ctx: Ctx, { order }: { order: QueueOrder }): Promise<QueueEntry[]> {
  const { id } = requireClaimReader(ctx.actor);
  const wanted = await ctx.db.$queryRaw<{ id: bigint }[]>`
    select d.id from claim_decisions d join claims c on c.id = d.claim_id join subscribers s on s.id = c.subscriber_id
    where d.state <> 'final'
    order by
      case when ${order} = 'sum'
        then (select sum(amount_krw) from claim_items where claim_id = c.id and state = 'open') end desc nulls last,
      case when ${order} = 'priority' and s.priority is null then 1 else 0 end,
      d.opened_at, d.id
    limit ${MOST_LISTED}`;
  const rounds = await ctx.db.claimDecision.findMany({
    where: { id: { in: wanted.map((row) => row.id) } },
    include: {
      member: true,
      claim: {
        omit: { envelope: true, keyId: true },
        include: {
          subscriber: { select: { priority: true } },
          items: { where: { state: "open" }, select: { amountKrw: true } },
          paperRequests: { where: { endedAt: null }, orderBy: { dueOn: "asc" } },
        },
      },
    },
  });
  const byId = new Map(rounds.map((round) => [round.id, round]));
  return wanted.flatMap((row) => {
    const decision = byId.get(row.id);
    if (!decision) return [];
    const { claim, member, round, openedAt } = decision;
    return [
      {
        claimNumber: claim.claimNumber,
        filedAt: claim.filedAt ?? openedAt,
        since: openedAt,
        sumKrw: sumKrw(claim.items),
        items: claim.items.length,
        priority: claim.subscriber.priority,
        state: claim.state,
        round,
        owner: member?.name ?? null,
        mine: String(decision.memberId) === id,
        proposedBy: decision.state === "proposed" ? (member?.name ?? null) : null,
        papersOpen: claim.paperRequests.length,
        dueOn: claim.paperRequests[0]?.dueOn ?? null,
      },
    ];
  });
}
