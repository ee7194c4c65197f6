import { recordView } from "#app/domain/calls/record-view.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getOwnAnswer, type OwnAnswer } from "#app/domain/exposure/get-own-answer.server.ts";

/**
 * What a checked caller reads at /result, for the agent to read with them. Forbidden before the check, and
 * once it has lapsed; written down once a check.
 */
export async function viewCallerPage(ctx: Ctx, { callId }: { callId: bigint }): Promise<OwnAnswer> {
  const subscriberId = await recordView(ctx, { callId, action: "call.view-answer" });
  return getOwnAnswer(ctx, subscriberId);
}
