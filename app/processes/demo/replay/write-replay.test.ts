import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { parse as parseCsv } from "csv-parse/sync";
import { afterEach, beforeEach, expect, it } from "vitest";
import { buildReplay } from "./replay.rules.ts";
import { writeReplay } from "./write-replay.ts";

const SLOW_MACHINE_MS = 120_000;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "ansim-replay-"));
});
afterEach(() => rm(folder, { recursive: true }));

const names = [
  "2025-09-11/payments.csv",
  "2025-09-11/signals.csv",
  "2025-09-18/claims-list.csv",
  "2025-09-18/payments.csv",
  "2025-09-18/signals.csv",
  "2025-09-19/clearances.csv",
  "stores.csv",
  "subscribers.csv",
];

it("writes the same files, byte for byte, each time", { timeout: SLOW_MACHINE_MS }, async () => {
  await writeReplay(join(folder, "once"));
  await writeReplay(join(folder, "again"));
  const written = await readdir(join(folder, "once"), { recursive: true });
  expect(written.filter((name) => name.endsWith(".csv")).sort()).toEqual(names);
  for (const name of names) {
    const bytes = await readFile(join(folder, "once", name));
    expect(bytes.equals(await readFile(join(folder, "again", name))), name).toBe(true);
  }
});

it("writes what was built", { timeout: SLOW_MACHINE_MS }, async () => {
  const replay = buildReplay();
  await writeReplay(folder);
  const holds = async (name: string, rows: readonly object[]) => {
    const read: unknown = parseCsv(await readFile(join(folder, name)), {
      columns: true,
      cast: (cell, { column }) => (column === "amount_krw" ? Number(cell) : cell),
    });
    // Over 80,000 rows: toEqual, which remembers what differs, takes seconds.
    expect(isDeepStrictEqual(read, rows), name).toBe(true);
  };
  await holds("subscribers.csv", replay.subscribers);
  const asText = (row: object) =>
    Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, String(cell)]));
  await holds("stores.csv", replay.stores.map(asText));
  await holds("2025-09-11/signals.csv", replay.on11.signals);
  await holds("2025-09-11/payments.csv", replay.on11.payments);
  await holds("2025-09-18/signals.csv", replay.on18.signals);
  await holds("2025-09-18/payments.csv", replay.on18.payments);
  await holds("2025-09-18/claims-list.csv", replay.on18.claimsList);
  await holds("2025-09-19/clearances.csv", replay.on19.clearances);
});
