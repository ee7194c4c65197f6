import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Who may book, move and cancel for these lines. One line: its own session, or an agent whose caller was
 * checked; gives that call. Others too: a session at L2 of the one who holds them, or cares for the minors
 * who do; with an authenticator younger than the exposure it is refused ("reads-only"). Everyone else is
 * forbidden.
 */
export async function requireSwapLines(
  ctx: Ctx,
  subscriberIds: readonly bigint[],
  session: Session | undefined,
): Promise<Result<{ callId: bigint | null }, "reads-only">> {
  const others = subscriberIds.filter((id) => id !== session?.subscriberId);
  const [only] = subscriberIds;
  if (only !== undefined && subscriberIds.length === 1 && (!session || others.length === 0))
    return ok(await requireLineAccess(ctx, only));

  if (
    ctx.actor.type !== "subscriber" ||
    session?.level !== "L2" ||
    session.holderId === null ||
    ctx.actor.id !== String(session.subscriberId)
  )
    throw new Forbidden("several lines are for a session at L2 alone");
  const held = await listHolderLines(ctx, session.holderId);
  if (!others.every((id) => held.some((line) => line.id === id)))
    throw new Forbidden("a line of another holder");
  return (await readsOnly(ctx, session)) ? refused("reads-only") : ok({ callId: null });
}
