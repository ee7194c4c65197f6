import type { Database, Transaction } from "#app/infra/db/database.server.ts";

export type PayoutItem = { reference: string; paymentId: string | null; at: Date; amountKrw: number };

/** What a payout pays: each approved item of its decision, as the carrier is told of it. */
export async function listPayoutItems(db: Database | Transaction, decisionId: bigint): Promise<PayoutItem[]> {
  const verdicts = await db.claimVerdict.findMany({
    where: { decisionId, approvedKrw: { gt: 0 } },
    include: { item: true },
    orderBy: { itemId: "asc" },
  });
  return verdicts.map(({ approvedKrw, item }) => ({
    reference: `item:${item.id}`,
    paymentId: item.paymentId,
    at: item.at,
    amountKrw: approvedKrw,
  }));
}
