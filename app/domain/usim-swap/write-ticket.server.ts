import { randomBytes } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { TICKET_LETTER } from "#app/domain/usim-swap/usim-swap.rules.ts";
import { rankOf, type WaitingReason } from "#app/domain/usim-swap/waiting-list.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { WaitingTicket } from "#app/infra/db/generated/client.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { caseCodeOf } from "#app/shared/case-code.ts";

type NewTicket = {
  key: string;
  subscriberId: bigint;
  storeId: number;
  card: CardKind;
  travelOn: string | null;
  reason: WaitingReason;
};

/**
 * Puts a line in a store's waiting list, and gives its ticket; null where it has a live one, or the key is
 * used. Needs the store's stock rows.
 */
export async function writeTicket(
  ctx: Ctx,
  tx: Transaction,
  { key, reason, ...given }: NewTicket,
): Promise<WaitingTicket | null> {
  const { priority } = await tx.subscriber.findUniqueOrThrow({ where: { id: given.subscriberId } });
  const [ticket] = await tx.waitingTicket.createManyAndReturn({
    data: {
      ...given,
      code: caseCodeOf(TICKET_LETTER, randomBytes(5)),
      idempotencyKey: key,
      rank: rankOf({ reason, hasPriority: priority !== null }),
      joinedAt: ctx.now(),
    },
    skipDuplicates: true,
  });
  return ticket ?? null;
}
