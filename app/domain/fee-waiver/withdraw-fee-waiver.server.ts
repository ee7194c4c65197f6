import type { Ctx } from "#app/domain/context.server.ts";
import { requireHolder } from "#app/domain/fee-waiver/fee-waiver.policy.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { withdrawRegistered } from "#app/domain/fee-waiver/withdraw-registered.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Takes a line's application back while it isn't decided ("nothing-registered" otherwise). Audited. */
export async function withdrawFeeWaiver(
  ctx: Ctx,
  session: Session,
): Promise<Result<unknown, "reads-only" | "nothing-registered">> {
  requireHolder(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  return ctx.db.$transaction(async (tx) => {
    await lockFee(tx, session.subscriberId);
    const withdrawn = await withdrawRegistered(ctx, tx, { subscriberId: session.subscriberId, reason: null });
    return withdrawn ? ok({}) : refused("nothing-registered");
  });
}
