import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { getAnswer, type Answer } from "#app/domain/exposure/get-answer.server.ts";

/**
 * What a checked caller reads at /result, for the agent to read with them. Forbidden before the check, and
 * once it has lapsed. Written down once a check: the page that the agent loads again and again in one call is
 * one view.
 */
export async function viewCallerPage(ctx: Ctx, { callId }: { callId: bigint }): Promise<Answer> {
  const subscriberId = await ctx.db.$transaction(async (tx) => {
    const { subscriberId, memberId, checkedAt } = await lockOwnCall(ctx, tx, callId);
    if (subscriberId === null || checkedAt === null) throw new Forbidden("the caller has not been checked");
    await requireLineAccess({ ...ctx, db: tx }, subscriberId);
    const seen = await tx.auditEvent.findFirst({
      where: {
        actorType: "staff",
        actorId: String(memberId),
        at: { gte: checkedAt },
        action: "call.view-answer",
        detail: { path: ["callId"], equals: String(callId) },
      },
    });
    if (!seen)
      await recordAudit(ctx, tx, {
        action: "call.view-answer",
        subject: { type: "subscriber", id: String(subscriberId) },
        detail: { callId: String(callId) },
      });
    return subscriberId;
  });
  return getAnswer(ctx, subscriberId);
}
