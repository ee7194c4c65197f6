import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

/**
 * The confirmed payments in force that no live claim holds. The line's own draft doesn't keep one from being taken: what is confirmed needs no
 * dispute.
 */
export async function listOpenConfirmed(
  db: Database | Transaction,
  { subscriberId, at }: { subscriberId: bigint; at: Date },
): Promise<HeldPayment[]> {
  const held = await listHeldPayments(db, { subscriberId, at });
  const live = await db.claimItem.findMany({
    where: {
      subscriberId,
      paymentId: { not: null },
      state: { not: "refused" },
      claim: { state: { not: "draft" } },
    },
    select: { paymentId: true },
  });
  const taken = new Set(live.map(({ paymentId }) => paymentId));
  return held.filter(({ status, paymentId }) => status === "confirmed" && !taken.has(paymentId));
}

export const sumKrw = (amounts: readonly { amountKrw: number }[]) =>
  amounts.reduce((sum, { amountKrw }) => sum + amountKrw, 0);
