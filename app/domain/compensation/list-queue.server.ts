import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import { lacksReviewer } from "#app/domain/compensation/list-review-acts.ts";
import { listLeftAlone } from "#app/domain/compensation/list-left-alone.server.ts";
import { listNearHolders } from "#app/domain/compensation/list-near-holders.server.ts";
import { listReviewers } from "#app/domain/compensation/list-reviewers.server.ts";
import type { QueueFilter, QueueOrder } from "#app/domain/compensation/queue.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { ClaimState, Priority } from "#app/infra/db/generated/enums.ts";
import { kstDay } from "#app/shared/time.ts";

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
  /** Whether that day is over: it is decided without, or asked for anew. */
  overdue: boolean;
  /** Whether its reviewer has left it alone for so long that another may take it on. */
  leftAlone: boolean;
  /** Whether no reviewer who may come in can take it on or confirm it. */
  lacksReviewer: boolean;
};

export type Queue = {
  /** As many as stand on one page. */
  claims: QueueEntry[];
  /** Of all that wait, on whichever page. */
  count: number;
  sumKrw: number;
  page: number;
  pages: number;
};

const A_PAGE = 100;

/**
 * The claims that wait for a decision, all or one's own: those that wait longest first, the largest sum
 * first, or those of the old and disabled first and by age among them; in each order, those that can't be
 * decided yet because a paper is asked for, and not due before today, come last. A hundred a page; a page
 * that there isn't is the last one. For reviewers and auditors; of nobody but staff a name.
 */
export async function listQueue(
  ctx: Ctx,
  { order, filter = "all", page: asked = 1 }: { order: QueueOrder; filter?: QueueFilter; page?: number },
): Promise<Queue> {
  const { id } = requireClaimReader(ctx.actor);
  const today = kstDay(ctx.now());
  const owner = filter === "mine" ? BigInt(id) : null;
  const [all] = await ctx.db.$queryRaw<{ count: number; sum: bigint }[]>`
    select count(*)::int as count, coalesce(sum((
      select sum(amount_krw) from claim_items i where i.claim_id = d.claim_id and state = 'open')), 0)::bigint as sum
    from claim_decisions d where state <> 'final' and (${owner}::bigint is null or member_id = ${owner})`;
  const count = all?.count ?? 0;
  const pages = Math.max(1, Math.ceil(count / A_PAGE));
  const page = Math.min(Math.max(1, asked), pages);
  const wanted = await ctx.db.$queryRaw<{ id: bigint }[]>`
    select d.id from claim_decisions d join claims c on c.id = d.claim_id join subscribers s on s.id = c.subscriber_id
    where d.state <> 'final' and (${owner}::bigint is null or d.member_id = ${owner})
    order by
      exists (select from paper_requests where claim_id = c.id and ended_at is null)
        and not exists (select from paper_requests where claim_id = c.id and ended_at is null and due_on < ${today}),
      case when ${order} = 'sum'
        then (select sum(amount_krw) from claim_items where claim_id = c.id and state = 'open') end desc nulls last,
      case when ${order} = 'priority' and s.priority is null then 1 else 0 end,
      d.opened_at, d.id
    limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`;
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
          decisions: { include: { member: true } },
        },
      },
    },
  });
  const claimIds = rounds.map(({ claimId }) => claimId);
  const [reviewers, near, leftAlone] = await Promise.all([
    listReviewers(ctx.db),
    listNearHolders(ctx.db, claimIds),
    listLeftAlone(ctx.db, { claimIds, at: ctx.now() }),
  ]);
  const byId = new Map(rounds.map((round) => [round.id, round]));
  const claims = wanted.flatMap((row) => {
    const decision = byId.get(row.id);
    if (!decision) return [];
    const { claim, member, round, openedAt } = decision;
    const isLeftAlone = leftAlone.has(claim.id);
    const dueOn = claim.paperRequests[0]?.dueOn ?? null;
    const theirs = near.filter(({ claimId }) => claimId === claim.id).map(({ holderRef }) => holderRef);
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
        dueOn,
        overdue: dueOn !== null && dueOn < today,
        leftAlone: isLeftAlone,
        lacksReviewer: lacksReviewer(reviewers, { decisions: claim.decisions, near: theirs, isLeftAlone }),
      },
    ];
  });
  return { claims, count, sumKrw: Number(all?.sum ?? 0), page, pages };
}
