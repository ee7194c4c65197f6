/** What the claims that wait can be ordered by, the first unless said otherwise. */
export const queueOrders = ["age", "sum", "priority"] as const;
export type QueueOrder = (typeof queueOrders)[number];
