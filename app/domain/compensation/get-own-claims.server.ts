import { z } from "zod";
import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { parseClaimPaper, type ClaimPaper } from "#app/domain/compensation/claim-papers.ts";
import { objectionUntil } from "#app/domain/compensation/claim.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listOwnItems, type OwnItem } from "#app/domain/compensation/list-own-items.server.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import { openClaimWords } from "#app/domain/compensation/open-claim-words.server.ts";
import { isSurelyUnpaid } from "#app/domain/compensation/payout.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Claim, Prisma } from "#app/infra/db/generated/client.ts";
import type { PayoutState, PayoutWay } from "#app/infra/db/generated/enums.ts";
import { kstDay } from "#app/shared/time.ts";

export type OwnPayout = {
  state: PayoutState;
  /** Failed, and the carrier may have paid all the same: people ask there. */
  isUnclear: boolean;
  way: PayoutWay;
  amountKrw: number;
  askedAt: Date;
  settledAt: Date | null;
  /** Until when nothing is paid to the account. */
  holdUntil: Date | null;
  /** Of the account; at L2 alone. */
  lastFour: string | null;
  /** What the carrier did with each item, by its number; at L2 alone, and once it is settled. */
  settledItems: { itemId: string; how: SettledHow; amountKrw: number }[];
};

export type OwnClaim = Pick<
  Claim,
  | "claimNumber"
  | "basis"
  | "state"
  | "payoutWay"
  | "startedAt"
  | "savedAt"
  | "filedAt"
  | "decidedAt"
  | "objectedAt"
> & {
  /** Of all items. */
  sumKrw: number;
  /** Whether a reviewer has begun with it, and it can't be taken back any more. */
  isTaken: boolean;
  /** By all decisions; null before the first. */
  approvedKrw: number | null;
  /** The last day in Korea on which it can be objected to, while it can. */
  objectionUntil: string | null;
  /** What is still waited for. */
  papers: { paper: ClaimPaper; dueOn: string }[];
  /** One for each decision that approved anything, oldest first. */
  payouts: OwnPayout[];
  /** At L2 alone: payment lines are nothing for who holds a link. */
  items: OwnItem[] | null;
  /** What the person wrote, to the claim and to the objection; at L2 alone. */
  note: string | null;
  objection: string | null;
};

const settledItemsSchema = z.array(
  z.object({
    reference: z.string(),
    how: z.enum(["credited", "waived", "transferred"]),
    amountKrw: z.number(),
  }),
);
export type SettledHow = z.infer<typeof settledItemsSchema>[number]["how"];

/**
 * The claims of a line's holder, the newest first, or the one of a number; drafts that were never filed and
 * withdrawn, and those that nothing is in, aren't among them. At L1, and for an agent who checked the caller:
 * sums, states, numbers and dates. At L2 whole, each line with what was decided of it and why.
 */
export async function getOwnClaims(
  ctx: Ctx,
  subscriberId: bigint,
  level: "L1" | "L2",
  claimNumber?: string,
): Promise<OwnClaim[]> {
  await requireLineAccess(ctx, subscriberId);
  const isWhole = level === "L2" && ctx.actor.type === "subscriber" && ctx.actor.level === "L2";
  const claims = await ctx.db.claim.findMany({
    where: {
      ...(await getClaimScope(ctx.db, subscriberId)),
      claimNumber,
      NOT: [
        { state: "withdrawn", filedAt: null },
        { state: "draft", items: { none: {} } },
      ],
    },
    orderBy: { id: "desc" },
    include: {
      items: { orderBy: [{ at: "asc" }, { id: "asc" }] },
      paperRequests: { where: { endedAt: null }, orderBy: { dueOn: "asc" } },
      decisions: {
        orderBy: { round: "asc" },
        include: { payout: { include: { bankAccount: true } } },
      },
    },
  });
  const itemsOf = isWhole ? await listOwnItems(ctx, { subscriberId, claimNumber }) : null;
  return claims.map((claim) => {
    const { claimNumber, basis, state, payoutWay, startedAt, savedAt, filedAt, decidedAt, objectedAt } =
      claim;
    const words = isWhole ? openClaimWords(ctx, claim) : null;
    const { items, paperRequests } = claim;
    const decisions = claim.decisions.filter(({ state }) => state === "final");
    return {
      claimNumber,
      basis,
      state,
      payoutWay,
      startedAt,
      savedAt,
      filedAt,
      decidedAt,
      objectedAt,
      sumKrw: sumKrw(items),
      isTaken: claim.decisions.some(({ memberId }) => memberId !== null),
      approvedKrw:
        decisions.length === 0 ? null : decisions.reduce((sum, one) => sum + (one.approvedKrw ?? 0), 0),
      objectionUntil: untilWhen(ctx, claim),
      papers: paperRequests.flatMap(({ paper, dueOn }) => {
        const known = parseClaimPaper(paper);
        return known ? [{ paper: known, dueOn }] : [];
      }),
      payouts: decisions.flatMap(({ payout }) => (payout ? [toOwnPayout(payout, isWhole)] : [])),
      items: itemsOf && (itemsOf.get(claim.id) ?? []),
      note: words?.note ?? null,
      objection: words?.objection?.words ?? null,
    };
  });
}

type WithItems = Claim & { items: { state: string }[] };

/** Once, of what was refused, and in time. */
function untilWhen(ctx: Ctx, { state, decidedAt, objectedAt, items }: WithItems): string | null {
  if (state !== "decided" || !decidedAt || objectedAt) return null;
  if (!items.some((item) => item.state === "refused")) return null;
  const until = objectionUntil(decidedAt);
  return kstDay(ctx.now()) <= until ? until : null;
}

function toOwnPayout(
  payout: Prisma.PayoutGetPayload<{ include: { bankAccount: true } }>,
  isWhole: boolean,
): OwnPayout {
  const { state, way, amountKrw, askedAt, settledAt, reason, bankAccount, settledItems } = payout;
  const settled = isWhole && settledItems ? settledItemsSchema.parse(settledItems) : [];
  return {
    state,
    isUnclear: state === "failed" && !isSurelyUnpaid(reason),
    way,
    amountKrw,
    askedAt,
    settledAt,
    holdUntil: bankAccount?.holdUntil ?? null,
    lastFour: isWhole ? (bankAccount?.lastFour ?? null) : null,
    settledItems: settled.map(({ reference, how, amountKrw }) => ({
      itemId: reference.replace(/^item:/, ""),
      how,
      amountKrw,
    })),
  };
}
