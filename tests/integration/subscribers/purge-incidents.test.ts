import { randomBytes, randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { takeClaim } from "#app/domain/compensation/take-claim.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { purgeIncidents } from "#app/domain/subscribers/purge-incidents.server.ts";
import { cancelUsimSwap } from "#app/domain/usim-swap/cancel-usim-swap.server.ts";
import { findVisitByCode } from "#app/domain/usim-swap/find-visit-by-code.server.ts";
import type { Subscriber } from "#app/infra/db/generated/client.ts";
import { evidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { anOrderSender, carryOutAll } from "#tests/factories/carrier-order.ts";
import {
  aDecidedClaim,
  aDraft,
  aFiledClaim,
  aHeldPayment,
  aJudgedClaim,
  aReviewer,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { aCompletedSwap } from "#tests/factories/completed-swap.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { aStore } from "#tests/factories/store.ts";
import { aClerk } from "#tests/factories/store-visit.ts";
import { asLine, aTicket, aVisit, lettersTo, stockOf } from "#tests/factories/swap.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const folder = mkdtempSync(join(tmpdir(), "ansim-evidence-"));
const documents = evidenceStore(pathToFileURL(folder).href);

const SECRET = { envelope: Buffer.from("sealed"), keyId: "k1" };

/** All that a call center and its reports keep of a line, beside its row. */
async function aCallAbout(ctx: Ctx, line: Subscriber) {
  const [at, { incidentId, id: subscriberId }] = [ctx.now(), line];
  const idHash = () => randomBytes(32);
  const member = await ctx.db.staffMember.create({
    data: { subject: randomUUID(), name: "Agent", roles: ["agent"], firstSeenAt: at, lastSignInAt: at },
  });
  const session = await ctx.db.session.create({
    data: { idHash: idHash(), subscriberId, level: "L1", createdAt: at, idleUntil: at, expiresAt: at },
  });
  await ctx.db.callerCode.create({ data: { subscriberId, sessionId: session.id, issuedAt: at } });
  await ctx.db.keptForm.create({
    data: { idHash: idHash(), subscriberId, path: "/usim-swap", expiresAt: at, ...SECRET },
  });
  const call = await ctx.db.call.create({
    data: {
      memberId: member.id,
      incidentId,
      subscriberId,
      startedAt: at,
      endedAt: at,
      outcome: "answered",
      confirmationId: "C-1",
      ...SECRET,
    },
  });
  const { id, idCheckId } = await aCompletedSwap(ctx, line);
  await ctx.db.swap.update({ where: { id }, data: { state: "active", settledAt: at } });
  await ctx.db.idCheck.update({ where: { id: idCheckId }, data: { documentCheckRef: randomUUID() } });
  await ctx.db.certificate.create({
    data: {
      subscriberId,
      kind: "enrolment",
      language: "ko",
      code: randomUUID(),
      issuedAt: at,
      facts: {},
      mac: idHash(),
      ...SECRET,
    },
  });
  // One of nobody's line, too: it is the incident's.
  for (const about of [{ subscriberId, callId: call.id }, {}])
    await ctx.db.report.create({
      data: {
        ...about,
        ...SECRET,
        incidentId,
        caseNumber: randomUUID(),
        idempotencyKey: randomUUID(),
        kind: "suspicious_call",
        language: "ko",
        addressIndex: idHash(),
        filedAt: at,
        dueAt: at,
        entries: { create: { memberId: member.id, kind: "note", at, ...SECRET } },
      },
    });
}

/** What is left of it in an incident. */
const leftOf = async ({ db }: Ctx, incidentId: string) => ({
  codes: await db.callerCode.count({ where: { subscriber: { incidentId } } }),
  forms: await db.keptForm.count({ where: { subscriber: { incidentId } } }),
  calls: await db.call.findMany({
    where: { incidentId },
    select: { envelope: true, keyId: true, confirmationId: true },
  }),
  reports: await db.report.findMany({
    where: { incidentId },
    select: { envelope: true, keyId: true, addressIndex: true },
  }),
  certificates: await db.certificate.findMany({
    where: { subscriber: { incidentId } },
    select: { envelope: true, keyId: true },
  }),
  swaps: await db.swap.findMany({
    where: { subscriber: { incidentId } },
    select: { envelope: true, keyId: true, iccidIndex: true },
  }),
  checks: await db.idCheck.findMany({
    where: { subscriber: { incidentId } },
    select: { documentCheckRef: true },
  }),
  entries: await db.reportEntry.findMany({
    where: { report: { incidentId } },
    select: { envelope: true, keyId: true },
  }),
});

it("erases what is personal after the purge day, not before, and only of that incident", async () => {
  const { ctx, setNow, close } = testContext({ databaseUrl: url });
  await anIncident(ctx, {
    id: "early",
    purge: { after: "2025-10-01", rule: { ko: "a", en: "a", zh: "a", vi: "a" } },
  });
  await anIncident(ctx, {
    id: "late",
    purge: { after: "2026-10-01", rule: { ko: "a", en: "a", zh: "a", vi: "a" } },
  });
  const gone = await aSubscriber(ctx, { incidentId: "early", subscriberRef: "S-1", msisdn: "01012340001" });
  const kept = await aSubscriber(ctx, { incidentId: "late", subscriberRef: "S-1", msisdn: "01012340001" });
  const linkOf = (subscriberId: bigint) =>
    ctx.db.link.create({
      data: {
        subscriberId,
        version: 1,
        tokenHash: Buffer.from(String(subscriberId)),
        issuedAt: ctx.now(),
        expiresAt: ctx.now(),
      },
    });
  await linkOf(gone.id);
  await aCallAbout(ctx, gone);
  await aCallAbout(ctx, kept);
  const keptBefore = await leftOf(ctx, "late");

  setNow(new Date("2025-10-01T23:59:59+09:00"));
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: [], waiting: [] });
  setNow(new Date("2025-10-02T00:00:00+09:00"));
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: ["early"], waiting: [] });
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: [], waiting: [] });

  const after = await ctx.db.subscriber.findUniqueOrThrow({
    where: { id: gone.id },
    include: { holder: true, account: true, links: true },
  });
  expect(after).toMatchObject({ envelope: null, keyId: null, msisdnIndex: null, rowDigest: null });
  expect(after.personIndex).toBeNull();
  const erased = { envelope: null, keyId: null };
  expect(await leftOf(ctx, "early")).toEqual({
    certificates: [erased],
    swaps: [{ ...erased, iccidIndex: expect.any(Uint8Array) as unknown }],
    checks: [{ documentCheckRef: null }],
    codes: 0,
    forms: 0,
    calls: [{ ...erased, confirmationId: null }],
    reports: [1, 2].map(() => ({ ...erased, addressIndex: null })),
    entries: [erased, erased],
  });
  // No card's index any more.
  expect((await leftOf(ctx, "early")).swaps[0]?.iccidIndex).toHaveLength(16);
  expect(await leftOf(ctx, "late")).toEqual(keptBefore);
  expect(keptBefore).toMatchObject({ codes: 1, forms: 1, calls: [{ keyId: "k1", confirmationId: "C-1" }] });

  const text = JSON.stringify(after, (_, value: unknown) =>
    typeof value === "bigint" ? String(value) : value,
  );
  for (const reference of ["S-1", gone.holderRef]) expect(text).not.toContain(`"${reference}"`);
  expect(after.links[0]?.revokedFor).toBe("purged");

  const untouched = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: kept.id } });
  expect(openPersonalData(ctx, untouched).msisdn).toBe("01012340001");
  expect((await listBrokenInvariants(ctx)).broken).toEqual([]);
  await close();
});

