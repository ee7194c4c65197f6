import type { Ctx } from "#app/domain/context.server.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";

/** How many messages a second an operator allowed each worker on a channel; null where its settings say. */
export async function findPace(ctx: Ctx, channel: Channel): Promise<number | null> {
  const pace = await ctx.db.channelPace.findUnique({ where: { channel } });
  return pace?.perSecond ?? null;
}
