import { Forbidden, type Actor, type StaffActor } from "#app/domain/context.server.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";

/** Whoever acts, as staff in one of these roles. Everyone else is forbidden. */
export function requireStaff(actor: Actor, ...roles: [StaffRole, ...StaffRole[]]): StaffActor {
  if (actor.type !== "staff" || !roles.includes(actor.role))
    throw new Forbidden(`only for ${roles.join(", ")}`);
  return actor;
}
