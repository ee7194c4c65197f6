import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export type RunningDemo = { url: string; dataDir: string; stop: () => Promise<void> };

/** Starts the built demo on an empty data folder, loads it, and waits until it is usable; the folder goes with it. */
export async function startEmptyDemo(): Promise<RunningDemo> {
  const dataDir = await makeDemoFolder();
  const { url, end } = await runDemo(dataDir);
  return {
    url,
    dataDir,
    stop: async () => {
      await end();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function makeDemoFolder(): Promise<string> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "ansim-demo-"));
  // As root, PostgreSQL's account has to get there.
  await chmod(dataDir, 0o711);
  return dataDir;
}

/** Runs the built demo on a data folder until `end`, on that port or on a free one, and waits until it is usable. */
export async function runDemo(
  dataDir: string,
  { port = 0 }: { port?: number } = {},
): Promise<{ url: string; end: () => Promise<void> }> {
  const demo = spawn(process.execPath, ["build/processes/demo.js"], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port), NODE_ENV: "production" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ended = new Promise<void>((resolve) => demo.once("exit", () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const ready = /^ready (\S+)$/m.exec(said)?.[1];
      if (ready) resolve(ready);
    };
    demo.stdout.on("data", listen);
    demo.stderr.on("data", listen);
    demo.once("exit", () => reject(new Error(`the demo ended before it was ready: ${said}`)));
  });
  return {
    url,
    end: async () => {
      demo.kill("SIGTERM");
      await ended;
    },
  };
}
