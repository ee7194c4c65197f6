import type { Ctx } from "#app/domain/context.server.ts";
import { getStoreTimes, type StoreTimes } from "#app/domain/usim-swap/get-store-times.server.ts";
import { getOwnSwap, type OwnSwap } from "#app/domain/usim-swap/get-own-swap.server.ts";
import { listSwapLines } from "#app/domain/usim-swap/list-swap-lines.server.ts";
import { chosenLines, type CardKind, type SwapLineChoice } from "#app/domain/usim-swap/swap-choice.rules.ts";
import type { SwapLine } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

export type VisitChoice = {
  own: OwnSwap;
  /** Who could come; empty where a visit is moved, since it is moved with all who are in it. */
  lines: SwapLineChoice[];
  /** Who does. None where it is still to be asked. */
  chosen: SwapLine[];
  times: StoreTimes;
};

type Wanted = {
  subscriberId: bigint;
  session?: Session;
  storeRef: string;
  card: CardKind | null;
  /** As the address names them. */
  lines: readonly string[];
};

/**
 * What can be chosen of a visit to a store, by whoever may act for that line: for whom, and when. For a line
 * that has a visit it is about moving that. Throws NotFound for a store that isn't there.
 */
export async function getVisitChoice(
  ctx: Ctx,
  { subscriberId, session, storeRef, card, lines: ids }: Wanted,
): Promise<VisitChoice> {
  const own = await getOwnSwap(ctx, subscriberId);
  const lines = own.visit ? [] : await listSwapLines(ctx, subscriberId, session);
  const chosen = own.visit
    ? own.visit.lines
        .filter(({ state }) => state === "booked")
        .map((line) => ({ subscriberId: line.subscriberId, card: line.card }))
    : chosenLines(lines, { ids, card });
  const shown = chosen.length > 0 ? chosen : [{ subscriberId, card: card ?? ("usim" as const) }];
  const times = await getStoreTimes(ctx, {
    storeRef,
    lines: shown,
    heldAt: own.visit?.store.id ?? null,
  });
  return { own, lines, chosen, times };
}
