import { givenUp } from "#app/domain/compensation/evidence.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { EvidenceWhereInput } from "#app/infra/db/generated/models.ts";
import { findStoreFailure, type EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";

/** Gives documents up, as evidence.rules.ts tells; their files and rows are sweep-evidence's, an hour from now. */
export const giveUpEvidence = (ctx: Ctx, db: Database | Transaction, which: EvidenceWhereInput) =>
  db.evidence.updateMany({ where: which, data: { ...givenUp, keyId: null, receivedAt: ctx.now() } });

/**
 * Gives a document up that isn't received, and takes it away at once, file first. Where the store can't be
 * reached, or `mayComeLate` since it gave no answer about the file, the row stays for sweep-evidence.
 */
export async function discardEvidence(
  ctx: Ctx,
  store: EvidenceStore,
  { id, mayComeLate = false }: { id: string; mayComeLate?: boolean },
): Promise<void> {
  await giveUpEvidence(ctx, ctx.db, { id, state: "storing" });
  try {
    await store.remove(id);
  } catch (error) {
    if (findStoreFailure(error)) return;
    throw error;
  }
  if (!mayComeLate) await ctx.db.evidence.deleteMany({ where: { id, ...givenUp } });
}
