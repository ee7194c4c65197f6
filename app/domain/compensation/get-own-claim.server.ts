import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { getOwnClaims, type OwnClaim } from "#app/domain/compensation/get-own-claims.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/** One claim of the line's holder, whole. Throws NotFound for anybody else's. */
export async function getOwnClaim(ctx: Ctx, session: Session, claimNumber: string): Promise<OwnClaim> {
  requireClaimant(ctx, session);
  const [claim] = await getOwnClaims(ctx, session.subscriberId, "L2", claimNumber);
  if (!claim) throw new NotFound("no such claim of this line");
  return claim;
}
