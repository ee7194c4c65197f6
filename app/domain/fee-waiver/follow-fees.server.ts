import type { Ctx } from "#app/domain/context.server.ts";
import { decideFees } from "#app/domain/fee-waiver/decide-fees.server.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { remindOfFeeDeadline } from "#app/domain/fee-waiver/remind-of-fee-deadline.server.ts";
import { tellRegistered } from "#app/domain/fee-waiver/tell-registered.server.ts";

export type FollowedFees = Record<"told" | "decided" | "reminded" | "asked", number>;

/**
 * One step of the worker's with the fee policies in force: tells who is registered of a new version, decides
 * what can be decided, reminds the unfinished. Each line is its own transaction, so one that is killed is
 * gone on with. As long as any of the four isn't 0, there is more to do. A line that fails holds none of the
 * others up; that some did is thrown once all have had their turn.
 */
export async function followFees(ctx: Ctx): Promise<FollowedFees> {
  const followed: FollowedFees = { told: 0, decided: 0, reminded: 0, asked: 0 };
  const failures: unknown[] = [];
  const incidents = await ctx.db.feePolicy.findMany({
    where: { announcedAt: { lte: ctx.now() } },
    distinct: ["incidentId"],
    select: { incidentId: true },
  });
  for (const { incidentId } of incidents) {
    const policy = await findFeePolicy(ctx, incidentId);
    if (!policy) continue;
    followed.told += await tellRegistered(ctx, policy, failures);
    const decided = await decideFees(ctx, policy, failures);
    const left = await remindOfFeeDeadline(ctx, policy, failures);
    followed.decided += decided.decided;
    followed.reminded += decided.reminded + left.reminded;
    followed.asked += decided.asked + left.asked;
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} lines' fees can't be followed up`, { cause: failures[0] });
  return followed;
}
