import type { Ctx } from "#app/domain/context.server.ts";
import { EvidenceStoreError, type EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";

/**
 * Takes a document away that was never received, file first. False where the store can't be reached: then the row stays, so that the file
 * isn't forgotten, and sweep-evidence tries again.
 */
export async function discardEvidence(ctx: Ctx, store: EvidenceStore, id: string): Promise<boolean> {
  try {
    await store.remove(id);
  } catch (error) {
    if (error instanceof EvidenceStoreError) return false;
    throw error;
  }
  await ctx.db.evidence.deleteMany({ where: { id, state: "storing" } });
  return true;
}
