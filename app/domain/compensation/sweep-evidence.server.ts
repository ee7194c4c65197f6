import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { storingLifetime } from "#app/domain/compensation/evidence.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { before } from "#app/shared/time.ts";

const BATCH = 50;

/**
 * Takes away what was being stored, or was given up, for more than an hour, file first (evidence.rules.ts).
 * Run by the worker; throws where the store is down, to be asked again. Audited.
 */
export async function sweepEvidence(ctx: Ctx, store: EvidenceStore): Promise<{ swept: number }> {
  const left = await ctx.db.evidence.findMany({
    where: { state: "storing", receivedAt: { lt: before(ctx.now(), storingLifetime) } },
    include: { claim: true },
    take: BATCH,
  });
  let swept = 0;
  for (const { id, claim } of left) {
    await store.remove(id);
    await ctx.db.$transaction(async (tx) => {
      const { count } = await tx.evidence.deleteMany({ where: { id, state: "storing" } });
      if (count === 1) await auditClaim(ctx, tx, claim, "evidence.sweep", { evidence: id });
      swept += count;
    });
  }
  return { swept };
}
