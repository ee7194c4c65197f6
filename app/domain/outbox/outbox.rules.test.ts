import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterLookup, afterSend, concernsAll, type PastAttempt } from "#app/domain/outbox/outbox.rules.ts";
import type { PassingError, SentLookup } from "#app/infra/transport.ts";
import { hours, minutes, seconds } from "#app/shared/time.ts";

describe("after a send", () => {
  test.each([
    [{ kind: "accepted", providerId: "p" }, { state: "accepted" }],
    [
      { kind: "permanent", code: "http-400" },
      { state: "failed", reason: "http-400" },
    ],
    [{ kind: "unknown", code: "no-answer" }, { state: "sending" }],
  ] as const)("%j", (result, step) => {
    expect(afterSend(result, 1)).toEqual(step);
  });

  test.each([
    ["rate-limited", 1, seconds(1)],
    ["rate-limited", 4, seconds(8)],
    ["rate-limited", 1_439, minutes(1)],
    ["unavailable", 1, seconds(5)],
    ["unavailable", 99, minutes(15)],
    ["unreachable", 3, seconds(20)],
    ["sender-blocked", 1, minutes(1)],
    ["sender-blocked", 299, minutes(15)],
  ] as const)("%s, attempt %i: again after %i ms", (code, attempts, waitMs) => {
    expect(afterSend({ kind: "retryable", code }, attempts)).toEqual({
      state: "pending",
      reason: code,
      waitMs,
    });
  });

  test.each([
    ["rate-limited", 1_440],
    ["unavailable", 100],
    ["unreachable", 100],
    ["sender-blocked", 300],
  ] as const)("%s, attempt %i: given up, visibly", (code, attempts) => {
    expect(afterSend({ kind: "retryable", code }, attempts)).toEqual({
      state: "failed",
      reason: `gave-up-${code}`,
    });
  });

  test("an outage of the provider is outlasted for most of a day", () => {
    const codes: PassingError[] = ["rate-limited", "unavailable", "unreachable", "sender-blocked"];
    for (const code of codes) {
      let total = 0;
      for (let attempts = 1; ; attempts++) {
        const step = afterSend({ kind: "retryable", code }, attempts);
        if (step.state !== "pending") break;
        total += step.waitMs;
      }
      expect(total).toBeGreaterThan(hours(22));
    }
  });

  test("the provider's Retry-After is kept to, up to an hour", () => {
    const step = (retryAfterMs: number) =>
      afterSend({ kind: "retryable", code: "rate-limited", retryAfterMs }, 1);
    expect(step(minutes(2))).toMatchObject({ waitMs: minutes(2) });
    expect(step(hours(30))).toMatchObject({ waitMs: hours(1) });
  });
});

/** Plays a text through attempts whose outcome is never known, as the provider's list answers. */
function play(lookups: readonly SentLookup["kind"][]) {
  const attempts: PastAttempt[] = [];
  let maybeSent = 0;
  for (const kind of lookups) {
    attempts.push({ number: attempts.length + 1, outcome: null });
    const lookup: SentLookup = kind === "sent" ? { kind, providerId: "p" } : { kind };
    const { outcome, step } = afterLookup(lookup, attempts);
    attempts[attempts.length - 1] = { number: attempts.length, outcome };
    if (outcome !== "not_sent") maybeSent += 1;
    if (step.state !== "pending") return { step, maybeSent };
  }
  return { step: { state: "pending" }, maybeSent };
}

test.each([
  [{ kind: "retryable", code: "rate-limited" }, true],
  [{ kind: "retryable", code: "sender-blocked" }, true],
  [{ kind: "retryable", code: "unavailable" }, false],
  [{ kind: "permanent", code: "21211" }, false],
  [{ kind: "unknown", code: "no-answer" }, false],
] as const)("%j holds up everything else: %s", (result, all) => {
  expect(concernsAll(result)).toBe(all);
});

describe("after a lease that ended without an answer", () => {
  const answers = fc.array(fc.constantFrom<SentLookup["kind"]>("sent", "not-sent", "cannot-tell"), {
    maxLength: 30,
  });

  test("however it goes, at most two may have been sent, and it comes to an end", () => {
    fc.assert(
      fc.property(answers, (lookups) => {
        const { step, maybeSent } = play(lookups);
        expect(maybeSent).toBeLessThanOrEqual(2);
        if (lookups.length >= 6) expect(step.state).not.toBe("pending");
      }),
    );
  });

  test("one automatic resend, then it is left to people", () => {
    expect(play(["cannot-tell"]).step.state).toBe("pending");
    expect(play(["cannot-tell", "cannot-tell"]).step).toEqual({
      state: "unknown",
      reason: "provider-cannot-tell",
    });
  });

  test("what was provably not sent doesn't use up the resend", () => {
    expect(play(["not-sent", "cannot-tell"]).step.state).toBe("pending");
    expect(play(["not-sent", "cannot-tell", "sent"]).step.state).toBe("accepted");
  });

  test("a text that ends the worker each time is given up", () => {
    expect(play(Array<"not-sent">(5).fill("not-sent")).step).toEqual({
      state: "failed",
      reason: "never-got-out",
    });
  });

  test("while the list doesn't answer, nothing is sent", () => {
    expect(afterLookup({ kind: "no-answer" }, [{ number: 1, outcome: null }]).step).toEqual({
      state: "sending",
    });
  });
});
