import { seconds } from "#app/shared/time.ts";

/** Gives out the moments at which calls may start, on real time. */
export type Pace = {
  /** Takes the next moment, and says how long to wait for it. */
  reserve(nowMs: number): number;
  /** No call before then, reserved ones included: who waited for one asks `heldForMs` before calling. */
  hold(untilMs: number): void;
  heldForMs(nowMs: number): number;
  /** From now on so many a second; what was given out counts. */
  change(perSecond: number): void;
};

/**
 * Never more than `perSecond` starts in any second (below one: one in as many seconds), and all of them used
 * while there is work. It runs on real time, since it is the provider's limit, and each worker has its own:
 * run two and give each half.
 */
export function createPace(perSecond: number): Pace {
  let rate = perSecond;
  let starts = startsOf(perSecond);
  let oldest = 0;
  let heldUntil = -Infinity;
  return {
    reserve(nowMs) {
      const windowMs = (seconds(1) * starts.length) / rate;
      const at = Math.max(nowMs, heldUntil, (starts[oldest] ?? -Infinity) + windowMs);
      starts[oldest] = at;
      oldest = (oldest + 1) % starts.length;
      return at - nowMs;
    },
    hold(untilMs) {
      heldUntil = Math.max(heldUntil, untilMs);
    },
    heldForMs: (nowMs) => Math.max(0, heldUntil - nowMs),
    change(to) {
      const inOrder = [...starts.slice(oldest), ...starts.slice(0, oldest)];
      const wanted = startsOf(to);
      starts = [...wanted, ...inOrder].slice(-wanted.length);
      oldest = 0;
      rate = to;
    },
  };
}

/** As many moments as are looked back on, all of them long ago. */
const startsOf = (perSecond: number) => new Array<number>(Math.max(1, Math.floor(perSecond))).fill(-Infinity);
