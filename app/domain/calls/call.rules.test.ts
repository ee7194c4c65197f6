import { expect, it } from "vitest";
import { checkedUntil, checkLifetime, parseCode } from "#app/domain/calls/call.rules.ts";
import { after } from "#app/shared/time.ts";

const noon = new Date("2025-09-18T12:00:00+09:00");

it("lets a check lapse after half an hour", () => {
  expect(checkedUntil({ checkedAt: null }, noon)).toBeNull();
  expect(checkedUntil({ checkedAt: noon }, noon)).toEqual(after(noon, checkLifetime));
  expect(checkedUntil({ checkedAt: noon }, after(noon, checkLifetime - 1))).not.toBeNull();
  expect(checkedUntil({ checkedAt: noon }, after(noon, checkLifetime))).toBeNull();
});

it.each([
  ["483920", "483920"],
  [" 483 920 ", "483920"],
  ["483-920", "483920"],
  ["４８３９２０", "483920"],
  ["000001", "000001"],
  ["48392", null],
  ["4839200", null],
  ["48392o", null],
  ["", null],
])("reads the code %j as %j", (typed, code) => {
  expect(parseCode(typed)).toBe(code);
});
