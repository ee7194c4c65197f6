import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import type { IncidentDefinition } from "#app/domain/incidents/incident.schema.ts";
import { assignOwnerlessCases } from "#app/domain/reconciliation/assign-ownerless-cases.server.ts";
import { closeCasesOfPurged } from "#app/domain/reconciliation/close-cases-of-purged.server.ts";
import { closeCase } from "#app/domain/reconciliation/close-case.server.ts";
import { getCase } from "#app/domain/reconciliation/get-case.server.ts";
import { importClaimsList } from "#app/domain/reconciliation/import-claims-list.server.ts";
import { listCases } from "#app/domain/reconciliation/list-cases.server.ts";
import { takeCase } from "#app/domain/reconciliation/take-case.server.ts";
import { quotas } from "#app/domain/staff/staff.rules.ts";
import type { StaffRole } from "#app/infra/db/generated/enums.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused } from "#app/shared/result.ts";
import { aHeldPayment, aVictim } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aCsvFile } from "#tests/factories/csv-file.ts";
import { aFinding, anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let incident: IncidentDefinition;
let line: Awaited<ReturnType<typeof aVictim>>;
let draftKey: string;
let references = 0;

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  incident = await anIncident(t.ctx);
  line = await aVictim(t.ctx, incident, {
    line: { msisdn: "01030000001", name: "김영수" },
    payments: [aHeldPayment({ merchant: "Known Shop", amountKrw: 50_000 })],
  });
  ({ key: draftKey } = await aFinding(t.ctx, incident, {
    id: "later",
    announced_at: "2025-09-18T15:00:00+09:00",
  }));
});
beforeEach(async () => {
  await t.ctx.db.claimsListCase.deleteMany();
  await t.ctx.db.claimsListRow.deleteMany();
  await t.ctx.db.staffMember.updateMany({ data: { disabledAt: t.ctx.now() } });
});
afterAll(() => t.close());

async function aMember(role: StaffRole = "reviewer") {
  const member = await aStaffMember(t.ctx, { roles: [role] });
  return { member, as: t.as(staffActor(member)) };
}

/** A row that has no payment, and its case; of the victim's line unless said otherwise. */
async function aCase(msisdn = "01030000001") {
  references += 1;
  const reference = String(references);
  const file = aCsvFile(
    "source,reference,msisdn,name,at,amount_krw",
    `police,${reference},${msisdn},김영수,2025-09-07T03:00:00+09:00,330000`,
  );
  const imported = await importClaimsList(t.ctx, draftKey, { file });
  if (!imported.ok) throw new Error(imported.reasons.join());
  return t.ctx.db.claimsListCase.findFirstOrThrow({ where: { row: { reference } } });
}

const found = (id: bigint) => t.ctx.db.claimsListCase.findUniqueOrThrow({ where: { id } });
const lastAct = () => t.ctx.db.auditEvent.findFirstOrThrow({ orderBy: { id: "desc" } });

describe("assignOwnerlessCases", () => {
  it("shares what nobody owns, or one who is out, among the reviewers, each written down; nothing for auditors, nor twice", async () => {
    const gone = await aMember();
    const cases = [await aCase(), await aCase()];
    await t.ctx.db.staffMember.update({
      where: { id: gone.member.id },
      data: { disabledAt: t.ctx.now() },
    });
    cases.push(await aCase(), await aCase());
    expect(cases.map(({ ownerId }) => ownerId)).toEqual([gone.member.id, gone.member.id, null, null]);
    const owners = () => Promise.all(cases.map(async ({ id }) => (await found(id)).ownerId));

    await assignOwnerlessCases((await aMember("auditor")).as);
    expect((await owners())[2]).toBeNull();
    const [first, second] = [await aMember(), await aMember()];
    const busy = await aCase();
    await t.ctx.db.claimsListCase.update({ where: { id: busy.id }, data: { ownerId: first.member.id } });
    const before = await lastAct();
    await Promise.all([assignOwnerlessCases(first.as), assignOwnerlessCases(second.as)]);
    const [one, two] = [first.member.id, second.member.id];
    expect((await owners()).toSorted()).toEqual([one, one, two, two].toSorted());
    const acts = await t.ctx.db.auditEvent.findMany({
      where: { id: { gt: before.id } },
      orderBy: { id: "asc" },
    });
    expect(acts.map(({ action, subjectId }) => [action, subjectId])).toEqual(
      cases.map(() => ["case.take", String(line.id)]),
    );
    for (const [index, { caseNumber }] of cases.entries())
      expect(acts[index]?.detail).toMatchObject({ case: caseNumber });
    await expect(assignOwnerlessCases((await aMember("agent")).as)).rejects.toThrow(Forbidden);
  });
});

describe("listCases", () => {
  it("lists the open ones by their due time, those of whoever asks, or all, and none of a person's data", async () => {
    const { as, member } = await aMember();
    const one = await aCase();
    const two = await aCase("01039999999");
    await t.ctx.db.claimsListCase.update({
      where: { id: two.id },
      data: { ownerId: null, dueAt: new Date("2025-09-18T19:00:00+09:00"), openedAt: new Date(0) },
    });
    const open = await listCases(as, "open");
    expect(open.cases.map(({ caseNumber, overdue, match }) => [caseNumber, overdue, match])).toEqual([
      [two.caseNumber, true, "no_line"],
      [one.caseNumber, false, "no_payment"],
    ]);
    expect(open).toMatchObject({ count: 2, rows: 2 });
    expect(JSON.stringify(open)).not.toMatch(/김영수|30000001/);
    const mine = await listCases(as, "mine");
    expect(mine.cases).toMatchObject([{ caseNumber: one.caseNumber, owner: member.name, mine: true }]);
    await closeCase(as, { caseNumber: one.caseNumber, resolution: "same-payment", note: "Looked it up." });
    expect((await listCases(as, "open")).count).toBe(1);
    expect((await listCases(as, "all")).cases.map(({ caseNumber }) => caseNumber)).toEqual([
      two.caseNumber,
      one.caseNumber,
    ]);
    await expect(listCases((await aMember("store")).as, "open")).rejects.toThrow(Forbidden);
  });
});

