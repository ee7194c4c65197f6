import { z } from "zod";
import { standingOf } from "#app/domain/carrier-orders/standing-of.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { requireHolder } from "#app/domain/fee-waiver/fee-waiver.policy.ts";
import {
  countsFrom,
  daysToLeaveAreOver,
  decideFee,
  feeLineSchema,
  feeRefusals,
  hindranceOf,
  sumQuote,
  type FeeHindrance,
  type FeeRefusal,
  type FeeSum,
} from "#app/domain/fee-waiver/fee-waiver.rules.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { findRefusedOffer } from "#app/domain/fee-waiver/find-refused-offer.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { isAffected } from "#app/domain/fee-waiver/is-affected.server.ts";
import { isOnOffer, OFFER_TAKEN, type Standing } from "#app/domain/fee-waiver/offer.rules.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { FeeQuote } from "#app/infra/carrier/carrier-api.server.ts";
import type { FeeApplication } from "#app/infra/db/generated/client.ts";
import type { FeeGrace } from "#app/infra/db/generated/enums.ts";

export type OwnFeeApplication = {
  caseNumber: string;
  state: "registered" | "approved" | "refused" | "withdrawn";
  grace: FeeGrace | null;
  appliedAt: string;
  decidedAt: string | null;
  reason: FeeRefusal | null;
  /** What a registered one waits for; "late": the days to leave are over, and no end of the line is known. */
  waitsFor: "decision" | "window" | "termination" | "late" | "carrier" | null;
  /** Withdrawn by an offer that costs it, not by hand. */
  byOffer: boolean;
  terminatedAt: string | null;
  /** As it was decided on. */
  sum: FeeSum | null;
  /** What the carrier made of it, once it is approved. */
  order: "asked" | "done" | "failed" | null;
  settledAt: string | null;
};

export type FeeWaiverPage = {
  /** How the number ends. */
  ending: string;
  /** In force; null where none was announced. */
  policy: FeePolicyDefinition | null;
  /** Each version announced so far, oldest first. */
  announced: { version: number; state: FeePolicyDefinition["state"]; at: string }[];
  affected: boolean;
  /** Whether the sign-in may change anything here. */
  readsOnly: boolean;
  forfeited: boolean;
  /** Whether it can be registered for now: without a grace, and with one. */
  open: { plain: boolean; graces: FeeGrace[] };
  /** Whether an end of the line from now on comes too late. */
  tooLateToLeave: boolean;
  application: OwnFeeApplication | null;
  /**
   * What the carrier says now of a fee that may still be waived, and what would be waived of it; nothing, and
   * why, where the rule that decides would refuse it without a grace that nobody has claimed. Null where it
   * may not be.
   */
  quote: (FeeSum & { terminatedAt: string | null; why: FeeHindrance | null }) | "silent" | null;
  /** Those of today, and those that were taken. */
  offers: (FeePolicyDefinition["offers"][number] & { isTaken: boolean })[];
};

/**
 * How a line stands with the waiver of its termination fee: the rules in force, what is registered, what the
 * carrier would charge.
 */
