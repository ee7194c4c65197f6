import { z } from "zod";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { lineOrderSchema } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { getMoneyStanding } from "#app/domain/compensation/get-money-standing.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { nothingHeld, stepsFor } from "#app/domain/exposure/answer.rules.ts";
import { getAnswer, type Answer } from "#app/domain/exposure/get-answer.server.ts";
import { feeGivenUp, moneyState, statesOf, type StepStates } from "#app/domain/exposure/step-state.rules.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { kstDay } from "#app/shared/time.ts";

/** An answer with how its line stands with each remedy: kinds, days and sums, as L1 may read them. */
export type OwnAnswer = Answer & {
  /** In Korea. */
  today: string;
  states: StepStates;
  /** What is decided of the termination fee; null where it is no remedy of this answer, or nothing was announced. */
  feePolicy: FeePolicyDefinition | null;
  /** Of the payments that the finding suspects: what nobody has decided yet, and how many a claim has decided. */
  suspected: { openCount: number; openKrw: number; decidedCount: number };
};

const moment = z.coerce.date();
const rowSchema = z.object({
  incidentId: z.string(),
  tookOffer: z.boolean(),
  orders: z.array(
    z.intersection(
      lineOrderSchema,
      z.object({
        state: z.enum(["pending", "sending", "done", "failed"]),
        askedAt: moment,
        settledAt: moment.nullable(),
      }),
    ),
  ),
  visitAt: moment.nullable(),
  swap: z.object({ state: z.enum(["activating", "active", "refused"]), at: moment }).nullable(),
  ticket: z.object({ state: z.string(), at: moment }).nullable(),
  fee: z.object({ state: z.enum(["registered", "approved", "refused", "withdrawn"]), at: moment }).nullable(),
});

/**
 * What /result says of a line as of now, to the line's own session and to an agent whose caller was checked:
 * the answer, and how the line stands with the steps that follow from it, by our own rows alone.
 */
export async function getOwnAnswer(ctx: Ctx, subscriberId: bigint): Promise<OwnAnswer> {
  await requireLineAccess(ctx, subscriberId);
  const answer = await getAnswer(ctx, subscriberId);
  const exposure = answer.history.at(-1)?.exposure ?? nothingHeld;
  const offered = new Set(stepsFor(answer.incident, exposure).map(({ key }) => key));
  const now = ctx.now();
  const { incidentId, tookOffer, ...rows } = await readRows(ctx, subscriberId);
  const states = statesOf(rows, now);
  const money = exposure.verdict === "payments" ? await getMoneyStanding(ctx, subscriberId) : null;
  const compensation = money && moneyState(money);
  const gaveUpTheFee =
    tookOffer && offered.has("fee-waiver") && (await hasForfeited(ctx.db, subscriberId, "fee-waiver"));
  return {
    ...answer,
    today: kstDay(now),
    states: {
      ...states,
      ...(compensation && { compensation }),
      ...(gaveUpTheFee && { "fee-waiver": feeGivenUp }),
    },
    feePolicy: offered.has("fee-waiver") ? await findFeePolicy(ctx, incidentId) : null,
    suspected: {
      openCount: exposure.suspectedCount - (money?.decided.count ?? 0),
      openKrw: exposure.suspectedKrw - (money?.decided.amountKrw ?? 0),
      decidedCount: money?.decided.count ?? 0,
    },
  };
}

async function readRows(ctx: Ctx, subscriberId: bigint): Promise<z.infer<typeof rowSchema>> {
  const { rows } = await ctx.pool.query<Record<string, unknown>>({
    name: "step-rows",
    text: `select incident_id as "incidentId",
        (select coalesce(json_agg(json_build_object('kind', kind, 'wanted', wanted, 'state', state,
            'askedAt', asked_at, 'settledAt', settled_at) order by id desc), '[]')
          from (select distinct on (kind, state) * from carrier_orders
            where subscriber_id = $1 and kind not in ('pay_out', 'waive_fee', 'take_offer') and state <> 'superseded'
            order by kind, state, id desc) newest) as orders,
        (select min(starts_at) from swap_bookings join swap_visits on swap_visits.id = visit_id
          where subscriber_id = $1 and state = 'booked') as "visitAt",
        (select json_build_object('state', state, 'at', coalesce(settled_at, completed_at))
          from swaps where subscriber_id = $1 order by id desc limit 1) as swap,
        (select json_build_object('state', state, 'at', joined_at)
          from waiting_tickets where subscriber_id = $1 and settled_at is null order by id desc limit 1) as ticket,
        (select json_build_object('state', state, 'at', coalesce(decided_at, applied_at))
          from fee_applications where subscriber_id = $1 order by id desc limit 1) as fee,
        exists (select from offer_choices where subscriber_id = $1) as "tookOffer"
      from subscribers where id = $1`,
    values: [subscriberId.toString()],
  });
  return rowSchema.parse(rows[0]);
}
