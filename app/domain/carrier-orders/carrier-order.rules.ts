import { z } from "zod";
import type { RefundAnswer } from "#app/infra/carrier/carrier-writes.server.ts";
import { after, hours, minutes, seconds } from "#app/shared/time.ts";

/**
 * What becomes of an order to the carrier.
 *
 * A use case writes it down as `pending`, in one transaction with its audit and, where an agent asked, the
 * letter. A newer one for the same line and kind makes a pending older one `superseded`; one that is on its
 * way is waited for. The worker leases what is due: `sending`, with an owner and an end of the lease in the
 * database's clock. It asks the carrier who holds the number now (somebody else: `failed`), notes what
 * protection was before, and only then orders, under the order's own key, the same at every attempt: so a
 * worker that dies, or a reply that is lost, never has an order carried out twice. The carrier's answer moves
 * it on:
 *
 *   carried out      → `done`
 *   refused for good → `failed`, and shown
 *   no answer        → `pending` again, later each time; `superseded` where a newer one has come meanwhile; `failed` once it is too old
 *
 * A lease that ended is taken over by whoever comes next, who goes on in the same way.
 *
 * What takes protection away is not carried out long after it was asked for: half an hour without the
 * carrier, and it is given up. What protects is tried for a day, and a card that a store handed over until
 * the carrier has it or refuses it: how that ended settles the swap, in one transaction with the order
 * (settle-swap), as a card without a visit that went out is settled (settle-new-card). A pause has an end,
 * which the carrier enforces by itself; besides, once it has passed, the worker orders protection on, and
 * goes on trying until it is.
 *
 * Money (a payout, a waived fee, an offer taken) is owed to whoever held the line, though it has ended or was
 * ported since: it goes by the carrier's references instead of the number, and nobody is asked who holds that
 * now. Each order of it stands by itself, none takes another's place, and it is tried for as long as the
 * carrier is silent, since nobody can tell whether a lost reply was a yes. Where the carrier did something
 * else than was ordered (other sums), or may have done something, it has `failed` as "carrier-differs", and is
 * never ordered anew by itself: a reviewer asks there and records what they found, and once another one
 * agrees (record-outcome, agree-to-outcome) it is `done` after all, or `failed` as "found-undone", which
 * counts as surely not carried out. What follows from either end is written in the same transaction
 * (settle-payout, settle-fee-waiver, settle-offer). The worker carries money out beside the rest, not between
 * it: however many payouts wait for a carrier that is silent about money, what protects a line goes on.
 */
export const lineOrderSchema = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("protection"),
    wanted: z.discriminatedUnion("state", [
      z.strictObject({ state: z.enum(["on", "off"]) }),
      z.strictObject({ state: z.literal("paused"), until: z.iso.datetime() }),
    ]),
  }),
  z.object({ kind: z.literal("payments_allowed"), wanted: z.strictObject({ allowed: z.boolean() }) }),
  z.object({
    kind: z.literal("payments_cap"),
    /** One that may not raise is only carried out where the carrier's cap is still above it. */
    wanted: z.strictObject({ capKrw: z.int().min(0), mayRaise: z.boolean() }),
  }),
  z.object({
    kind: z.literal("payments_biometric"),
    wanted: z.strictObject({ biometricOnly: z.literal(true) }),
  }),
  /** The card of a swap that a store completed; its serial is in the swap's own envelope. */
  z.object({
    kind: z.literal("activate_card"),
    wanted: z.strictObject({ swapId: z.string().regex(/^\d+$/) }),
  }),
  z.object({ kind: z.literal("remote_card"), wanted: z.strictObject({ way: z.enum(["esim", "courier"]) }) }),
]);
/** What changes a line, or its card. */
export type LineOrder = z.infer<typeof lineOrderSchema>;

/** Money, each by the row that says how much and to whom. */
export const moneyOrderSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("pay_out"), wanted: z.strictObject({ payoutId: z.string().regex(/^\d+$/) }) }),
  z.object({
    kind: z.literal("waive_fee"),
    wanted: z.strictObject({ applicationId: z.string().regex(/^\d+$/) }),
  }),
  z.object({
    kind: z.literal("take_offer"),
    wanted: z.strictObject({ choiceId: z.string().regex(/^\d+$/) }),
  }),
]);
export type MoneyOrder = z.infer<typeof moneyOrderSchema>;

export const carrierOrderSchema = z.discriminatedUnion("kind", [lineOrderSchema, moneyOrderSchema]);
export type CarrierOrder = z.infer<typeof carrierOrderSchema>;