it("ends the visits and places in waiting lists of that incident, frees their cards, and tells nobody", async () => {
  const t = testContext({ databaseUrl: url, now: new Date("2025-10-10T09:00:00+09:00") });
  const { ctx } = t;
  const rule = { ko: "a", en: "a", zh: "a", vi: "a" };
  const incident = await anIncident(ctx, { id: "ending", purge: { after: "2025-10-10", rule } });
  const store = await aStore(ctx, incident, { usim: 2 });
  const line = () => aSubscriber(ctx, { incidentId: incident.id });
  const [booked, other, offered, waiting] = [await line(), await line(), await line(), await line()];
  const startsAt = new Date("2025-10-11T10:00:00+09:00");
  const visit = await aVisit(ctx, booked, store, { startsAt });
  const { id: visitId } = await aVisit(ctx, other, store, { startsAt });
  for (const one of [offered, waiting]) await aTicket(ctx, one, store, { travelOn: "2025-10-20" });
  await cancelUsimSwap(asLine(ctx, other), randomUUID(), { visitId });
  const clerk = await aClerk(t, store);
  expect(await findVisitByCode(clerk.as, visit.code)).toMatchObject({ value: { lines: [{}] } });
  const told = await ctx.db.notice.count();

  t.setNow(new Date("2025-10-11T00:00:00+09:00"));
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: ["ending"], waiting: [] });
  expect(await stockOf(ctx, store)).toEqual({ initial: 2, remaining: 2, reserved: 0, used: 0 });
  expect(
    (await ctx.db.storeSlot.findMany({ where: { storeId: store.id } })).map(({ taken }) => taken),
  ).toEqual([0]);
  expect(await ctx.db.swapBooking.findFirst({ where: { subscriberId: booked.id } })).toMatchObject({
    state: "displaced",
  });
  expect(await ctx.db.waitingTicket.findMany({ where: { storeId: store.id } })).toMatchObject(
    [1, 2].map(() => ({ state: "left", travelOn: null })),
  );
  expect(await lettersTo(ctx, booked)).toEqual(["visit_booked"]);
  expect(await ctx.db.notice.count()).toBe(told);
  // Its time and place are nobody's in particular, and still open at the counter.
  expect(await findVisitByCode(clerk.as, visit.code)).toMatchObject({ ok: true, value: { lines: [] } });
  expect((await listBrokenInvariants(ctx)).broken).toEqual([]);
  await t.close();
});

