import { randomUUID } from "node:crypto";
import { afterAll, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { after, hours } from "#app/shared/time.ts";
import { aDecidedClaim, aHeldPayment, aReviewer, granted } from "#tests/factories/claim.ts";
import { testContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { processUnderFire } from "#tests/setup/killed-process.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const LINES = 6;
const start = new Date("2025-10-02T20:00:00+09:00");

/** Where the process dies, and at the how many-eth time it gets there. */
const boundaries = [
  ["taken", 3],
  ["leased", 2],
  ["paid", 3],
  ["recorded", 1],
  ["paid", 1],
] as const;

const { url: databaseUrl } = await createTestDatabase();
const t = testContext({ databaseUrl, now: start });
const carrier = await startCarrier(t.ctx.now);
t.ctx.carrier = carrier.reads;
const incident = await anIncident(t.ctx);
const run = await processUnderFire("tests/faults/payouts-under-fire.ts", { t, carrier, databaseUrl });
afterAll(async () => {
  carrier.close();
  await t.close();
});

test("killed at every boundary: each approved sum is paid once, wherever it goes in the end, and none is lost", async () => {
  const lines = [];
  for (let index = 0; index < LINES; index += 1) lines.push(await aSubscriber(t.ctx));
  await aPublishedFinding(t.ctx, incident, {
    id: "payments",
    announced_at: "2025-09-11T10:00:00+09:00",
    changed: lines.map((line) => ({ line })),
    payments: lines.flatMap((line) => [
      { line, ...aHeldPayment({ status: "confirmed", amountKrw: 30_000 }) },
      { line, ...aHeldPayment({ status: "confirmed", amountKrw: 20_000 }) },
      { line, ...aHeldPayment({ status: "suspected", amountKrw: 7_000 }) },
    ]),
  });
  // A third has claims on the way to a bank, which by then takes every second one no more.
  const reviewer = await aReviewer(t);
  const toBank = lines.filter((_, index) => index % 3 === 0);
  for (const [index, line] of toBank.entries()) {
    const account = { bank: "004" as const, number: `1101234567${String(index).padStart(4, "0")}` };
    await carrier.tell("account", { ...account, name: line.personalData.name });
    const { as, session } = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
    granted(await enterBankAccount(as, session, { key: randomUUID(), ...account }));
    await aDecidedClaim(t, line, { reviewer, payoutWay: "bank_account" });
    if (index % 2) await carrier.tell("account", { ...account, name: null });
  }
  t.setNow(after(start, hours(24)));

  const FORMS = JSON.stringify(
    lines.map(({ id }) => ({ line: String(id), key: randomUUID(), expectedKrw: 50_000 })),
  );
  for (const [point, times] of boundaries)
    expect(await run({ FORMS, KILL_AT: point, KILL_AFTER: String(times) }), point).toBe(true);
  expect(await run({ FORMS })).toBe(false);

  const keys = carrier.heard.map(({ body }) => body.idempotencyKey);
  expect(keys.length, "the kills did hit: some were heard of twice").toBeGreaterThan(new Set(keys).size);
  const refunds = await carrier.refunds();
  for (const [index, line] of lines.entries()) {
    const own = refunds.filter(({ subscriberRef }) => subscriberRef === line.subscriberRef);
    const bank = toBank.indexOf(line) % 2 === 0 ? "account" : "bill";
    expect(own.map(({ totalKrw, to }) => `${totalKrw} ${to.way}`).sort(), `line ${index}`).toEqual(
      ["50000 bill", ...(toBank.includes(line) ? [`7000 ${bank}`] : [])].sort(),
    );
  }
  const states = await t.ctx.db.payout.groupBy({ by: ["state"], _count: true, _sum: { amountKrw: true } });
  const sum = LINES * 50_000 + toBank.length * 7_000;
  expect(states).toEqual([{ state: "settled", _count: LINES + toBank.length, _sum: { amountKrw: sum } }]);
  expect(refunds.reduce((total, { totalKrw }) => total + totalKrw, 0)).toBe(sum);
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
});
