import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import {
  findEnding,
  findLineNumber,
  type LineNumberRefusal,
} from "#app/domain/carrier-orders/find-line-number.server.ts";
import { toOwnOrder, type OwnOrder } from "#app/domain/carrier-orders/list-own-orders.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Micropayments } from "#app/infra/carrier/carrier-api.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type MicropaymentsState = {
  /** How the number ends. */
  ending: string;
  /** As the carrier has it at this moment; refused where it can't be asked or the line is no longer theirs. */
  now: Result<Micropayments, LineNumberRefusal>;
  /** The newest of each kind. */
  newest: OwnOrder[];
};

/** What a line may be charged by micropayment, and what was ordered last. */
export async function getMicropayments(ctx: Ctx, subscriberId: bigint): Promise<MicropaymentsState> {
  await requireLineAccess(ctx, subscriberId);
  const newest = await ctx.db.carrierOrder.findMany({
    where: { subscriberId, kind: { in: ["payments_allowed", "payments_cap", "payments_biometric"] } },
    orderBy: [{ kind: "asc" }, { id: "desc" }],
    distinct: ["kind"],
  });
  return {
    ending: await findEnding(ctx, subscriberId),
    now: await findMicropaymentsNow(ctx, subscriberId),
    newest: newest.map(toOwnOrder),
  };
}

/** What the carrier has, asked for the line's own number alone. */
export async function findMicropaymentsNow(
  ctx: Ctx,
  subscriberId: bigint,
): Promise<MicropaymentsState["now"]> {
  const number = await findLineNumber(ctx, subscriberId);
  if (!number.ok) return number;
  const found = await ctx.carrier.findMicropayments(number.value.msisdn).catch(() => "silent" as const);
  if (found === "silent") return refused("carrier-silent");
  return found ? ok(found) : refused("line-not-active");
}
