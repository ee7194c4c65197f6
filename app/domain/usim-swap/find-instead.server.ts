import type { Ctx } from "#app/domain/context.server.ts";
import type { StoreFound } from "#app/domain/stores/find-stores.server.ts";
import { getStore } from "#app/domain/stores/get-store.server.ts";
import {
  getStoreTimes,
  listStoresNear,
  type StoreTimes,
} from "#app/domain/usim-swap/get-store-times.server.ts";
import type { CardKind } from "#app/domain/usim-swap/swap-choice.rules.ts";

type Wanted = {
  storeId: number;
  card: CardKind;
  /** How many lines come. */
  slots: number;
  /** Whether a visit was to be moved, whose cards are there for it. */
  keepsCards: boolean;
};

export type Instead = { times: StoreTimes; near: StoreFound[]; card: CardKind };

/**
 * What else there is for somebody whose visit could not be booked: the next times of that store, and the
 * stores near by that have both card and time.
 */
export async function findInstead(ctx: Ctx, { storeId, card, slots, keepsCards }: Wanted): Promise<Instead> {
  const { storeRef } = await getStore(ctx, storeId);
  // Of nobody in particular: who has a card set aside is told so on their own pages.
  const lines = Array.from({ length: slots }, () => ({ subscriberId: 0n, card }));
  const times = await getStoreTimes(ctx, { storeRef, lines, heldAt: keepsCards ? storeId : null });
  return { times, near: await listStoresNear(ctx, storeRef, card), card };
}
