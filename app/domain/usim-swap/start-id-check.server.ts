import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { findStoreLine } from "#app/domain/usim-swap/find-store-line.server.ts";
import { lockLines } from "#app/domain/usim-swap/lock-stock.server.ts";
import {
  writeIdCheck,
  type IdCheckRefusal,
  type LookedAt,
} from "#app/domain/usim-swap/record-id-check.server.ts";
import type { Result } from "#app/shared/result.ts";

/**
 * Writes down an ID check of somebody who came to the member's store for something else than a card, by the
 * number of their own line: so that one action can be opened (open-store-action). It needs a second word,
 * since nobody knew that they would come. Audited; the line is texted.
 */
export async function startIdCheck(
  ctx: Ctx,
  key: string,
  { number, ...looked }: { number: string } & Omit<LookedAt, "relationship">,
): Promise<Result<{ idCheckId: bigint }, IdCheckRefusal | "no-line">> {
  const store = await requireOwnStore(ctx);
  const line = await findStoreLine(ctx, key, { number, store });
  if (!line.ok) return line;
  return ctx.db.$transaction(async (tx) => {
    await lockLines(tx, [line.value.id]);
    return writeIdCheck(ctx, tx, {
      looked: { ...looked, relationship: "self" },
      line: line.value,
      storeId: store.id,
      of: null,
      needsSecond: true,
    });
  });
}
