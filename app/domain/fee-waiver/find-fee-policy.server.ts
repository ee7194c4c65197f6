import type { Ctx } from "#app/domain/context.server.ts";
import { feePolicySchema, type FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";

/** What is decided of an incident's waiver as of now: the newest version announced; null before the first. */
export async function findFeePolicy(ctx: Ctx, incidentId: string): Promise<FeePolicyDefinition | null> {
  const row = await ctx.db.feePolicy.findFirst({
    where: { incidentId, announcedAt: { lte: ctx.now() } },
    orderBy: { version: "desc" },
  });
  return row && feePolicySchema.parse(row.definition);
}
