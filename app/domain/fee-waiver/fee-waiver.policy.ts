import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/**
 * Whose line it is, signed in: the fee, and what ends a contract, are for the holder alone, and of a minor's
 * line for whoever cares for them. No link opens them, and nobody on the telephone.
 */
export function requireHolder({ actor }: Pick<Ctx, "actor">, session: Session): void {
  if (actor.type !== "subscriber" || actor.id !== String(session.subscriberId) || session.level !== "L2")
    throw new Forbidden("only for a holder who signed in");
}
