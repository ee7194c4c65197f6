import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { lockCase } from "#app/domain/reconciliation/lock-case.server.ts";
import { requireCaseReviewer } from "#app/domain/reconciliation/reconciliation.policy.ts";
import { caseSubject } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** A reviewer makes an open case theirs, whoever had it. Pressed twice, it is done once. Audited. */
export async function takeCase(ctx: Ctx, caseNumber: string): Promise<Result<void, "closed">> {
  const { id } = requireCaseReviewer(ctx.actor);
  return ctx.db.$transaction(async (tx) => {
    const found = await lockCase(tx, caseNumber);
    if (found.closedAt) return refused("closed");
    if (found.ownerId === BigInt(id)) return ok(undefined);
    await tx.claimsListCase.update({ where: { id: found.id }, data: { ownerId: BigInt(id) } });
    await recordAudit(ctx, tx, {
      action: "case.take",
      subject: caseSubject(found),
      detail: { case: caseNumber },
    });
    return ok(undefined);
  });
}
