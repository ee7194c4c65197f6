import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import { recordRefusedAct } from "#app/domain/calls/record-refused-act.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { switchOffMicropayments } from "#app/domain/micropayments/switch-off-micropayments.server.ts";
import { enrolProtection } from "#app/domain/protection/enrol-protection.server.ts";
import { refused, type Result } from "#app/shared/result.ts";

/** What an agent may do for a caller, checked or not, and what no agent may, in any call. */
export const callerOrders = ["protection-on", "payments-off"] as const;
export const forbiddenOrders = [
  "protection-pause",
  "protection-off",
  "payments-on",
  "payments-raise",
  "bank-account",
  "account-end",
] as const;
export type CallerOrder = (typeof callerOrders)[number] | (typeof forbiddenOrders)[number];

/**
 * Orders protection on or micropayments off for the call's line, once a call: it only protects, so the caller
 * need not be checked. What would take protection away, or send money elsewhere than to the bill, is refused
 * and written down, whoever is calling, and if nobody's line was opened yet.
 */
export async function orderForCaller(
  ctx: Ctx,
  { callId, act }: { callId: bigint; act: CallerOrder },
): Promise<Result<unknown, "no-line" | "never-by-agent" | "form-used">> {
  const { subscriberId } = await ctx.db.$transaction((tx) => lockOwnCall(ctx, tx, callId));
  if (isForbidden(act)) {
    await recordRefusedAct(ctx, { callId, subscriberId, act });
    return refused("never-by-agent");
  }
  if (subscriberId === null) return refused("no-line");
  const order = { subscriberId, key: `call:${callId}` };
  switch (act) {
    case "protection-on":
      return enrolProtection(ctx, order);
    case "payments-off":
      return switchOffMicropayments(ctx, order);
  }
}

const isForbidden = (act: CallerOrder): act is (typeof forbiddenOrders)[number] =>
  forbiddenOrders.some((one) => one === act);
