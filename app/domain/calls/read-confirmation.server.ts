import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * Reads what the holder answered in the carrier's app. A yes checks the caller, once: a later check takes a new question. A "no", no answer
 * in time, and a carrier that is silent are refusals, each its own. A yes and a "no" are audited.
 */
export async function readConfirmation(
  ctx: Ctx,
  { callId }: { callId: bigint },
): Promise<Result<void, "not-asked" | "pending" | "denied" | "expired" | "carrier-silent">> {
  const { confirmationId, subscriberId } = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  if (confirmationId === null || subscriberId === null) return refused("not-asked");
  const state = await ctx.carrier.findConfirmation(confirmationId).catch(() => "silent" as const);
  if (state === "silent") return refused("carrier-silent");
  if (state === "pending") return refused("pending");
  if (state === "expired" || state === null) return refused("expired");

  const subject = { type: "subscriber", id: String(subscriberId) };
  const detail = { callId: String(callId), by: "app" };
  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    // Read already, by a form that was sent twice.
    if (call.confirmationId !== confirmationId) return ok(undefined);
    if (state === "denied") {
      await recordAudit(ctx, tx, { action: "call.check-failed", subject, detail });
      return refused("denied");
    }
    await tx.call.update({
      where: { id: callId },
      data: { checkedAt: ctx.now(), checkedBy: "app", confirmationId: null },
    });
    await recordAudit(ctx, tx, { action: "call.checked", subject, detail });
    return ok(undefined);
  });
}
