import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { NotFound } from "#app/domain/context.server.ts";
import { importClearances } from "#app/domain/exposure/import-clearances.server.ts";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import { importPeople } from "#app/domain/exposure/import-people.server.ts";
import { importSignals } from "#app/domain/exposure/import-signals.server.ts";
import type { Imported } from "#app/domain/imports/import-file.server.ts";
import { lockFinding } from "#app/domain/exposure/finding-lock.server.ts";
import { aCsvFile, aFile, listed } from "#tests/factories/csv-file.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let finding = { id: 0, key: "" };
let incidentId = "";
let count = 0;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(async () => {
  count += 1;
  const incident = await anIncident(t.ctx, { id: `incident-${count}` });
  incidentId = incident.id;
  finding = await aFinding(t.ctx, incident, { id: `finding-${count}`, cells: ["1001"] });
  for (const subscriberRef of ["A", "B"]) await aSubscriber(t.ctx, { incidentId, subscriberRef });
  await aSubscriber(t.ctx, { incidentId, subscriberRef: "NR", network: "NR" });
});
afterAll(() => t.close());

type Use = typeof importSignals;
async function imported(use: Use, file: string, options: { rejects?: string; warnings?: string } = {}) {
  const result = await use(t.ctx, finding.key, { file, ...options });
  if (!result.ok) throw new Error(result.reasons.join());
  return result.value;
}
const counts = ({ read, kept, changed, rejected }: Imported) => [read, kept, changed, rejected];
async function reasons(use: Use, file: string) {
  const rejects = aFile("", "rejects.csv");
  await imported(use, file, { rejects });
  return listed(rejects).map((line) => line.replaceAll('"', ""));
}
const publish = () =>
  t.ctx.db.finding.update({
    where: { id: finding.id },
    data: { status: "published", publishedAt: t.ctx.now(), publishedBy: ["a", "b"] },
  });

const AT = "2025-09-05T03:12:44+09:00";
const signals = (...rows: string[]) => aCsvFile("subscriber_ref,cell_id,at,exposed", ...rows);
const signal = (subscriber: string, exposed = "GUTI|IMSI", cell = "1001", at = AT) =>
  [subscriber, cell, at, exposed].join(",");

