import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/**
 * Writes down, once, that the holder answered "no" to the question of a call. It is what further questions
 * about the line are refused by.
 */
export async function recordDenial(
  ctx: Ctx,
  tx: Transaction,
  { callId, subscriberId }: { callId: bigint; subscriberId: bigint },
): Promise<void> {
  const action = "call.check-failed";
  const subject = { type: "subscriber", id: String(subscriberId) };
  const detail = { callId: String(callId), by: "app" };
  const recorded = await tx.auditEvent.count({
    where: { subjectType: subject.type, subjectId: subject.id, action, detail: { equals: detail } },
  });
  if (recorded === 0) await recordAudit(ctx, tx, { action, subject, detail });
}
