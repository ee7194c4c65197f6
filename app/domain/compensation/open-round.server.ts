import { TWO_PEOPLE_ABOVE_KRW } from "#app/domain/compensation/claim.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";

/** Opens a round of deciding, for whichever reviewer takes it on. */
export const openRound = (
  ctx: Ctx,
  tx: Transaction,
  { claimId, round }: { claimId: bigint; round: number },
) =>
  tx.claimDecision.create({
    data: { claimId, round, basis: "disputed", openedAt: ctx.now(), limitKrw: TWO_PEOPLE_ABOVE_KRW },
  });
