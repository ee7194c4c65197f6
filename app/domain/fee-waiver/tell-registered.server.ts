import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 50;

/** Tells whoever is registered of the version in force, each once. How many. */
export async function tellRegistered(
  ctx: Ctx,
  { incident: incidentId, version }: Pick<FeePolicyDefinition, "incident" | "version">,
): Promise<number> {
  const untold = await ctx.db.feeApplication.findMany({
    where: {
      ...{ incidentId, state: "registered" },
      OR: [{ toldVersion: null }, { toldVersion: { lt: version } }],
      subscriber: { envelope: { not: null } },
    },
    orderBy: { id: "asc" },
    take: BATCH,
  });
  let told = 0;
  for (const { id, subscriberId, toldVersion } of untold)
    told += await ctx.db.$transaction(async (tx) => {
      const { count } = await tx.feeApplication.updateMany({
        where: { id, state: "registered", toldVersion },
        data: { toldVersion: version },
      });
      if (count > 0) await writeLetter(ctx, tx, { subscriberId, kind: "fee_policy" });
      return count;
    });
  return told;
}
