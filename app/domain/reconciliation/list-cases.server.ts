import type { Ctx } from "#app/domain/context.server.ts";
import { requireCaseReader } from "#app/domain/reconciliation/reconciliation.policy.ts";
import { isOverdue } from "#app/domain/reconciliation/reconciliation.rules.ts";
import type { CaseFilter } from "#app/domain/reconciliation/reconciliation.rules.ts";
import type { ClaimsListCase, ClaimsListRow } from "#app/infra/db/generated/client.ts";

/** As much as stands on one screen and can be worked off from there. */
const MOST_LISTED = 200;

export type ListedCase = Pick<ClaimsListCase, "caseNumber" | "openedAt" | "dueAt" | "resolution"> &
  Pick<ClaimsListRow, "source" | "match" | "amountKrw"> & {
    overdue: boolean;
    owner: string | null;
    mine: boolean;
  };

/**
 * The unmatched rows of the lists, for reviewers and auditors: the open ones by their due time, all of them
 * the newest first. No personal datum.
 */
export async function listCases(
  ctx: Ctx,
  filter: CaseFilter,
): Promise<{ cases: ListedCase[]; count: number; rows: number }> {
  const { id } = requireCaseReader(ctx.actor);
  const where = {
    open: { closedAt: null },
    mine: { closedAt: null, ownerId: BigInt(id) },
    all: {},
  }[filter];
  const found = await ctx.db.claimsListCase.findMany({
    where,
    include: { row: true, owner: true },
    orderBy: filter === "all" ? { id: "desc" } : [{ dueAt: "asc" }, { id: "asc" }],
    take: MOST_LISTED,
  });
  return {
    count: await ctx.db.claimsListCase.count({ where }),
    rows: await ctx.db.claimsListRow.count(),
    cases: found.map(({ caseNumber, openedAt, dueAt, closedAt, resolution, ownerId, owner, row }) => ({
      caseNumber,
      openedAt,
      dueAt,
      resolution,
      source: row.source,
      match: row.match,
      amountKrw: row.amountKrw,
      overdue: isOverdue({ dueAt, closedAt }, ctx.now()),
      owner: owner?.name ?? null,
      mine: ownerId === BigInt(id),
    })),
  };
}
