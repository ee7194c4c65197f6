import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { requireOwnStore } from "#app/domain/stores/require-own-store.server.ts";
import { idCheckLifetime } from "#app/domain/usim-swap/id-check.rules.ts";
import {
  checkState,
  storeLine,
  type CheckState,
  type StoreLine,
} from "#app/domain/usim-swap/store-lines.server.ts";
import { before } from "#app/shared/time.ts";

export type PendingCheck = CheckState & { line: StoreLine; by: string; forSwap: boolean };

/**
 * The ID checks of the member's own store that wait for a second word, and that they may give: not their own.
 * The oldest first.
 */
export async function listPendingChecks(ctx: Ctx): Promise<PendingCheck[]> {
  const { id } = requireStaff(ctx.actor, "store");
  const store = await requireOwnStore(ctx);
  const checks = await ctx.db.idCheck.findMany({
    where: {
      storeId: store.id,
      needsSecond: true,
      result: "matched",
      secondMemberId: null,
      documentCheckRef: null,
      memberId: { not: BigInt(id) },
      at: { gt: before(ctx.now(), idCheckLifetime) },
      subscriber: { envelope: { not: null } },
    },
    orderBy: { id: "asc" },
    include: { subscriber: { include: { holder: true } }, member: true },
  });
  return Promise.all(
    checks.map(async (check) => ({
      ...(await checkState(ctx, check)),
      line: storeLine(ctx, check.subscriber),
      by: check.member.name,
      forSwap: check.visitId !== null,
    })),
  );
}
