import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importSubscribers } from "#app/domain/subscribers/import-subscribers.server.ts";
import type { ImportResult } from "#app/domain/imports/import-file.server.ts";
import { aFile, listed, subscriberRow, subscribersHeader } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let findingKey = "";
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  const incident = await anIncident(t.ctx);
  findingKey = (await aFinding(t.ctx, incident)).key;
  await aSubscriber(t.ctx, { subscriberRef: "A" });
});
afterAll(() => t.close());

const hostileCell = fc.oneof(
  fc.constantFrom(
    "",
    "\0",
    '"',
    '""',
    "=1+1",
    "+82",
    "-",
    "@SUM(A1)",
    "\t",
    "\\N",
    "\\.",
    "\\",
    "{a,b}",
    "NULL",
    "2025-02-30T00:00:00Z",
    "9999999999999999999",
    "1e5",
    "１２３",
    "\u202E",
    "😀",
    "\uFFFD",
    "a".repeat(5_000),
    "'; drop table signals; --",
    "A",
    "P1",
    "1001",
  ),
  fc.string({ unit: "binary", maxLength: 20 }),
);
const hostileLine = fc.array(hostileCell, { maxLength: 16 }).map((cells) => Buffer.from(cells.join(",")));
const rawBytes = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes));

/** The counts add up, each rejected row is listed, and what the file holds besides survives. */
function expectSound(result: ImportResult, rejects: string, goodRows: number) {
  if (!result.ok) throw new Error(result.reasons.join());
  const { read, kept, rejected } = result.value;
  expect(kept + rejected).toBe(read);
  expect(kept).toBeGreaterThanOrEqual(goodRows);
  expect(listed(rejects)).toHaveLength(rejected);
}

describe("imports of hostile files", { timeout: 60_000 }, () => {
  it("never fail, add up, and keep every good row", async () => {
    const header = "payment_id,subscriber_ref,at,merchant,pg,item,amount_krw,auth_method,cell_id,status";
    const good = (id: number) =>
      `good${id},A,2025-09-05T03:12:44+09:00,M "5",PG,item,1000,ARS,1001,confirmed`;
    const goodLine = (id: number) => Buffer.from(good(id).replace('M "5"', '"M ""5"""'));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(hostileLine, rawBytes), { maxLength: 30 }), async (hostile) => {
        const lines = hostile.flatMap((bytes, index) => [bytes, goodLine(index)]);
        const file = aFile(
          Buffer.concat([header, ...lines].flatMap((line) => [Buffer.from(line), Buffer.from("\n")])),
        );
        const rejects = aFile("", "rejects.csv");
        expectSound(await importPayments(t.ctx, findingKey, { file, rejects }), rejects, hostile.length);
      }),
      { numRuns: 60 },
    );
    const rows = await t.ctx.db.payment.findMany({ where: { paymentId: { startsWith: "good" } } });
    expect(new Set(rows.map(({ merchant }) => merchant))).toEqual(new Set(['M "5"']));
  });

  it("do so for subscribers with any one cell hostile", async () => {
    const columns = subscribersHeader.split(",");
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: columns.length - 1 }), hostileCell, async (column, cell) => {
        const cells = subscriberRow({ subscriber_ref: "X" }).split(",");
        cells[column] = `"${cell.replaceAll('"', '""')}"`;
        const file = aFile(
          `${subscribersHeader}\n${cells.join(",")}\n${subscriberRow({ msisdn: "01033330000" })}\n`,
        );
        const rejects = aFile("", "rejects.csv");
        expectSound(await importSubscribers(t.ctx, "small-incident", { file, rejects }), rejects, 1);
      }),
      { numRuns: 80 },
    );
  });

  it("refuse a file of any bytes, or take it in row by row", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 2_000 }), async (bytes) => {
        expect(await importPayments(t.ctx, findingKey, { file: aFile(bytes) })).toMatchObject({ ok: false });
      }),
      { numRuns: 50 },
    );
  });
});