export async function getFeeWaiver(ctx: Ctx, session: Session): Promise<FeeWaiverPage> {
  requireHolder(ctx, session);
  const { subscriberId } = session;
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const policy = await findFeePolicy(ctx, line.incidentId);
  const now = ctx.now();
  const newest = await ctx.db.feeApplication.findFirst({
    where: { subscriberId },
    orderBy: { id: "desc" },
    include: { order: true },
  });
  const versions = await ctx.db.feePolicy.findMany({
    where: { incidentId: line.incidentId, announcedAt: { lte: now } },
    orderBy: { version: "asc" },
  });
  const affected = policy !== null && (await isAffected(ctx, subscriberId, policy));
  const forfeited = await hasForfeited(ctx.db, subscriberId, "fee-waiver");
  const dates = { now, refusedOfferAt: await findRefusedOffer(ctx.db, subscriberId) };
  const registered = newest?.state === "registered" ? newest : null;
  const from = policy && countsFrom(policy, null, dates);
  const open = {
    plain: from !== null,
    graces: (policy?.grace ?? [])
      .filter((grace) => policy && countsFrom(policy, grace.for, dates))
      .map((grace) => grace.for),
  };
  const mayCome = affected && !forfeited && (open.plain || open.graces.length > 0);
  const isAsked = registered !== null || (mayCome && !isDecided(newest));
  const quote = isAsked
    ? await ctx.carrier.findFeeQuote(line.subscriberRef).catch(() => "silent" as const)
    : null;
  const choices = await ctx.db.offerChoice.findMany({ where: { subscriberId }, select: { offer: true } });
  const taken = new Set(choices.map(({ offer }) => offer));
  return {
    ending: line.envelope ? openPersonalData(ctx, line).msisdn.slice(-4) : "",
    policy,
    announced: versions.map(({ version, definition, announcedAt }) => ({
      version,
      state: versionSchema.parse(definition).state,
      at: announcedAt.toISOString(),
    })),
    affected,
    readsOnly: await readsOnly(ctx, session),
    forfeited,
    open,
    application: newest && {
      ...toOwn(newest, newest.order && standingOf(newest.order)),
      waitsFor:
        policy && newest.state === "registered" ? waitsFor(policy, newest, { quote, affected, now }) : null,
    },
    tooLateToLeave: policy !== null && daysToLeaveAreOver(policy, now),
    quote:
      policy && quote && quote !== "silent"
        ? priceOf(policy, { quote, registered, appliesFrom: from ?? now, affected, now })
        : isAsked
          ? "silent"
          : null,
    offers: (policy?.offers ?? [])
      .filter((offer) => taken.has(offer.key) || isOnOffer(offer, now))
      .map((offer) => ({ ...offer, isTaken: taken.has(offer.key) })),
  };
}

function priceOf(
  policy: FeePolicyDefinition,
  { quote, registered, appliesFrom, affected, now }: Omit<Standing, "policy">,
): Exclude<FeeWaiverPage["quote"], "silent" | null> {
  const { terminatedAt } = quote;
  const { appliedAt, grace } = registered ?? { appliedAt: appliesFrom, grace: null };
  const why = hindranceOf({ policy, terminatedAt, appliedAt, grace, affected, now });
  const counted = why ? [] : policy.parts;
  return { ...sumQuote(quote, counted), terminatedAt: terminatedAt?.toISOString() ?? null, why };
}

const isDecided = (row: FeeApplication | null) => row?.state === "approved" || row?.state === "refused";

const versionSchema = z.object({ state: z.enum(["under_review", "decided"]) });

function waitsFor(
  policy: FeePolicyDefinition,
  { appliedAt, grace }: FeeApplication,
  { quote, affected, now }: { quote: FeeQuote | "silent" | null; affected: boolean; now: Date },
): OwnFeeApplication["waitsFor"] {
  const known = quote !== "silent" && quote !== null;
  const terminatedAt = known ? quote.terminatedAt : null;
  const decision = decideFee({ policy, terminatedAt, appliedAt, grace, affected, now });
  if (decision.outcome !== "wait") return "carrier";
  if (decision.for !== "termination") return decision.for;
  if (!known) return "carrier";
  return daysToLeaveAreOver(policy, now) ? "late" : "termination";
}

function toOwn(row: FeeApplication, order: OwnFeeApplication["order"]): Omit<OwnFeeApplication, "waitsFor"> {
  const lines = row.quote === null ? null : z.array(feeLineSchema).parse(row.quote);
  return {
    caseNumber: row.caseNumber,
    state: row.state,
    grace: row.grace,
    appliedAt: row.appliedAt.toISOString(),
    decidedAt: row.decidedAt?.toISOString() ?? null,
    reason: feeRefusals.find((reason) => reason === row.reason) ?? null,
    byOffer: row.reason === OFFER_TAKEN,
    terminatedAt: row.terminatedAt?.toISOString() ?? null,
    sum: lines && { lines, waivedKrw: row.waivedKrw ?? 0, paidBackKrw: row.paidBackKrw ?? 0 },
    order: row.state === "approved" ? order : null,
    settledAt: row.settledAt?.toISOString() ?? null,
  };
}
