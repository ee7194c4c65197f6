import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import { startOfKstDay } from "#app/shared/time.ts";

/**
 * When whoever could read these lines' texts could first enrol an authenticator in their holder's name: the
 * first day of exposure of any of the holder's lines, or of the one asked about (a minor's), in any finding
 * published so far, even one that was taken back; else, since the next finding may hold an earlier one, the
 * first day of the incident.
 */
export async function findExposureStart(
  ctx: Ctx,
  { holderId, subscriberId }: { holderId: bigint; subscriberId: bigint },
): Promise<Date> {
  const { rows } = await ctx.pool.query<{ incident_id: string; first_day: string | null }>(
    `select incident_id,
       (select min(day) from exposures, jsonb_each(days) as kind, jsonb_array_elements_text(kind.value) as day
        where subscriber_id = $2 or subscriber_id in (select id from subscribers where holder_id = $1)) as first_day
     from holders where id = $1`,
    [holderId.toString(), subscriberId.toString()],
  );
  const holder = rows[0];
  if (!holder) throw new Error(`no holder ${holderId}`);
  const { window } = await getIncident(ctx, holder.incident_id);
  return startOfKstDay(holder.first_day ?? window.from);
}
