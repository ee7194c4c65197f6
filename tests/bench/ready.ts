import { mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { startChild, type Ended } from "#tests/bench/child.ts";
import type { Bench } from "#tests/bench/figure.ts";

/** How long the built demo takes to say `ready`: on nothing, and again on the data of the first time. */
export async function measureReady({ folder, rounds, report, say }: Bench): Promise<void> {
  const first: Start[] = [];
  const second: Start[] = [];
  for (let round = 1; round <= rounds; round++) {
    say(`Starting the demo, round ${round}…`);
    const dataDir = path.join(folder, `demo-${round}`);
    await mkdir(dataDir, { mode: 0o711 });
    first.push(await start(dataDir));
    second.push(await start(dataDir));
    await rm(dataDir, { recursive: true });
  }

  for (const [name, starts, aim] of [
    ["demo: first start to `ready`", first, "≤ 90 s"],
    ["demo: second start to `ready`", second, "seconds"],
  ] as const)
    report({
      name,
      unit: "s",
      ours: starts.map(({ seconds }) => seconds),
      peer: null,
      aim,
      peakMb: Math.max(...starts.map(({ peakMb }) => peakMb)),
    });
}

type Start = Pick<Ended, "peakMb"> & { seconds: number };

async function start(dataDir: string): Promise<Start> {
  const started = performance.now();
  const demo = startChild("build/processes/demo.js", {
    env: { DATA_DIR: dataDir, PORT: "0" },
    folder: path.dirname(dataDir),
  });
  await new Promise<void>((resolve, reject) => {
    demo.process.stdout.on("data", (chunk: Buffer) => {
      if (/^ready /m.test(chunk.toString())) resolve();
    });
    demo.ended.then(() => reject(new Error("the demo ended before it was ready")), reject);
  });
  const seconds = (performance.now() - started) / 1_000;
  return { seconds, peakMb: (await demo.stop()).peakMb };
}
