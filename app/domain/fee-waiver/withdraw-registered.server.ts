import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Withdraws what is registered for a line, if anything is, and says whether; whoever calls this has locked
 * the line's fee. Audited.
 */
export async function withdrawRegistered(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, reason }: { subscriberId: bigint; reason: string | null },
): Promise<boolean> {
  const { count } = await tx.feeApplication.updateMany({
    where: { subscriberId, state: "registered" },
    data: { state: "withdrawn", reason, decidedAt: ctx.now() },
  });
  if (count > 0)
    await recordAudit(ctx, tx, {
      action: "fee.withdraw",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { reason },
    });
  return count > 0;
}
