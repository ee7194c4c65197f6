import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { findCurrentIncident } from "#app/domain/incidents/find-current-incident.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Takes the next caller, about the current incident. Refused while the member has another call open: that one
 * is wrapped up first. Audited.
 */
export async function startCall(ctx: Ctx): Promise<Result<{ callId: bigint }, "call-open">> {
  const { id } = requireStaff(ctx.actor, "agent");
  const incident = await findCurrentIncident(ctx);
  if (!incident) throw new NotFound("no incident yet");
  return ctx.db.$transaction(async (tx) => {
    const [call] = await tx.call.createManyAndReturn({
      data: { memberId: BigInt(id), incidentId: incident.id, startedAt: ctx.now() },
      // The database allows one open call a member.
      skipDuplicates: true,
    });
    if (!call) return refused("call-open");
    await recordAudit(ctx, tx, { action: "call.start", subject: { type: "call", id: String(call.id) } });
    return ok({ callId: call.id });
  });
}
