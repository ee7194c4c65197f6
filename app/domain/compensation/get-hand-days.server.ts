import { handDays } from "#app/domain/compensation/claim.rules.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";

/** The days on which a payment added by hand may have been, for the line that a session is about. */
export async function getHandDays(ctx: Ctx, session: Session): Promise<{ from: string; to: string }> {
  const { incidentId } = await ctx.db.subscriber.findUniqueOrThrow({ where: { id: session.subscriberId } });
  return handDays((await getIncident(ctx, incidentId)).window);
}
