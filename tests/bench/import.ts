import { createWriteStream } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import copyStreams from "pg-copy-streams";
import { z } from "zod";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { firstMessage, startChild } from "#tests/bench/child.ts";
import { connectBench, createDatabase, keyFiles } from "#tests/bench/database.ts";
import type { Bench } from "#tests/bench/figure.ts";
import { writeImportFile, type ImportedKind } from "#tests/bench/import-files.ts";
import { clonePeerTable } from "#tests/bench/peer-table.ts";

const INCIDENT = "femtocell-2025";
const FINDING = "femtocell-2025-09-18";

const kinds = [
  // In the order of the file, which is also the peer's.
  { kind: "subscribers", into: ["--incident", INCIDENT], order: "subscriber_ref", aim: "≥ 0.2" },
  { kind: "signals", into: ["--finding", FINDING], order: "at", aim: "≥ 0.5" },
  { kind: "payments", into: ["--finding", FINDING], order: "payment_id", aim: "≥ 0.5" },
] as const;

const copiedSchema = z.object({ seconds: z.number().positive() });

/**
 * Rows a second of `ansim import`, the whole process from start to end, beside raw COPY of the rows as they
 * then stand in the table into a twin of it: same columns, checks, keys, indexes, triggers, same database.
 * The twin's look-ups, sealing and holders are already done.
 */
export async function measureImport(bench: Bench): Promise<void> {
  const { keysFile } = keyFiles(bench);
  const databaseUrl = await createDatabase(bench, "import");
  await migrateDatabase(databaseUrl);
  const { ctx, close } = connectBench(databaseUrl, keysFile);
  await createIncident(ctx, await readFile(`docs/incidents/${INCIDENT}.yaml`, "utf8"));
  await createFinding(ctx, await readFile(`docs/incidents/${INCIDENT}/findings/2025-09-18.yaml`, "utf8"));
  await close();

  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    for (const kind of kinds) await measureKind(bench, { databaseUrl, keysFile, client }, kind);
  } finally {
    await client.end();
  }
}

async function measureKind(
  bench: Bench,
  { databaseUrl, keysFile, client }: { databaseUrl: string; keysFile: string; client: pg.Client },
  { kind, into, order, aim }: (typeof kinds)[number],
) {
  const { folder, rows, rounds, say } = bench;
  const [file, resolved] = [path.join(folder, `${kind}.csv`), path.join(folder, `${kind}.copy`)];
  say(`Writing ${rows} ${kind}…`);
  await writeImportFile(file, kind, rows);

  const [ours, peer, peaks]: [number[], number[], number[]] = [[], [], []];
  for (let round = 1; round <= rounds; round++) {
    say(`Importing ${kind}, round ${round}…`);
    await empty(client, kind);
    const started = performance.now();
    const importing = startChild("build/processes/cli.js", {
      folder,
      args: ["import", kind, file, ...into],
      env: { DATABASE_URL: databaseUrl, KEYS_FILE: keysFile },
    });
    const { peakMb, output } = await importing.ended;
    ours.push(rows / ((performance.now() - started) / 1_000));
    peaks.push(peakMb);
    if (!output.endsWith(`${rows} read, ${rows} kept, 0 rejected\n`)) throw new Error(output);

    await pipeline(
      client.query(copyStreams.to(`copy (select * from ${kind} order by ${order}) to stdout`)),
      createWriteStream(resolved),
    );
    await clonePeerTable(client, kind);
    await client.query("checkpoint");
    const copying = startChild("tests/bench/copy-rows.ts", {
      folder,
      env: { DATABASE_URL: databaseUrl, TABLE: `peer.${kind}`, FILE: resolved },
    });
    peer.push(rows / copiedSchema.parse(await firstMessage(copying)).seconds);
    await copying.ended;
    await client.query("drop schema peer cascade");
  }
  await Promise.all([rm(file), rm(resolved)]);
  const name = `import: ${kind}, ${rows.toLocaleString("en")} rows`;
  bench.report({ name, unit: "/s", ours, peer, aim, peakMb: Math.max(...peaks) });
}

/** Nothing of the round before is left, nor anything of it still to be written. */
async function empty(client: pg.Client, kind: ImportedKind) {
  const tables = kind === "subscribers" ? "subscribers, holders, accounts" : kind;
  // Triggers guard published findings against it, and there is none here.
  await client.query("set session_replication_role = replica");
  await client.query(`truncate ${tables} restart identity cascade`);
  await client.query("set session_replication_role = origin");
  await client.query("checkpoint");
}
