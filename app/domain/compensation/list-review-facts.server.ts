import type { Ctx } from "#app/domain/context.server.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import type { IncidentDefinition, Localized, Verdict } from "#app/domain/incidents/incident.schema.ts";

/** A signal of the line's that an illegal cell received. */
export type ReviewSignal = { eci: string; area: Localized | null; at: Date; exposed: string[] };

/** What a finding said of the line. */
export type ReviewExposure = { finding: string; announcedAt: Date; verdict: Verdict; categories: string[] };

/**
 * The signals in force, by their time: of each the newest finding's, and none that a clearance annuls
 * (exposure.rules.ts).
 */
export async function listReviewSignals(
  { db, now }: { db: Database | Transaction; now: () => Date },
  { subscriberId, incident }: { subscriberId: bigint; incident: IncidentDefinition },
): Promise<ReviewSignal[]> {
  const areas = new Map(incident.cells.map(({ eci, area }) => [eci, area]));
  const rows = await db.$queryRaw<{ eci: string; at: Date; exposed: string[] }[]>`
    with told as (
      select id, announced_at from findings
      where incident_id = ${incident.id} and status = 'published' and announced_at <= ${now()}
    )
    select eci, at, exposed from (
      select distinct on (cell_id, at) cell_id, at, exposed, told.announced_at
      from signals join told on told.id = finding_id where subscriber_id = ${subscriberId}
      order by cell_id, at, told.announced_at desc) as held
    join rogue_cells on rogue_cells.id = cell_id
    where not exists (
      select from clearances join told later on later.id = clearances.finding_id
      where clearances.subscriber_id = ${subscriberId} and later.announced_at >= held.announced_at)
    order by at, eci`;
  return rows.map((row) => ({ ...row, area: areas.get(row.eci) ?? null }));
}

/** What each finding announced by now said of the line, where it said anything new; oldest first. */
export async function listReviewExposures(ctx: Ctx, subscriberId: bigint): Promise<ReviewExposure[]> {
  const rows = await ctx.db.exposure.findMany({
    where: { subscriberId, finding: { status: "published", announcedAt: { lte: ctx.now() } } },
    orderBy: { finding: { announcedAt: "asc" } },
    include: { finding: true },
  });
  return rows.map(({ finding, verdict, categories }) => ({
    finding: finding.key,
    announcedAt: finding.announcedAt,
    verdict,
    categories,
  }));
}
