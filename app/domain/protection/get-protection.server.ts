import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import {
  findEnding,
  findLineNumber,
  type LineNumberRefusal,
} from "#app/domain/carrier-orders/find-line-number.server.ts";
import { toOwnOrder, type OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { isUndoable } from "#app/domain/protection/protection.rules.ts";
import type { Protection } from "#app/infra/carrier/carrier-api.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ProtectionState = {
  /** How the number ends. */
  ending: string;
  /**
   * As the carrier has it at this moment, not as we hope; refused where it can't be asked or the line is no
   * longer theirs.
   */
  now: Result<Protection, LineNumberRefusal>;
  newest: OwnOrder | null;
  /** The enrolment that L2 may take back. */
  undoable: string | null;
};

/** Whether protection is on for a line, and what was ordered last. */
export async function getProtection(ctx: Ctx, subscriberId: bigint): Promise<ProtectionState> {
  await requireLineAccess(ctx, subscriberId);
  const newest = await ctx.db.carrierOrder.findFirst({
    where: { subscriberId, kind: "protection" },
    orderBy: { id: "desc" },
  });
  return {
    ending: await findEnding(ctx, subscriberId),
    now: await findNow(ctx, subscriberId),
    newest: newest && toOwnOrder(newest),
    undoable: newest && isUndoable(newest) ? String(newest.id) : null,
  };
}

async function findNow(ctx: Ctx, subscriberId: bigint): Promise<ProtectionState["now"]> {
  const number = await findLineNumber(ctx, subscriberId);
  if (!number.ok) return number;
  const found = await ctx.carrier.findProtection(number.value.msisdn).catch(() => "silent" as const);
  if (found === "silent") return refused("carrier-silent");
  return found ? ok(found) : refused("line-not-active");
}
