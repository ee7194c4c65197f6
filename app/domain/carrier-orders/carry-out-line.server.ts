import { z } from "zod";
import type { LineOrder, OrderStep } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { swapOwner } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { CarrierError } from "#app/infra/carrier/carrier-api.server.ts";
import type { CarrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";

export type LeasedLine = {
  orderId: bigint;
  subscriberId: bigint;
  idempotencyKey: string;
  /** Of protection: null before the first attempt. */
  stateBefore: string | null;
  order: LineOrder;
  /** The line's number, which the carrier has just confirmed to be its holder's. */
  msisdn: string;
};

/** Tells the carrier of one order about a line or its card. Throws as CarrierWrites and CarrierReads do. */
export async function carryOutLine(
  ctx: Ctx,
  writes: CarrierWrites,
  { orderId, subscriberId, idempotencyKey, stateBefore, order, msisdn }: LeasedLine,
): Promise<OrderStep> {
  switch (order.kind) {
    case "protection": {
      if (stateBefore === null) await noteStateBefore(ctx, orderId, msisdn);
      const { state } = order.wanted;
      const until = state === "paused" ? new Date(order.wanted.until) : null;
      await writes.setProtection({ msisdn, state, until, idempotencyKey });
      break;
    }
    case "payments_allowed":
      await writes.setMicropayments({ msisdn, allowed: order.wanted.allowed, idempotencyKey });
      break;
    case "payments_cap": {
      const { capKrw, mayRaise } = order.wanted;
      // Lowered elsewhere since it was asked for: what L1 asked for may never raise it.
      const now = mayRaise ? null : await ctx.carrier.findMicropayments(msisdn);
      if (now && now.capKrw <= capKrw) break;
      await writes.setMicropayments({ msisdn, capKrw, idempotencyKey });
      break;
    }
    case "payments_biometric":
      await writes.setMicropayments({ msisdn, biometricOnly: true, idempotencyKey });
      break;
    case "activate_card": {
      const iccid = await findIccid(ctx, { subscriberId, swapId: BigInt(order.wanted.swapId) });
      if (iccid === null) return { state: "failed", reason: "purged" };
      await writes.activateCard({ msisdn, iccid, idempotencyKey });
      break;
    }
    case "remote_card":
      await writes.sendRemoteCard({ msisdn, way: order.wanted.way, idempotencyKey });
      break;
  }
  return { state: "done" };
}

/** Of the card that the store handed over in that swap of the line's own; null once it has been erased. */
async function findIccid(
  ctx: Ctx,
  { subscriberId, swapId }: { subscriberId: bigint; swapId: bigint },
): Promise<string | null> {
  const { idempotencyKey, envelope, keyId } = await ctx.db.swap.findUniqueOrThrow({
    where: { id: swapId, subscriberId },
  });
  if (!envelope || !keyId) return null;
  return iccidSchema.parse(ctx.vault.open(swapOwner(idempotencyKey), { envelope, keyId })).iccid;
}

const iccidSchema = z.object({ iccid: z.string() });

/** Before the first attempt: afterwards nobody could tell what an enrolment changed, and so what undoing it means. */
async function noteStateBefore(ctx: Ctx, id: bigint, msisdn: string) {
  const before = await ctx.carrier.findProtection(msisdn);
  if (!before) throw new CarrierError("protection", 404);
  await ctx.db.carrierOrder.updateMany({
    where: { id, stateBefore: null },
    data: { stateBefore: before.state },
  });
}
