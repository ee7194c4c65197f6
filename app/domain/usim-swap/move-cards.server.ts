import type { Transaction } from "#app/infra/db/database.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";

/** So many cards of a kind in one store. */
export type Cards = { storeId: number; card: CardKind; quantity: number };

/** Takes free cards for a booking or an offer; false where there aren't that many, and then none is taken. */
export async function reserveCards(tx: Transaction, { storeId, card, quantity }: Cards): Promise<boolean> {
  const taken = await tx.$executeRaw`
    update store_stock set remaining = remaining - ${quantity}, reserved = reserved + ${quantity}
    where store_id = ${storeId} and card = ${card}::"CardKind" and remaining >= ${quantity}`;
  return taken === 1;
}

/**
 * Gives back what was reserved. Who calls it offers the cards to those who wait, in the same transaction
 * (set-cards-aside).
 */
export async function freeCards(tx: Transaction, { storeId, card, quantity }: Cards): Promise<void> {
  await tx.$executeRaw`
    update store_stock set remaining = remaining + ${quantity}, reserved = reserved - ${quantity}
    where store_id = ${storeId} and card = ${card}::"CardKind"`;
}

/** How many cards of each kind. */
export function countCards(lines: readonly { card: CardKind }[]): { card: CardKind; quantity: number }[] {
  const counted = new Map<CardKind, number>();
  for (const { card } of lines) counted.set(card, (counted.get(card) ?? 0) + 1);
  return [...counted]
    .map(([card, quantity]) => ({ card, quantity }))
    .sort((a, b) => (a.card < b.card ? 1 : -1));
}
