import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";

/**
 * Writes down that the agent reads something of a checked caller's, and gives whose: once a check, since the
 * page that the agent loads again and again in one call is one view. Forbidden before the check, and once it
 * has lapsed.
 */
export async function recordView(
  ctx: Ctx,
  { callId, action }: { callId: bigint; action: "call.view-answer" | "call.view-swap" },
): Promise<bigint> {
  return ctx.db.$transaction(async (tx) => {
    const { subscriberId, memberId, checkedAt } = await lockOwnCall(ctx, tx, callId);
    if (subscriberId === null || checkedAt === null) throw new Forbidden("the caller has not been checked");
    await requireLineAccess({ ...ctx, db: tx }, subscriberId);
    const seen = await tx.auditEvent.findFirst({
      where: {
        actorType: "staff",
        actorId: String(memberId),
        at: { gte: checkedAt },
        action,
        detail: { path: ["callId"], equals: String(callId) },
      },
    });
    if (!seen)
      await recordAudit(ctx, tx, {
        action,
        subject: { type: "subscriber", id: String(subscriberId) },
        detail: { callId: String(callId) },
      });
    return subscriberId;
  });
}
