import { isDeepStrictEqual } from "node:util";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  actionOf,
  carrierOrderSchema,
  isMoney,
  type CarrierOrder,
} from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { digestUuid } from "#app/infra/keys/digest-uuid.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PlaceOrder = {
  subscriberId: bigint;
  order: CarrierOrder;
  /** Of the form, or of what else makes this order the one that it is. */
  key: string;
  /** At which it was asked for; null for us ourselves. */
  level: "L1" | "L2" | "L3" | null;
  /** The call that an agent asks in. */
  callId?: bigint | null;
  /** Before which it isn't carried out. */
  notBefore?: Date;
  /** The use case writes the line a letter itself, which says all of it. */
  isTold?: boolean;
};

/** One after the other for a line and kind, until the transaction ends. */
export const lockOrders = (tx: Transaction, subscriberId: bigint, kind: CarrierOrder["kind"]) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`carrier-order:${subscriberId}:${kind}`}, 0))`;

/**
 * Writes an order down for the worker to carry out; the use case that calls it has asked whether it may. It
 * takes the place of a pending older one, but for money. The same key again is the same order; with something
 * else wanted it is refused ("form-used"), since it would come to nothing unseen. Audited; what an agent asks
 * for, the subscriber is told of.
 */
export async function placeOrder(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, order, key, level, callId, notBefore, isTold }: PlaceOrder,
): Promise<Result<{ orderId: bigint; isNew: boolean }, "form-used">> {
  const { kind, wanted } = carrierOrderSchema.parse(order);
  await lockOrders(tx, subscriberId, kind);
  const before = await findOrder(tx, { key, subscriberId, kind });
  if (before)
    return isDeepStrictEqual(before.wanted, wanted)
      ? ok({ orderId: before.id, isNew: false })
      : refused("form-used");

  const now = ctx.now();
  if (!isMoney(order))
    await tx.carrierOrder.updateMany({
      where: { subscriberId, kind, state: "pending" },
      data: { state: "superseded", reason: "newer-order", settledAt: now },
    });
  const { id } = await tx.carrierOrder.create({
    data: {
      subscriberId,
      kind,
      wanted,
      level,
      idempotencyKey: orderKeyOf({ key, subscriberId, kind }),
      actorType: ctx.actor.type,
      actorId: "id" in ctx.actor ? ctx.actor.id : null,
      askedAt: now,
      notBefore: notBefore ?? now,
    },
  });
  await recordAudit(ctx, tx, {
    action: actionOf(order),
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { order: String(id), level, ...(callId && { callId: String(callId), forCaller: true }) },
  });
  // Who is in a store was texted before, and is once the card works.
  if (ctx.actor.type === "staff" && ctx.actor.role === "agent" && !isTold)
    await writeLetter(ctx, tx, { subscriberId, kind: "acted" });
  return ok({ orderId: id, isNew: true });
}

type Named = Pick<PlaceOrder, "key" | "subscriberId"> & { kind: CarrierOrder["kind"] };

/** The order that was placed with that key, if it was. */
export const findOrder = (tx: Transaction, named: Named) =>
  tx.carrierOrder.findUnique({ where: { idempotencyKey: orderKeyOf(named) } });

/** A form that acts on several lines has one order for each. */
const orderKeyOf = ({ key, subscriberId, kind }: Named): string =>
  digestUuid(`${key}:${subscriberId}:${kind}`);
