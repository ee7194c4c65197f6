import { z } from "zod";
import { lockOwnRound, type Round } from "#app/domain/compensation/lock-round.server.ts";
import { requireReviewer } from "#app/domain/compensation/claim.policy.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Evidence } from "#app/infra/db/generated/client.ts";
import { ok, type Result } from "#app/shared/result.ts";

/** A document of a claim, for the reviewer who has the claim, held until the transaction ends. */
export async function lockEvidence(
  ctx: Ctx,
  tx: Transaction,
  evidenceId: string,
): Promise<Result<{ round: Round; evidence: Evidence }, "not-yours" | "gone">> {
  requireReviewer(ctx.actor);
  const id = z.uuid().safeParse(evidenceId).data;
  const found = id && (await tx.evidence.findUnique({ where: { id }, include: { claim: true } }));
  if (!found) throw new NotFound("no such document");
  const round = await lockOwnRound(ctx, tx, found.claim.claimNumber);
  if (!round.ok) return round;
  return ok({
    round: round.value,
    evidence: await tx.evidence.findUniqueOrThrow({ where: { id: found.id } }),
  });
}
