import type { Exposure } from "#app/domain/exposure/exposure.rules.ts";
import type { Category } from "#app/domain/incidents/incident.schema.ts";
import { z } from "zod";
import { hours } from "#app/shared/time.ts";

/**
 * What becomes of a place in a store's waiting list, and whose turn it is.
 *
 * Who finds no free card of their kind in a store joins its list: `waiting`. A line waits in one list at a
 * time, and has no booking beside it, but a walk-in's until its card is handed over. As soon as a card of
 * that store is free (one came, was given back, or was offered in vain), it is set aside for the first:
 * `offered`, for 24 hours, and the line is told. A booking at that store takes this card: `booked`. Who
 * leaves, or books elsewhere, has `left`; who lets the offer pass, has `lapsed`: the card goes to the next,
 * and they may join again, at the end of those who are as urgent as they. If the store has fewer cards than
 * it said, the last offered is `waiting` again, in their old place.
 *
 * The order is stated, and the same for everyone: the lower `rank` first; among equals who travels first,
 * then who joined first.
 */

/** How long a card stays set aside. */
export const offerLasts = hours(24);

/** Why somebody is as urgent as they are, most urgent first. */
export const waitingReasons = ["displaced", "payments", "imsi", "guti", "other"] as const;
export type WaitingReason = (typeof waitingReasons)[number];

type Catalogue = readonly Pick<Category, "key" | "leak" | "replaced_by_usim_swap">[];

/**
 * By what was found: money lost; a leak that a new card ends (the IMSI); anything else that was exposed (the
 * GUTI alone).
 */
export function reasonFor(
  { verdict, categories }: Pick<Exposure, "verdict" | "categories">,
  catalogue: Catalogue,
): WaitingReason {
  if (verdict === "payments") return "payments";
  if (isEndedByCard(categories, catalogue)) return "imsi";
  return verdict === "exposed" || verdict === "signal_only" ? "guti" : "other";
}

/** Whether a new card makes worthless some of what was exposed. */
export const isEndedByCard = (categories: readonly string[], catalogue: Catalogue): boolean =>
  catalogue.some(
    ({ key, leak, replaced_by_usim_swap }) => leak && replaced_by_usim_swap && categories.includes(key),
  );

/** Seniors and disabled people come first among those who are as urgent. */
export const rankOf = ({ reason, hasPriority }: { reason: WaitingReason; hasPriority: boolean }) =>
  waitingReasons.indexOf(reason) * 2 + (hasPriority ? 0 : 1);

export const reasonOf = (rank: number): WaitingReason => waitingReasons[Math.floor(rank / 2)] ?? "other";

/** A day to come, that somebody travels on; null for any other, which would only be a way to the front. */
export function travelDay(day: string | null, today: string): string | null {
  const parsed = z.iso.date().safeParse(day);
  return parsed.success && parsed.data >= today ? parsed.data : null;
}

type Place = { rank: number; travelOn: string | null; joinedAt: Date; id: bigint };

/** Whether one's turn is before another's; set-cards-aside asks the database for the same order. */
export function comesBefore(one: Place, other: Place): boolean {
  const order = [
    one.rank - other.rank,
    compareTexts(one.travelOn ?? AFTER_ALL_DAYS, other.travelOn ?? AFTER_ALL_DAYS),
    one.joinedAt.getTime() - other.joinedAt.getTime(),
    Number(one.id - other.id),
  ];
  return (order.find((difference) => difference !== 0) ?? 0) < 0;
}

const AFTER_ALL_DAYS = "9999-12-31";
const compareTexts = (one: string, other: string) => Number(one > other) - Number(one < other);
