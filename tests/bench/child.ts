import { spawn, type ChildProcessByStdio } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Readable } from "node:stream";
import { pathToFileURL } from "node:url";

type Process = ChildProcessByStdio<null, Readable, null>;
type Setup = { env?: Record<string, string>; args?: string[]; folder: string };

export type Ended = { peakMb: number; output: string };

export type Child = { process: Process; ended: Promise<Ended>; stop: () => Promise<Ended> };

const preload = pathToFileURL(path.resolve("tests/bench/report-peak.mjs")).href;
const living = new Set<Process>();
let count = 0;

/** Starts a process under test, as production would: its log goes straight to a file. */
export function startChild(script: string, { env = {}, args = [], folder }: Setup): Child {
  count += 1;
  const file = path.join(folder, `${count}-${path.parse(script).name}`);
  const [logFile, peakFile] = [`${file}.log`, `${file}.peak`];
  const log = openSync(logFile, "w");
  const loader = script.endsWith(".ts") ? ["--import", "tsx"] : [];
  const profiles = process.env.BENCH_PROFILES;
  const profiler = profiles ? ["--cpu-prof", `--cpu-prof-dir=${profiles}`] : [];
  const child = spawn(process.execPath, ["--import", preload, ...profiler, ...loader, script, ...args], {
    env: { PATH: process.env.PATH, NODE_ENV: "production", PEAK_FILE: peakFile, ...env },
    stdio: ["ignore", "pipe", log, "ipc"],
  }) as unknown as Process;
  closeSync(log);
  living.add(child);
  let output = "";
  child.stdout.on("data", (chunk: Buffer) => (output += chunk.toString()));

  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => {
      living.delete(child);
      if (code === 0) resolve({ peakMb: Number(readFileSync(peakFile, "utf8")) / 1024, output });
      else
        reject(
          new Error(
            `${script} ended with ${code ?? String(signal)}: ${readFileSync(logFile, "utf8").slice(-2_000)}`,
          ),
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
