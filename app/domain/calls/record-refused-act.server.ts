import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

/**
 * Writes down what an agent tried in a call and may not, with the act's name: in the record of the call's
 * line, whose holder reads it; in the call's own where it is about no line.
 */
export const recordRefusedAct = (
  ctx: Ctx,
  { callId, subscriberId, act }: { callId: bigint; subscriberId: bigint | null; act: string },
) =>
  recordAudit(ctx, ctx.db, {
    action: "access.refused",
    subject:
      subscriberId === null
        ? { type: "call", id: String(callId) }
        : { type: "subscriber", id: String(subscriberId) },
    detail: { act, callId: String(callId) },
  });
