import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { listOpenConfirmed, sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type MoneyStanding = {
  /** Confirmed, and asked for by no claim. */
  openKrw: number;
  /** Those that the findings suspect and a claim has decided. */
  decided: { count: number; amountKrw: number };
  /** The holder's, filed and not withdrawn. */
  claims: { decided: boolean; waitingKrw: number; approvedKrw: number; settledKrw: number }[];
};

type Row = MoneyStanding["claims"][number] & { decidedPayments: string[] };

/**
 * The money back of a line in sums and counts, which L1 may read; the use case that calls it has asked
 * whether its actor may.
 */
export async function getMoneyStanding(ctx: Ctx, subscriberId: bigint): Promise<MoneyStanding> {
  const line = { subscriberId, at: ctx.now() };
  const [{ open }, held, claims] = [
    await listOpenConfirmed(ctx.db, line),
    await listHeldPayments(ctx.db, line),
    (
      await ctx.pool.query<Row>({
        name: "money-standing",
        text: `select claims.state = 'decided' as decided,
            coalesce((select sum(amount_krw) from claim_items
              where claim_id = claims.id and state = 'open'), 0)::int as "waitingKrw",
            coalesce((select sum(approved_krw) from claim_decisions
              where claim_id = claims.id and state = 'final'), 0)::int as "approvedKrw",
            coalesce((select sum(payouts.amount_krw) from claim_decisions join payouts on decision_id = claim_decisions.id
              where claim_id = claims.id and payouts.state = 'settled'), 0)::int as "settledKrw",
            array(select payment_id from claim_items
              where claim_id = claims.id and state <> 'open' and payment_id is not null) as "decidedPayments"
          from claims join subscribers on subscribers.id = subscriber_id and subscribers.holder_id = claims.holder_id
          where subscriber_id = $1 and claims.state not in ('draft', 'withdrawn')`,
        values: [subscriberId.toString()],
      })
    ).rows,
  ];
  const inClaims = new Set(claims.flatMap(({ decidedPayments }) => decidedPayments));
  const decided = held.filter(({ status, paymentId }) => status === "suspected" && inClaims.has(paymentId));
  return {
    openKrw: sumKrw(open),
    decided: { count: decided.length, amountKrw: sumKrw(decided) },
    claims: claims.map(({ decidedPayments: _, ...claim }) => claim),
  };
}
