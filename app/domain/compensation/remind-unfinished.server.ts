import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { draftReminderAfter, PAPER_REMINDER_DAYS } from "#app/domain/compensation/claim.rules.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Prisma } from "#app/infra/db/generated/client.ts";
import { after, before, days, kstDay } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 100;

/**
 * Reminds each line whose draft has items and has lain untouched for three days, and each of which a paper is due within three, once; a change of the
 * draft or another paper asked for begins anew. How many.
 */
export async function remindUnfinished(ctx: Ctx): Promise<{ reminded: number }> {
  const now = ctx.now();
  const [today, soon] = [kstDay(now), kstDay(after(now, days(PAPER_REMINDER_DAYS)))];
  const unfinished: Prisma.ClaimWhereInput = {
    remindedAt: null,
    subscriber: { envelope: { not: null } },
    OR: [
      { state: "draft", savedAt: { lte: before(now, draftReminderAfter) }, items: { some: {} } },
      {
        state: { in: ["papers_asked", "objected"] },
        paperRequests: { some: { endedAt: null, dueOn: { gte: today, lte: soon } } },
      },
    ],
  };
  const claims = await ctx.db.claim.findMany({ where: unfinished, orderBy: { id: "asc" }, take: BATCH });
  let reminded = 0;
  for (const { id, claimNumber, subscriberId } of claims)
    reminded += await ctx.db.$transaction(async (tx) => {
      await lockClaims(tx, subscriberId);
      const { count } = await tx.claim.updateMany({
        where: { id, ...unfinished },
        data: { remindedAt: now },
      });
      if (count === 0) return 0;
      await writeLetter(ctx, tx, { subscriberId, kind: "claim_unfinished" });
      await recordAudit(ctx, tx, {
        action: "compensation.remind",
        subject: { type: "subscriber", id: String(subscriberId) },
        detail: { claim: claimNumber },
      });
      return 1;
    });
  return { reminded };
}
