import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { anOrder, anOrderSender, carryOutAll } from "#tests/factories/carrier-order.ts";
import { aDecidedClaim, aHeldPayment, aTakenSum, aVictim, granted } from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aFeePolicy, anApprovedFee, decided, underReview } from "#tests/factories/fee-policy.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

// What `ansim check` finds where the database's own triggers and constraints were not there, or were got round.

const now = new Date("2025-10-02T20:00:00+09:00");

let t: TestContext;
/** What the statements below name. */
const named: Record<string, string> = {};

beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url, now });
  const { ctx } = t;
  const carrier = await startCarrier(ctx.now);
  const incident = await anIncident(ctx);
  await aFeePolicy(ctx, underReview(), decided());

  const payments = [
    { status: "confirmed" as const, amountKrw: 50_000 },
    aHeldPayment({ amountKrw: 200_000 }),
  ];
  const line = await aVictim(ctx, incident, { payments });
  const taken = await aTakenSum(t, line);
  const { claim, reviewer } = await aDecidedClaim(t, line);
  const other = await aVictim(ctx, incident, { payments: [aHeldPayment({ amountKrw: 200_000 })] });
  const { claim: another } = await aDecidedClaim(t, other);
  const payoutOf = ({ id }: { id: bigint }) =>
    ctx.db.payout.findFirstOrThrow({ where: { decision: { claimId: id } }, include: { decision: true } });
  const fee = await anApprovedFee(ctx, line);
  await anApprovedFee(ctx, other);

  const account = { bank: "004" as const, number: "11012345678901" };
  t.carrier.accountHolders.set(`${account.bank} ${account.number}`, line.personalData.name);
  const { as, session } = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
  granted(await enterBankAccount(as, session, { key: randomUUID(), ...account }));
  const document = await ctx.db.evidence.create({
    data: {
      claimId: claim.id,
      idempotencyKey: randomUUID(),
      mediaType: "image/png",
      size: 9,
      state: "received",
      receivedAt: now,
      envelope: Buffer.from("sealed"),
      keyId: "k1",
    },
  });
  const [confirmed] = await ctx.db.payment.findMany({
    where: { subscriberId: line.id, status: "confirmed" },
  });
  const { findingId = 0, paymentId = "" } = confirmed ?? {};
  const row = { findingId, source: "police", at: now, amountKrw: 50_000 };
  const matched = await ctx.db.claimsListRow.create({
    data: { ...row, reference: "1", subscriberId: line.id, match: "matched", paymentId },
  });
  const unmatched = await ctx.db.claimsListRow.create({
    data: {
      ...row,
      reference: "2",
      match: "no_line",
      case: { create: { caseNumber: "X-0000-0001", openedAt: now, dueAt: new Date(now.getTime() + 1) } },
    },
  });
  await ctx.db.carrierOrder.updateMany({
    where: { kind: "waive_fee" },
    data: { notBefore: new Date("2030-01-01") },
  });
  await carryOutAll(ctx, anOrderSender(carrier));
  carrier.close();
  const give = await anOrder(ctx, other, { kind: "take_offer", wanted: { choiceId: "1" } });
  await ctx.db.offerChoice.create({
    data: {
      id: 1n,
      idempotencyKey: randomUUID(),
      subscriberId: other.id,
      offer: "settlement",
      forfeits: ["compensation"],
      lostKrw: 0,
      chosenAt: now,
      orderId: give.id,
    },
  });

  // Repeats what was taken as confirmed, and holds what was claimed otherwise: that one is noticed.
  const held = await ctx.db.payment.findMany({
    where: { subscriberId: line.id },
    omit: { subscriberId: true, findingId: true },
  });
  const later = await aPublishedFinding(ctx, incident, {
    id: "later",
    announced_at: "2025-10-02T19:00:00+09:00",
    changed: [{ line }],
    payments: held.map((payment) => ({
      line,
      ...payment,
      amountKrw: payment.status === "confirmed" ? payment.amountKrw : 210_000,
    })),
  });
  expect(await ctx.db.changedPayment.count()).toBe(1);

  const { decision, ...paid } = await payoutOf(claim);
  const ids = {
    line: line.id,
    other: other.id,
    claim: claim.id,
    another: another.id,
    taken: taken.id,
    payout: paid.id,
    decision: decision.id,
    member: reviewer.member.id,
    fee: fee.id,
    elsewhere: (await payoutOf(another)).decisionId,
    matched: matched.id,
    unmatched: unmatched.id,
    later: later.id,
  };
  for (const [name, id] of Object.entries(ids)) named[name] = String(id);
  named.document = `'${document.id}'`;
  expect(await brokenRules()).toEqual([]);

  // All that the database itself holds against it, but for what tells one row from another.
  await ctx.pool.query(`do $$ declare one record; begin
    for one in select conrelid::regclass as tab, conname from pg_constraint where contype in ('f', 'c')
      and connamespace = 'public'::regnamespace loop
      execute format('alter table %s drop constraint %I', one.tab, one.conname);
    end loop;
    for one in select indexrelid::regclass as idx from pg_index join pg_class c on c.oid = indrelid
      where c.relnamespace = 'public'::regnamespace and indisunique and not indisprimary loop
      execute format('drop index %s', one.idx);
    end loop;
    for one in select distinct event_object_table::text as tab from information_schema.triggers where trigger_schema = 'public' loop
      execute format('alter table %I disable trigger user', one.tab);
    end loop;
  end $$`);
});
afterAll(() => t.close());

