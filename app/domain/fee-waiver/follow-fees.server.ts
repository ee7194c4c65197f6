import type { Ctx } from "#app/domain/context.server.ts";
import { decideFees } from "#app/domain/fee-waiver/decide-fees.server.ts";
import { findFeePolicy } from "#app/domain/fee-waiver/find-fee-policy.server.ts";
import { remindOfFeeDeadline } from "#app/domain/fee-waiver/remind-of-fee-deadline.server.ts";
import { tellRegistered } from "#app/domain/fee-waiver/tell-registered.server.ts";

export type FollowedFees = Record<"told" | "decided" | "reminded" | "asked", number>;

/**
 * One step of the worker's with the fee policies in force: tells who is registered of a new version, decides what can be decided, reminds the
 * unfinished. Each line is its own transaction, so one that is killed is gone on with. As long as any of the four isn't 0, there is more to do.
 */
export async function followFees(ctx: Ctx): Promise<FollowedFees> {
  const followed: FollowedFees = { told: 0, decided: 0, reminded: 0, asked: 0 };
  const incidents = await ctx.db.feePolicy.findMany({
    where: { announcedAt: { lte: ctx.now() } },
    distinct: ["incidentId"],
    select: { incidentId: true },
  });
  for (const { incidentId } of incidents) {
    const policy = await findFeePolicy(ctx, incidentId);
    if (!policy) continue;
    followed.told += await tellRegistered(ctx, policy);
    followed.decided += await decideFees(ctx, policy);
    const { reminded, asked } = await remindOfFeeDeadline(ctx, policy);
    followed.reminded += reminded;
    followed.asked += asked;
  }
  return followed;
}
