import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { parseClaimPaper } from "#app/domain/compensation/claim-papers.ts";
import { lockOwnRound } from "#app/domain/compensation/lock-round.server.ts";
import { tellOfPapers } from "#app/domain/compensation/tell-of-papers.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after, days, kstDay } from "#app/shared/time.ts";

/** So long a paper may be waited for at the most. */
const LONGEST_WAIT_DAYS = 60;

/**
 * Asks for a paper until a day in Korea, by the reviewer who has the claim; it is asked for once at a time. A
 * day that is over by then, today, or more than sixty days away is refused ("bad-day"), as is a paper that
 * isn't in the list ("bad-paper"). Audited; the line is told, of several within an hour once.
 */
export async function askForPaper(
  ctx: Ctx,
  { claimNumber, paper: typed, dueOn }: { claimNumber: string; paper: string; dueOn: string },
): Promise<Result<void, "not-yours" | "gone" | "bad-paper" | "bad-day">> {
  return ctx.db.$transaction(async (tx) => {
    const locked = await lockOwnRound(ctx, tx, claimNumber);
    if (!locked.ok) return locked;
    const { claim, memberId } = locked.value;
    const paper = parseClaimPaper(typed);
    if (!paper) return refused("bad-paper");
    const last = kstDay(after(ctx.now(), days(LONGEST_WAIT_DAYS)));
    if (!/^\d{4}-\d{2}-\d{2}$/.test(dueOn) || dueOn <= kstDay(ctx.now()) || dueOn > last)
      return refused("bad-day");
    const open = { claimId: claim.id, paper, endedAt: null };
    if ((await tx.paperRequest.count({ where: { ...open, dueOn } })) > 0) return ok(undefined);
    // Asked for with another day, it is the newer one that holds.
    await tx.paperRequest.updateMany({ where: open, data: { endedAt: ctx.now() } });
    await tx.paperRequest.create({
      data: { claimId: claim.id, paper, dueOn, askedAt: ctx.now(), memberId },
    });
    await tx.claim.update({
      where: { id: claim.id },
      data: { remindedAt: null, ...(claim.state === "filed" && { state: "papers_asked" }) },
    });
    await auditClaim(ctx, tx, claim, "paper.ask", { paper, dueOn });
    await tellOfPapers(ctx, tx, claim);
    return ok(undefined);
  });
}
