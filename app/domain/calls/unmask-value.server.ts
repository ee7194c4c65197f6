import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { checkedUntil, type UnmaskField } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { shortestReason } from "#app/domain/staff/staff.rules.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Lets the agent see one value of the caller's unmasked for the rest of the call (get-call shows it), for a
 * reason in their own words that the subscriber reads too; one that stands there is not counted again.
 * Refused to an unchecked caller, without a reason, and over quota; each refusal is written down as well.
 */
export async function unmaskValue(
  ctx: Ctx,
  { callId, field, reason }: { callId: bigint; field: UnmaskField; reason: string },
): Promise<Result<void, "not-checked" | "no-reason" | "over-quota">> {
  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    const subject = { type: "subscriber", id: String(call.subscriberId) };
    const detail = { callId: String(callId), field };
    const refusal =
      call.subscriberId === null || !checkedUntil(call, ctx.now())
        ? "not-checked"
        : reason.trim().length < shortestReason
          ? "no-reason"
          : null;
    if (refusal) {
      const about = call.subscriberId === null ? { type: "call", id: String(callId) } : subject;
      await recordAudit(ctx, tx, {
        action: "line.unmask-refused",
        subject: about,
        detail: { ...detail, refusal },
      });
      return refused(refusal);
    }
    const stands = await tx.auditEvent.count({
      where: {
        actorType: "staff",
        actorId: String(call.memberId),
        at: { gte: call.startedAt },
        action: "line.unmask",
        detail: { equals: detail },
      },
    });
    if (stands > 0) return ok(undefined);
    return recordAccess(ctx, tx, { action: "line.unmask", subject, detail, reason: reason.trim() });
  });
}
