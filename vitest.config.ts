import { defineConfig } from "vitest/config";

const setupFiles = ["tests/setup/fail-on-console.ts"];

/** Loading the modules anew for each file took two fifths of the processor time: what a test changes of them, it changes back. */
const isolate = false;

/** Limits that a machine with much else to do keeps too: what hangs is told late, what is slow isn't called broken. */
const patience = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 15_000 } } };

export default defineConfig({
  test: {
    watch: false,
    globalSetup: ["tests/setup/global-database.ts"],
    // One more than the two processors that it has to do with: tests wait for a good part of their time, for other processes among it.
    maxWorkers: 3,
    projects: [
      {
        test: { name: "rules", isolate, include: ["app/**/*.test.ts"], setupFiles, ...patience },
      },
      {
        test: {
          name: "integration",
          isolate,
          include: ["tests/integration/**/*.test.{ts,tsx}", "tests/worker/**/*.test.ts"],
          setupFiles,
          ...patience,
        },
      },
      {
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          setupFiles,
          ...patience,
          testTimeout: 300_000,
          hookTimeout: 120_000,
          // What is killed has to be killed in time.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/setup/global-browser.ts", "tests/setup/global-demo.ts"],
          setupFiles,
          ...patience,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
