import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import { anIncident, aFinding } from "#tests/factories/incident.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let dir = "";
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  dir = await mkdtemp(join(tmpdir(), "ansim-import-"));
});
afterAll(() => t.close());
const file = async (text: string) => { const p = join(dir, `${Math.random()}.csv`); await writeFile(p, text); return p; };
const H = "subscriber_ref,holder_ref,account_ref,holder_type,msisdn,name,birth_date,language,email,network,line_status,guardian_msisdn,mvno_brand,priority,card_type";
describe("x", () => {
  it("works", async () => {
    const i = await anIncident(t.ctx);
    const f = await aFinding(t.ctx, i);
    const subs = await file(`${H}\nS1,H1,A1,person,010-2222-3333,Kim,19800101,ko,,LTE,active,,,,usim\nS2,H2,A1,person,01022223334,"Lee, ""B""\nx",1980-01-01,ko,a@example.com,5G,active,,,senior,usim\nS3,H3,A1,person,01022223334,Q,19800231,ko,,LTE,active,,,,usim\nS4,H3,A1,person,01022223334,Q,19800221,ko,,LTE,active,,,,usim\n`);
    const rejects = join(dir, "rejects.csv");
    console.log(await importSubscribers(t.ctx, i.id, { file: subs, rejects }));
    console.log(await readFile(rejects, "utf8"));
    console.log(await importSubscribers(t.ctx, i.id, { file: subs, rejects }));
    const sig = await file(`subscriber_ref,cell_id,at,exposed\nS1,1001,2025-09-05T03:00:00+09:00,GUTI|IMSI\nS2,1001,2025-09-05T03:00:00+09:00,GUTI|IMSI\nS2,1001,2025-09-05T03:00:00+09:00,GUTI|IMSI\nS9,1001,2025-09-05T03:00:00+09:00,GUTI|IMSI\nS2,1009,2025-09-05T03:00:00+09:00,GUTI|IMSI\nS2,1001,2025-09-05T03:00:00,GUTI\n"S2,1001\nS2,1001,2026-09-05T03:00:00Z,GUTI\n`);
    console.log(await importSignals(t.ctx, f.key, { file: sig, rejects }));
    console.log(await readFile(rejects, "utf8"));
    console.log(await importSignals(t.ctx, f.key, { file: sig }));
    const pay = await file(`payment_id,subscriber_ref,at,merchant,pg,item,amount_krw,auth_method,cell_id,status\nP1,S1,2025-09-05T03:00:00+09:00,=m,pg,item,1000,ARS,1001,confirmed\nP1,S2,2025-09-05T03:00:00+09:00,=m,pg,item,1000,ARS,,confirmed\n`);
    console.log(await importPayments(t.ctx, f.key, { file: pay, rejects }));
    console.log(await importPayments(t.ctx, f.key, { file: pay, rejects }));
    console.log(await importPayments(t.ctx, f.key, { file: "/tmp", rejects }));
    console.log(await importPayments(t.ctx, f.key, { file: sig, rejects }));
    console.log(await importPayments(t.ctx, f.key, { file: pay, rejects }));
  });
});
