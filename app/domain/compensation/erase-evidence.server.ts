import type { Ctx } from "#app/domain/context.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";

const BATCH = 100;

/**
 * Erases the documents of an incident that is purged, for good: the file, and with the envelope its name and
 * key. The row stays, as a count of nobody in particular. Cut off, it goes on where it was; throws where the
 * store can't be reached.
 */
export async function eraseEvidence(
  ctx: Ctx,
  store: EvidenceStore,
  incidentId: string,
): Promise<{ erased: number }> {
  let erased = 0;
  for (;;) {
    const left = await ctx.db.evidence.findMany({
      where: { envelope: { not: null }, claim: { subscriber: { incidentId } } },
      select: { id: true },
      take: BATCH,
    });
    if (left.length === 0) return { erased };
    for (const { id } of left) {
      await store.remove(id);
      await ctx.db.evidence.update({ where: { id }, data: { envelope: null, keyId: null } });
      erased += 1;
    }
  }
}
