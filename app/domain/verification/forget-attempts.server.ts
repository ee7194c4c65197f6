import type { Ctx } from "#app/domain/context.server.ts";
import { addressWindow, linkLifetime } from "#app/domain/verification/verification.rules.ts";
import { before, days } from "#app/shared/time.ts";

/**
 * Forgets ended sessions, staff's too, forms that nobody came back for, and wrong answers that no limit looks
 * back to any more: a link's life of them once any link they could have been about has expired.
 */
export async function forgetAttempts(ctx: Ctx): Promise<void> {
  const now = ctx.now();
  await ctx.db.session.deleteMany({ where: { expiresAt: { lt: before(now, addressWindow) } } });
  await ctx.db.staffSession.deleteMany({ where: { expiresAt: { lt: now } } });
  await ctx.db.keptForm.deleteMany({ where: { expiresAt: { lt: now } } });
  await ctx.db.verificationFailure.deleteMany({ where: { at: { lt: before(now, linkLifetime + days(1)) } } });
}
