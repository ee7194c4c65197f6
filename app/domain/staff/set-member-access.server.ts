import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * An operator disables a member, who is out at the next request and can't sign in, or lets them in again.
 * Refused for oneself, since the last operator would lock everyone out, and without a reason. Audited.
 */
export async function setMemberAccess(
  ctx: Ctx,
  { memberId, disabled, reason }: { memberId: bigint; disabled: boolean; reason: string },
): Promise<Result<void, "oneself" | "no-reason">> {
  const { id } = requireStaff(ctx.actor, "operator");
  if (id === String(memberId)) return refused("oneself");
  if (reason.trim().length < shortestReason) return refused("no-reason");
  await ctx.db.$transaction(async (tx) => {
    const { count } = await tx.staffMember.updateMany({
      where: { id: memberId, disabledAt: disabled ? null : { not: null } },
      data: { disabledAt: disabled ? ctx.now() : null },
    });
    if (count === 0 && !(await tx.staffMember.findUnique({ where: { id: memberId } })))
      throw new NotFound("no such member");
    if (disabled) await tx.staffSession.deleteMany({ where: { memberId } });
    // Pressed twice, it is done once.
    if (count > 0)
      await recordAudit(ctx, tx, {
        action: disabled ? "staff.disable" : "staff.enable",
        subject: { type: "staff", id: String(memberId) },
        reason: reason.trim(),
      });
  });
  return ok(undefined);
}
