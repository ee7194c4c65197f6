import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { listHolderLines } from "#app/domain/verification/list-holder-lines.server.ts";

/**
 * Makes an L2 session one about another line of its holder, or of a minor in their care; L3 ends with it.
 * Forbidden for any other line.
 */
export async function changeLine(ctx: Ctx, session: Session, subscriberId: bigint): Promise<void> {
  const lines = session.holderId === null ? [] : await listHolderLines(ctx, session.holderId);
  if (!lines.some(({ id }) => id === subscriberId)) throw new Forbidden("not a line of this holder");
  await ctx.db.$transaction(async (tx) => {
    await tx.session.update({
      where: { id: session.id },
      data: { subscriberId, raisedFor: null, raisedUntil: null },
    });
    await recordAudit(ctx, tx, {
      action: "session.line",
      subject: { type: "subscriber", id: String(subscriberId) },
    });
  });
}
