import { describe, expect, it } from "vitest";
import { findHold, holdsLevel, isTrusted, type SimChanges } from "#app/domain/verification/level.rules.ts";
import { days, hours } from "#app/shared/time.ts";

const now = new Date("2025-09-18T20:00:00+09:00");
const atL1 = { level: "L1" as const, raisedFor: null, raisedUntil: null };
const atL2 = { ...atL1, level: "L2" as const };
const raised = { ...atL2, raisedFor: "/bank-account", raisedUntil: new Date(now.getTime() + 1) };

describe("holdsLevel", () => {
  it.each([
    [atL1, "L1", true],
    [atL2, "L1", true],
    [atL1, "L2", false],
    [atL2, "L2", true],
    [atL2, "L3", false],
    [raised, "L3", true],
    [{ ...raised, raisedUntil: now }, "L3", false],
    [{ ...raised, raisedFor: "/contact" }, "L3", false],
    [{ ...raised, raisedFor: "/bank-account/more" }, "L3", false],
    [{ ...raised, raisedUntil: null }, "L3", false],
  ] as const)("%j opens %s: %s", (session, level, opens) => {
    expect(holdsLevel(session, { level, path: "/bank-account", now })).toBe(opens);
  });
});

describe("isTrusted", () => {
  const exposure = new Date("2025-09-01T00:00:00+09:00");
  const justBefore = new Date(exposure.getTime() - 1);
  it.each([
    [justBefore, false, true],
    [exposure, false, false],
    [now, false, false],
    [now, true, true],
    [null, false, false],
    [null, true, true],
  ])("since %s, in a store %s: %s", (since, inStore, trusted) => {
    expect(isTrusted({ since, inStore }, exposure)).toBe(trusted);
  });
});

describe("the hold after a SIM change", () => {
  const ago = (ms: number) => new Date(now.getTime() - ms);
  const none: SimChanges = { simChangedAt: null, portedInAt: null, ownSwapAt: null };
  const held = (changes: Partial<SimChanges>) => {
    const until = findHold({ ...none, ...changes }, now);
    return until && until.getTime() - now.getTime();
  };

  it.each<[string, Partial<SimChanges>, number | null]>([
    ["nothing", {}, null],
    ["a change a moment short of 7 days ago", { simChangedAt: ago(days(7) - 1) }, 1],
    ["a change 7 days ago", { simChangedAt: ago(days(7)) }, null],
    ["a porting a moment short of 7 days ago", { portedInAt: ago(days(7) - 1) }, 1],
    ["a porting 7 days ago", { portedInAt: ago(days(7)) }, null],
    ["our swap, not yet in the carrier's history", { ownSwapAt: ago(hours(24) - 1) }, 1],
    ["our swap, 24 hours ago", { ownSwapAt: ago(hours(24)) }, null],
    ["our swap, just now", { ownSwapAt: now, simChangedAt: now }, hours(24)],
    [
      "our swap, an hour before the carrier saw it",
      { ownSwapAt: ago(hours(25)), simChangedAt: ago(hours(24)) },
      null,
    ],
    [
      "our swap, an hour after the carrier saw it",
      { ownSwapAt: ago(hours(24)), simChangedAt: ago(hours(25)) },
      null,
    ],
    [
      "our swap, and a change more than an hour after it",
      { ownSwapAt: ago(hours(25)), simChangedAt: ago(hours(24) - 1) },
      days(6) + 1,
    ],
    [
      "our swap, and a change more than an hour before it",
      { ownSwapAt: ago(hours(24)), simChangedAt: ago(hours(25) + 1) },
      days(7) - hours(25) - 1,
    ],
    [
      "our swap, and a porting",
      { ownSwapAt: ago(hours(30)), simChangedAt: ago(hours(30)), portedInAt: ago(days(2)) },
      days(5),
    ],
    ["a change long ago, and our swap", { simChangedAt: ago(days(30)), ownSwapAt: ago(hours(1)) }, hours(23)],
  ])("%s", (_, changes, left) => expect(held(changes)).toBe(left));
});
