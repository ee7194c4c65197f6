import { defineConfig } from "vitest/config";

const setupFiles = ["tests/setup/fail-on-console.ts"];

export default defineConfig({
  test: {
    watch: false,
    globalSetup: ["tests/setup/global-database.ts"],
    // Two for all projects together: the same machine also runs PostgreSQL, the browser and the processes under test.
    maxWorkers: 2,
    projects: [
      {
        test: { name: "rules", include: ["app/**/*.test.ts"], setupFiles },
      },
      {
        test: {
          name: "integration",
          include: ["tests/integration/**/*.test.{ts,tsx}", "tests/worker/**/*.test.ts"],
          setupFiles,
          testTimeout: 20_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: "faults",
          include: ["tests/faults/**/*.test.ts"],
          setupFiles,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          globalSetup: ["tests/setup/global-browser.ts"],
          setupFiles,
          testTimeout: 60_000,
          hookTimeout: 180_000,
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
});
