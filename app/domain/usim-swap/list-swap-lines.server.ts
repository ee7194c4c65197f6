import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { relationshipOf } from "#app/domain/usim-swap/papers.rules.ts";
import type { SwapLineChoice } from "#app/domain/usim-swap/swap-choice.rules.ts";
import { whyNotLines } from "#app/domain/usim-swap/why-not-lines.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";

/** More are for the telephone: a page with all lines of a company helps nobody. */
const MOST_LISTED = 50;

/**
 * The lines that whoever acts may book for, their own first, each with why it gets no new card, if so: the
 * line alone at L1 and for an agent whose caller was checked; at L2 the holder's others too, unless that
 * sign-in only reads; fifty at the most.
 */
export async function listSwapLines(
  ctx: Ctx,
  subscriberId: bigint,
  session?: Session,
): Promise<SwapLineChoice[]> {
  await requireLineAccess(ctx, subscriberId);
  const others =
    session?.level === "L2" && session.holderId !== null && !(await readsOnly(ctx, session))
      ? await listHolderLines(ctx, session.holderId)
      : [];
  const ids = [...new Set([subscriberId, ...others.map(({ id }) => id)])].slice(0, MOST_LISTED);
  const rows = await ctx.db.subscriber.findMany({
    where: { id: { in: ids } },
    include: { holder: { select: { holderType: true } } },
  });
  const whyNot = await whyNotLines(ctx.db, ids);
  const lines: SwapLineChoice[] = [];
  for (const id of ids) {
    const row = rows.find((one) => one.id === id);
    if (!row?.envelope) continue;
    lines.push({
      id,
      ending: openPersonalData(ctx, row).msisdn.slice(-4),
      relationship: relationshipOf(row),
      cardType: row.cardType,
      whyNot: whyNot.get(id) ?? null,
    });
  }
  if (lines.length === 0) throw new NotFound("nothing is kept of this line any more");
  return lines;
}
