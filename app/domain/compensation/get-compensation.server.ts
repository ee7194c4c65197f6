import { findEnding } from "#app/domain/carrier-orders/find-line-number.server.ts";
import { getConfirmedSum, type ConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { nothingHeld } from "#app/domain/exposure/answer.rules.ts";
import { getAnswer } from "#app/domain/exposure/get-answer.server.ts";

export type Compensation = {
  /** How the number ends. */
  ending: string;
  sum: ConfirmedSum;
  /** What is still suspected, and in no claim that was sent. */
  suspected: { count: number; amountKrw: number };
  /** Whether anything of the line was exposed at all. */
  exposed: boolean;
  /** A minor's line: a guardian reads. */
  minor: boolean;
  /** No longer in use here, which takes nothing away from what is paid back. */
  ended: boolean;
};

/** How a line stands with its money: sums and counts alone, which L1 may read. */
export async function getCompensation(ctx: Ctx, subscriberId: bigint): Promise<Compensation> {
  const sum = await getConfirmedSum(ctx, subscriberId);
  const { history, minor } = await getAnswer(ctx, subscriberId);
  const { verdict } = history.at(-1)?.exposure ?? nothingHeld;
  const suspected = await listSuspected(ctx, subscriberId);
  const line = await ctx.db.subscriber.findUniqueOrThrow({
    where: { id: subscriberId },
    select: { lineStatus: true },
  });
  return {
    ending: await findEnding(ctx, subscriberId),
    sum,
    suspected: { count: suspected.length, amountKrw: sumKrw(suspected) },
    exposed: verdict === "exposed" || verdict === "payments",
    minor,
    ended: line.lineStatus !== "active",
  };
}

async function listSuspected(ctx: Ctx, subscriberId: bigint): Promise<HeldPayment[]> {
  const held = await listHeldPayments(ctx.db, { subscriberId, at: ctx.now() });
  const asked = await ctx.db.claimItem.findMany({
    where: { subscriberId, paymentId: { not: null }, claim: { state: { notIn: ["draft", "withdrawn"] } } },
    select: { paymentId: true },
  });
  const known = new Set(asked.map(({ paymentId }) => paymentId));
  return held.filter(({ status, paymentId }) => status === "suspected" && !known.has(paymentId));
}
