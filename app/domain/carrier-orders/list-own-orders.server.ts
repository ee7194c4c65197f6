import { requireLineAccess } from "#app/domain/calls/line.policy.ts";
import {
  lineOrderSchema,
  moneyKinds,
  type LineOrder,
} from "#app/domain/carrier-orders/carrier-order.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { CarrierOrder as Row } from "#app/infra/db/generated/client.ts";

/** An order as whoever asked for it follows it. */
export type OwnOrder = {
  id: string;
  order: LineOrder;
  state: Row["state"];
  reason: string | null;
  by: "own" | "agent" | "store" | "us";
  askedAt: Date;
  settledAt: Date | null;
};

export const toOwnOrder = (row: Row): OwnOrder => ({
  id: String(row.id),
  order: lineOrderSchema.parse(row),
  state: row.state,
  reason: row.reason,
  by: askerOf(row),
  askedAt: row.askedAt,
  settledAt: row.settledAt,
});

/** A store's staff has cards activated, and nothing else; a call center's asks for the rest. */
function askerOf({ actorType, kind }: Row): OwnOrder["by"] {
  if (actorType === "subscriber") return "own";
  if (actorType !== "staff") return "us";
  return kind === "activate_card" ? "store" : "agent";
}

const MOST = 20;

/** What was ordered of the carrier for a line, but for money, and what became of it: newest first, the last twenty. */
export async function listOwnOrders(ctx: Ctx, subscriberId: bigint): Promise<OwnOrder[]> {
  await requireLineAccess(ctx, subscriberId);
  const rows = await ctx.db.carrierOrder.findMany({
    where: { subscriberId, kind: { notIn: [...moneyKinds] } },
    orderBy: { id: "desc" },
    take: MOST,
  });
  return rows.map(toOwnOrder);
}
