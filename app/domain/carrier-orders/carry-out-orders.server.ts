import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  afterSilence,
  carrierOrderSchema,
  isMoney,
  isTooOld,
  lineKinds,
  moneyKinds,
  refusalOf,
  type CarrierOrder,
  type OrderStep,
} from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { carryOutLine } from "#app/domain/carrier-orders/carry-out-line.server.ts";
import { carryOutMoney } from "#app/domain/carrier-orders/carry-out-money.server.ts";
import { findLineNumber } from "#app/domain/carrier-orders/find-line-number.server.ts";
import { lockOrders } from "#app/domain/carrier-orders/place-order.server.ts";
import { settleMoney } from "#app/domain/carrier-orders/settle-money.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { settleNewCard } from "#app/domain/usim-swap/settle-new-card.server.ts";
import { settleSwap } from "#app/domain/usim-swap/settle-swap.server.ts";
import { stockTransaction } from "#app/domain/usim-swap/stock-transaction.server.ts";
import { CarrierError } from "#app/infra/carrier/carrier-api.server.ts";
import type { CarrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Log } from "#app/infra/log.server.ts";
import { after, seconds } from "#app/shared/time.ts";

/** What the worker alone has, beside Ctx. */
export type OrderSender = { writes: CarrierWrites; workerId: string; log: Log };

type Leased = {
  id: string;
  subscriberId: string;
  kind: string;
  wanted: unknown;
  idempotencyKey: string;
  actorType: string;
  askedAt: Date;
  attempts: number;
  stateBefore: string | null;
  overtaken: boolean;
};

/** Whoever ordered a card without a visit waits for it, and is told where the carrier refused it, or never answered. */
const cardNeverCame: ReadonlySet<string> = new Set(["carrier-refused", "line-unknown", "gave-up"]);

const BATCH = 20;
/** Four calls of three seconds at the longest, and room. */
const LEASE_MS = seconds(60);

/**
 * Takes one batch of due orders of these kinds, and those whose worker died, and carries them out; what it
 * rests on is told in carrier-order.rules.ts. A batch takes as long as its slowest call.
 */
export async function carryOutOrders(
  ctx: Ctx,
  sender: OrderSender,
  kinds: readonly CarrierOrder["kind"][] = [...lineKinds, ...moneyKinds],
): Promise<{ taken: number }> {
  const leased = await leaseOrders(ctx, sender, kinds);
  await Promise.all(
    leased.map(async (row) => {
      const order = carrierOrderSchema.parse(row);
      await settle(ctx, sender, row, order, await carryOut(ctx, sender, row, order));
    }),
  );
  return { taken: leased.length };
}

/**
 * In the words of the index carrier_orders_due: a person's order first, then money, then what an operator
 * ordered for thousands.
 */
const RANK = `case when actor_type = 'operator' then 2
  when kind in (${lineKinds.map((kind) => `'${kind}'`).join(", ")}) then 0 else 1 end`;

async function leaseOrders(
  ctx: Ctx,
  { workerId }: OrderSender,
  kinds: readonly CarrierOrder["kind"][],
): Promise<Leased[]> {
  const { rows } = await ctx.pool.query<Leased>(
    `update carrier_orders taken set state = 'sending', lease_owner = $1, attempts = attempts + 1,
       lease_until = now() + $2 * interval '1 millisecond'
     where id in (
       select id from carrier_orders due where state = 'pending' and kind::text = any($5) and not_before <= $4 and not exists (
         select from carrier_orders before where before.subscriber_id = due.subscriber_id and before.kind = due.kind
           and before.state = 'sending')
       order by ${RANK}, not_before, id limit $3 for update skip locked)
     or id in (
       select id from carrier_orders where state = 'sending' and kind::text = any($5) and lease_until < now()
       order by lease_until limit $3 for update skip locked)
     returning id, subscriber_id as "subscriberId", kind, wanted, idempotency_key as "idempotencyKey", actor_type as "actorType",
       asked_at as "askedAt", attempts, state_before as "stateBefore", exists (
         select from carrier_orders newer where newer.subscriber_id = taken.subscriber_id and newer.kind = taken.kind
           and newer.id > taken.id) as overtaken`,
    [workerId, LEASE_MS, BATCH, ctx.now(), kinds],
  );
  return rows;
}

