import { checkedUntil } from "#app/domain/calls/call.rules.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { recordRefusedAct } from "#app/domain/calls/record-refused-act.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";

/**
 * The line of the member's own open call, for what an agent may do (`act`) once its caller has been checked.
 * Forbidden before, and once the check has lapsed; the try is then in the line's record, by the act's name.
 */
export async function getCheckedLine(ctx: Ctx, callId: bigint, act: string): Promise<bigint> {
  const call = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  const { subscriberId } = call;
  if (subscriberId !== null && checkedUntil(call, ctx.now())) return subscriberId;
  await recordRefusedAct(ctx, { callId, subscriberId, act });
  throw new Forbidden("the call's caller was not checked", { recorded: true });
}