it("ends the claims of that incident that nobody decided, and erases their words, documents and accounts; what was paid stays as a sum", async () => {
  const t = testContext({ databaseUrl: url, now: new Date("2025-10-10T09:00:00+09:00") });
  const { ctx } = t;
  const rule = { ko: "a", en: "a", zh: "a", vi: "a" };
  const incident = await anIncident(ctx, { id: "claimed", purge: { after: "2025-10-10", rule } });
  const aLine = () => aVictim(ctx, incident, { payments: [aHeldPayment(), aHeldPayment()] });
  const given = { hand: [{}], note: "Not me" };
  const { claim: draft } = await aDraft(t, await aLine(), given);
  const { claim: filed } = await aFiledClaim(t, await aLine(), given);
  const reviewer = await aReviewer(t);
  const { claim: judged } = await aFiledClaim(t, await aLine(), given);
  await aJudgedClaim(reviewer.as, judged);
  const line = await aLine();
  const { claim, as, session } = await aDecidedClaim(t, line, {
    ...given,
    reviewer,
    approve: ({ paymentId, amountKrw }) => (paymentId ? 0 : amountKrw),
  });
  const itemIds = (await ctx.db.claimItem.findMany({ where: { claimId: claim.id } })).map(({ id }) =>
    String(id),
  );
  const { claimNumber } = claim;
  granted(await objectTo(as, session, { key: "k", claimNumber, itemIds, words: "Once more" }));
  granted(await takeClaim((await aReviewer(t)).as, claim));

  const document = await ctx.db.evidence.create({
    data: {
      claimId: claim.id,
      idempotencyKey: randomUUID(),
      mediaType: "image/png",
      size: 9,
      state: "received",
      receivedAt: ctx.now(),
      ...SECRET,
    },
  });
  await documents.put(document.id, Buffer.from("a picture"));
  const at = ctx.now();
  await ctx.db.bankAccount.create({
    data: {
      idempotencyKey: randomUUID(),
      subscriberId: line.id,
      holderId: line.holderId,
      ...SECRET,
      bank: "004",
      lastFour: "1234",
      enteredAt: at,
      holdUntil: new Date(at.getTime() + 86_400_000),
    },
  });
  await ctx.db.feeApplication.create({
    data: {
      caseNumber: "F-0000-0001",
      idempotencyKey: randomUUID(),
      incidentId: incident.id,
      subscriberId: line.id,
      appliedAt: at,
    },
  });
  const { findingId } = await ctx.db.payment.findFirstOrThrow({ where: { subscriberId: line.id } });
  await ctx.db.claimsListRow.create({
    data: {
      findingId,
      source: "police",
      reference: "1",
      at,
      amountKrw: 1,
      match: "no_line",
      ...SECRET,
      msisdnIndex: randomBytes(32),
      rowDigest: randomBytes(32),
      case: {
        create: { caseNumber: "X-0000-0001", openedAt: at, dueAt: new Date(at.getTime() + 1) },
      },
    },
  });

  t.setNow(new Date("2025-10-11T00:00:00+09:00"));
  // What was approved is on its way to the carrier: erased, the line couldn't be paid.
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: [], waiting: ["claimed"] });
  expect(await ctx.db.subscriber.findUniqueOrThrow({ where: { id: line.id } })).toMatchObject({
    subscriberRef: line.subscriberRef,
    msisdnIndex: expect.anything() as unknown,
  });
  const carrier = await startCarrier(ctx.now);
  await carryOutAll(ctx, anOrderSender(carrier));
  expect(await carrier.refunds()).toMatchObject([{ totalKrw: 30_000 }]);
  carrier.close();
  expect(await purgeIncidents(ctx, documents)).toEqual({ purged: ["claimed"], waiting: [] });
  expect(readdirSync(folder)).toEqual([]);
  const ofIncident = { subscriber: { incidentId: incident.id } };
  const claims = await ctx.db.claim.findMany({ where: ofIncident, orderBy: { id: "asc" } });
  expect(claims).toMatchObject(
    [draft, filed, judged, claim].map(({ id }) => ({
      id,
      state: id === claim.id ? "decided" : "withdrawn",
      envelope: null,
    })),
  );
  const items = await ctx.db.claimItem.findMany({ where: ofIncident });
  expect(items.filter(({ envelope, state }) => envelope !== null || state === "open")).toEqual([]);
  expect(items.filter(({ state }) => state === "approved").map(({ amountKrw }) => amountKrw)).toEqual([
    30_000,
  ]);
  expect(await ctx.db.claimDecision.findMany({ where: { claim: ofIncident } })).toMatchObject([
    { claimId: claim.id, state: "final", approvedKrw: 30_000 },
  ]);
  expect(await ctx.db.payout.findMany({ where: ofIncident })).toMatchObject([
    { amountKrw: 30_000, state: "settled", accountRef: null },
  ]);
  expect(await ctx.db.evidence.findMany({ where: { claimId: claim.id } })).toMatchObject([
    { envelope: null },
  ]);
  expect(await ctx.db.bankAccount.findMany({ where: ofIncident })).toMatchObject([
    { envelope: null, lastFour: "0000", endedFor: "purged" },
  ]);
  expect(await ctx.db.feeApplication.findMany({ where: ofIncident })).toMatchObject([
    { state: "withdrawn", reason: "purged" },
  ]);
  expect(await ctx.db.claimsListCase.findMany({ where: { row: { findingId } } })).toMatchObject([
    { resolution: "purged", closedAt: ctx.now() },
  ]);
  expect(await ctx.db.claimsListRow.findMany({ where: { findingId } })).toMatchObject([
    {
      envelope: null,
      keyId: null,
      msisdnIndex: null,
      rowDigest: null,
      reference: expect.stringMatching(/^purged-\d+$/) as string,
    },
  ]);
  // This account was not entered in the way that leaves a record.
  const { broken } = await listBrokenInvariants(ctx);
  const mine = ({ name }: { name: string }) =>
    (name.includes("purge") || name in moneyInvariants) && !name.startsWith("a bank account");
  expect(broken.filter(mine)).toEqual([]);

  // A store that was out of reach is asked again.
  const left = await ctx.db.evidence.create({
    data: {
      claimId: claim.id,
      idempotencyKey: randomUUID(),
      mediaType: "image/png",
      size: 9,
      receivedAt: ctx.now(),
      ...SECRET,
    },
  });
  await purgeIncidents(ctx, documents);
  expect((await ctx.db.evidence.findUniqueOrThrow({ where: { id: left.id } })).envelope).toBeNull();
  await t.close();
});

