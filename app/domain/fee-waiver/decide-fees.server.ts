import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import {
  ASK_AGAIN_MS,
  decideFee,
  reminderDueSince,
  sumQuote,
  type FeeDecision,
} from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { followEach } from "#app/domain/fee-waiver/follow-each.ts";
import { isAffected } from "#app/domain/fee-waiver/is-affected.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { FeeApplication } from "#app/infra/db/generated/client.ts";
import { before } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while any is asked about. */
const BATCH = 50;

type Waiting = { id: string; subscriber_id: string; subscriber_ref: string };

/**
 * Decides what is registered and can be decided by the policy in force, each in one transaction with its
 * order, letter and audit. The carrier says when a line was terminated; where it is silent, or the line
 * hasn't ended, the application waits and is asked after again an hour later at the soonest. Who hasn't left
 * is reminded before the last day to, by each reminder once. How many were decided, reminded and asked after.
 */
export async function decideFees(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  failures: unknown[],
): Promise<Record<"decided" | "reminded" | "asked", number>> {
  if (policy.state === "under_review") return { decided: 0, reminded: 0, asked: 0 };
  const rows = await takeWaiting(ctx, policy);
  const asked = await Promise.all(
    rows.map(async (row) => ({
      row,
      quote: await ctx.carrier.findFeeQuote(row.subscriber_ref).catch(() => "silent" as const),
    })),
  );
  const followed = { decided: 0, reminded: 0, asked: rows.length };
  await followEach(asked, failures, async ({ row, quote }) => {
    if (quote === "silent") return;
    // A line that the carrier doesn't know was never terminated there.
    const done = await followOne(ctx, policy, row, quote ?? { terminatedAt: null, parts: [] });
    if (done) followed[done] += 1;
  });
  return followed;
}

/**
 * Those that were asked after longest ago, never first: marked before the carrier is, so that none of them
 * holds up who comes behind.
 */
async function takeWaiting(ctx: Ctx, { incident }: FeePolicyDefinition): Promise<Waiting[]> {
  const { rows } = await ctx.pool.query<Waiting>(
    `update fee_applications a set asked_at = $2 from subscribers s where s.id = a.subscriber_id and a.id in (
       select waiting.id from fee_applications waiting join subscribers line on line.id = waiting.subscriber_id
       where waiting.incident_id = $1 and waiting.state = 'registered' and line.envelope is not null
         and (waiting.asked_at is null or waiting.asked_at <= $3)
       order by waiting.asked_at nulls first, waiting.id limit $4 for update of waiting skip locked)
     returning a.id, a.subscriber_id, s.subscriber_ref`,
    [incident, ctx.now(), before(ctx.now(), ASK_AGAIN_MS), BATCH],
  );
  return rows;
}

async function followOne(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  row: Waiting,
  quote: FeeQuote,
): Promise<"decided" | "reminded" | null> {
  const subscriberId = BigInt(row.subscriber_id);
  const affected = await isAffected(ctx, subscriberId, policy);
  return ctx.db.$transaction(async (tx) => {
    await lockFee(tx, subscriberId);
    const application = await tx.feeApplication.findUnique({
      where: { id: BigInt(row.id), state: "registered" },
    });
    if (!application) return null;
    const { appliedAt, grace } = application;
    const { terminatedAt } = quote;
    const decision = decideFee({ policy, terminatedAt, appliedAt, grace, affected, now: ctx.now() });
    if (decision.outcome === "wait")
      return decision.for === "termination" && (await remindToLeave(ctx, tx, { policy, application }))
        ? "reminded"
        : null;
    await write(ctx, tx, { application, policy, quote, decision });
    return "decided";
  });
}

/** Whether it was due. Who registered after the reminder began has just read the day. */
async function remindToLeave(
  ctx: Ctx,
  tx: Transaction,
  {
    policy: { terminated },
    application: { id, subscriberId, remindedAt, appliedAt },
  }: { policy: FeePolicyDefinition; application: FeeApplication },
): Promise<boolean> {
  const since = terminated ? reminderDueSince(terminated.to, ctx.now()) : null;
  if (!since || (remindedAt ?? appliedAt) >= since) return false;
  await tx.feeApplication.update({ where: { id }, data: { remindedAt: ctx.now() } });
  await writeLetter(ctx, tx, { subscriberId, kind: "fee_deadline" });
  return true;
}

async function write(
  ctx: Ctx,
  tx: Transaction,
  {
    application: { id, subscriberId, caseNumber },
    policy,
    quote,
    decision,
  }: {
    application: FeeApplication;
    policy: FeePolicyDefinition;
    quote: FeeQuote;
    decision: Exclude<FeeDecision, { outcome: "wait" }>;
  },
): Promise<void> {
  const { lines, waivedKrw, paidBackKrw } = sumQuote(quote, policy.parts);
  const by = { policyVersion: policy.version, terminatedAt: quote.terminatedAt, decidedAt: ctx.now() };
  const isFree = decision.outcome === "approve" && waivedKrw + paidBackKrw === 0;
  const reason = decision.outcome === "refuse" ? decision.reason : isFree ? "nothing-to-waive" : null;
  if (reason)
    await tx.feeApplication.update({
      where: { id },
      data: { ...by, state: "refused", reason, quote: lines },
    });
  else {
    const ordered = await placeOrder(ctx, tx, {
      subscriberId,
      key: caseNumber,
      level: null,
      order: { kind: "waive_fee", wanted: { applicationId: String(id) } },
    });
    if (!ordered.ok) throw new Error(`application ${caseNumber} was ordered before, and otherwise`);
    const { orderId } = ordered.value;
    await tx.feeApplication.update({
      where: { id },
      data: { ...by, state: "approved", quote: lines, waivedKrw, paidBackKrw, orderId },
    });
  }
  await recordAudit(ctx, tx, {
    action: "fee.decide",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { caseNumber, version: policy.version, reason, waivedKrw, paidBackKrw },
  });
  await writeLetter(ctx, tx, { subscriberId, kind: "fee_decided" });
}
