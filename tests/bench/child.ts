import { spawn, type ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

type Setup = { env?: Record<string, string>; args?: string[]; folder: string };

export type Ended = { peakMb: number; output: string };

export type Child = { process: ChildProcess; ended: Promise<Ended>; stop: () => Promise<Ended> };

const preload = pathToFileURL(path.resolve("tests/bench/report-peak.mjs")).href;
const living = new Set<ChildProcess>();
let count = 0;

/** Starts a process under test, as production would; what it writes goes straight to a file. Rejects if it fails. */
export function startChild(script: string, { env = {}, args = [], folder }: Setup): Child {
  count += 1;
  const file = path.join(folder, `${count}-${path.parse(script).name}`);
  const [outputFile, logFile, peakFile] = [`${file}.out`, `${file}.err`, `${file}.peak`];
  const [output, log] = [openSync(outputFile, "w"), openSync(logFile, "w")];
  const loader = script.endsWith(".ts") ? ["--import", "tsx"] : [];
  const child = spawn(process.execPath, ["--import", preload, ...loader, script, ...args], {
    env: { PATH: process.env["PATH"], NODE_ENV: "production", PEAK_FILE: peakFile, ...env },
    stdio: ["ignore", output, log, "ipc"],
  });
  closeSync(output);
  closeSync(log);
  living.add(child);

  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (code, signal) => {
      living.delete(child);
      if (code === 0)
        resolve({
          peakMb: Number(readFileSync(peakFile, "utf8")) / 1024,
          output: readFileSync(outputFile, "utf8"),
        });
      else
        reject(
          new Error(`${script} ended with ${code ?? String(signal)}: ${readFileSync(logFile, "utf8").slice(-2_000)}`),
        );
    });
  });
  // Whoever waits for a message first hears of a failure there.
  ended.catch(() => undefined);
  return {
    process: child,
    ended,
    stop: () => {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** The first thing that a child says by IPC. */
export function firstMessage(child: Child): Promise<unknown> {
  return new Promise((resolve, reject) => {
    child.process.once("message", resolve);
    child.ended.then(() => reject(new Error("it ended without a word")), reject);
  });
}

export async function endChildren() {
  await Promise.all(
    [...living].map((child) => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      return gone;
    }),
  );
}
