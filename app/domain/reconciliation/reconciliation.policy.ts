import type { Actor, StaffActor } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";

/** Who reads what became of the lists; auditors read all of it. */
export const requireCaseReader = (actor: Actor): StaffActor => requireStaff(actor, "reviewer", "auditor");

/** Who clears the cases up. */
export const requireCaseReviewer = (actor: Actor): StaffActor => requireStaff(actor, "reviewer");
