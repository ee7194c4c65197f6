// Generates the Prisma client, then builds pages (build/client, build/server) and processes (build/processes).
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..", "..");
const generateOnly = process.argv.includes("--generate-only");

// Nothing here belongs on standard output: a command that finds the build stale prints its own results there.
function run(program, args, env = {}) {
  const { status } = spawnSync(path.join(root, "node_modules", ".bin", program), args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", process.stderr, process.stderr],
  });
  if (status !== 0) process.exit(status ?? 70);
}

// Generating needs no schema engine, yet Prisma downloads one first unless it is told that it has it.
run("prisma", ["generate"], {
  PRISMA_SCHEMA_ENGINE_BINARY: "/bin/true",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
  CHECKPOINT_DISABLE: "1",
});

if (!generateOnly) {
  // First, since it empties the build folder.
  run("remix", ["vite:build"], { NODE_ENV: "production" });

  const { build } = await import("esbuild");
  const processes = ["web", "worker", "cli", "demo", "demo-web", "standins", "identity", "rewrite-pdf"]
    .map((name) => path.join(root, "app", "processes", `${name}.ts`))
    .filter((file) => existsSync(file));
  await build({
    entryPoints: processes,
    outdir: path.join(root, "build", "processes"),
    absWorkingDir: root,
    bundle: true,
    splitting: true,
    format: "esm",
    platform: "node",
    target: "node20",
    packages: "external",
    sourcemap: true,
    logLevel: "warning",
  });
}
