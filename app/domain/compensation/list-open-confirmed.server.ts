import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import { kstDay } from "#app/shared/time.ts";

export type OpenConfirmed = {
  open: HeldPayment[];
  /** Those that were added by hand before they were confirmed, and are asked for by that; no payment is paid twice. */
  askedByHand: HeldPayment[];
};

/**
 * The confirmed payments in force that no live claim holds. The line's own draft doesn't keep one from being
 * taken: what is confirmed needs no dispute. One that was added by hand names no payment: it stands, one for
 * one, for a confirmed one of its day in Korea and its sum, until it is refused.
 */
export async function listOpenConfirmed(
  db: Database | Transaction,
  { subscriberId, at }: { subscriberId: bigint; at: Date },
): Promise<OpenConfirmed> {
  const held = await listHeldPayments(db, { subscriberId, at });
  const live = await db.claimItem.findMany({
    where: { subscriberId, state: { not: "refused" }, claim: { state: { not: "draft" } } },
    select: { paymentId: true, at: true, amountKrw: true },
  });
  const taken = new Set(live.map(({ paymentId }) => paymentId));
  const byHand = live.filter(({ paymentId }) => paymentId === null).map(dayAndSum);
  const found: OpenConfirmed = { open: [], askedByHand: [] };
  for (const payment of held) {
    if (payment.status !== "confirmed" || taken.has(payment.paymentId)) continue;
    const match = byHand.indexOf(dayAndSum(payment));
    if (match !== -1) byHand.splice(match, 1);
    found[match === -1 ? "open" : "askedByHand"].push(payment);
  }
  return found;
}

const dayAndSum = ({ at, amountKrw }: { at: Date; amountKrw: number }) => `${kstDay(at)} ${amountKrw}`;

export const sumKrw = (amounts: readonly { amountKrw: number }[]) =>
  amounts.reduce((sum, { amountKrw }) => sum + amountKrw, 0);
