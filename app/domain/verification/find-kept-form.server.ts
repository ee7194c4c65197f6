import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { keptFormOwner } from "#app/domain/verification/kept-form.rules.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";

const fieldsSchema = z.record(z.string(), z.string());

/**
 * What a form of that page said, kept when its session had ended (keep-form.server.ts): for the line that it
 * was begun for, and no other; null otherwise. It stays until its time is over, so that a page asked for
 * twice gives it twice.
 */
export async function findKeptForm(
  ctx: Ctx,
  { secret, subscriberId, path }: { secret: string; subscriberId: bigint; path: string },
): Promise<Record<string, string> | null> {
  const idHash = hashToken(secret);
  const kept = await ctx.db.keptForm.findUnique({
    where: { idHash, subscriberId, path, expiresAt: { gt: ctx.now() } },
  });
  return kept && fieldsSchema.parse(ctx.vault.open(keptFormOwner(idHash), kept));
}
