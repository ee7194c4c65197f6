import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { handDays, handItemOwner, MOST_ITEMS } from "#app/domain/compensation/claim.rules.ts";
import { claimKey } from "#app/domain/compensation/claim-key.server.ts";
import type { HandItem } from "#app/domain/compensation/claim.schema.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import { openDraft, saveDraft } from "#app/domain/compensation/open-draft.server.ts";
import { openHandItem } from "#app/domain/compensation/open-hand-item.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { AuthMethod } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { kstDay } from "#app/shared/time.ts";

export type AddByHand = {
  /** Of the form. */
  key: string;
  at: Date;
  /** False where only the day of it is. */
  timeKnown?: boolean;
  /** As claim.schema.ts checks it. */
  amountKrw: number;
  merchant: string;
  pg?: string | null;
  item?: string | null;
  authMethod?: AuthMethod | null;
};

export type HandRefusal = "reads-only" | "too-many" | "outside-window" | "form-used";

/**
 * Adds a payment that isn't listed to the line's draft, which is begun where there is none; its words are
 * sealed. The same form sent again is the same item; with something else in it, it is refused ("form-used").
 * Refused for a day farther than thirty days from the incident, or one that is yet to come
 * ("outside-window").
 */
export async function addByHand(
  ctx: Ctx,
  session: Session,
  { key, at, timeKnown = true, amountKrw, merchant, pg = null, item = null, authMethod = null }: AddByHand,
): Promise<Result<{ itemId: string }, HandRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const { subscriberId } = session;
  const { incidentId } = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const { from, to } = handDays((await getIncident(ctx, incidentId)).window);
  const isAhead = timeKnown ? at > ctx.now() : kstDay(at) > kstDay(ctx.now());
  if (kstDay(at) < from || kstDay(at) > to || isAhead) return refused("outside-window");

  const typed: HandItem = {
    merchant: merchant.trim(),
    pg: pg?.trim() ?? null,
    item: item?.trim() ?? null,
    timeKnown,
  };
  const itemKey = claimKey("hand", subscriberId, key);
  return ctx.db.$transaction(async (tx) => {
    await lockClaims(tx, subscriberId);
    const before = await tx.claimItem.findFirst({
      where: { subscriberId, formKey: itemKey },
      include: { claim: true },
    });
    if (before) {
      const same =
        JSON.stringify(openHandItem(ctx, before.claim.claimNumber, before)) === JSON.stringify(typed) &&
        before.at.getTime() === at.getTime() &&
        before.amountKrw === amountKrw &&
        before.authMethod === authMethod;
      return same ? ok({ itemId: String(before.id) }) : refused("form-used");
    }
    const draft = await openDraft(ctx, tx, { subscriberId, key });
    if ((await tx.claimItem.count({ where: { claimId: draft.id } })) >= MOST_ITEMS)
      return refused("too-many");
    const { id } = await tx.claimItem.create({
      data: {
        claimId: draft.id,
        subscriberId,
        formKey: itemKey,
        at,
        amountKrw,
        authMethod,
        ...ctx.vault.seal(handItemOwner(draft.claimNumber, itemKey), typed),
      },
    });
    await saveDraft(ctx, tx, draft, "hand-on");
    return ok({ itemId: String(id) });
  });
}