describe("importSignals", () => {
  it("fills the draft, in the catalogue's order; an event that it holds is replaced, the same one left alone", async () => {
    const file = signals(signal("A", "IMSI|GUTI"), signal("B", "GUTI"));
    expect(counts(await imported(importSignals, file))).toEqual([2, 2, 2, 0]);
    expect(counts(await imported(importSignals, file))).toEqual([2, 2, 0, 0]);
    expect(counts(await imported(importSignals, signals(signal("A", "GUTI|IMSI"))))).toEqual([1, 1, 0, 0]);
    const sameInstant = signals(signal("A", "GUTI", "1001", "2025-09-04T18:12:44Z"));
    expect(counts(await imported(importSignals, sameInstant))).toEqual([1, 1, 1, 0]);
    const rows = await t.ctx.db.signal.findMany({ where: { findingId: finding.id } });
    expect(rows.map(({ exposed }) => exposed)).toEqual([["GUTI"], ["GUTI"]]);
    expect(rows[0]?.at).toEqual(new Date(AT));
  });

  it("gives each bad row its reason", async () => {
    const file = signals(
      signal("A"),
      signal("nobody"),
      signal("A", "GUTI", "1002"),
      signal("A", "GUTI"),
      signal("B", "Ki"),
      signal("B", ""),
      signal("B", "GUTI", "1001", "2025-09-31T03:12:44+09:00"),
      signal("B", "GUTI", "1001", "2025-09-05T03:12:44"),
      signal("B", "GUTI", "1001", "2025-09-18T20:00:01+09:00"),
      signal("B", "GUTI", "1001", "1999-12-31T23:59:59+09:00"),
      signal("B", "GUTI", "1001", "yesterday"),
    );
    const noRealDate = "is no real date and time (2025-09-05T03:12:44+09:00 is one)";
    expect((await reasons(importSignals, file)).map((line) => line.split(",2025")[0])).toEqual([
      expect.stringContaining("3,subscriber_ref,is none of the incident's subscribers,nobody"),
      expect.stringContaining("4,cell_id,is none of the finding's rogue cells,A,1002"),
      expect.stringContaining("5,subscriber_ref,has the subscriber_ref, cell_id and at of an earlier line"),
      expect.stringContaining("6,exposed,names a category that the incident doesn't have (it has GUTI, IMSI"),
      expect.stringContaining("7,exposed,is empty"),
      expect.stringContaining(`8,at,${noRealDate}`),
      expect.stringContaining("9,at,has no offset"),
      expect.stringContaining("10,at,lies in the future"),
      expect.stringContaining("11,at,lies before the year 2000"),
      expect.stringContaining(`12,at,${noRealDate}`),
    ]);
    expect(await t.ctx.db.signal.count({ where: { findingId: finding.id } })).toBe(1);
  });

  it("takes in the IMSI of a 5G line with a warning", async () => {
    const warnings = aFile("", "warnings.csv");
    const file = signals(signal("NR"), signal("NR", "GUTI", "1001", "2025-09-06T00:00:00Z"), signal("A"));
    const { kept, warnings: warned } = await imported(importSignals, file, { warnings });
    expect([kept, warned]).toEqual([3, 1]);
    expect(listed(warnings)).toEqual([expect.stringMatching(/^2,exposed,"the IMSI of a 5G line/)]);
  });

  it("refuses a published finding and one that isn't there", async () => {
    await publish();
    const file = signals(signal("A"));
    expect(await importSignals(t.ctx, finding.key, { file })).toEqual({
      ok: false,
      refusal: "bad-file",
      reasons: [`finding ${finding.key} is published: what was published is never changed`],
    });
    await expect(importSignals(t.ctx, "nowhere", { file })).rejects.toThrow(NotFound);
  });

  it("waits for whoever holds the finding, and then finds it published", async () => {
    const publisher = await t.ctx.pool.connect();
    await publisher.query("begin");
    await lockFinding(publisher, finding.key);
    const importing = importSignals(t.ctx, finding.key, { file: signals(signal("A")) });
    const waiting =
      "select 1 from pg_stat_activity where datname = current_database() and wait_event = 'advisory'";
    while ((await t.ctx.pool.query(waiting)).rowCount === 0);
    await publisher.query(
      "update findings set status = 'published', published_at = now(), published_by = '{a,b}' where id = $1",
      [finding.id],
    );
    await publisher.query("commit");
    publisher.release();
    expect(await importing).toMatchObject({ ok: false });
  });

  it("writes an audit event with the file's hash and counts, and nothing personal", async () => {
    await imported(importSignals, signals(signal("A")));
    const event = await t.ctx.db.auditEvent.findFirstOrThrow({
      where: { subjectId: finding.key, action: "import.signals" },
    });
    expect(event).toMatchObject({ subjectType: "finding", actorType: "operator", actorId: "tester" });
    expect(event.detail).toEqual({
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      encoding: "utf-8",
      read: 1,
      kept: 1,
      changed: 1,
      rejected: 0,
      warnings: 0,
    });
  });
});

const payments = (...rows: string[]) =>
  aCsvFile("payment_id,subscriber_ref,at,merchant,pg,item,amount_krw,auth_method,cell_id,status", ...rows);
const payment = (
  id: string,
  subscriber: string,
  { amount = "330000", cell = "1001", status = "confirmed" } = {},
) => [id, subscriber, AT, "상품권몰", "KG", "=gift", amount, "ARS", cell, status].join(",");

describe("importPayments", () => {
  it("fills the draft; a changed payment is updated, the same one left alone", async () => {
    const file = payments(payment("P1", "A"), payment("P2", "B", { cell: "" }));
    expect(counts(await imported(importPayments, file))).toEqual([2, 2, 2, 0]);
    expect(counts(await imported(importPayments, file))).toEqual([2, 2, 0, 0]);
    const changed = payments(payment("P1", "A", { status: "cleared" }), payment("P2", "B", { cell: "" }));
    expect(counts(await imported(importPayments, changed))).toEqual([2, 2, 1, 0]);
    const rows = await t.ctx.db.payment.findMany({
      where: { findingId: finding.id },
      orderBy: { paymentId: "asc" },
    });
    expect(rows[0]).toMatchObject({
      status: "cleared",
      amountKrw: 330_000,
      item: "=gift",
      merchant: "상품권몰",
    });
    expect(rows[1]?.cellId).toBeNull();
  });

  it("rejects what can't be, and a payment of somebody else, in this finding or another of the incident", async () => {
    await imported(importPayments, payments(payment("P1", "A")));
    const file = payments(
      payment("P1", "B"),
      payment("P2", "A", { amount: "0" }),
      payment("P2", "A", { amount: "1000.5" }),
      payment("P2", "A", { amount: "-5" }),
      payment("P2", "A", { amount: "100000001" }),
      payment("P2", "A", { cell: "1002" }),
      payment("P2", "A", { status: "maybe" }),
      payment("P2", "A"),
      payment("P2", "B"),
    );
    expect((await reasons(importPayments, file)).map((line) => line.split(",P")[0])).toEqual([
      "2,payment_id,is a payment of another subscriber",
      "3,amount_krw,is not more than zero",
      "4,amount_krw,is not a whole number of won",
      "5,amount_krw,is not a whole number of won",
      "6,amount_krw,is more than 100 million won",
      "7,cell_id,is none of the finding's rogue cells",
      "8,status,must be one of confirmed, suspected, cleared",
      "10,payment_id,has the payment_id of an earlier line",
    ]);
    const earlier = finding.key;
    const later = { id: `later-${count}`, incident: incidentId, announced_at: "2025-09-18T15:00:00+09:00" };
    finding = await aFinding(t.ctx, await anIncident(t.ctx, { id: incidentId }), {
      ...later,
      cells: ["1001"],
    });
    expect(finding.key).not.toBe(earlier);
    expect(await reasons(importPayments, payments(payment("P1", "A"), payment("P2", "B")))).toHaveLength(1);
  });
});

describe("importPeople and importClearances", () => {
  it("fill the draft, replace what differs, and reject strangers, repeats and unknown categories", async () => {
    const people = (...rows: string[]) => aCsvFile("subscriber_ref,categories", ...rows);
    expect(counts(await imported(importPeople, people("A,IMEI|IMSI", "B,IMSI")))).toEqual([2, 2, 2, 0]);
    expect(counts(await imported(importPeople, people("A,IMSI|IMEI", "B,MSISDN")))).toEqual([2, 2, 1, 0]);
    expect(await reasons(importPeople, people("A,IMSI", "A,IMEI", "Z,IMSI", "B,RRN"))).toEqual([
      expect.stringMatching(/^3,subscriber_ref,has the subscriber_ref of an earlier line/),
      expect.stringMatching(/^4,subscriber_ref,is none/),
      expect.stringMatching(/^5,categories,names a category/),
    ]);
    const clearances = (...rows: string[]) => aCsvFile("subscriber_ref,reason", ...rows);
    expect(counts(await imported(importClearances, clearances('A,"Wrong\ncell, sorry"')))).toEqual([
      1, 1, 1, 0,
    ]);
    expect(counts(await imported(importClearances, clearances("A,Wrong cell", "B,")))).toEqual([2, 1, 1, 1]);
    const rows = await t.ctx.db.clearance.findMany({ where: { findingId: finding.id } });
    expect(rows.map(({ reason }) => reason)).toEqual(["Wrong cell"]);
  });
});
