import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { lockEvidence } from "#app/domain/compensation/lock-evidence.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Accepts a document that was received, by the reviewer who has the claim; done twice, it changes nothing. Audited. */
export async function acceptEvidence(
  ctx: Ctx,
  { evidenceId }: { evidenceId: string },
): Promise<Result<void, "not-yours" | "gone">> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockEvidence(ctx, tx, evidenceId);
    if (!locked.ok) return locked;
    const { evidence, round } = locked.value;
    if (evidence.state === "accepted") return ok(undefined);
    if (evidence.state !== "received") return refused("gone");
    await tx.evidence.update({
      where: { id: evidence.id },
      data: { state: "accepted", memberId: round.memberId, settledAt: ctx.now() },
    });
    await auditClaim(ctx, tx, round.claim, "evidence.accept", { evidence: evidence.id });
    return ok(undefined);
  });
}
