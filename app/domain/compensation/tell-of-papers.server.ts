import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import { before, hours } from "#app/shared/time.ts";

/**
 * Tells the line that a paper is wanted; of several wanted within an hour once, whichever claim they are for,
 * unless a document came from it since: whoever sent one believes that to be all.
 */
export async function tellOfPapers(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId }: Pick<Claim, "subscriberId">,
): Promise<void> {
  const newest = await tx.evidence.findFirst({
    where: { claim: { subscriberId }, state: { not: "storing" } },
    orderBy: { receivedAt: "desc" },
  });
  const hourAgo = before(ctx.now(), hours(1));
  const since = newest && newest.receivedAt > hourAgo ? newest.receivedAt : hourAgo;
  const told = await tx.notice.count({
    where: { subscriberId, kind: "papers_asked", writtenAt: { gt: since } },
  });
  if (told === 0) await writeLetter(ctx, tx, { subscriberId, kind: "papers_asked" });
}
