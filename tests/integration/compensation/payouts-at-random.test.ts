import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, expect, it } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { moneyInvariants } from "#app/domain/audit/money-invariants.ts";
import { getConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { objectTo } from "#app/domain/compensation/object-to.server.ts";
import { proposeDecision } from "#app/domain/compensation/propose-decision.server.ts";
import { retryPayout } from "#app/domain/compensation/retry-payout.server.ts";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import { after, minutes } from "#app/shared/time.ts";
import { anOrderSender, carryOutAll } from "#tests/factories/carrier-order.ts";
import {
  aDecidedClaim,
  aHeldPayment,
  aJudgedClaim,
  aReviewer,
  aVictim,
  granted,
} from "#tests/factories/claim.ts";
import { testContext } from "#tests/factories/context.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aSignedInSession } from "#tests/factories/raised-session.ts";
import { startCarrier } from "#tests/setup/carrier-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const t = testContext({
  databaseUrl: (await createTestDatabase()).url,
  now: new Date("2025-10-02T20:00:00+09:00"),
});
const carrier = await startCarrier(t.ctx.now);
t.ctx.carrier = carrier.reads;
const incident = await anIncident(t.ctx);
const [first, second] = [await aReviewer(t), await aReviewer(t)];
afterAll(async () => {
  carrier.close();
  await t.close();
});

type Line = Awaited<ReturnType<typeof aVictim>>;
const won = fc.integer({ min: 1, max: 140_000 });
const act = fc.oneof(
  fc.record({ do: fc.constant("confirm" as const), amountKrw: won }),
  fc.record({ do: fc.constant("take" as const) }),
  fc.record({
    do: fc.constant("dispute" as const),
    sums: fc.tuple(won, won),
    approve: fc.tuple(fc.boolean(), fc.nat()),
  }),
  fc.record({ do: fc.constant("object" as const), approve: fc.boolean() }),
  fc.record({ do: fc.constant("carry" as const), fault: fc.constantFrom("none", "lost", "error", "refuse") }),
  fc.record({ do: fc.constant("retry" as const) }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

async function perform(line: Line, one: Act): Promise<void> {
  switch (one.do) {
    case "confirm": {
      const at = after(t.ctx.now(), 1);
      t.setNow(after(at, 1));
      const payment = { ...aHeldPayment({ status: "confirmed" }), amountKrw: one.amountKrw };
      await aVictim(t.ctx, incident, { line, payments: [payment], announced_at: at.toISOString() });
      return;
    }
    // Pressed twice at once.
    case "take": {
      const own = t.as({ type: "subscriber", id: String(line.id), level: "L1" });
      const { openKrw: expectedKrw } = await getConfirmedSum(own, line.id);
      const form = { subscriberId: line.id, key: randomUUID(), expectedKrw };
      const both = await Promise.all([takeConfirmedSum(own, form), takeConfirmedSum(own, form)]);
      expect(both.map((taken) => taken.ok)).toEqual(expectedKrw > 0 ? [true, true] : [false, false]);
      return;
    }
    case "dispute": {
      const [whole, part] = one.approve;
      await aDecidedClaim(t, line, {
        reviewer: first,
        hand: one.sums.map((amountKrw) => ({ amountKrw })),
        approve: ({ amountKrw }) =>
          amountKrw === one.sums[0] ? (whole ? amountKrw : 0) : part % (amountKrw + 1),
      });
      return;
    }
    case "object": {
      const refusedItem = await t.ctx.db.claimItem.findFirst({
        where: { subscriberId: line.id, state: "refused", claim: { state: "decided", objectedAt: null } },
        include: { claim: true },
      });
      if (!refusedItem) return;
      const { as, session } = await aSignedInSession(t, line);
      const { claimNumber } = refusedItem.claim;
      const objection = { key: randomUUID(), claimNumber, itemIds: [String(refusedItem.id)], words: "No" };
      granted(await objectTo(as, session, objection));
      const expectedKrw = await aJudgedClaim(second.as, { claimNumber }, ({ amountKrw }) =>
        one.approve ? amountKrw : 0,
      );
      granted(await proposeDecision(second.as, { claimNumber, expectedKrw }));
      return;
    }
    case "carry": {
      // "Refused" says that no try before it was paid either, which the carrier can't say of one it may have paid.
      const triedBefore = await t.ctx.db.carrierOrder.count({
        where: { subscriberId: line.id, kind: "pay_out", state: "pending", attempts: { gt: 0 } },
      });
      const fault = one.fault === "refuse" && triedBefore > 0 ? "none" : one.fault;
      await carrier.fault(fault, "/v1/lines/refund");
      await carryOutAll(t.ctx, anOrderSender(carrier));
      t.setNow(after(t.ctx.now(), minutes(5)));
      return;
    }
    case "retry":
      await Promise.all(
        (await t.ctx.db.payout.findMany({ where: { subscriberId: line.id, state: "failed" } })).map(
          ({ id }) => retryPayout(first.as, { payoutId: id }),
        ),
      );
  }
}

async function sums(line: Line) {
  const { rows } = await t.ctx.pool.query<{ approved: number; payouts: number; settled: number }>(
    `select
       (select coalesce(sum(v.approved_krw), 0)::int from claim_verdicts v join claim_decisions d on d.id = v.decision_id
        join claims c on c.id = d.claim_id where d.state = 'final' and c.subscriber_id = $1) as approved,
       (select coalesce(sum(amount_krw), 0)::int from payouts where subscriber_id = $1) as payouts,
       (select coalesce(sum(amount_krw), 0)::int from payouts where subscriber_id = $1 and state = 'settled') as settled`,
    [line.id],
  );
  const paid = (await carrier.refunds())
    .filter(({ subscriberRef }) => subscriberRef === line.subscriberRef)
    .reduce((total, { totalKrw }) => total + totalKrw, 0);
  return { approved: 0, payouts: 0, settled: 0, ...rows[0], paid };
}

it("whatever is taken, disputed, objected to, lost, refused or asked anew: payouts are what was approved, and each is paid once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 8 }), async (acts) => {
      const line = await aVictim(t.ctx, incident, { announced_at: t.ctx.now().toISOString() });
      for (const one of acts) {
        await perform(line, one);
        const { approved, payouts, settled, paid } = await sums(line);
        expect(payouts).toBe(approved);
        expect(paid).toBeLessThanOrEqual(payouts);
        expect(settled).toBeLessThanOrEqual(paid);
      }
      await perform(line, { do: "carry", fault: "none" });
      await perform(line, { do: "retry" });
      await perform(line, { do: "carry", fault: "none" });
      const { approved, payouts, settled, paid } = await sums(line);
      expect({ payouts, settled, paid }).toEqual({ payouts: approved, settled: approved, paid: approved });
    }),
    { numRuns: 5 },
  );
  const { broken } = await listBrokenInvariants(t.ctx);
  expect(broken.filter(({ name }) => name in moneyInvariants)).toEqual([]);
}, 120_000);
