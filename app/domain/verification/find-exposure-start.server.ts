import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { startOfKstDay } from "#app/shared/time.ts";

/**
 * When a line's exposure began: its first day in any finding published so far, even one that was taken back; else, since the next finding
 * may hold an earlier one, the first day of the incident.
 */
export async function findExposureStart(ctx: Ctx, subscriberId: bigint): Promise<Date> {
  const { rows } = await ctx.pool.query<{ incident_id: string; first_day: string | null }>(
    `select incident_id,
       (select min(day) from exposures, jsonb_each(days) as kind, jsonb_array_elements_text(kind.value) as day
        where subscriber_id = line.id) as first_day
     from subscribers line where id = $1`,
    [subscriberId.toString()],
  );
  const line = rows[0];
  if (!line) throw new Error(`no line ${subscriberId}`);
  const { window } = await getIncident(ctx, line.incident_id);
  return startOfKstDay(line.first_day ?? window.from);
}
