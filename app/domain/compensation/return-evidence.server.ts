import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { parseReturnReason } from "#app/domain/compensation/evidence.rules.ts";
import { lockEvidence } from "#app/domain/compensation/lock-evidence.server.ts";
import { tellOfPapers } from "#app/domain/compensation/tell-of-papers.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, days, kstDay } from "#app/shared/time.ts";

/**
 * Returns a document that was received, by the reviewer who has the claim, with a reason from the list
 * ("bad-reason"); another may be sent in its place, and the paper that it was taken for is asked for again.
 * Audited; the line is told, of several within an hour once.
 */
export async function returnEvidence(
  ctx: Ctx,
  { evidenceId, reason: typed }: { evidenceId: string; reason: string },
): Promise<Result<void, "not-yours" | "gone" | "bad-reason">> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockEvidence(ctx, tx, evidenceId);
    if (!locked.ok) return locked;
    const reason = parseReturnReason(typed);
    if (!reason) return refused("bad-reason");
    const { evidence, round } = locked.value;
    if (evidence.state === "returned" && evidence.reason === reason) return ok(undefined);
    if (evidence.state !== "received") return refused("gone");
    await tx.evidence.update({
      where: { id: evidence.id },
      data: { state: "returned", reason, memberId: round.memberId, settledAt: ctx.now() },
    });
    await auditClaim(ctx, tx, round.claim, "evidence.return", { evidence: evidence.id, reason });
    await askAgain(ctx, tx, { claim: round.claim, arrivedAt: evidence.receivedAt });
    await tellOfPapers(ctx, tx, round.claim);
    return ok(undefined);
  });
}

/** So many days there are at least for what is asked for again. */
const SHORTEST_WAIT_DAYS = 3;

/** Opens the request again that the document ended, unless the same paper has been asked for since. */
async function askAgain(
  ctx: Ctx,
  tx: Transaction,
  { claim, arrivedAt }: { claim: Claim; arrivedAt: Date },
): Promise<void> {
  const ended = await tx.paperRequest.findFirst({ where: { claimId: claim.id, endedAt: arrivedAt } });
  if (!ended) return;
  const { paper } = ended;
  if ((await tx.paperRequest.count({ where: { claimId: claim.id, paper, endedAt: null } })) > 0) return;
  const earliest = kstDay(after(ctx.now(), days(SHORTEST_WAIT_DAYS)));
  const dueOn = ended.dueOn > earliest ? ended.dueOn : earliest;
  await tx.paperRequest.update({
    where: { id: ended.id },
    data: { endedAt: null, dueOn, askedAt: ctx.now() },
  });
  await tx.claim.update({
    where: { id: claim.id },
    data: { remindedAt: null, ...(claim.state === "filed" && { state: "papers_asked" }) },
  });
  await auditClaim(ctx, tx, claim, "paper.ask", { paper, dueOn });
}
