import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCaseReader } from "#app/domain/reconciliation/reconciliation.policy.ts";

/**
 * Gives whoever comes to the desk the open cases that nobody owns, or somebody who may not come in any more: a list may be imported before
 * any reviewer ever signed in. Nothing happens to auditors. Audited.
 */
export async function assignOwnerlessCases(ctx: Ctx): Promise<void> {
  const { id, role } = requireCaseReader(ctx.actor);
  const ownerless = {
    closedAt: null,
    OR: [{ ownerId: null }, { owner: { disabledAt: { not: null } } }],
  };
  if (role !== "reviewer" || !(await ctx.db.claimsListCase.findFirst({ where: ownerless }))) return;
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.claimsListCase.updateMany({
      where: ownerless,
      data: { ownerId: BigInt(id) },
    });
    if (count > 0)
      await recordAudit(ctx, tx, {
        action: "case.take",
        subject: { type: "staff", id },
        detail: { cases: count },
      });
  });
}
