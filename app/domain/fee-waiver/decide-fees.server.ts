import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { decideFee, sumQuote, type FeeDecision } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { isAffected } from "#app/domain/fee-waiver/is-affected.server.ts";
import { lockFee } from "#app/domain/fee-waiver/lock-fee.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { FeeApplication } from "#app/infra/db/generated/client.ts";

/** At a time: the worker comes again at once while any is decided. */
const BATCH = 50;

type Waiting = { id: string; subscriber_id: string; subscriber_ref: string };

/**
 * Decides what is registered and can be decided by the policy in force, each in one transaction with its order, letter and audit. The carrier says
 * when a line was terminated; where it is silent, or the line hasn't ended, the application waits and is asked after again. How many were decided.
 */
export async function decideFees(ctx: Ctx, policy: FeePolicyDefinition): Promise<number> {
  if (policy.state === "under_review") return 0;
  // At random: nobody waits for ever behind fifty whose lines haven't ended, and no place in a line has to be kept.
  const { rows } = await ctx.pool.query<Waiting>(
    `select a.id, a.subscriber_id, s.subscriber_ref from fee_applications a join subscribers s on s.id = a.subscriber_id
     where a.incident_id = $1 and a.state = 'registered' and s.envelope is not null order by random() limit $2`,
    [policy.incident, BATCH],
  );
  const asked = await Promise.all(
    rows.map(async (row) => ({
      row,
      quote: await ctx.carrier.findFeeQuote(row.subscriber_ref).catch(() => "silent" as const),
    })),
  );
  let decided = 0;
  for (const { row, quote } of asked)
    // A line that the carrier doesn't know was never terminated there.
    if (quote !== "silent" && (await decideOne(ctx, policy, row, quote ?? { terminatedAt: null, parts: [] })))
      decided += 1;
  return decided;
}

async function decideOne(
  ctx: Ctx,
  policy: FeePolicyDefinition,
  row: Waiting,
  quote: FeeQuote,
): Promise<boolean> {
  const subscriberId = BigInt(row.subscriber_id);
  const affected = await isAffected(ctx, subscriberId, policy);
  return ctx.db.$transaction(async (tx) => {
    await lockFee(tx, subscriberId);
    const application = await tx.feeApplication.findUnique({
      where: { id: BigInt(row.id), state: "registered" },
    });
    if (!application) return false;
    const { appliedAt, grace } = application;
    const { terminatedAt } = quote;
    const decision = decideFee({ policy, terminatedAt, appliedAt, grace, affected, now: ctx.now() });
    if (decision.outcome === "wait") return false;
    await write(ctx, tx, { application, policy, quote, decision });
    return true;
  });
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
      ...{ subscriberId, key: caseNumber, level: null },
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
