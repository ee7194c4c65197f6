import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createPace, type Pace } from "#app/domain/outbox/pace.ts";
import { seconds } from "#app/shared/time.ts";

const perSeconds = fc.integer({ min: 1, max: 40 });
const gaps = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 300 });

/** Asks for a call after each of these pauses, and returns the moments that were given. */
function ask(pace: Pace, pausesMs: readonly number[], fromMs = 0): number[] {
  let nowMs = fromMs;
  return pausesMs.map((pauseMs) => {
    nowMs += pauseMs;
    return nowMs + pace.reserve(nowMs);
  });
}

function expectAtMost(perSecond: number, starts: readonly number[]) {
  for (const [index, start] of starts.entries()) {
    const previous = starts[index - perSecond];
    if (previous !== undefined) expect(start - previous).toBeGreaterThanOrEqual(seconds(1));
  }
}

describe("the pace", () => {
  test("never more than so many starts in any second", () => {
    fc.assert(
      fc.property(perSeconds, gaps, (perSecond, pauses) => {
        expectAtMost(perSecond, ask(createPace(perSecond), pauses));
      }),
    );
  });

  test("all of them while there is work", () => {
    expect(ask(createPace(10), Array<number>(100).fill(0)).at(-1)).toBe(seconds(9));
  });

  test("below one a second: one in as many seconds", () => {
    const slow = createPace(0.5);
    expect(slow.reserve(0)).toBe(0);
    expect(slow.reserve(0)).toBe(seconds(2));
  });

  test("changed while it runs: never more than the greater of both across the change, and the new one from then on", () => {
    fc.assert(
      fc.property(perSeconds, perSeconds, gaps, gaps, (before, to, earlier, later) => {
        const pace = createPace(before);
        const first = ask(pace, earlier);
        pace.change(to);
        const then = ask(pace, later, Math.max(...first));
        expectAtMost(to, then);
        expectAtMost(Math.max(before, to), [...first, ...then]);
      }),
    );
  });

  test("held, it gives out nothing before the end, and a shorter hold doesn't shorten it", () => {
    const pace = createPace(10);
    pace.hold(seconds(30));
    pace.hold(seconds(5));
    expect(pace.heldForMs(seconds(10))).toBe(seconds(20));
    expect(seconds(10) + pace.reserve(seconds(10))).toBe(seconds(30));
    expect(pace.heldForMs(seconds(31))).toBe(0);
  });
});