/** As the check names them, of those of money. */
const brokenRules = async () =>
  (await listBrokenInvariants(t.ctx)).broken.filter(({ name }) => name in moneyInvariants);

/** By the beginning of a rule's sentence: what breaks it. */
const breaks: Record<string, string[]> = {
  "a final decision adds up": [
    "update claim_decisions set approved_krw = 1 where id = $decision",
    "update claim_verdicts set approved_krw = 1 where decision_id = $decision",
    "delete from payouts where id = $payout",
    "update payouts set amount_krw = 1 where id = $payout",
    "update payouts set subscriber_id = $other where id = $payout",
    "update claim_decisions set state = 'open', approved_krw = null, decided_at = null where id = $decision",
    `insert into payouts (decision_id, subscriber_id, amount_krw, way, asked_at, order_id)
     select decision_id, subscriber_id, amount_krw, way, asked_at, order_id from payouts where id = $payout`,
  ],
  "a claim is decided where": [
    "update claims set state = 'filed' where id = $claim",
    "update claim_items set state = 'refused' where claim_id = $claim",
    "update claim_items set state = 'open' where claim_id = $claim",
    "update claim_verdicts set approved_krw = 0 where decision_id = $decision",
    "update claim_decisions set limit_krw = 1 where id = $decision",
    "update claim_decisions set claim_id = $another, round = 2, member_id = (select member_id from claim_decisions where claim_id = $another) where id = $decision",
  ],
  "nothing is taken as confirmed": [
    "update payments set status = 'suspected' where status = 'confirmed'",
    "update claim_items set amount_krw = 1 where claim_id = $taken",
    "update claims set basis = 'confirmed' where id = $claim",
    "update claim_items set payment_id = (select payment_id from claim_items where claim_id = $taken) where claim_id = $claim",
    "insert into claim_verdicts select $elsewhere, item_id, approved_krw, reason, at from claim_verdicts where decision_id = $decision",
  ],
  "a payout is asked while": [
    "update payouts set state = 'asked' where id = $payout",
    "update payouts set state = 'failed' where id = $payout",
    "update carrier_orders set state = 'pending' where id = (select order_id from payouts where id = $payout)",
    'update carrier_orders set wanted = \'{"payoutId":"0"}\' where id = (select order_id from payouts where id = $payout)',
    "update carrier_orders set subscriber_id = $other where id = (select order_id from payouts where id = $payout)",
    "update payouts set settled_items = '[]' where id = $payout",
    "update payouts set settled_items = jsonb_set(settled_items, '{0,amountKrw}', '1') where id = $payout",
    "update payouts set settled_items = jsonb_set(settled_items, '{0,reference}', '\"item:0\"') where id = $payout",
  ],
  "money is ordered of the carrier": [
    "update payouts set order_id = 0 where id = $payout",
    "update fee_applications set order_id = 0 where id = $fee",
    "delete from offer_choices",
  ],
  "a bank account was entered": [
    "update bank_accounts set hold_until = entered_at + interval '23 hours'",
    "delete from audit_events where action = 'account.enter'",
    "update audit_events set actor_type = 'staff' where action = 'account.enter'",
    `insert into bank_accounts (idempotency_key, subscriber_id, holder_id, bank, last_four, entered_at, hold_until)
     select gen_random_uuid(), subscriber_id, holder_id, bank, last_four, entered_at, hold_until from bank_accounts`,
    "update payouts set bank_account_id = (select id from bank_accounts) where id = $payout",
  ],
  "a fee is waived by": [
    "update fee_applications set settled_at = now() where id = $fee",
    "update fee_applications set waived_krw = 1 where id = $fee",
    "update fee_applications set paid_back_krw = 1 where id = $fee",
    "update fee_applications set quote = '[]' where id = $fee",
    "update fee_applications set policy_version = 1 where id = $fee",
  ],
  "an approved application": [
    "update fee_applications set order_id = null where id = $fee",
    "update fee_applications set order_id = (select order_id from payouts where id = $payout) where id = $fee",
    "update fee_applications set order_id = (select order_id from fee_applications where id <> $fee) where id = $fee",
    "update fee_applications set state = 'refused' where id = $fee",
    `update fee_applications set state = 'registered', order_id = null where subscriber_id = $other;
     update offer_choices set forfeits = '{fee-waiver}'`,
  ],
  "what was found of money": [
    `insert into order_findings (order_id, outcome, found_by_id, found_at, agreed_by_id, agreed_at)
     select order_id, 'done', $member, now(), $member, now() from payouts where id = $payout`,
    `insert into order_findings (order_id, outcome, found_by_id, found_at, agreed_by_id, agreed_at)
     select order_id, 'not_done', $member, now(), 0, now() from payouts where id = $payout`,
    `insert into order_findings (order_id, outcome, found_by_id, found_at)
     select order_id, 'done', $member, now() from payouts where id = $payout`,
    "update carrier_orders set state = 'failed', reason = 'found-undone' where id = (select order_id from payouts where id = $payout)",
  ],
  "a payment of a filed claim": [
    "delete from changed_payments",
    "update payments set amount_krw = 1 where finding_id = $later",
    "update payments set status = 'cleared' where finding_id = $later",
  ],
  "no charge that was added by hand": [
    "update claim_items set subscriber_id = $line, payment_id = null where claim_id = $another",
  ],
  "no reviewer decided about": [
    `update staff_members set holder_ref = (select holder_ref from holders where id = (select holder_id from claims where id = $claim))
     where id = $member`,
    `update staff_members set holder_ref = (select holder_ref from holders where id = (select holder_id from claims where id = $another))
     where id = $member;
     update subscribers set guardian_msisdn_index = (select msisdn_index from subscribers where id = $other) where id = $line`,
  ],
  "one reviewer alone": [
    "update claims set subscriber_id = $line, holder_id = (select holder_id from claims where id = $claim) where id = $another",
    "update claim_decisions set approved_krw = 300001, limit_krw = 400000 where id = $decision",
  ],
  "a claim has five documents": [
    `insert into evidence (claim_id, idempotency_key, media_type, size, state, received_at)
     select claim_id, gen_random_uuid(), media_type, size, state, received_at from evidence, generate_series(1, 5)`,
    "update evidence set state = 'storing', received_at = received_at - interval '71 minutes'",
  ],
  "a row of a claims list": [
    "delete from claims_list_cases where row_id = $unmatched",
    "update claims_list_cases set row_id = $matched where row_id = $unmatched",
    "update claims_list_rows set payment_id = (select payment_id from claims_list_rows where id = $matched) where id = $unmatched",
  ],
  "after its purge": [
    "update claims set envelope = 'x' where id = $claim",
    "update claim_items set envelope = 'x' where claim_id = $claim",
    "update bank_accounts set envelope = 'x'",
    "update evidence set envelope = 'x' where id = $document",
    "update payouts set account_ref = 'A-1' where id = $payout",
    "update claims_list_rows set row_digest = 'x' where id = $matched",
  ],
};
/** Without which the last rule's rows are as they should be. */
const PURGED = `update incidents set purged_at = now(); update claims set envelope = null; update claim_items set envelope = null;
  update bank_accounts set envelope = null; update evidence set envelope = null; update payouts set account_ref = null;
  update claims_list_rows set envelope = null, row_digest = null, msisdn_index = null`;

