import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { csvLine } from "#app/shared/csv.ts";
import { buildReplay } from "./replay.rules.ts";

/**
 * Writes the replay's files below a folder: subscribers.csv, stores.csv, and each finding's in a folder of
 * its day. Files there are replaced.
 */
export async function writeReplay(folder: string): Promise<void> {
  const replay = buildReplay();
  const files = {
    "subscribers.csv": replay.subscribers,
    "stores.csv": replay.stores,
    "2025-09-11/signals.csv": replay.on11.signals,
    "2025-09-11/payments.csv": replay.on11.payments,
    "2025-09-18/signals.csv": replay.on18.signals,
    "2025-09-18/payments.csv": replay.on18.payments,
    "2025-09-18/claims-list.csv": replay.on18.claimsList,
    "2025-09-19/clearances.csv": replay.on19.clearances,
  };
  for (const [name, rows] of Object.entries(files)) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, toCsv(rows));
  }
}

function toCsv(rows: readonly Record<string, string | number>[]) {
  const header = Object.keys(rows[0] ?? {});
  const lines = rows.map((row) => csvLine(...header.map((column) => row[column] ?? null)));
  return csvLine(...header) + lines.join("");
}
