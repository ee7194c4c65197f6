import { afterEach, beforeEach, expect, vi } from "vitest";

// What nobody reads must not be said: an error on the console is a failure of the test that caused it.
beforeEach(() => {
  vi.spyOn(console, "error");
});

afterEach(() => {
  const said = vi.mocked(console.error).mock.calls;
  vi.mocked(console.error).mockRestore();
  expect(said, "console.error was called").toEqual([]);
});
