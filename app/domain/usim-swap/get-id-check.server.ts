import type { Ctx } from "#app/domain/context.server.ts";
import { requireOwnCheck } from "#app/domain/usim-swap/require-own-visit.server.ts";
import {
  checkState,
  storeLine,
  type CheckState,
  type StoreLine,
} from "#app/domain/usim-swap/store-lines.server.ts";

/**
 * How an ID check of the member's own store stands, with its line, masked. Throws NotFound; another store's
 * is forbidden.
 */
export async function getIdCheck(ctx: Ctx, idCheckId: bigint): Promise<CheckState & { line: StoreLine }> {
  const { check } = await requireOwnCheck(ctx, idCheckId);
  return { ...(await checkState(ctx, check)), line: storeLine(ctx, check.subscriber) };
}
