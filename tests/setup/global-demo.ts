import { rm } from "node:fs/promises";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { readClock } from "#app/processes/clock.ts";
import { makeDemoFolder, runDemo } from "#tests/setup/run-demo.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /**
     * Of the loaded demo that `startDemo` copies: its folder, the address that its texts' links have, and
     * when its clock stood still.
     */
    loadedDemo: { dataDir: string; url: string; at: Date };
  }
}

/** Loads the demo once for all test files: each of them starts a copy of it. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await makeDemoFolder();
  const { url, end } = await runDemo(dataDir);
  await end();
  const at = readClock(path.join(dataDir, "clock.json"))();
  project.provide("loadedDemo", { dataDir, url, at });
  return () => rm(dataDir, { recursive: true });
}
