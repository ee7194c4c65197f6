import { z } from "zod";
import { createDatabase } from "#tests/bench/database.ts";
import { firstMessage, startChild } from "#tests/bench/child.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { replayDatabase } from "#tests/bench/replay-database.ts";

/** As many as the worker takes at its fastest. */
const BATCH = 200;

const drainedSchema = z.object({ sent: z.number().positive(), seconds: z.number().positive() });

/**
 * Sends a second of the worker's own step, carrier and provider answering at once, beside a bare SKIP LOCKED
 * loop that marks the same rows of the same table done. Each round drains a fresh copy of the same database.
 */
export async function measureOutbox(bench: Bench): Promise<void> {
  const replay = await replayDatabase(bench);
  const drain = async (script: string) => {
    const child = startChild(script, {
      folder: bench.folder,
      env: {
        DATABASE_URL: await createDatabase(bench, "outbox", replay.name),
        KEYS_FILE: replay.keysFile,
        LINK_KEYS_FILE: replay.linkKeysFile,
        LINES_FILE: replay.linesFile,
        BATCH: String(BATCH),
      },
    });
    const { sent, seconds } = drainedSchema.parse(await firstMessage(child));
    return { sent, rate: sent / seconds, peakMb: (await child.ended).peakMb };
  };

  const ours: number[] = [];
  const peer: number[] = [];
  let peakMb = 0;
  for (let round = 1; round <= bench.rounds; round++) {
    bench.say(`Outbox, round ${round}…`);
    const real = await drain("tests/bench/drain-outbox.ts");
    const bare = await drain("tests/bench/drain-bare.ts");
    if (real.sent < bare.sent * 0.95) throw new Error(`only ${real.sent} of ${bare.sent} texts were sent`);
    ours.push(real.rate);
    peer.push(bare.rate);
    peakMb = Math.max(peakMb, real.peakMb);
  }
  report(bench, ours, peer, peakMb);
}

const report = (bench: Bench, ours: number[], peer: number[], peakMb: number) =>
  bench.report({ name: `outbox: sends, batches of ${BATCH}`, unit: "/s", ours, peer, aim: "≥ 0.5", peakMb });
