import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { answerLifetime } from "#app/domain/calls/call.rules.ts";
import { findQuestion } from "#app/domain/calls/find-question.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { recordDenial } from "#app/domain/calls/record-denial.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

/**
 * Reads what the holder answered in the carrier's app. A yes checks the caller, once, and within five minutes
 * of the asking, so that none is kept for somebody who calls later: a later check takes a new question. A
 * "no", no answer in time, and a carrier that is silent are refusals, each its own. A yes and a "no" are
 * audited.
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

  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    // Read already, by a form that was sent twice.
    if (call.confirmationId !== confirmationId) return ok(undefined);
    if (state === "denied") {
      await recordDenial(ctx, tx, { callId, subscriberId });
      return refused("denied");
    }
    const question = await findQuestion(tx, { callId, subscriberId });
    if (!question || question.at <= before(ctx.now(), answerLifetime)) return refused("expired");
    await tx.call.update({
      where: { id: callId },
      data: { checkedAt: ctx.now(), checkedBy: "app", confirmationId: null },
    });
    await recordAudit(ctx, tx, {
      action: "call.checked",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { callId: String(callId), by: "app" },
    });
    return ok(undefined);
  });
}
