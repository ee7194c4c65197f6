import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/**
 * A code for the subscriber to read out to an agent: six digits, for two minutes, for one call. It ends the
 * one that this session had before. Audited.
 */
export async function issueCallerCode(ctx: Ctx, { id: sessionId, subscriberId }: Session): Promise<void> {
  await requireLineAccess(ctx, subscriberId);
  await ctx.db.$transaction(async (tx) => {
    await tx.$queryRaw`select 1 from sessions where id = ${sessionId}::uuid for update`;
    await tx.callerCode.deleteMany({ where: { sessionId, usedAt: null } });
    await tx.callerCode.create({ data: { subscriberId, sessionId, issuedAt: ctx.now() } });
    await recordAudit(ctx, tx, {
      action: "caller-code.issue",
      subject: { type: "subscriber", id: String(subscriberId) },
    });
  });
}
