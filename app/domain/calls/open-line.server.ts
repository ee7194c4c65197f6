import { openTicket } from "#app/domain/calls/line-ticket.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Gives the call its line, one that this call's search found, once and for all; the same one again is no
 * second opening. Refused for another. Counted against the member's quota; the subscriber sees it in their
 * record.
 */
export async function openLine(
  ctx: Ctx,
  { callId, ticket }: { callId: bigint; ticket: string },
): Promise<Result<void, "over-quota" | "other-line-open">> {
  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    const subscriberId = openTicket(ctx, callId, ticket);
    if (call.subscriberId === subscriberId) return ok(undefined);
    if (call.subscriberId !== null) return refused("other-line-open");
    const allowed = await recordAccess(ctx, tx, {
      action: "call.open-line",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { callId: String(callId) },
    });
    if (!allowed.ok) return allowed;
    await tx.call.update({ where: { id: callId }, data: { subscriberId } });
    return ok(undefined);
  });
}
