import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import type { MoneyOrder, OrderStep } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { sealedAccountSchema } from "#app/domain/compensation/bank-account.schema.ts";
import { listPayoutItems } from "#app/domain/compensation/list-payout-items.server.ts";
import { accountOwner } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { feeLineSchema } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import type { CarrierWrites, Refund } from "#app/infra/carrier/carrier-writes.server.ts";
import type { BankAccount, Subscriber } from "#app/infra/db/generated/client.ts";

export type LeasedMoney = { subscriberId: bigint; idempotencyKey: string; order: MoneyOrder };

/**
 * Tells the carrier of one order of money. What is said is read from rows that don't change once the order is
 * there, so that every attempt says the same under its key. Throws as CarrierWrites does; what the carrier
 * did otherwise than ordered is "carrier-differs".
 */
export async function carryOutMoney(
  ctx: Ctx,
  writes: CarrierWrites,
  { subscriberId, idempotencyKey, order }: LeasedMoney,
): Promise<OrderStep> {
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  // Erased together with the references that the carrier knows it by.
  if (!line.envelope) return { state: "failed", reason: "purged" };
  const known = { subscriberRef: line.subscriberRef, idempotencyKey };
  switch (order.kind) {
    case "pay_out": {
      const refund = await readRefund(ctx, line, BigInt(order.wanted.payoutId));
      if (!refund) return { state: "failed", reason: "purged" };
      const answer = await writes.refund({ ...known, ...refund });
      return isDeepStrictEqual(sums(answer.items), sums(refund.items))
        ? { state: "done", answer }
        : { state: "failed", reason: "carrier-differs" };
    }
    case "waive_fee": {
      const { quote, waivedKrw, paidBackKrw } = await ctx.db.feeApplication.findUniqueOrThrow({
        where: { id: BigInt(order.wanted.applicationId), subscriberId },
      });
      const parts = z
        .array(feeLineSchema)
        .parse(quote)
        .filter(({ counts }) => counts);
      const waived = await writes.waiveFee({
        ...known,
        parts: parts.map(({ part, waiveKrw, payBackKrw }) => ({ part, waiveKrw, payBackKrw })),
      });
      return isDeepStrictEqual(waived, { waivedKrw, paidBackKrw })
        ? { state: "done" }
        : { state: "failed", reason: "carrier-differs" };
    }
    case "take_offer": {
      const { offer } = await ctx.db.offerChoice.findUniqueOrThrow({
        where: { id: BigInt(order.wanted.choiceId), subscriberId },
      });
      const taken = await writes.takeOffer({ ...known, offer });
      return taken.offer === offer ? { state: "done" } : { state: "failed", reason: "carrier-differs" };
    }
  }
}

type ItemSum = { reference: string; amountKrw: number };

/** In any order. */
const sums = (items: ItemSum[]) =>
  items.map(({ reference, amountKrw }) => `${reference} ${amountKrw}`).sort();

/** What a payout pays, item by item, and where to; null once that has been erased. */
async function readRefund(
  ctx: Ctx,
  { id: subscriberId }: Subscriber,
  payoutId: bigint,
): Promise<Pick<Refund, "accountRef" | "totalKrw" | "to" | "items"> | null> {
  const { decisionId, amountKrw, accountRef, bankAccount } = await ctx.db.payout.findUniqueOrThrow({
    where: { id: payoutId, subscriberId },
    include: { bankAccount: true },
  });
  const to = bankAccount ? openAccount(ctx, bankAccount) : ({ way: "bill" } as const);
  if (!to || accountRef === null) return null;
  return { accountRef, totalKrw: amountKrw, to, items: await listPayoutItems(ctx.db, decisionId) };
}

function openAccount(ctx: Ctx, { bank, idempotencyKey, envelope, keyId }: BankAccount) {
  if (!envelope || !keyId) return null;
  const owner = accountOwner(idempotencyKey);
  const account = sealedAccountSchema.parse(ctx.vault.open(owner, { envelope, keyId }));
  return { way: "account" as const, bank, ...account };
}
