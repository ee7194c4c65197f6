import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { claimKey } from "#app/domain/compensation/claim-key.server.ts";
import { giveUpEvidence } from "#app/domain/compensation/discard-evidence.server.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { insertClaim } from "#app/domain/compensation/insert-claim.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";

/**
 * The draft of the line's holder, begun where there is none, in place of one that an earlier holder left; the
 * line's claims must be held.
 */
export async function openDraft(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, key }: { subscriberId: bigint; key: string },
): Promise<Claim> {
  const draft = await tx.claim.findFirst({ where: { subscriberId, state: "draft" } });
  const { holderId } = await getClaimScope(tx, subscriberId);
  if (draft?.holderId === holderId) return draft;
  if (draft) await endClaim(ctx, tx, draft);
  const now = ctx.now();
  // A form that began one which is filed or withdrawn by now, sent again, begins another.
  const idempotencyKey = claimKey("draft", subscriberId, `${key}:${now.getTime()}`);
  return insertClaim(tx, {
    idempotencyKey,
    subscriberId,
    basis: "disputed",
    state: "draft",
    startedAt: now,
    savedAt: now,
  });
}

/**
 * Withdraws a claim that is still the holder's alone, in the transaction that holds it; its items may be put
 * into another one. Of a draft, which was never handed in, no words and no documents are kept.
 */
export async function endClaim(
  ctx: Ctx,
  tx: Transaction,
  { id, claimNumber, subscriberId, state }: Claim,
): Promise<void> {
  const emptied = state === "draft" ? { envelope: null, keyId: null } : {};
  await tx.claimItem.updateMany({ where: { claimId: id }, data: { state: "refused", ...emptied } });
  await tx.claim.update({ where: { id }, data: { state: "withdrawn", savedAt: ctx.now(), ...emptied } });
  if (state === "draft") await giveUpEvidence(ctx, tx, { claimId: id });
  await recordAudit(ctx, tx, {
    action: "compensation.withdraw",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { claim: claimNumber, from: state },
  });
}

/** Writes down that the draft was changed just now; it is not reminded of before it has lain untouched again. */
export async function saveDraft(
  ctx: Ctx,
  tx: Transaction,
  { id, claimNumber, subscriberId }: Pick<Claim, "id" | "claimNumber" | "subscriberId">,
  change: "item-on" | "item-off" | "hand-on" | "note",
): Promise<void> {
  await tx.claim.update({ where: { id }, data: { savedAt: ctx.now(), remindedAt: null } });
  await recordAudit(ctx, tx, {
    action: "compensation.draft",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { claim: claimNumber, change },
  });
}