it.each([
  "update subscribers set person_index = 'x' where incident_id = 'early'",
  "update calls set confirmation_id = 'C-1' where incident_id = 'early'",
  "update calls set envelope = 'x', key_id = 'k1' where incident_id = 'early'",
  "update reports set address_index = 'x' where incident_id = 'early'",
  "update reports set envelope = 'x', key_id = 'k1' where incident_id = 'early'",
  "update report_entries set envelope = 'x', key_id = 'k1'",
  "update swaps set envelope = 'x', key_id = 'k1'",
  "update certificates set envelope = 'x', key_id = 'k1'",
  "update swaps set iccid_index = decode(repeat('ab', 32), 'hex') where subscriber_id in (select id from subscribers where incident_id = 'early')",
  "update id_checks set document_check_ref = 'D-1' where subscriber_id in (select id from subscribers where incident_id = 'early')",
  `insert into waiting_tickets (code, idempotency_key, subscriber_id, store_id, card, rank, joined_at)
   select 'W-0', gen_random_uuid(), line.id, stores.id, 'usim', 1, now() from subscribers line, stores
   where line.incident_id = 'early' and stores.incident_id = 'early'`,
  `insert into waiting_tickets (code, idempotency_key, subscriber_id, store_id, card, rank, joined_at, travel_on, state, settled_at)
   select 'W-0', gen_random_uuid(), line.id, stores.id, 'usim', 1, now(), '2025-10-01', 'left', now() from subscribers line, stores
   where line.incident_id = 'early' and stores.incident_id = 'early'`,
  `insert into kept_forms (id_hash, subscriber_id, path, envelope, key_id, expires_at)
   select 'x', id, '/', 'x', 'k1', now() from subscribers where incident_id = 'early'`,
])("what is left behind is found: %s", async (sabotage) => {
  const { ctx, close } = testContext({ databaseUrl: url });
  await inTransaction(
    ctx.pool,
    async (client) => {
      await client.query(sabotage);
      const { broken } = await listBrokenInvariants({ ...ctx, pool: client as unknown as Ctx["pool"] });
      expect(broken.map(({ name }) => name)).toContain(
        "after its purge, an incident holds nothing personal, and nobody of it is expected in a store",
      );
    },
    { keep: false },
  );
  await close();
});