/** What a rule finds after these statements, of which nothing stays. */
async function found(rule: string, statements: string[]): Promise<unknown[]> {
  const client = await t.ctx.pool.connect();
  try {
    await client.query("begin");
    for (const statement of statements)
      await client.query(statement.replaceAll(/\$(\w+)/g, (_, name: string) => named[name] ?? "unnamed"));
    const sql = (moneyInvariants[rule] ?? "").replaceAll("$NOW", `'${now.toISOString()}'::timestamptz`);
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.query("rollback");
    client.release();
  }
}

it("each of them has rows here that break it", () => {
  const rules = Object.keys(moneyInvariants);
  for (const rule of rules)
    expect(
      Object.keys(breaks).filter((start) => rule.startsWith(start)),
      rule,
    ).toHaveLength(1);
  expect(Object.keys(breaks)).toHaveLength(rules.length);
});

describe.each(Object.keys(moneyInvariants))("%s", (rule) => {
  const [, statements = []] = Object.entries(breaks).find(([start]) => rule.startsWith(start)) ?? [];
  const before = rule.startsWith("after its purge") ? [PURGED] : [];

  it("holds", async () => {
    expect(await found(rule, before)).toEqual([]);
  });

  it.each(statements)("is broken, and said to be, after: %s", async (statement) => {
    expect(await found(rule, [...before, statement])).not.toEqual([]);
  });
});

it("and the check names the rule", async () => {
  await t.ctx.pool.query("delete from claims_list_cases");
  expect(await brokenRules()).toMatchObject([
    { name: expect.stringContaining("a row of a claims list") as unknown, rows: [{ id: named.unmatched }] },
  ]);
});
