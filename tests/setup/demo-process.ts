import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { inject } from "vitest";
import { writeClock } from "#app/processes/clock.ts";
import { makeDemoFolder, runDemo, startEmptyDemo, type RunningDemo } from "#tests/setup/run-demo.ts";

export type { RunningDemo };

const run = promisify(execFile);

/**
 * Starts a copy of the run's loaded demo on a port of its own, and waits until it is usable. What was texted
 * while it was loaded is in its inbox, with links to the copy, and its clock goes on where it stood.
 */
export async function startDemo(): Promise<RunningDemo> {
  const loaded = inject("loadedDemo");
  // Where PostgreSQL's account can't get to the temporary folder, the database lies elsewhere and can't be
  // copied along.
  if (!existsSync(path.join(loaded.dataDir, "postgres", "postgres", "cluster"))) return startEmptyDemo();

  for (let triesLeft = 2; ; triesLeft -= 1) {
    const dataDir = await makeDemoFolder();
    // Node's own copy would leave PostgreSQL's files to root.
    await run("cp", ["-a", `${loaded.dataDir}/.`, dataDir]);
    const port = await freePort();
    const inbox = path.join(dataDir, "inbox.ndjson");
    const texts = await readFile(inbox, "utf8");
    await writeFile(inbox, texts.replaceAll(loaded.url, `http://127.0.0.1:${port}`));
    writeClock(path.join(dataDir, "clock.json"), loaded.at);
    const remove = () => rm(dataDir, { recursive: true, force: true });
    try {
      const { url, end } = await runDemo(dataDir, { port });
      return { url, dataDir, stop: () => end().then(remove) };
    } catch (error) {
      // The texts had to name a port before the demo has it: somebody else may have taken it meanwhile.
      const log = await readFile(path.join(dataDir, "demo-web.log"), "utf8");
      if (triesLeft === 0 || !log.includes("EADDRINUSE")) throw error;
      await remove();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
