import { readFile } from "node:fs/promises";
import path from "node:path";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import { publishFinding } from "#app/domain/exposure/publish-finding.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { migrateDatabase } from "#app/infra/db/migrate.server.ts";
import { writeReplay } from "#app/processes/demo/replay/write-replay.ts";
import { connectBench, createDatabase, keyFiles } from "#tests/bench/database.ts";
import type { Bench } from "#tests/bench/figure.ts";

export type ReplayDatabase = { name: string; linesFile: string; keysFile: string; linkKeysFile: string };

const built = new WeakMap<Bench, Promise<ReplayDatabase>>();

/**
 * The 20,500 lines of September 2025 with both published findings, and the texts about the second one
 * launched and unsent. A template: measure on copies of it.
 */
export function replayDatabase(bench: Bench): Promise<ReplayDatabase> {
  const database = built.get(bench) ?? build(bench);
  built.set(bench, database);
  return database;
}

async function build(bench: Bench): Promise<ReplayDatabase> {
  bench.say("Replaying September 2025 into a database…");
  const replay = path.join(bench.folder, "replay");
  await writeReplay(replay);
  const name = "replay";
  const url = await createDatabase(bench, name);
  await migrateDatabase(url);
  const keys = keyFiles(bench);
  const { ctx, close } = connectBench(url, keys.keysFile);
  const linesFile = path.join(replay, "subscribers.csv");
  try {
    expectOk(await createIncident(ctx, await readFile("docs/incidents/femtocell-2025.yaml", "utf8")));
    expectOk(await importSubscribers(ctx, "femtocell-2025", { file: linesFile }));
    let key = "";
    for (const day of ["2025-09-11", "2025-09-18"]) {
      const definition = await readFile(`docs/incidents/femtocell-2025/findings/${day}.yaml`, "utf8");
      const created = await createFinding(ctx, definition);
      if (!created.ok) throw new Error(created.reasons.join("; "));
      key = created.value.findingKey;
      expectOk(await importSignals(ctx, key, { file: path.join(replay, day, "signals.csv") }));
      expectOk(await importPayments(ctx, key, { file: path.join(replay, day, "payments.csv") }));
      expectOk(await publishFinding(ctx, key, { operators: ["bench A", "bench B"] }));
    }
    expectOk(await planCampaign(ctx, key));
    expectOk(await launchCampaign(ctx, key));
    await ctx.pool.query("vacuum analyze");
  } finally {
    await close();
  }
  return { name, linesFile, ...keys };
}

function expectOk(result: { ok: boolean }) {
  if (!result.ok) throw new Error(JSON.stringify(result));
}
