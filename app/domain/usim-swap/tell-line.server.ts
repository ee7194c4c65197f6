import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { toldLately } from "#app/domain/usim-swap/id-check.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { before } from "#app/shared/time.ts";

/**
 * Texts a line that somebody is at this store for it, unless it was texted so within half an hour. Gives the
 * notice.
 */
export async function tellLine(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, storeId }: { subscriberId: bigint; storeId: number },
): Promise<bigint> {
  const told = await tx.notice.findFirst({
    where: { subscriberId, storeId, kind: "at_store", writtenAt: { gt: before(ctx.now(), toldLately) } },
    orderBy: { id: "desc" },
  });
  return told?.id ?? textLine(ctx, tx, { subscriberId, storeId });
}

/** As `tellLine`, whatever it was texted before. */
export async function textLine(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, storeId }: { subscriberId: bigint; storeId: number },
): Promise<bigint> {
  const written = await writeLetter(ctx, tx, { subscriberId, kind: "at_store", storeId });
  if (!written.ok) throw new Error(`an at_store letter is never refused: ${written.refusal}`);
  return written.value.noticeId;
}

/** Whether the text of that notice is on its way to the phone, or can't be sent: it waits for us no more. */
export const isTextOut = async (tx: Transaction, noticeId: bigint | null): Promise<boolean> =>
  noticeId === null ||
  (await tx.outboxMessage.count({
    where: { noticeId, channel: "sms", state: { in: ["held", "pending", "sending"] } },
  })) === 0;
