import { spawn } from "node:child_process";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";

export type RunningDemo = { url: string; dataDir: string; stop: () => Promise<void> };

/** Starts the built demo on a free port, with a data folder of its own that goes with it, and waits until it is usable. */
export async function startDemo(): Promise<RunningDemo> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), "ansim-demo-"));
  // As root, PostgreSQL's account has to get there.
  await chmod(dataDir, 0o711);
  const demo = spawn(process.execPath, ["build/processes/demo.js"], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: "0", NODE_ENV: "production" },
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
    dataDir,
    stop: async () => {
      demo.kill("SIGTERM");
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
