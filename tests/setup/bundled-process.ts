import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { build } from "esbuild";
import { afterAll } from "vitest";

const cache = path.resolve(import.meta.dirname, "../../node_modules/.cache");

/**
 * One of our processes as the build makes it, for a test file that starts it often: to compile it at every start takes longer than its own
 * start. Gone after the file's tests.
 */
export async function bundleProcess(source: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  const folder = await mkdtemp(path.join(cache, "ansim-process-"));
  afterAll(() => rm(folder, { recursive: true }));
  const outfile = path.join(folder, `${path.basename(source, ".ts")}.mjs`);
  await build({
    ...{ entryPoints: [source], outfile, bundle: true, format: "esm", platform: "node", target: "node20" },
    ...{ packages: "external", sourcemap: true, logLevel: "warning" },
  });
  return outfile;
}
