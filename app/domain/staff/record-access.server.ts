import { recordAudit, type AuditEntry } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { quotas, type LimitedAction } from "#app/domain/staff/staff.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

type Access = AuditEntry & { action: LimitedAction };

/**
 * Writes down that a member of staff is about to see something of somebody, and refuses it once they have had
 * as much as their work can need: the access record itself is the count, so nothing is seen unlogged. A
 * refusal is written down too, for auditors to be alerted by. In a transaction, one access of a member at a
 * time.
 */
export async function recordAccess(
  ctx: Ctx,
  tx: Transaction,
  access: Access,
): Promise<Result<void, "over-quota">> {
  const { id } = requireStaff(ctx.actor, "agent", "auditor", "operator", "reviewer", "store");
  const { most, withinMs } = quotas[access.action];
  await tx.$queryRaw`select 1 from staff_members where id = ${BigInt(id)} for update`;
  const had = await tx.auditEvent.count({
    where: {
      actorType: "staff",
      actorId: id,
      action: access.action,
      at: { gt: before(ctx.now(), withinMs) },
    },
  });
  if (had >= most) {
    await recordAudit(ctx, tx, {
      action: "quota.exceeded",
      subject: access.subject,
      detail: { action: access.action, most },
    });
    return refused("over-quota");
  }
  await recordAudit(ctx, tx, access);
  return ok(undefined);
}
