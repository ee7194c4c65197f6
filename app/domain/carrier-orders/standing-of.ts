import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";

/**
 * How an order of money stands for whom it is: "asked", too, where the carrier may have carried it out
 * otherwise than ordered, since people still ask there.
 */
export const standingOf = ({
  state,
  reason,
}: {
  state: string;
  reason: string | null;
}): "asked" | "done" | "failed" =>
  state === "done" || (state === "failed" && isSurelyUnpaid(reason)) ? state : "asked";
