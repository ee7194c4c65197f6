import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type pg from "pg";
import { importPayments } from "#app/domain/exposure/import-payments.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { reconcileLists } from "#app/domain/reconciliation/reconcile-lists.server.ts";
import { listRowOwner } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile, aFile, listed } from "#tests/factories/csv-file.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffMember } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incident: IncidentDefinition;
let lines: Record<string, Awaited<ReturnType<typeof aSubscriber>>>;
let drafts = 0;

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
});
beforeEach(async () => {
  drafts += 1;
  const incidentId = `incident-${drafts}`;
  incident = await anIncident(t.ctx, { id: incidentId });
  lines = {
    A: await aSubscriber(t.ctx, { incidentId, subscriberRef: "A", msisdn: "01030000001" }),
    B: await aSubscriber(t.ctx, { incidentId, subscriberRef: "B", msisdn: "01030000002" }),
  };
});
afterAll(() => t.close());

const aDraft = async () => {
  drafts += 1;
  return aFinding(t.ctx, incident, {
    id: `draft-${drafts}`,
    announced_at: new Date(Date.parse("2025-09-11T00:00:00Z") + drafts * 60_000).toISOString(),
  });
};

const header = "source,reference,msisdn,name,at,amount_krw";
const row = (reference: string, at: string, krw = 330_000, msisdn = "010-3000-0001", source = "police") =>
  `${source},${reference},${msisdn},김영수,2025-${at}+09:00,${krw}`;

async function imported(finding: { key: string }, rows: string[], options: { dryRun?: boolean } = {}) {
  const result = await importClaimsList(t.ctx, finding.key, { file: aCsvFile(header, ...rows), ...options });
  if (!result.ok) throw new Error(result.reasons.join("\n"));
  const { read, kept, changed, rejected } = result.value;
  return [read, kept, changed, rejected];
}

const paidAt = (id: string, at: string, krw = 330_000, status = "confirmed", ref = "A") =>
  `${id},${ref},2025-${at}+09:00,Shop,Gateway,Card,${krw},ARS,,${status}`;

async function paid(finding: { key: string }, ...rows: string[]) {
  const file = aCsvFile(
    "payment_id,subscriber_ref,at,merchant,pg,item,amount_krw,auth_method,cell_id,status",
    ...rows,
  );
  const result = await importPayments(t.ctx, finding.key, { file });
  if (!result.ok || result.value.rejected > 0) throw new Error(JSON.stringify(result));
}

const publish = ({ id }: { id: number }) =>
  t.ctx.db.finding.update({
    where: { id },
    data: { status: "published", publishedAt: t.ctx.now(), publishedBy: ["a", "b"] },
  });

/** As publishing a finding does, once it is wired there. */
const reconciled = ({ id }: { id: number }) =>
  inTransaction(t.ctx.pool, (client: pg.PoolClient) =>
    reconcileLists(t.ctx, client, { id, incidentId: incident.id }),
  );

async function judged() {
  const rows = await t.ctx.db.claimsListRow.findMany({
    where: { finding: { incidentId: incident.id } },
    include: { case: true },
    orderBy: [{ source: "asc" }, { reference: "asc" }],
  });
  return rows.map(({ reference, match, paymentId, case: open }) => [
    reference,
    paymentId ?? match,
    open ? (open.resolution ?? "open") : null,
  ]);
}

const openCases = () =>
  t.ctx.db.claimsListCase.findMany({
    where: { row: { finding: { incidentId: incident.id } } },
    orderBy: { id: "asc" },
  });

