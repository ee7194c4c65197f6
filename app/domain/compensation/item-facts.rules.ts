import { sumsOf } from "#app/domain/compensation/charge.rules.ts";
import type { HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import type { LiveItem } from "#app/domain/compensation/list-live-items.server.ts";
import type { ReviewSignal } from "#app/domain/compensation/list-review-facts.server.ts";
import {
  approveReasons,
  refuseReasons,
  type ApproveReason,
  type VerdictReason,
} from "#app/domain/compensation/verdict-reasons.ts";
import { hours, kstDay } from "#app/shared/time.ts";

/** An item that is to be decided. */
export type JudgedItem = {
  id: bigint;
  at: Date;
  amountKrw: number;
  /** Null where it was added by hand. */
  paymentId: string | null;
  /** False where only the day of it is. */
  timeKnown: boolean;
};

/** All that is known of a line, in force now. */
export type KnownOfLine = {
  held: readonly HeldPayment[];
  signals: readonly Pick<ReviewSignal, "at">[];
  live: readonly LiveItem[];
  /** The incident's. */
  window: { from: string; to: string };
};

/** What a verdict may not contradict. */
export type ItemFacts = {
  isByHand: boolean;
  isConfirmed: boolean;
  cellServed: boolean;
  isInside: boolean;
  amountKrw: number;
  /** The line's others of that day that may be the same charge. */
  others: LiveItem[];
};

/**
 * How far from its time a signal that an illegal cell received says that the cell served the line then; in
 * 2025 the payments of one night were made within two hours of it.
 */
const SERVED_WITHIN_MS = hours(2);

export function factsOf(item: JudgedItem, { held, signals, live, window }: KnownOfLine): ItemFacts {
  const payment = held.find(({ paymentId }) => item.paymentId !== null && paymentId === item.paymentId);
  const day = kstDay(item.at);
  const isNear = ({ at }: { at: Date }) =>
    item.timeKnown ? Math.abs(at.getTime() - item.at.getTime()) <= SERVED_WITHIN_MS : kstDay(at) === day;
  return {
    isByHand: item.paymentId === null,
    isConfirmed: payment?.status === "confirmed",
    cellServed: payment?.rogueCell === true || signals.some(isNear),
    isInside: day >= window.from && day <= window.to,
    amountKrw: item.amountKrw,
    others: live.filter(
      (other) => other.id !== item.id && kstDay(other.at) === day && holdsBack(other, item),
    ),
  };
}

/**
 * Of two that may be one charge, the first to be approved is, and the other is asked about. Two that the
 * carrier holds are never one; one by hand that nobody decided yet holds back what came after it by hand. One
 * that the open round refuses holds back none, and is asked about itself if that is to be changed.
 */
function holdsBack(other: LiveItem, item: JudgedItem): boolean {
  if (other.state === "open" && other.approvedKrw === 0) return false;
  if (other.paymentId !== null) return item.paymentId === null;
  const isDecided = other.state === "approved" || other.approvedKrw !== null;
  return isDecided || (item.paymentId === null && other.id < item.id);
}

/** Those of the others that are of the same sum, as typed or as it would be approved. */
export const sameChargesOf = ({ others, amountKrw }: ItemFacts, approvedKrw = amountKrw): LiveItem[] =>
  others.filter((other) => sumsOf(other).some((sum) => sum === amountKrw || sum === approvedKrw));

/**
 * The reasons of the list that don't contradict what is known of an item. What is of the day and sum of
 * another can be approved for one reason alone: that it is another charge.
 */
export function fittingReasons(facts: ItemFacts): VerdictReason[] {
  const { isByHand, isConfirmed, cellServed, isInside, amountKrw, others } = facts;
  const isSame = sameChargesOf(facts).length > 0;
  // Papers may show that less was charged than was typed.
  const maySame = isByHand && others.some((other) => sumsOf(other).some((sum) => sum < amountKrw));
  const fits: Partial<Record<VerdictReason, boolean>> = {
    carrier_confirmed: isConfirmed,
    cell_served: cellServed,
    documents_show_less: isByHand,
    own_phone: !cellServed,
    not_on_bill: isByHand,
    outside_incident: !isInside,
    same_charge: isSame || maySame,
  };
  const mayApprove = (reason: ApproveReason) =>
    reason === "separate_charge" ? isSame || maySame : !isSame && fits[reason] !== false;
  return [...approveReasons.filter(mayApprove), ...refuseReasons.filter((reason) => fits[reason] !== false)];
}