export const moneyKinds = ["pay_out", "waive_fee", "take_offer"] as const satisfies MoneyOrder["kind"][];
export const lineKinds = [
  "protection",
  "payments_allowed",
  "payments_cap",
  "payments_biometric",
  "activate_card",
  "remote_card",
] as const satisfies LineOrder["kind"][];
export const isMoney = (order: CarrierOrder): order is MoneyOrder =>
  moneyKinds.some((kind) => kind === order.kind);

/** Why one was not carried out, for good. */
export type OrderFailure =
  | "owner-changed"
  | "line-not-active"
  | "line-unknown"
  | "purged"
  | "carrier-refused"
  /**
   * It did something and not what was ordered, or may have: nobody orders money anew before a person has
   * asked there.
   */
  | "carrier-differs"
  /** Two people asked there: nothing of it was done. */
  | "found-undone"
  | "pause-over"
  | "gave-up";

export type OrderStep =
  /** With what the carrier did of a payout, item by item. */
  | { state: "done"; answer?: RefundAnswer }
  | { state: "failed"; reason: OrderFailure }
  | { state: "superseded"; reason: "newer-order" }
  | { state: "pending"; reason: "carrier-silent"; waitMs: number };

/** What a thief would want: reached at L3 alone. */
function weakens(order: CarrierOrder): boolean {
  switch (order.kind) {
    case "protection":
      return order.wanted.state !== "on";
    case "payments_allowed":
      return order.wanted.allowed;
    case "payments_cap":
      return order.wanted.mayRaise;
    case "payments_biometric":
    case "activate_card":
    case "pay_out":
    case "waive_fee":
    case "take_offer":
      return false;
    case "remote_card":
      return true;
  }
}

/** The audit's word for it. */
export function actionOf(order: CarrierOrder): string {
  switch (order.kind) {
    case "protection":
      return `protection.${order.wanted.state}`;
    case "payments_allowed":
      return `micropayments.${order.wanted.allowed ? "on" : "off"}`;
    case "payments_cap":
      return `micropayments.${order.wanted.mayRaise ? "raise" : "lower"}`;
    case "payments_biometric":
      return "micropayments.biometric";
    case "activate_card":
      return "card.activate";
    case "remote_card":
      return "card.remote";
    case "pay_out":
      return "payout.order";
    case "waive_fee":
      return "fee.order";
    case "take_offer":
      return "offer.order";
  }
}

const FIRST_WAIT_MS = seconds(5);
const LONGEST_WAIT_MS = minutes(5);
const WEAKENING_LASTS_MS = minutes(30);
const PROTECTING_LASTS_MS = hours(24);

type Age = { askedAt: Date; now: Date; byPerson: boolean };

/**
 * Whether it is too late to carry it out. What we ordered ourselves is tried until it is done, and so are
 * money and the card that somebody has by now.
 */
export const isTooOld = (order: CarrierOrder, { askedAt, now, byPerson }: Age): boolean =>
  byPerson &&
  order.kind !== "activate_card" &&
  !isMoney(order) &&
  now.getTime() - askedAt.getTime() >= (weakens(order) ? WEAKENING_LASTS_MS : PROTECTING_LASTS_MS);

/** What becomes of an order that the carrier gave no answer to, at the so-many-eth attempt. */
export function afterSilence(
  order: CarrierOrder,
  { attempts, ...age }: Age & { attempts: number },
): OrderStep {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 30), LONGEST_WAIT_MS);
  return isTooOld(order, { ...age, now: after(age.now, waitMs) })
    ? { state: "failed", reason: "gave-up" }
    : { state: "pending", reason: "carrier-silent", waitMs };
}

/** The carrier's words for a refusal of money after which surely nothing was paid, waived or given. */
const nothingDone = ["refused", "bank-refuses"];

type Refusal = { status: number; code: string | null };

/**
 * What the carrier's status means for an order: these are its last word, anything else is no answer. Of
 * money, a refusal is one only where it says that nothing was done: an item that was paid before, or a key
 * that came with another order, may be ours.
 */
export function refusalOf(order: CarrierOrder, { status, code }: Refusal): OrderFailure | null {
  if (status === 404) return "line-unknown";
  if (status !== 400 && status !== 409) return null;
  const isOurs = isMoney(order) && !(code !== null && nothingDone.includes(code));
  return isOurs ? "carrier-differs" : "carrier-refused";
}
