import type { Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import type { SwapLine, SwapRefusal } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { CardKind, CardType } from "#app/infra/db/generated/enums.ts";

export type { CardKind };

/** A line that a visit could be for. */
export type SwapLineChoice = {
  id: bigint;
  ending: string;
  relationship: Exclude<Relationship, "proxy">;
  cardType: CardType;
  whyNot: SwapRefusal | null;
};

/** The card that a line is to have: asked for only where it takes both. */
export const cardFor = (cardType: CardType, wanted: CardKind | null): CardKind =>
  cardType === "both" ? (wanted ?? "usim") : cardType;

/**
 * The lines that a form or a link names, as far as they can have a new card; where there is but one that can,
 * there is nothing to name. Empty where it is still to be asked.
 */
export function chosenLines(
  lines: readonly SwapLineChoice[],
  { ids, card }: { ids: readonly string[]; card: CardKind | null },
): SwapLine[] {
  const free = lines.filter(({ whyNot }) => whyNot === null);
  const chosen = free.length === 1 ? free : free.filter(({ id }) => ids.includes(String(id)));
  return chosen.map(({ id, cardType }) => ({ subscriberId: id, card: cardFor(cardType, card) }));
}

/** Whether the kind of card is the first question. */
export const asksForCard = (cardType: CardType, card: CardKind | null) =>
  cardType === "both" && card === null;
