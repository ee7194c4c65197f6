import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { callNoteOwner } from "#app/domain/calls/call.rules.ts";
import { endCall } from "#app/domain/calls/end-call.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { checkCertificate } from "#app/domain/certificates/check-certificate.server.ts";
import { issueCertificate } from "#app/domain/certificates/issue-certificate.server.ts";
import { claimOwner, handItemOwner } from "#app/domain/compensation/claim.rules.ts";
import { evidenceOwner } from "#app/domain/compensation/evidence.rules.ts";
import { accountOwner } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { listRowOwner } from "#app/domain/reconciliation/reconciliation.rules.ts";
import { entryOwner, reportOwner } from "#app/domain/reports/report.rules.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { resealPersonalData } from "#app/domain/subscribers/reseal-personal-data.server.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";
import { newKeyRing, openVault } from "#app/infra/keys/key-ring.server.ts";
import { after, hours } from "#app/shared/time.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const bytes = (base64: string) => Buffer.from(base64, "base64");

const claimNumber = "B-7K2Q-9M4X";
const formKey = randomUUID();

/** A draft with an item added by hand and a document, a bank account, and a row of somebody's list. */
async function sealedMoney({ db, vault, now }: Ctx, line: Subscriber) {
  const [at, subscriberId, holderId] = [now(), line.id, line.holderId];
  const { id: claimId } = await db.claim.create({
    data: {
      claimNumber,
      idempotencyKey: randomUUID(),
      subscriberId,
      holderId,
      basis: "disputed",
      state: "draft",
      startedAt: at,
      savedAt: at,
      ...vault.seal(claimOwner(claimNumber), "a note"),
    },
  });
  await db.claimItem.create({
    data: {
      claimId,
      subscriberId,
      formKey,
      at,
      amountKrw: 30_000,
      ...vault.seal(handItemOwner(claimNumber, formKey), "a shop"),
    },
  });
  await db.bankAccount.create({
    data: {
      idempotencyKey: formKey,
      subscriberId,
      holderId,
      bank: "004",
      lastFour: "0006",
      enteredAt: at,
      holdUntil: after(at, hours(24)),
      ...vault.seal(accountOwner(formKey), "an account"),
    },
  });
  const id = randomUUID();
  await db.evidence.create({
    data: {
      id,
      claimId,
      idempotencyKey: id,
      mediaType: "image/jpeg",
      size: 1,
      receivedAt: at,
      ...vault.seal(evidenceOwner(id), "a file's key"),
    },
  });
  const { incidentId } = line;
  const finding = await db.finding.create({
    data: { key: "listed", incidentId, announcedAt: at, source: "the police", createdAt: at },
  });
  await db.claimsListRow.create({
    data: {
      findingId: finding.id,
      source: "police",
      reference: "1",
      at,
      amountKrw: 1,
      match: "no_line",
      ...vault.seal(listRowOwner(incidentId, "police", "1"), "a victim"),
    },
  });
}

