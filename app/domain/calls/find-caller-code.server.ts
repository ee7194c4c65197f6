import { callerCodeLifetime } from "#app/domain/calls/call.rules.ts";
import { callerCodeOf } from "#app/domain/calls/codes.server.ts";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { after, before } from "#app/shared/time.ts";

/** The code that this session may show now, and until when; null once it was used or its time is over. */
export async function findCallerCode(
  ctx: Ctx,
  { id: sessionId, subscriberId }: Session,
): Promise<{ code: string; until: Date } | null> {
  await requireLineAccess(ctx, subscriberId);
  const live = await ctx.db.callerCode.findFirst({
    where: {
      sessionId,
      subscriberId,
      usedAt: null,
      issuedAt: { gt: before(ctx.now(), callerCodeLifetime) },
    },
    orderBy: { issuedAt: "desc" },
  });
  return live && { code: callerCodeOf(ctx.vault, live.id), until: after(live.issuedAt, callerCodeLifetime) };
}
