import type { Ctx } from "#app/domain/context.server.ts";
import type { FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import { followEach } from "#app/domain/fee-waiver/follow-each.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";

type Untold = { id: string; subscriber_id: string };

/** At a time: the worker comes again at once while there are more. */
const BATCH = 50;

/**
 * Tells of the version in force whoever is registered, and whose newest application was refused by an older
 * one, since they may apply anew; each once. How many.
 */
export async function tellRegistered(
  ctx: Ctx,
  { incident: incidentId, version }: Pick<FeePolicyDefinition, "incident" | "version">,
  failures: unknown[],
): Promise<number> {
  const { rows } = await ctx.pool.query<Untold>(
    `select a.id, a.subscriber_id from fee_applications a join subscribers s on s.id = a.subscriber_id
     where a.incident_id = $1 and (a.told_version is null or a.told_version < $2) and s.envelope is not null
       and (a.state = 'registered' or a.state = 'refused' and a.policy_version < $2
         and not exists (select from fee_applications newer where newer.subscriber_id = a.subscriber_id and newer.id > a.id))
     order by a.id limit $3`,
    [incidentId, version, BATCH],
  );
  let told = 0;
  await followEach(rows, failures, (row) =>
    ctx.db.$transaction(async (tx) => {
      const { count } = await tx.feeApplication.updateMany({
        where: {
          id: BigInt(row.id),
          state: { in: ["registered", "refused"] },
          OR: [{ toldVersion: null }, { toldVersion: { lt: version } }],
        },
        data: { toldVersion: version },
      });
      if (count === 0) return;
      await writeLetter(ctx, tx, { subscriberId: BigInt(row.subscriber_id), kind: "fee_policy" });
      told += 1;
    }),
  );
  return told;
}