it("after a rotation every row opens with the new key alone, and is still found by number and by person", async () => {
  const { ctx: testCtx, close } = testContext({ databaseUrl: url });
  const [old, fresh] = [newKeyRing(), newKeyRing()];
  const blindIndexKey = bytes(old.blindIndexKey);
  const keys = { k1: bytes(old.keys.k1), k2: bytes(fresh.keys.k1) };
  const before = { ...testCtx, vault: openVault({ current: "k1", keys: { k1: keys.k1 }, blindIndexKey }) };
  await anIncident(before);
  const line = await aSubscriber(before, { msisdn: "01012340002" });

  const member = await aStaffMember(before);
  const agent = { ...before, actor: staffActor(member) };
  const caseNumber = "R-7K2Q-9M4X";
  const report = await before.db.report.create({
    data: {
      caseNumber,
      idempotencyKey: randomUUID(),
      incidentId: line.incidentId,
      kind: "logged_out",
      language: "ko",
      filedAt: before.now(),
      dueAt: before.now(),
      ...before.vault.seal(reportOwner(caseNumber), "what happened"),
    },
  });
  for (const kind of ["note", "answer"] as const)
    await before.db.reportEntry.create({
      data: {
        reportId: report.id,
        memberId: member.id,
        kind,
        at: before.now(),
        ...before.vault.seal(entryOwner(caseNumber, kind), kind),
      },
    });
  const call = await startCall(agent);
  const callId = call.ok ? call.value.callId : 0n;
  await endCall(agent, { callId, outcome: "answered", note: "spoke of the swap" });

  const swap = await aCompletedSwap(before, line, { iccid: "89820000000000000007" });
  const own = {
    ...before,
    actor: { type: "subscriber" as const, id: String(line.id), level: "L1" as const },
  };
  const issued = await issueCertificate(own, { subscriberId: line.id, kind: "exposure", language: "ko" });
  const code = issued.ok ? issued.value.code : issued.refusal;

  await sealedMoney(before, line);

  const rotated = { ...before, vault: openVault({ current: "k2", keys, blindIndexKey }) };
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 12 });
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 0 });
  // Whatever table is sealed has a row here, so one that is forgotten is found out; forms kept for a sign-in
  // are left to end.
  const sealed = await before.pool.query<{ table: string }>(
    `select table_name as table from information_schema.columns where column_name = 'key_id' and table_name <> 'kept_forms'`,
  );
  for (const { table } of sealed.rows) {
    const { rows } = await before.pool.query<{ key: string }>(
      `select distinct key_id as key from ${table} where key_id is not null`,
    );
    expect([table, rows.map(({ key }) => key)]).toEqual([table, ["k2"]]);
  }

  const later = { ...before, vault: openVault({ current: "k2", keys: { k2: keys.k2 }, blindIndexKey }) };
  const row = await later.db.subscriber.findFirstOrThrow({
    where: { msisdnIndex: later.vault.blindIndex("msisdn", "01012340002") },
  });
  expect(openPersonalData(later, row)).toEqual(line.personalData);
  const key = personKey(line.personalData.name, "19800115");
  expect(
    await later.db.subscriber.count({ where: { personIndex: later.vault.blindIndex("person", key) } }),
  ).toBe(1);
  const opened = (owner: string, sealed: { envelope: Uint8Array | null; keyId: string | null }) =>
    later.vault.open(owner, { envelope: sealed.envelope ?? new Uint8Array(), keyId: sealed.keyId ?? "" });
  expect(opened(reportOwner(caseNumber), await later.db.report.findFirstOrThrow())).toBe("what happened");
  for (const entry of await later.db.reportEntry.findMany())
    expect(opened(entryOwner(caseNumber, entry.kind), entry)).toBe(entry.kind);
  expect(opened(callNoteOwner(callId), await later.db.call.findFirstOrThrow())).toBe("spoke of the swap");

  expect(opened(`swap:${swap.idempotencyKey}`, await later.db.swap.findFirstOrThrow())).toEqual({
    iccid: "89820000000000000007",
  });
  expect(opened(claimOwner(claimNumber), await later.db.claim.findFirstOrThrow())).toBe("a note");
  const item = await later.db.claimItem.findFirstOrThrow();
  expect(opened(handItemOwner(claimNumber, formKey), item)).toBe("a shop");
  expect(opened(accountOwner(formKey), await later.db.bankAccount.findFirstOrThrow())).toBe("an account");
  const evidence = await later.db.evidence.findFirstOrThrow();
  expect(opened(evidenceOwner(evidence.id), evidence)).toBe("a file's key");
  const listed = await later.db.claimsListRow.findFirstOrThrow();
  expect(opened(listRowOwner(line.incidentId, listed.source, listed.reference), listed)).toBe("a victim");
  const checked = await checkCertificate(later, { typed: code, address: "203.0.113.1" });
  expect(checked).toMatchObject({ ok: true, value: { person: { msisdn: "010-****-0002" } } });

  // The envelope is bound to its row: copied to another, it doesn't open.
  expect(() => openPersonalData(later, { ...row, subscriberRef: "S-other" })).toThrow();
  await close();
});
