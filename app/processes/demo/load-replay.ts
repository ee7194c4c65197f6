import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Ctx } from "#app/domain/context.server.ts";
import { createFinding } from "#app/domain/exposure/create-finding.server.ts";
import { importClearances } from "#app/domain/exposure/import-clearances.server.ts";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import { publishFinding } from "#app/domain/exposure/publish-finding.server.ts";
import type { ImportResult } from "#app/domain/imports/import-file.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { publishFeePolicy } from "#app/domain/fee-waiver/publish-fee-policy.server.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { importStores } from "#app/domain/stores/import-stores.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { textPeopleToTry } from "#app/processes/demo/text-people-to-try.ts";
import { after, minutes } from "#app/shared/time.ts";

const INCIDENT = "femtocell-2025";
const definitions = path.join("docs", "incidents");

/** Nobody stands behind these names: the demo says so wherever they are shown. */
const operators = ["demo operator A (synthetic)", "demo operator B (synthetic)"];

export const replayStart = new Date("2025-09-11T14:00:00+09:00");
export const demoStart = new Date("2025-09-18T20:00:00+09:00");

const findings = [
  {
    day: "2025-09-11",
    files: [
      ["signals.csv", importSignals],
      ["payments.csv", importPayments],
    ],
  },
  {
    day: "2025-09-18",
    files: [
      ["signals.csv", importSignals],
      ["payments.csv", importPayments],
      ["claims-list.csv", importClaimsList],
    ],
  },
  { day: "2025-09-19", files: [["clearances.csv", importClearances]] },
] as const;

/**
 * Plays September 2025 through the real importer: each finding is imported, published and texted (to the
 * people to try alone) at its own hour, by moving the clock; then the clock is set to the demo's start. The
 * finding of 19 September and what was decided of the termination fee are published too, but announced only
 * when the clock gets there. `delivered` resolves once the worker has sent what is due.
 */
export async function loadReplay(
  ctx: Ctx,
  {
    folder,
    setClock,
    delivered,
  }: { folder: string; setClock: (to: Date) => void; delivered: () => Promise<void> },
): Promise<void> {
  expectGood(
    "incident",
    await createIncident(ctx, await readFile(path.join(definitions, `${INCIDENT}.yaml`), "utf8")),
  );
  expectKept(
    "subscribers.csv",
    await importSubscribers(ctx, INCIDENT, { file: path.join(folder, "subscribers.csv") }),
  );
  expectKept("stores.csv", await importStores(ctx, INCIDENT, { file: path.join(folder, "stores.csv") }));
  for (const version of [1, 2]) {
    const policy = path.join(definitions, INCIDENT, "fee-policy", `${version}.yaml`);
    const published = await publishFeePolicy(ctx, await readFile(policy, "utf8"), { operators });
    if (!published.ok) throw new Error(`${policy}: ${published.refusal}`);
  }
  for (const { day, files } of findings) {
    const definition = await readFile(path.join(definitions, INCIDENT, "findings", `${day}.yaml`), "utf8");
    const created = await createFinding(ctx, definition);
    if (!created.ok) throw new Error(`finding of ${day}: ${created.reasons.join("; ")}`);
    const { findingKey } = created.value;
    const { announcedAt } = await ctx.db.finding.findUniqueOrThrow({ where: { key: findingKey } });

    const announcedBeforeStart = announcedAt < demoStart;
    setClock(announcedBeforeStart ? announcedAt : demoStart);
    for (const [file, importFile] of files)
      expectKept(file, await importFile(ctx, findingKey, { file: path.join(folder, day, file) }));
    const published = await publishFinding(ctx, findingKey, { operators });
    if (!published.ok) throw new Error(`finding of ${day}: ${published.refusal}`);
    if (!announcedBeforeStart) continue;
    setClock(after(announcedAt, minutes(30)));
    await textPeopleToTry(ctx);
    await delivered();
  }
}

function expectGood(what: string, result: { ok: true } | { ok: false; reasons: readonly string[] }) {
  if (!result.ok) throw new Error(`${what}: ${result.reasons.join("; ")}`);
}

function expectKept(file: string, result: ImportResult) {
  expectGood(file, result);
  if (result.ok && result.value.rejected > 0)
    throw new Error(
      `${file}: ${result.value.rejected} rows rejected, first ${JSON.stringify(result.value.firstRejects[0])}`,
    );
}
