import { describe, expect, it } from "vitest";
import { holdsLevel, isTrusted } from "#app/domain/verification/level.rules.ts";

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
