import type { Ctx } from "#app/domain/context.server.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";
import { isEndedByCard } from "#app/domain/usim-swap/waiting-list.rules.ts";

/** Whether something of the line was exposed that a new card ends, by the answer in force. */
export async function isLeakEnded(ctx: Ctx, subscriberId: bigint): Promise<boolean> {
  const { history, incident } = await getAnswer(ctx, subscriberId);
  return isEndedByCard(history.at(-1)?.exposure.categories ?? [], incident.categories);
}
