import { listOwnItems } from "#app/domain/compensation/list-own-items.server.ts";
import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { Forbidden, type Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { Localized } from "#app/domain/incidents/incident.schema.ts";
import type { AuthMethod, PaymentStatus } from "#app/infra/db/generated/enums.ts";
import { kstDay } from "#app/shared/time.ts";

/** What L2 adds to an answer. */
export type AnswerDetails = {
  /** Where and on which days (KST) the line's signal was received; the area is null where none is published. */
  receptions: { day: string; area: Localized | null }[];
  /** Each payment of the incident, oldest first, as the last finding holds it. */
  payments: PaymentLine[];
};

export type PaymentLine = {
  id: string;
  /** ISO 8601. */
  at: string;
  merchant: string;
  /** The payment gateway, which is what the phone bill names. */
  pg: string;
  item: string;
  amountKrw: number;
  authMethod: AuthMethod;
  status: PaymentStatus;
  /** What a claim decided of it, 0 where it was refused; null where none did. That counts before `status`. */
  approvedKrw: number | null;
};

/**
 * The areas and payment lines of a line as of now. For whoever signed in for it, and nobody else: a stolen
 * link shows kinds and days alone, and an agent sees no more than that either. Forbidden below L2.
 */
export async function getAnswerDetails(ctx: Ctx, subscriberId: bigint): Promise<AnswerDetails> {
  const { actor } = ctx;
  if (actor.type !== "subscriber" || actor.level !== "L2" || actor.id !== String(subscriberId))
    throw new Forbidden("areas and payment lines are for L2");
  const line = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: subscriberId } });
  const { cells } = await getIncident(ctx, line.incidentId);
  const areas = new Map(cells.map(({ eci, area }) => [eci, area]));

  // A clearance annuls what its finding and those before hold (exposure.rules.ts).
  const receptions = await ctx.pool.query<{ eci: string; at: Date }>(
    `with told as (
       select id, announced_at from findings where incident_id = $2 and status = 'published' and announced_at <= $3
     )
     select distinct on (cell_id, at) eci, at
     from signals join told on told.id = finding_id join rogue_cells on rogue_cells.id = cell_id
     where subscriber_id = $1 and not exists (
       select from clearances join told later on later.id = clearances.finding_id
       where clearances.subscriber_id = $1 and later.announced_at >= told.announced_at)
     order by cell_id, at, told.announced_at desc`,
    [subscriberId.toString(), line.incidentId, ctx.now()],
  );
  const payments = await listHeldPayments(ctx.db, { subscriberId, at: ctx.now() });
  const items = [...(await listOwnItems(ctx, { subscriberId, holderId: line.holderId })).values()].flat();
  const approved = new Map(
    items
      .filter(({ state }) => state !== "open")
      .map(({ payment, verdict }) => [payment?.paymentId, verdict?.approvedKrw ?? null]),
  );
  const days = new Map(
    receptions.rows.map(({ eci, at }) => {
      const area = areas.get(eci) ?? null;
      return [`${kstDay(at)} ${area?.en ?? ""}`, { day: kstDay(at), area }];
    }),
  );
  return {
    receptions: [...days.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, reception]) => reception),
    payments: payments.map(
      ({ paymentId, at, merchant, pg, item, amountKrw, authMethod, status }): PaymentLine => ({
        id: paymentId,
        at: at.toISOString(),
        merchant,
        pg,
        item,
        amountKrw,
        authMethod,
        status,
        approvedKrw: approved.get(paymentId) ?? null,
      }),
    ),
  };
}
