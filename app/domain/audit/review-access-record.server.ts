import { monthSpan } from "#app/domain/audit/access-record.rules.ts";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * An auditor signs the monthly review of the access record (PIPA's decree asks for one), with what they
 * found. Once a month, and not before the month is over: what would follow would be reviewed by nobody.
 * Audited.
 */
export async function reviewAccessRecord(
  ctx: Ctx,
  { month, note }: { month: string; note: string },
): Promise<Result<void, "no-note" | "not-over" | "reviewed">> {
  const { id } = requireStaff(ctx.actor, "auditor");
  const span = monthSpan(month);
  if (!span) throw new NotFound("no such month");
  if (span.to > ctx.now()) return refused("not-over");
  if (note.trim().length < shortestReason) return refused("no-note");
  return ctx.db.$transaction(async (tx) => {
    const { count } = await tx.accessReview.createMany({
      data: [{ month, memberId: BigInt(id), reviewedAt: ctx.now(), note: note.trim() }],
      skipDuplicates: true,
    });
    if (count === 0) return refused("reviewed");
    await recordAudit(ctx, tx, {
      action: "access-record.review",
      subject: { type: "month", id: month },
      reason: note.trim(),
    });
    return ok(undefined);
  });
}
