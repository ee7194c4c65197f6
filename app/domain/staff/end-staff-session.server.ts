import type { Ctx } from "#app/domain/context.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";

/** Ends the session of a cookie; nothing happens where there is none. */
export async function endStaffSession(ctx: Ctx, secret: string): Promise<void> {
  await ctx.db.staffSession.deleteMany({ where: { idHash: hashToken(secret) } });
}
