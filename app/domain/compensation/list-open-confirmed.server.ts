import { matchCharges } from "#app/domain/compensation/charge.rules.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { listLiveItems } from "#app/domain/compensation/list-live-items.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";

export type OpenConfirmed = {
  open: HeldPayment[];
  /** Those that were added by hand before they were confirmed, and are asked for by that; no payment is paid twice. */
  askedByHand: HeldPayment[];
};

/**
 * The confirmed payments in force that no live claim holds. The line's own draft doesn't keep one from being
 * taken: what is confirmed needs no dispute. One that was added by hand names no payment: it stands, one for
 * one, for a confirmed one of its day in Korea and its sum, asked for or approved, until it is refused.
 */
export async function listOpenConfirmed(
  db: Database | Transaction,
  { subscriberId, at }: { subscriberId: bigint; at: Date },
): Promise<OpenConfirmed> {
  const held = await listHeldPayments(db, { subscriberId, at });
  const live = await listLiveItems(db, subscriberId);
  const taken = new Set(live.map(({ paymentId }) => paymentId));
  const { matched, left } = matchCharges(
    held.filter(({ status, paymentId }) => status === "confirmed" && !taken.has(paymentId)),
    live.filter(({ paymentId }) => paymentId === null),
  );
  return { open: left, askedByHand: matched };
}

export const sumKrw = (amounts: readonly { amountKrw: number }[]) =>
  amounts.reduce((sum, { amountKrw }) => sum + amountKrw, 0);
