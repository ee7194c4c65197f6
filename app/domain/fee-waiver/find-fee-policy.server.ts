import type { Ctx } from "#app/domain/context.server.ts";
import { feePolicySchema, type FeePolicyDefinition } from "#app/domain/fee-waiver/fee-policy.schema.ts";
import type { Database } from "#app/infra/db/database.server.ts";

/**
 * A version never changes, so it is read and checked once a process; only which one is in force is asked each
 * time.
 */
const versions = new WeakMap<Database, Map<string, FeePolicyDefinition>>();

/** What is decided of an incident's waiver as of now: the newest version announced; null before the first. */
export async function findFeePolicy(
  ctx: Pick<Ctx, "db" | "pool" | "now">,
  incidentId: string,
): Promise<FeePolicyDefinition | null> {
  const found = await ctx.pool.query<{ version: number }>({
    name: "fee-policy-in-force",
    text: `select version from fee_policies where incident_id = $1 and announced_at <= $2
      order by version desc limit 1`,
    values: [incidentId, ctx.now()],
  });
  const version = found.rows[0]?.version;
  if (version === undefined) return null;

  const read = versions.get(ctx.db) ?? new Map<string, FeePolicyDefinition>();
  versions.set(ctx.db, read);
  const key = `${incidentId} ${version}`;
  const known = read.get(key);
  if (known) return known;
  const row = await ctx.db.feePolicy.findUniqueOrThrow({
    where: { incidentId_version: { incidentId, version } },
  });
  const policy = feePolicySchema.parse(row.definition);
  read.set(key, policy);
  return policy;
}
