import { randomUUID } from "node:crypto";
import type { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import type { feePolicySchema } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { sumQuote } from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { publishFeePolicy } from "#app/domain/fee-waiver/publish-fee-policy.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { FeePart } from "#app/shared/fee-parts.ts";
import type { FeeApplication } from "#app/infra/db/generated/client.ts";
import { anOrder } from "#tests/factories/carrier-order.ts";
import { inAllLanguages } from "#tests/factories/incident.ts";

type PolicyInput = z.input<typeof feePolicySchema>;

/** A discount that costs the waiver, and a settlement that costs compensation. */
const offers: NonNullable<PolicyInput["offers"]> = [
  {
    key: "discount",
    names: inAllLanguages("Half price"),
    description: inAllLanguages("For six months."),
    worth_krw: 165_000,
    forfeits: ["fee-waiver"],
    from: "2025-09-18",
    until: "2026-01-13",
  },
  {
    key: "settlement",
    names: inAllLanguages("A settlement"),
    description: inAllLanguages("And no more."),
    worth_krw: 50_000,
    forfeits: ["compensation"],
    from: "2025-09-18",
    until: "2026-01-31",
  },
];

/** Under review since 11 September, as its file would say it. */
export const underReview = (overrides: Partial<PolicyInput> = {}): PolicyInput => ({
  incident: "small-incident",
  version: 1,
  state: "under_review",
  announced_at: "2025-09-11T15:00:00+09:00",
  source: "Press briefing",
  for: ["payments", "exposed", "signal_only"],
  parts: ["subsidy_clawback", "discount_refund"],
  not_covered: [inAllLanguages("The instalments")],
  offers,
  ...overrides,
});

/** Decided on 30 December, with the windows of 2025. */
export const decided = (overrides: Partial<PolicyInput> = {}): PolicyInput =>
  underReview({
    version: 2,
    state: "decided",
    announced_at: "2025-12-30T10:00:00+09:00",
    terminated: { from: "2025-09-01", to: "2026-01-13" },
    apply: { from: "2026-01-14", to: "2026-01-31" },
    grace: [{ for: "military", apply_until: "2026-12-31" }],
    ...overrides,
  });

/** Publishes versions through the use case. */
export async function aFeePolicy(ctx: Ctx, ...policies: PolicyInput[]): Promise<void> {
  for (const policy of policies) {
    const published = await publishFeePolicy(ctx, JSON.stringify(policy), { operators: ["kim", "lee"] });
    if (!published.ok) throw new Error(JSON.stringify(published));
  }
}

const parts: [FeePart, number, number][] = [
  ["subsidy_clawback", 180_000, 0],
  ["discount_refund", 90_000, 40_000],
  ["handset_instalments", 400_000, 0],
  ["bundle", 30_000, 30_000],
];

/**
 * What the carrier says of a line that ended at that time in Korea, or hasn't: 230,000 won to waive, and
 * 40,000 to give back.
 */
export const aQuote = (terminated: string | null): FeeQuote => ({
  terminatedAt: terminated === null ? null : new Date(`${terminated}+09:00`),
  parts: parts.map(([part, amountKrw, paidKrw]) => ({ part, amountKrw, paidKrw })),
});

/**
 * An application of a line whose waiver was approved, by version 2, with what `aQuote` says; its order waits,
 * or failed for `reason`. Written down as it is after the decision, without its making.
 */
export async function anApprovedFee(
  ctx: Ctx,
  { id: subscriberId, incidentId }: { id: bigint; incidentId: string },
  { reason }: { reason?: string } = {},
): Promise<FeeApplication> {
  const { parts, terminatedAt } = aQuote("2025-11-20T10:00:00");
  const { lines, waivedKrw, paidBackKrw } = sumQuote({ parts }, ["subsidy_clawback", "discount_refund"]);
  const at = ctx.now();
  const row = { subscriberId, incidentId, appliedAt: at, idempotencyKey: randomUUID() };
  const { id } = await ctx.db.feeApplication.create({ data: { ...row, caseNumber: randomUUID() } });
  const order = await anOrder(
    ctx,
    { id: subscriberId },
    {
      kind: "waive_fee",
      wanted: { applicationId: String(id) },
    },
  );
  if (reason)
    await ctx.db.carrierOrder.update({
      where: { id: order.id },
      data: { state: "failed", reason, settledAt: at },
    });
  return ctx.db.feeApplication.update({
    where: { id },
    data: {
      state: "approved",
      policyVersion: 2,
      terminatedAt,
      decidedAt: at,
      orderId: order.id,
      quote: lines,
      waivedKrw,
      paidBackKrw,
    },
  });
}
