import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import type { HandItem } from "#app/domain/compensation/claim.schema.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listHeldPayments, type HeldPayment } from "#app/domain/compensation/list-held-payments.server.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import { openClaimWords } from "#app/domain/compensation/open-claim-words.server.ts";
import { openHandItem } from "#app/domain/compensation/open-hand-item.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import type { AuthMethod, PayoutWay } from "#app/infra/db/generated/enums.ts";

export type DraftItem = {
  itemId: string;
  at: Date;
  amountKrw: number;
  authMethod: AuthMethod | null;
  /** Of one that the carrier holds; as it is in force now. */
  payment: HeldPayment | null;
  /** Of one added by hand. */
  byHand: HandItem | null;
};

export type Draft = {
  claimNumber: string;
  savedAt: Date;
  note: string;
  payoutWay: PayoutWay;
  /** By their time. */
  items: DraftItem[];
  sumKrw: number;
};

/** The draft of the line's holder, wherever it was begun; null where there is none. */
export async function getDraft(ctx: Ctx, session: Session): Promise<Draft | null> {
  requireClaimant(ctx, session);
  const { subscriberId } = session;
  const draft = await ctx.db.claim.findFirst({
    where: { ...(await getClaimScope(ctx.db, subscriberId)), state: "draft" },
    include: { items: { orderBy: [{ at: "asc" }, { id: "asc" }] } },
  });
  if (!draft) return null;
  const held = await listHeldPayments(ctx.db, { subscriberId, at: ctx.now() });
  const { claimNumber, savedAt, payoutWay, items } = draft;
  return {
    claimNumber,
    savedAt,
    payoutWay,
    note: openClaimWords(ctx, draft).note,
    items: items.map((item) => ({
      itemId: String(item.id),
      at: item.at,
      amountKrw: item.amountKrw,
      authMethod: item.authMethod,
      payment: held.find(({ paymentId }) => paymentId === item.paymentId) ?? null,
      byHand: openHandItem(ctx, claimNumber, item),
    })),
    sumKrw: sumKrw(items),
  };
}
