import { Forbidden, type Actor, type Ctx, type StaffActor } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/**
 * Payment lines are seen and disputed by whoever signed in for the line, and nobody else: no link opens them,
 * and no agent.
 */
export function requireClaimant({ actor }: Pick<Ctx, "actor">, session: Session): void {
  if (actor.type !== "subscriber" || actor.id !== String(session.subscriberId) || session.level !== "L2")
    throw new Forbidden("only for a holder who signed in");
}

/** Who decides claims. */
export const requireReviewer = (actor: Actor): StaffActor => requireStaff(actor, "reviewer");

/** Who reads them; auditors read them all. */
export const requireClaimReader = (actor: Actor): StaffActor => requireStaff(actor, "reviewer", "auditor");
