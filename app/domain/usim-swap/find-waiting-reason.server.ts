import type { Ctx } from "#app/domain/context.server.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import { reasonFor, type WaitingReason } from "#app/domain/usim-swap/waiting-list.rules.ts";

/** How urgent a new card is for a line, by the answer in force. */
export async function findWaitingReason(ctx: Ctx, subscriberId: bigint): Promise<WaitingReason> {
  const { history, incident } = await getAnswer(ctx, subscriberId);
  const exposure = history.at(-1)?.exposure;
  return exposure ? reasonFor(exposure, incident.categories) : "other";
}
