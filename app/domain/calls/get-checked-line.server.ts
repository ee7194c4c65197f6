import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";

/**
 * The line of the member's own open call, for what an agent may do once its caller has been checked.
 * Forbidden before, and once the check has lapsed.
 */
export async function getCheckedLine(ctx: Ctx, callId: bigint): Promise<bigint> {
  const { subscriberId } = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  if (subscriberId === null) throw new Forbidden("the call is about no line");
  await requireLineAccess(ctx, subscriberId);
  return subscriberId;
}
