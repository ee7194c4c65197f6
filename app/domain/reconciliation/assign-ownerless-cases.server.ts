import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCaseReader } from "#app/domain/reconciliation/reconciliation.policy.ts";
import { caseSubject } from "#app/domain/reconciliation/reconciliation.rules.ts";

/** What a page waits for; the next one takes the rest. */
const AT_ONCE = 100;

/**
 * Shares the open cases that nobody owns, or somebody who may not come in any more, out among the reviewers
 * when one of them comes to the desk: each to whoever has the fewest open ones. A list may be imported before
 * any reviewer ever signed in. Nothing happens to auditors. Each is audited.
 */
export async function assignOwnerlessCases(ctx: Ctx): Promise<void> {
  const { role } = requireCaseReader(ctx.actor);
  const ownerless = {
    closedAt: null,
    OR: [{ ownerId: null }, { owner: { disabledAt: { not: null } } }],
  };
  if (role !== "reviewer" || !(await ctx.db.claimsListCase.findFirst({ where: ownerless }))) return;
  await ctx.db.$transaction(async (tx) => {
    const reviewers = await tx.staffMember.findMany({
      where: { roles: { has: "reviewer" }, disabledAt: null },
      select: { id: true, _count: { select: { listCases: { where: { closedAt: null } } } } },
      orderBy: { id: "asc" },
    });
    const cases = await tx.claimsListCase.findMany({
      where: ownerless,
      include: { row: true },
      orderBy: { id: "asc" },
      take: AT_ONCE,
    });
    const shares = reviewers.map(({ id, _count }) => ({ id, open: _count.listCases }));
    for (const found of cases) {
      const [least] = shares.sort((one, other) => one.open - other.open);
      if (!least) return;
      const { count } = await tx.claimsListCase.updateMany({
        // Unless somebody took it meanwhile.
        where: { id: found.id, ownerId: found.ownerId, closedAt: null },
        data: { ownerId: least.id },
      });
      if (count === 0) continue;
      least.open += 1;
      await recordAudit(ctx, tx, {
        action: "case.take",
        subject: caseSubject(found),
        detail: { case: found.caseNumber, owner: String(least.id) },
      });
    }
  });
}
