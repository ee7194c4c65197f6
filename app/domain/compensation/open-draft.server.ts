import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { claimKey } from "#app/domain/compensation/claim-key.server.ts";
import { insertClaim } from "#app/domain/compensation/insert-claim.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";

/** The line's draft, begun where there is none; its claims must be held. */
export async function openDraft(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, key }: { subscriberId: bigint; key: string },
): Promise<Claim> {
  const draft = await tx.claim.findFirst({ where: { subscriberId, state: "draft" } });
  if (draft) return draft;
  const now = ctx.now();
  // A form that began one which is filed or withdrawn by now, sent again, begins another.
  const idempotencyKey = claimKey("draft", subscriberId, `${key}:${now.getTime()}`);
  return insertClaim(tx, {
    ...{ idempotencyKey, subscriberId, basis: "disputed", state: "draft", startedAt: now, savedAt: now },
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
