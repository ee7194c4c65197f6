import { measureBookings } from "#tests/bench/booking-rate.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { measureSlotLists } from "#tests/bench/slot-lists.ts";

/** USIM swaps: finding a store and a time, and booking it. */
export async function measureSwap(bench: Bench): Promise<void> {
  await measureSlotLists(bench);
  await measureBookings(bench);
}