describe("importClaimsList", () => {
  it("matches by line, won and Korean day, and opens a case for each row without", async () => {
    const draft = await aDraft();
    await paid(
      draft,
      paidAt("P1", "09-05T00:10:00"),
      paidAt("P2", "09-05T23:50:00", 200_000),
      paidAt("P3", "09-06T03:00:00", 100_000, "cleared"),
    );
    expect(
      await imported(draft, [
        row("1", "09-05T23:59:00"),
        row("2", "09-05T10:00:00", 210_000),
        row("3", "09-06T00:00:00"),
        row("4", "09-05T00:10:00", 330_000, "01030000002"),
        row("5", "09-05T00:10:00", 330_000, "01039999999"),
        row("6", "09-06T03:00:00", 100_000),
      ]),
    ).toEqual([6, 6, 6, 0]);
    expect(await judged()).toEqual([
      ["1", "P1", null],
      ["2", "amount_differs", "open"],
      ["3", "no_payment", "open"],
      ["4", "no_payment", "open"],
      ["5", "no_line", "open"],
      ["6", "no_payment", "open"],
    ]);
  });

  it("gives a payment to the nearest row of a source, to one alone, and to another source's too", async () => {
    const draft = await aDraft();
    await paid(draft, paidAt("P1", "09-05T03:00:00"), paidAt("P2", "09-05T15:00:00"));
    await imported(draft, [
      row("1", "09-05T14:00:00"),
      row("2", "09-05T14:50:00"),
      row("3", "09-05T16:00:00"),
      row("4", "09-05T05:00:00", 330_000, "01030000001", "self-reported"),
    ]);
    expect(await judged()).toEqual([
      ["1", "P1", null],
      ["2", "P2", null],
      ["3", "no_payment", "open"],
      ["4", "P1", null],
    ]);
  });

  it("shares the cases out among the reviewers, due after three working days, and tells the trail", async () => {
    const reviewers = [
      await aStaffMember(t.ctx, { roles: ["reviewer"] }),
      await aStaffMember(t.ctx, { roles: ["agent", "reviewer"] }),
    ];
    await aStaffMember(t.ctx, { roles: ["reviewer"], disabledAt: t.ctx.now() });
    await aStaffMember(t.ctx, { roles: ["agent"] });
    const draft = await aDraft();
    await imported(
      draft,
      ["1", "2", "3", "4", "5"].map((reference) => row(reference, "09-05T10:00:00")),
    );
    const cases = await openCases();
    expect(cases.map(({ ownerId }) => ownerId)).toEqual([0, 1, 0, 1, 0].map((index) => reviewers[index]?.id));
    for (const { caseNumber, dueAt } of cases) {
      expect(parseCaseCode("X", caseNumber)).toBe(caseNumber);
      // Opened on Thursday 18 September.
      expect(dueAt).toEqual(new Date("2025-09-24T00:00:00+09:00"));
    }
    const events = await t.ctx.db.auditEvent.findMany({
      where: { action: "case.open", subjectType: "subscriber", subjectId: String(lines.A?.id) },
    });
    expect(events.map(({ detail }) => detail)).toEqual(
      expect.arrayContaining(cases.map(({ caseNumber }) => ({ case: caseNumber }))),
    );
    expect(events.at(-1)).toMatchObject({ actorType: "operator", actorId: "tester", requestId: "test" });
  });

  it("knows a reference again, in a later finding too, and changes what it says otherwise", async () => {
    const first = await aDraft();
    await paid(first, paidAt("P1", "09-05T03:00:00"));
    await imported(first, [row("1", "09-05T03:00:00"), row("2", "09-07T03:00:00")]);
    const [opened] = await openCases();
    expect(await imported(first, [row("1", "09-05T03:00:00"), row("2", "09-07T03:00:00")])).toEqual([
      2, 2, 0, 0,
    ]);
    await publish(first);
    const second = await aDraft();
    await paid(second, paidAt("P2", "09-06T03:00:00"));
    expect(
      await imported(second, [
        row("1", "09-05T03:00:00"),
        row("2", "09-06T04:00:00"),
        row("3", "09-07T04:00:00"),
      ]),
    ).toEqual([3, 3, 2, 0]);
    expect(await judged()).toEqual([
      ["1", "P1", null],
      ["2", "P2", "matched-later"],
      ["3", "no_payment", "open"],
    ]);
    expect(
      await t.ctx.db.auditEvent.count({
        where: {
          action: "case.close",
          detail: { path: ["case"], equals: opened?.caseNumber ?? "" },
        },
      }),
    ).toBe(1);
  });

  it("rejects bad rows with their reason, keeps the good, and undoes a dry run whole", async () => {
    const draft = await aDraft();
    const rejects = aFile("", "rejects.csv");
    const file = aCsvFile(
      header,
      row("1", "09-05T03:00:00"),
      row("1", "09-05T04:00:00"),
      row("=2", "09-05T03:00:00"),
      row("3", "09-05T03:00:00", 0),
      row("4", "09-05T03:00:00", 1, "02-123-4567"),
      row("5", "09-31T03:00:00"),
      row("6", "12-05T03:00:00"),
      ",7,01030000001,Kim,2025-09-05T03:00:00+09:00,1",
    );
    const result = await importClaimsList(t.ctx, draft.key, { file, rejects });
    expect(result).toMatchObject({ ok: true, value: { read: 8, kept: 1, rejected: 7 } });
    expect(listed(rejects).map((line) => line.split(",").slice(0, 3).join(","))).toEqual([
      "3,reference,has the source and reference of an earlier line",
      "4,reference,starts like a formula",
      "5,amount_krw,is not more than zero",
      "6,msisdn,is no Korean mobile number",
      expect.stringMatching(/^7,at,is no real date/),
      "8,at,lies in the future",
      "9,source,is empty",
    ]);
    await imported(draft, [row("9", "09-05T03:00:00")], { dryRun: true });
    expect(await judged()).toEqual([["1", "no_payment", "open"]]);
    await publish(draft);
    expect(await importClaimsList(t.ctx, draft.key, { file })).toMatchObject({ ok: false });
  });

  it("keeps number and name sealed, and bound to their row", async () => {
    const draft = await aDraft();
    await imported(draft, [row("1", "09-05T03:00:00")]);
    const kept = await t.ctx.db.claimsListRow.findFirstOrThrow({
      where: { finding: { incidentId: incident.id } },
    });
    expect(kept.subscriberId).toBe(lines.A?.id);
    const { envelope, keyId } = kept;
    const sealed = { envelope: envelope ?? new Uint8Array(), keyId: keyId ?? "" };
    const owner = listRowOwner(incident.id, "police", "1");
    expect(t.ctx.vault.open(owner, sealed)).toEqual({ msisdn: "01030000001", name: "김영수" });
    expect(() => t.ctx.vault.open(listRowOwner(incident.id, "police", "2"), sealed)).toThrow();
    const { rows } = await t.ctx.pool.query("select claims_list_rows::text from claims_list_rows");
    expect(JSON.stringify(rows)).not.toMatch(/김영수|30000001/);
  });
});

