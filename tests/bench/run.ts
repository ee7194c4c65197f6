import { chmod, mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { parseArgs } from "node:util";
import { startEmbeddedPostgres } from "#app/processes/demo/embedded-postgres.ts";
import { endChildren } from "#tests/bench/child.ts";
import { tableHead, tableRow, type Bench } from "#tests/bench/figure.ts";
import { measureImport } from "#tests/bench/import.ts";
import { describeMachine } from "#tests/bench/machine.ts";
import { measureOutbox } from "#tests/bench/outbox.ts";
import { measurePages } from "#tests/bench/pages.ts";
import { measureReady } from "#tests/bench/ready.ts";
import { measureSearch } from "#tests/bench/search.ts";
import { measureSwap } from "#tests/bench/swap.ts";

// `npm run bench [-- NAME…]`: figures, not pass or fail. Each is measured in turns with its peer in the same
// run; the table is printed as Markdown, for docs/measurements.md. BENCH_PROFILES=FOLDER leaves a CPU profile
// of every process under test there.

const benches: Record<string, (bench: Bench) => Promise<void>> = {
  pages: measurePages,
  import: measureImport,
  outbox: measureOutbox,
  ready: measureReady,
  search: measureSearch,
  swap: measureSwap,
};
const usage = `usage: npm run bench [-- [${Object.keys(benches).join("|")}]… [--rows N] [--people N] [--rounds N] [--seconds N]]`;

const stops: (() => Promise<unknown>)[] = [];
async function end(code: number) {
  for (const stop of stops.splice(0).reverse()) await stop();
  process.exit(code);
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, () => void end(130));

await main();

async function main() {
  const chosen = readArguments();
  if (!chosen) {
    process.stderr.write(`${usage}\n`);
    return end(64);
  }
  try {
    await measure(chosen);
    await end(0);
  } catch (error) {
    // A signal ends the children first, and they then seem to fail.
    if (stops.length === 0) return;
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    await end(70);
  }
}

async function measure({ names, ...settings }: NonNullable<ReturnType<typeof readArguments>>) {
  const folder = await mkdtemp(path.join(os.tmpdir(), "ansim-bench-"));
  stops.push(() => rm(folder, { recursive: true, force: true }));
  // PostgreSQL runs as somebody else where we are root, and has to get through.
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ dataDir: folder, durable: true });
  stops.push(() => postgres.stop(), endChildren);

  const print = (text: string) => process.stdout.write(`${text}\n`);
  print(`${await describeMachine(postgres, process.argv.slice(2))}\n\n${tableHead}`);
  const bench: Bench = {
    folder,
    postgres,
    ...settings,
    report: (figure) => print(tableRow(figure)),
    say: (line) => void process.stderr.write(`${line}\n`),
  };
  for (const name of names) await benches[name]?.(bench);
}

function readArguments() {
  try {
    const number = (text: string) => {
      if (!/^[1-9]\d*$/.test(text)) throw new Error(`${text} is no number`);
      return Number(text);
    };
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        rows: { type: "string", default: "1000000" },
        people: { type: "string" },
        rounds: { type: "string", default: "3" },
        seconds: { type: "string", default: "5" },
      },
    });
    if (positionals.some((name) => !(name in benches))) return null;
    return {
      names: positionals.length > 0 ? positionals : Object.keys(benches),
      rows: number(values.rows),
      people: values.people === undefined ? 0 : number(values.people),
      rounds: number(values.rounds),
      seconds: number(values.seconds),
    };
  } catch {
    return null;
  }
}
