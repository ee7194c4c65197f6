import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";
import { callNoteOwner } from "#app/domain/calls/call.rules.ts";
import { endCall } from "#app/domain/calls/end-call.server.ts";
import { startCall } from "#app/domain/calls/start-call.server.ts";
import { checkCertificate } from "#app/domain/certificates/check-certificate.server.ts";
import { issueCertificate } from "#app/domain/certificates/issue-certificate.server.ts";
import { entryOwner, reportOwner } from "#app/domain/reports/report.rules.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { personKey } from "#app/domain/subscribers/person-key.ts";
import { resealPersonalData } from "#app/domain/subscribers/reseal-personal-data.server.ts";
import { newKeyRing, openVault } from "#app/infra/keys/key-ring.server.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aStaffMember, staffActor } from "#tests/factories/staff.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const bytes = (base64: string) => Buffer.from(base64, "base64");

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

  const rotated = { ...before, vault: openVault({ current: "k2", keys, blindIndexKey }) };
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 7 });
  expect(await resealPersonalData(rotated)).toEqual({ resealed: 0 });

  const after = { ...before, vault: openVault({ current: "k2", keys: { k2: keys.k2 }, blindIndexKey }) };
  const row = await after.db.subscriber.findFirstOrThrow({
    where: { msisdnIndex: after.vault.blindIndex("msisdn", "01012340002") },
  });
  expect(openPersonalData(after, row)).toEqual(line.personalData);
  const key = personKey(line.personalData.name, "19800115");
  expect(
    await after.db.subscriber.count({ where: { personIndex: after.vault.blindIndex("person", key) } }),
  ).toBe(1);
  const opened = (owner: string, sealed: { envelope: Uint8Array | null; keyId: string | null }) =>
    after.vault.open(owner, { envelope: sealed.envelope ?? new Uint8Array(), keyId: sealed.keyId ?? "" });
  expect(opened(reportOwner(caseNumber), await after.db.report.findFirstOrThrow())).toBe("what happened");
  for (const entry of await after.db.reportEntry.findMany())
    expect(opened(entryOwner(caseNumber, entry.kind), entry)).toBe(entry.kind);
  expect(opened(callNoteOwner(callId), await after.db.call.findFirstOrThrow())).toBe("spoke of the swap");

  expect(opened(`swap:${swap.idempotencyKey}`, await after.db.swap.findFirstOrThrow())).toEqual({
    iccid: "89820000000000000007",
  });
  const checked = await checkCertificate(after, { typed: code, address: "203.0.113.1" });
  expect(checked).toMatchObject({ ok: true, value: { person: { msisdn: "010-****-0002" } } });

  // The envelope is bound to its row: copied to another, it doesn't open.
  expect(() => openPersonalData(after, { ...row, subscriberRef: "S-other" })).toThrow();
  await close();
});