describe("a finding that is published later", () => {
  it("closes the cases of rows that match by then, and opens those again whose payment it takes back", async () => {
    const first = await aDraft();
    await imported(first, [row("1", "09-05T03:00:00"), row("2", "09-06T03:00:00")]);
    await publish(first);
    const [opened] = await openCases();

    const second = await aDraft();
    await paid(second, paidAt("P1", "09-05T03:00:00"));
    await reconciled(first);
    expect(await judged()).toEqual([
      ["1", "no_payment", "open"],
      ["2", "no_payment", "open"],
    ]);
    await publish(second);
    await reconciled(second);
    expect(await judged()).toEqual([
      ["1", "P1", "matched-later"],
      ["2", "no_payment", "open"],
    ]);

    const third = await aDraft();
    await paid(third, paidAt("P1", "09-05T03:00:00", 330_000, "cleared"));
    await publish(third);
    t.setNow(new Date("2025-10-02T10:00:00+09:00"));
    await reconciled(third);
    t.setNow(new Date("2025-09-18T20:00:00+09:00"));
    expect(await judged()).toEqual([
      ["1", "no_payment", "open"],
      ["2", "no_payment", "open"],
    ]);
    const again = await t.ctx.db.claimsListCase.findUniqueOrThrow({ where: { id: opened?.id ?? 0n } });
    // The 3rd and the 6th to the 9th are holidays, the 4th and 5th a weekend.
    expect([again.caseNumber, again.dueAt]).toEqual([
      opened?.caseNumber,
      new Date("2025-10-15T00:00:00+09:00"),
    ]);
  });

  it("leaves a case closed that a person closed", async () => {
    const first = await aDraft();
    await imported(first, [row("1", "09-05T03:00:00")]);
    await publish(first);
    await t.ctx.db.claimsListCase.updateMany({
      data: { resolution: "list-is-wrong", closedAt: t.ctx.now() },
    });
    const second = await aDraft();
    await publish(second);
    await reconciled(second);
    expect(await judged()).toEqual([["1", "no_payment", "list-is-wrong"]]);
  });

  it("opens what a person closed again where a list says the row otherwise, and it still has no match", async () => {
    const draft = await aDraft();
    await paid(draft, paidAt("P1", "09-08T03:00:00"));
    const rows = (one: string, two: string) => [row("1", one), row("2", two), row("3", "09-03T03:00:00")];
    await imported(draft, rows("09-05T03:00:00", "09-06T03:00:00"));
    const closed = { resolution: "list-is-wrong", closedAt: t.ctx.now(), openedAt: new Date(0) };
    await t.ctx.db.claimsListCase.updateMany({ data: closed });
    const before = await openCases();
    await imported(draft, rows("09-05T04:00:00", "09-08T04:00:00"));
    expect(await judged()).toEqual([
      ["1", "no_payment", "open"],
      ["2", "P1", "list-is-wrong"],
      ["3", "no_payment", "list-is-wrong"],
    ]);
    const again = await t.ctx.db.claimsListCase.findFirstOrThrow({
      where: { id: before[0]?.id ?? 0n, closedAt: null },
    });
    expect([again.openedAt, again.ownerId]).toEqual([t.ctx.now(), before[0]?.ownerId]);
    expect(
      await t.ctx.db.auditEvent.count({
        where: { action: "case.open", detail: { path: ["case"], equals: again.caseNumber } },
      }),
    ).toBe(2);
  });
});
