import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { listOpenConfirmed, sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";

export type ConfirmedSum = {
  /** What can be taken now. */
  openKrw: number;
  openCount: number;
  /** Of the confirmed payments, those that a claim asks for that was written by hand. */
  askedByHand: number;
  /** What was taken before. */
  takenKrw: number;
};

/**
 * What the carrier has confirmed of a line's payments, and how much of it was taken: sums alone, so L1 may
 * read it, and an agent who checked the caller.
 */
export async function getConfirmedSum(ctx: Ctx, subscriberId: bigint): Promise<ConfirmedSum> {
  await requireLineAccess(ctx, subscriberId);
  const [{ open, askedByHand }, taken] = await Promise.all([
    listOpenConfirmed(ctx.db, { subscriberId, at: ctx.now() }),
    ctx.db.claimDecision.aggregate({
      where: { basis: "confirmed", claim: await getClaimScope(ctx.db, subscriberId) },
      _sum: { approvedKrw: true },
    }),
  ]);
  return {
    openKrw: sumKrw(open),
    openCount: open.length,
    askedByHand: askedByHand.length,
    takenKrw: taken._sum.approvedKrw ?? 0,
  };
}
