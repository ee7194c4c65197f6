import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { enterBankAccount } from "#app/domain/compensation/enter-bank-account.server.ts";
import { ACCOUNT_PATH } from "#app/domain/compensation/payout.rules.ts";
import { anOrderSender, carryOutAll } from "#tests/factories/carrier-order.ts";
import {
  aDecidedClaim,
  aFiledClaim,
  aReviewer,
  aTakenSum,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { startCarrier, type TestCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

let t: TestContext;
let carrier: TestCarrier;
/**
 * What the statements below name: rows of a claim that waits for its decision, of one that has it, and of one
 * that was paid.
 */
const named: Record<string, string> = {};

beforeAll(async () => {
  t = testContext({
    databaseUrl: (await createTestDatabase()).url,
    now: new Date("2025-10-02T20:00:00+09:00"),
  });
  carrier = await startCarrier(t.ctx.now);
  const incident = await anIncident(t.ctx);
  const { member, as } = await aReviewer(t);
  const reviewer = { member, as };
  named.member = String(member.id);
  named.second = String((await aReviewer(t)).member.id);

  const paid = await aVictim(t.ctx, incident);
  await aTakenSum(t, paid);
  await carryOutAll(t.ctx, anOrderSender(carrier));
  named.paid = String((await payoutOf(paid)).id);

  const account = { bank: "004" as const, number: "11012345678901" };
  const line = await aVictim(t.ctx, incident, { payments: [{ status: "suspected" }] });
  t.carrier.accountHolders.set(`${account.bank} ${account.number}`, line.personalData.name);
  const { as: own, session } = await aSignedInSession(t, line, { raisedFor: ACCOUNT_PATH });
  granted(await enterBankAccount(own, session, { key: randomUUID(), ...account }));
  await aDecidedClaim(t, line, { reviewer, payoutWay: "bank_account" });
  const asked = await payoutOf(line);
  named.asked = String(asked.id);
  named.decided = String(asked.decisionId);
  named.line = String(line.id);
  named.account = String(asked.bankAccountId);
  const verdict = await t.ctx.db.claimVerdict.findFirstOrThrow({ where: { decisionId: asked.decisionId } });
  named.item = String(verdict.itemId);

  const other = await aVictim(t.ctx, incident, { payments: [{ status: "suspected", amountKrw: 330_000 }] });
  const { claim } = await aFiledClaim(t, other);
  const open = await t.ctx.db.claimDecision.findFirstOrThrow({ where: { claimId: claim.id } });
  const openItem = await t.ctx.db.claimItem.findFirstOrThrow({ where: { claimId: claim.id } });
  await t.ctx.db.claimDecision.update({
    where: { id: open.id },
    data: { memberId: member.id, takenAt: t.ctx.now() },
  });
  Object.assign(named, { open: String(open.id), openItem: String(openItem.id), other: String(other.id) });
  named.openClaim = String(claim.id);
});
afterAll(async () => {
  carrier.close();
  await t.close();
});

const payoutOf = ({ id }: { id: bigint }) =>
  t.ctx.db.payout.findFirstOrThrow({ where: { subscriberId: id } });

/** An order of money for a line, due at once, as a statement that gives its id. */
const order = (line: string) =>
  `insert into carrier_orders (subscriber_id, kind, wanted, idempotency_key, actor_type, asked_at, not_before)
   values (${line}, 'pay_out', '{"payoutId":"1"}', gen_random_uuid(), 'system', now(), '2025-10-02T11:00:00Z') returning id`;
const payout = (decision: string, line: string, sum: number) =>
  `with placed as (${order(line)}) insert into payouts (decision_id, subscriber_id, amount_krw, way, account_ref, asked_at, order_id)
   select ${decision}, ${line}, ${sum}, 'bill_credit', 'A-1', now(), id from placed`;
const approve = (sum: number, second = "null") =>
  `insert into claim_verdicts values ($open, $openItem, ${sum}, 'cell_served', now());
   update claim_items set state = 'approved' where id = $openItem;
   update claim_decisions set state = 'final', approved_krw = ${sum}, decided_at = now(), second_member_id = ${second} where id = $open`;

it.each([
  ["a payout is deleted", "delete from payouts where id = $asked", "stays"],
  [
    "its sum is changed",
    "update payouts set amount_krw = amount_krw + 1 where id = $asked",
    "a payout can not be changed",
  ],
  [
    "it goes to another line",
    "update payouts set subscriber_id = $other where id = $asked",
    "a payout can not be changed",
  ],
  [
    "a settled one is asked anew",
    "update payouts set state = 'asked', settled_at = null where id = $paid",
    "a payout can not be changed",
  ],
  [
    "a settled one's items are changed",
    "update payouts set settled_items = '[]' where id = $paid",
    "a payout can not be changed",
  ],
  ["a second one for the same decision", payout("$decided", "$line", 50_000), "payouts_decision_id_key"],
  [
    "one for a decision that isn't final",
    payout("$open", "$other", 330_000),
    "no payout without its decision",
  ],
  ["one above what was approved", payout("$decided", "$line", 50_001), "payouts_decision_id"],
  [
    "it is ordered anew while the first order may still be carried out",
    `with placed as (${order("$line")})
     update payouts set order_id = placed.id, rounds = rounds + 1 from placed where payouts.id = $asked`,
    "can not be changed",
  ],
  [
    "it is ordered anew where the carrier may have paid it",
    `update carrier_orders set state = 'failed', reason = 'carrier-differs', settled_at = now() where id = (select order_id from payouts where id = $asked);
     with placed as (${order("$line")})
     update payouts set order_id = placed.id, rounds = rounds + 1 from placed where payouts.id = $asked`,
    "can not be changed",
  ],
  [
    "it goes to the account before its hold is over",
    `update carrier_orders set state = 'failed', reason = 'carrier-refused', settled_at = now() where id = (select order_id from payouts where id = $asked);
     with placed as (${order("$line")})
     update payouts set order_id = placed.id, rounds = rounds + 1 from placed where payouts.id = $asked`,
    "no payout without",
  ],
  ["approved without a payout", approve(330_000, "$second"), "without a payout"],
  ["approved above the limit by one person", approve(330_000), "two_people"],
  ["approved above the limit by one person twice", approve(330_000, "$member"), "two_people"],
  ["approved for more than the item", approve(330_001, "$second"), "or less than is approved"],
  [
    "an item is approved a second time, by another round",
    `insert into claim_decisions (claim_id, round, basis, opened_at, limit_krw)
       select claim_id, 2, 'disputed', now(), 300000 from claim_decisions where id = $decided;
     insert into claim_verdicts select max(id), $item, 50000, 'cell_served', now() from claim_decisions`,
    "claim_verdicts_once",
  ],
  [
    "a final decision is changed",
    "update claim_decisions set approved_krw = 1 where id = $decided",
    "a decision can not be changed",
  ],
  [
    "its verdict is changed",
    "update claim_verdicts set approved_krw = 1 where decision_id = $decided",
    "a decision can not be changed",
  ],
  [
    "a verdict is taken out of it",
    "delete from claim_verdicts where decision_id = $decided",
    "a decision can not be changed",
  ],
  [
    "an approved item is refused after all",
    "update claim_items set state = 'refused' where id = $item",
    "an item of a claim can not be changed",
  ],
  [
    "an item's sum is changed",
    "update claim_items set amount_krw = 1 where id = $openItem",
    "an item of a claim can not be changed",
  ],
  [
    "a payment stands in two live claims",
    `insert into claims (claim_number, idempotency_key, subscriber_id, holder_id, basis, state, started_at, saved_at)
       select 'B-TEST', gen_random_uuid(), id, holder_id, 'disputed', 'draft', now(), now() from subscribers where id = $other;
     insert into claim_items (claim_id, subscriber_id, finding_id, payment_id, at, amount_krw)
       select (select max(id) from claims), subscriber_id, finding_id, payment_id, at, amount_krw from claim_items where id = $openItem`,
    "claim_items_once",
  ],
  [
    "a line has two live accounts",
    `insert into bank_accounts (idempotency_key, subscriber_id, holder_id, bank, last_four, entered_at, hold_until)
     select gen_random_uuid(), subscriber_id, holder_id, bank, last_four, entered_at, hold_until from bank_accounts where id = $account`,
    "one_live",
  ],
  [
    "an account's hold is cut short",
    "update bank_accounts set hold_until = entered_at + interval '23 hours' where id = $account",
    "hold",
  ],
  [
    "a payout to an account of another line",
    "update payouts set bank_account_id = $account where id = $paid",
    "payout",
  ],
])("refused by the database: %s", async (_what, statement, why) => {
  const sql = statement.replaceAll(/\$(\w+)/g, (_, name: string) => named[name] ?? "unnamed");
  expect(sql).not.toContain("unnamed");
  // One after the other in one transaction, which ends with what is checked at a commit.
  await expect(t.ctx.pool.query(sql)).rejects.toThrow(why);
});

it("and what it holds is as it should be after all that", async () => {
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
  expect(await t.ctx.db.payout.count()).toBe(2);
});
