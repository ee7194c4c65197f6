import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import type { StaffMember } from "#app/infra/db/generated/client.ts";

/** Everyone who ever signed in as staff, for operators, the last to come in first. */
export async function listMembers(ctx: Ctx): Promise<StaffMember[]> {
  requireStaff(ctx.actor, "operator");
  return ctx.db.staffMember.findMany({ orderBy: [{ lastSignInAt: "desc" }, { id: "asc" }] });
}