describe("getCase", () => {
  it("shows the row, masked, beside the line's payments, and writes each reading down", async () => {
    const { as } = await aMember();
    const { caseNumber } = await aCase();
    const read = await getCase(as, caseNumber);
    expect(read).toMatchObject({
      ok: true,
      value: {
        caseNumber,
        source: "police",
        amountKrw: 330_000,
        match: "no_payment",
        mine: true,
        listed: { name: "김*수", number: "010-****-0001" },
        payments: [{ merchant: "Known Shop", amountKrw: 50_000 }],
        claims: [],
        note: null,
      },
    });
    expect(await lastAct()).toMatchObject({
      action: "claim.view",
      subjectType: "subscriber",
      subjectId: String(line.id),
      detail: { case: caseNumber },
    });
    const stranger = await aCase("01039999999");
    const auditor = await aMember("auditor");
    expect(await getCase(auditor.as, stranger.caseNumber)).toMatchObject({
      value: { payments: null, mine: false },
    });
    expect(await lastAct()).toMatchObject({ subjectType: "case", subjectId: stranger.caseNumber });
    await expect(getCase(as, "X-0000-0000")).rejects.toThrow(NotFound);
    await expect(getCase((await aMember("operator")).as, caseNumber)).rejects.toThrow(Forbidden);
  });

  it("is refused to whoever has read too many", async () => {
    const { as, member } = await aMember();
    const { caseNumber } = await aCase();
    await t.ctx.db.auditEvent.createMany({
      data: Array.from({ length: quotas["claim.view"].most }, () => ({
        at: t.ctx.now(),
        actorType: "staff",
        actorId: String(member.id),
        action: "claim.view",
        subjectType: "case",
        subjectId: "X",
        detail: {},
      })),
    });
    expect(await getCase(as, caseNumber)).toEqual(refused("over-quota"));
  });
});

describe("closeCasesOfPurged", () => {
  it("closes what is open of the incident, and leaves what a person closed", async () => {
    const { as } = await aMember();
    const [one, other] = [await aCase(), await aCase("01039999999")];
    await closeCase(as, { caseNumber: one.caseNumber, resolution: "same-payment", note: "Looked it up." });
    const purge = (incidentId: string) =>
      inTransaction(t.ctx.pool, (client) => closeCasesOfPurged(t.ctx, client, incidentId));
    await purge("another-incident");
    expect((await found(other.id)).closedAt).toBeNull();
    await purge(incident.id);
    expect((await found(one.id)).resolution).toBe("same-payment");
    expect(await found(other.id)).toMatchObject({ resolution: "purged", closedAt: t.ctx.now() });
    expect(await lastAct()).toMatchObject({ action: "case.close", subjectId: other.caseNumber });
  });
});

describe("takeCase and closeCase", () => {
  it("go from hand to hand until the owner closes it with a resolution and a note", async () => {
    const [one, other] = [await aMember(), await aMember()];
    const { id, caseNumber } = await aCase();
    const close = (as: typeof one.as, resolution: string, note = "Asked the police station.") =>
      closeCase(as, { caseNumber, resolution, note });
    expect((await found(id)).ownerId).toBe(one.member.id);
    expect(await takeCase(other.as, caseNumber)).toEqual(ok(undefined));
    expect(await close(one.as, "list-is-wrong")).toEqual(refused("not-owner"));
    expect(await close(other.as, "matched-later")).toEqual(refused("no-resolution"));
    expect(await close(other.as, "list-is-wrong", " too short ")).toEqual(refused("no-note"));
    expect(await close(other.as, "list-is-wrong", "x".repeat(1_001))).toEqual(refused("long-note"));
    expect(await close(other.as, "list-is-wrong")).toEqual(ok(undefined));
    expect(await found(id)).toMatchObject({ resolution: "list-is-wrong", closedAt: t.ctx.now() });
    expect(await lastAct()).toMatchObject({
      action: "case.close",
      subjectId: String(line.id),
      reason: "Asked the police station.",
      detail: { case: caseNumber, resolution: "list-is-wrong" },
    });
    const before = await lastAct();
    expect(await close(other.as, "list-is-wrong")).toEqual(ok(undefined));
    expect(await close(other.as, "same-payment")).toEqual(refused("closed"));
    expect(await takeCase(one.as, caseNumber)).toEqual(refused("closed"));
    expect((await lastAct()).id).toBe(before.id);
    const noted = { value: { note: "Asked the police station." } };
    expect(await getCase(one.as, caseNumber)).toMatchObject(noted);
    // Its row can become another line's, or nobody's.
    await t.ctx.db.claimsListRow.updateMany({ data: { subscriberId: null, match: "no_line" } });
    expect(await getCase(one.as, caseNumber)).toMatchObject(noted);
  });

  it("are not for auditors, nor for a case that there isn't", async () => {
    const { caseNumber } = await aCase();
    const { as } = await aMember("auditor");
    const given = { caseNumber, resolution: "list-is-wrong", note: "Asked the police station." };
    await expect(takeCase(as, caseNumber)).rejects.toThrow(Forbidden);
    await expect(closeCase(as, given)).rejects.toThrow(Forbidden);
    await expect(takeCase((await aMember()).as, "X-0000-0000")).rejects.toThrow(NotFound);
  });
});
