import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  draftReminderAfter,
  PAPER_REMINDER_DAYS,
  paperReminderAfter,
} from "#app/domain/compensation/claim.rules.ts";
import { getClaimScope } from "#app/domain/compensation/get-claim-scope.server.ts";
import { lockClaims } from "#app/domain/compensation/lock-claims.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { hasForfeited } from "#app/domain/fee-waiver/has-forfeited.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim, Prisma } from "#app/infra/db/generated/client.ts";
import { after, before, days, kstDay } from "#app/shared/time.ts";

/** At a time: the worker comes again at once while there are more. */
const BATCH = 100;

/**
 * Reminds each line whose draft has items and has lain untouched for three days, and each of which a paper is
 * due within three, once; a change of the draft or another paper asked for begins anew. Whoever was asked for
 * the paper within a day isn't, nor who gave compensation up. One that fails holds none of the others up;
 * that some did is thrown once all have had their turn. How many.
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
        paperRequests: {
          some: {
            endedAt: null,
            dueOn: { gte: today, lte: soon },
            askedAt: { lte: before(now, paperReminderAfter) },
          },
        },
      },
    ],
  };
  const claims = await ctx.db.claim.findMany({ where: unfinished, orderBy: { id: "asc" }, take: BATCH });
  let reminded = 0;
  const failures: unknown[] = [];
  for (const claim of claims) {
    try {
      reminded += await ctx.db.$transaction(async (tx) => {
        await lockClaims(tx, claim.subscriberId);
        const { count } = await tx.claim.updateMany({
          where: { id: claim.id, ...unfinished },
          data: { remindedAt: now },
        });
        if (count > 0 && (await isForHolder(tx, claim))) await remind(ctx, tx, claim);
        return count;
      });
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw new Error(`${failures.length} claims can't be reminded of`, { cause: failures[0] });
  return { reminded };
}

/**
 * Whether there is something left to do for who holds the line now: they filed it, and didn't give
 * compensation up before they did.
 */
async function isForHolder(tx: Transaction, { subscriberId, holderId, state }: Claim): Promise<boolean> {
  if ((await getClaimScope(tx, subscriberId)).holderId !== holderId) return false;
  return state !== "draft" || !(await hasForfeited(tx, subscriberId, "compensation"));
}

async function remind(ctx: Ctx, tx: Transaction, { claimNumber, subscriberId }: Claim): Promise<void> {
  await writeLetter(ctx, tx, { subscriberId, kind: "claim_unfinished" });
  await recordAudit(ctx, tx, {
    action: "compensation.remind",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { claim: claimNumber },
  });
}
