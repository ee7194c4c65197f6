/** What the claims that wait can be ordered by, the first unless said otherwise. */
export const queueOrders = ["age", "sum", "priority"] as const;
export type QueueOrder = (typeof queueOrders)[number];

/** What the queue can be narrowed to. */
export const queueFilters = ["all", "mine"] as const;
export type QueueFilter = (typeof queueFilters)[number];
