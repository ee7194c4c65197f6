import { seconds } from "#app/shared/time.ts";

/** Gives out the moments at which calls may start; `reserve` takes one and says how long to wait for it. */
export type Pace = { reserve(nowMs: number): number };

/**
 * Never more than `perSecond` starts in any second (below one: one in as many seconds), and all of them used while there is work. It
 * runs on real time, since it is the provider's limit, and each worker has its own: run two and give each half.
 */
export function createPace(perSecond: number): Pace {
  const starts = new Array<number>(Math.max(1, Math.floor(perSecond))).fill(-Infinity);
  const windowMs = (seconds(1) * starts.length) / perSecond;
  let oldest = 0;
  return {
    reserve(nowMs) {
      const at = Math.max(nowMs, (starts[oldest] ?? -Infinity) + windowMs);
      starts[oldest] = at;
      oldest = (oldest + 1) % starts.length;
      return at - nowMs;
    },
  };
}