async function carryOut(ctx: Ctx, sender: OrderSender, row: Leased, order: CarrierOrder): Promise<OrderStep> {
  const { askedAt, attempts } = row;
  const age = { askedAt, now: ctx.now(), byPerson: row.actorType !== "system" };
  if (row.overtaken && !isMoney(order)) return { state: "superseded", reason: "newer-order" };
  if (
    order.kind === "protection" &&
    order.wanted.state === "paused" &&
    new Date(order.wanted.until) <= ctx.now()
  )
    return { state: "failed", reason: "pause-over" };
  if (isTooOld(order, age)) return { state: "failed", reason: "gave-up" };

  try {
    if (isMoney(order))
      return await carryOutMoney(ctx, sender.writes, {
        order,
        subscriberId: BigInt(row.subscriberId),
        idempotencyKey: row.idempotencyKey,
      });
    const number = await findLineNumber(ctx, BigInt(row.subscriberId));
    if (number.ok)
      return await carryOutLine(ctx, sender.writes, {
        order,
        orderId: BigInt(row.id),
        subscriberId: BigInt(row.subscriberId),
        idempotencyKey: row.idempotencyKey,
        stateBefore: row.stateBefore,
        msisdn: number.value.msisdn,
      });
    if (number.refusal !== "carrier-silent") return { state: "failed", reason: number.refusal };
  } catch (error) {
    const reason = error instanceof CarrierError ? refusalOf(order, error) : null;
    if (reason) return { state: "failed", reason };
    sender.log.warn({ err: error, orderId: row.id, requestId: ctx.requestId }, "an order got no answer");
  }
  return afterSilence(order, { ...age, attempts });
}

/** What this worker no longer holds is left to whoever took it over. */
async function settle(
  ctx: Ctx,
  { workerId }: OrderSender,
  row: Leased,
  order: CarrierOrder,
  step: OrderStep,
) {
  const [id, subscriberId] = [BigInt(row.id), BigInt(row.subscriberId)];
  const work = async (tx: Transaction) => {
    await lockOrders(tx, subscriberId, order.kind);
    const { kind } = order;
    const newer =
      step.state === "pending" &&
      !isMoney(order) &&
      (await tx.carrierOrder.count({ where: { subscriberId, kind, id: { gt: id } } }));
    const { state, ...rest } = newer ? ({ state: "superseded", reason: "newer-order" } as const) : step;
    const { count } = await tx.carrierOrder.updateMany({
      where: { id, state: "sending", leaseOwner: workerId },
      data: {
        state,
        leaseOwner: null,
        leaseUntil: null,
        reason: "reason" in rest ? rest.reason : null,
        ...("waitMs" in rest ? { notBefore: after(ctx.now(), rest.waitMs) } : { settledAt: ctx.now() }),
      },
    });
    if (count === 0 || (state !== "done" && state !== "failed")) return;
    await recordAudit(ctx, tx, {
      action: `carrier.${state}`,
      subject: { type: "subscriber", id: row.subscriberId },
      detail: { order: row.id, ...("reason" in rest && { failure: rest.reason }) },
    });
    if (order.kind === "activate_card")
      await settleSwap(ctx, tx, {
        swapId: BigInt(order.wanted.swapId),
        outcome: state,
        ...(step.state === "failed" && { failure: step.reason }),
      });
    if (order.kind === "remote_card" && state === "done")
      await settleNewCard(ctx, tx, { subscriberId, key: `after-remote:${id}` });
    if (order.kind === "remote_card" && step.state === "failed" && cardNeverCame.has(step.reason))
      await writeLetter(ctx, tx, { subscriberId, kind: "remote_refused" });
    if (isMoney(order)) await settleMoney(ctx, tx, order, step);
  };
  // How the card of a swap ended may change its store's stock. What the carrier has answered is not lost for
  // want of a connection.
  await (order.kind === "activate_card"
    ? stockTransaction(ctx.db, work)
    : ctx.db.$transaction(work, { maxWait: 10_000, timeout: 10_000 }));
}
