import type { Ctx } from "#app/domain/context.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";

/**
 * The line that a session of somebody signed in was about which has run out, so that what they were writing
 * can be kept for it. Nothing else rests on it. Null while it is alive, where its link alone opened it, and
 * once it was signed out of.
 */
export async function findEndedLine(ctx: Ctx, secret: string): Promise<bigint | null> {
  const ended = await ctx.db.session.findUnique({
    where: {
      idHash: hashToken(secret),
      level: "L2",
      OR: [{ idleUntil: { lte: ctx.now() } }, { expiresAt: { lte: ctx.now() } }],
    },
  });
  return ended?.subscriberId ?? null;
}
