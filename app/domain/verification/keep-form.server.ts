import { randomBytes } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { keptFormLifetime, keptFormOwner } from "#app/domain/verification/kept-form.rules.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { after } from "#app/shared/time.ts";

/**
 * Keeps what a form said that arrived after its session had ended, sealed, for thirty minutes, to be given
 * back to the same line. Gives the 256-bit secret to find it by, which only a cookie will hold. One form a
 * line and page: the newest.
 */
export async function keepForm(
  ctx: Ctx,
  { subscriberId, path, fields }: { subscriberId: bigint; path: string; fields: Record<string, string> },
): Promise<string> {
  const secret = randomBytes(32).toString("base64url");
  const idHash = hashToken(secret);
  await ctx.db.$transaction([
    ctx.db.keptForm.deleteMany({
      where: { OR: [{ subscriberId, path }, { expiresAt: { lte: ctx.now() } }] },
    }),
    ctx.db.keptForm.create({
      data: {
        idHash,
        subscriberId,
        path,
        ...ctx.vault.seal(keptFormOwner(idHash), fields),
        expiresAt: after(ctx.now(), keptFormLifetime),
      },
    }),
  ]);
  return secret;
}
