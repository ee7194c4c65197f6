import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { lockOrders, placeOrder } from "#app/domain/carrier-orders/place-order.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import type { Priority } from "#app/infra/db/generated/enums.ts";

export type EnrolPriorityLines = {
  incidentId: string;
  priorities: readonly Priority[];
  dryRun: boolean;
  onProgress?: (done: number, total: number) => void;
};

export type PriorityEnrolment = { lines: number; enrolled: number; leftAlone: number };

/** So many lines a transaction: one that is killed is gone on with by the same command. */
const BATCH = 50;

/**
 * Orders protection on for an incident's active lines of those groups, by an operator's act, and tells each,
 * with the way back. A line that anything was ordered for before, by whomever, is left alone: nobody who
 * paused or undid it is enrolled against their wish. The same command again does nothing more. Audited once,
 * and for each line. Only for operators; throws NotFound for an unknown incident.
 */
export async function enrolPriorityLines(
  ctx: Ctx,
  { incidentId, priorities, dryRun, onProgress }: EnrolPriorityLines,
): Promise<PriorityEnrolment> {
  if (ctx.actor.type !== "operator") throw new Forbidden("only for operators");
  await getIncident(ctx, incidentId);
  const groups = { incidentId, lineStatus: "active" as const, priority: { in: [...priorities] } };
  const lines = await ctx.db.subscriber.count({ where: { ...groups, envelope: { not: null } } });
  const left = await ctx.db.subscriber.findMany({
    where: { ...groups, envelope: { not: null }, carrierOrders: { none: { kind: "protection" } } },
    orderBy: { id: "asc" },
    select: { id: true },
  });
  if (dryRun) return { lines, enrolled: left.length, leftAlone: lines - left.length };

  let enrolled = 0;
  for (let from = 0; from < left.length; from += BATCH) {
    enrolled += await enrolBatch(
      ctx,
      left.slice(from, from + BATCH).map(({ id }) => id),
    );
    onProgress?.(Math.min(from + BATCH, left.length), left.length);
  }
  await recordAudit(ctx, ctx.db, {
    action: "protection.enrol",
    subject: { type: "incident", id: incidentId },
    detail: { priorities: [...priorities], enrolled },
  });
  return { lines, enrolled, leftAlone: lines - enrolled };
}

const enrolBatch = (ctx: Ctx, ids: readonly bigint[]) =>
  ctx.db.$transaction(
    async (tx) => {
      let enrolled = 0;
      for (const subscriberId of ids) {
        await lockOrders(tx, subscriberId, "protection");
        // Ordered by somebody since the list was made.
        if (await tx.carrierOrder.count({ where: { subscriberId, kind: "protection" } })) continue;
        await placeOrder(ctx, tx, {
          subscriberId,
          key: "enrol-priority-lines",
          level: null,
          order: { kind: "protection", wanted: { state: "on" } },
        });
        await writeLetter(ctx, tx, { subscriberId, kind: "enrolled" });
        enrolled += 1;
      }
      return enrolled;
    },
    { timeout: 30_000 },
  );
