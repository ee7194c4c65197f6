import { Forbidden, type Actor, type StaffActor } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";

/** Anybody may report for nobody in particular, a subscriber for their own line, and an agent within a call. */
export function requireFiler(
  actor: Actor,
  about: { subscriberId: bigint | null; callId: bigint | null },
): void {
  const may =
    actor.type === "public"
      ? about.subscriberId === null && about.callId === null
      : actor.type === "subscriber"
        ? String(about.subscriberId) === actor.id && about.callId === null
        : actor.type === "staff" && actor.role === "agent" && about.callId !== null;
  if (!may) throw new Forbidden("not theirs to report");
}

/** Who reads reports; auditors read them all. */
export const requireReportReader = (actor: Actor): StaffActor => requireStaff(actor, "agent", "auditor");

/** Who works on them. */
export const requireReportAgent = (actor: Actor): StaffActor => requireStaff(actor, "agent");
