import { expect, it } from "vitest";
import { asksForCard, cardFor, chosenLines } from "#app/domain/usim-swap/swap-choice.rules.ts";

const line = (id: bigint, given: Partial<Parameters<typeof chosenLines>[0][number]> = {}) => ({
  id,
  ending: "0001",
  relationship: "self" as const,
  cardType: "usim" as const,
  whyNot: null,
  ...given,
});

it("a line that takes one kind of card gets that, whatever was asked for", () => {
  expect([
    cardFor("usim", "esim"),
    cardFor("esim", null),
    cardFor("both", "esim"),
    cardFor("both", null),
  ]).toEqual(["usim", "esim", "esim", "usim"]);
  expect([asksForCard("both", null), asksForCard("both", "usim"), asksForCard("usim", null)]).toEqual([
    ...[true, false, false],
  ]);
});

it("the one line there is need not be named; of several, those named, and none that can have no card", () => {
  const nothing = { ids: [], card: null };
  expect(chosenLines([line(1n)], nothing)).toEqual([{ subscriberId: 1n, card: "usim" }]);
  expect(chosenLines([line(1n), line(2n)], nothing)).toEqual([]);
  const booked = line(3n, { whyNot: "already-booked" });
  const chosen = chosenLines([line(1n), line(2n, { cardType: "both" }), booked], {
    ids: ["2", "3", "4"],
    card: "esim",
  });
  expect(chosen).toEqual([{ subscriberId: 2n, card: "esim" }]);
});
