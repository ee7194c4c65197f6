import type { ChildProcess } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { aCsvFile, aFile, subscriberRow, subscribersHeader } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { ansim, startAnsim } from "#tests/setup/run-ansim.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const LINES = 5_000;
const PER_LINE = 30;

let t: TestContext;
let env: Record<string, string>;
let findingKey = "";
beforeAll(async () => {
  const { url } = await createTestDatabase();
  t = testContext({ databaseUrl: url });
  env = { DATABASE_URL: url, KEYS_FILE: t.keysFile };
  const incident = await anIncident(t.ctx);
  findingKey = (await aFinding(t.ctx, incident)).key;
  const rows = Array.from({ length: LINES }, (_, i) =>
    subscriberRow({ subscriber_ref: `S${i}`, msisdn: `010${String(22_000_000 + i)}` }),
  );
  const imported = await importSubscribers(t.ctx, incident.id, {
    file: aCsvFile(subscribersHeader, ...rows),
  });
  expect(imported).toMatchObject({ value: { kept: LINES } });
});
afterAll(() => t.close());

function signals(perLine: number): string {
  const rows = ["subscriber_ref,cell_id,at,exposed"];
  for (let i = 0; i < LINES * perLine; i++) {
    const minute = String(Math.floor(i / LINES) % 60).padStart(2, "0");
    rows.push(`S${i % LINES},${1001 + (i % 2)},2025-09-05T03:${minute}:00+09:00,GUTI|IMSI`);
  }
  return aFile(`${rows.join("\n")}\n`);
}

const counted = async (sql: string) => Number((await t.ctx.pool.query<{ n: string }>(sql)).rows[0]?.n);
const held = () => counted("select count(*) as n from signals");
const audited = () => counted("select count(*) as n from audit_events where action = 'import.signals'");
const others = "from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";

/** Waits until the database is at work on a statement of that process that starts so. */
async function untilAtWork(statement: string, child: ChildProcess) {
  const atWork = `select count(*) as n ${others} and state = 'active' and query ilike '${statement}%'`;
  while ((await counted(atWork)) === 0)
    if (child.exitCode !== null) throw new Error(`ended without having been seen at: ${statement}`);
}
async function untilNobodyWorks() {
  while ((await counted(`select count(*) as n ${others} and state <> 'idle'`)) > 0);
}

describe("an import that is killed", () => {
  it("leaves nothing, at whatever moment, and the next run ends exact", async () => {
    const file = signals(PER_LINE);
    const args = ["import", "signals", file, "--finding", findingKey];
    for (const moment of ["copy staged", "update staged", "insert into signals"]) {
      const { child, ended } = startAnsim(args, env);
      await untilAtWork(moment, child);
      child.kill("SIGKILL");
      expect((await ended).code, moment).toBeNull();
      await untilNobodyWorks();
      expect([await held(), await audited()], moment).toEqual([0, 0]);
    }
    const total = LINES * PER_LINE;
    expect(await ansim(args, env)).toMatchObject({
      code: 0,
      stdout: `${total} changed, 0 with a warning\n${total} read, ${total} kept, 0 rejected\n`,
    });
    expect([await held(), await audited()]).toEqual([total, 1]);
  });

  it("needs no more memory for ten times the rows", async () => {
    const run = (perLine: number) =>
      ansim(["import", "signals", signals(perLine), "--finding", findingKey], env);
    const few = await run(4);
    const many = await run(40);
    expect([few.code, many.code]).toEqual([0, 0]);
    expect(many.maxRssMb).toBeLessThan(few.maxRssMb * 1.4);
  });
});
