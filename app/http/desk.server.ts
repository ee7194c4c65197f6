import type { Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import type { SignedInStaff } from "#app/domain/staff/find-staff-session.server.ts";

/** What stands around a page of a console. */
export async function deskOf(ctx: Ctx, { name, roles }: SignedInStaff) {
  const incident = await findCurrentIncident(ctx);
  return { name, roles, synthetic: incident?.synthetic ?? false };
}
