import { mkdir } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";

/**
 * Where the bundles of a run lie until it ends (global-database.ts), by its main process, whose children the
 * workers are.
 */
export const bundlesOf = (run: number) =>
  path.resolve(import.meta.dirname, "../../node_modules/.cache/ansim-processes", String(run));

/** Of this worker: the files that it runs share them. */
const made = new Map<string, Promise<string>>();

/**
 * One of our processes as the build makes it, for tests that start it often: to compile it at every start
 * takes longer than its own start.
 */
export function bundleProcess(source: string): Promise<string> {
  const bundle = made.get(source) ?? makeBundle(source);
  made.set(source, bundle);
  return bundle;
}

async function makeBundle(source: string): Promise<string> {
  const folder = path.join(bundlesOf(process.ppid), String(process.pid));
  await mkdir(folder, { recursive: true });
  const outfile = path.join(folder, `${path.basename(source, ".ts")}.mjs`);
  await build({
    entryPoints: [source],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
  return outfile;
}
