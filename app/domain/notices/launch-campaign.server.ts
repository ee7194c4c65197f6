import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import { findCampaign } from "#app/domain/notices/find-campaign.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type LaunchRefusal = "not-planned" | "paused" | "already-running" | "not-a-recipient";

/**
 * Lets the worker send a planned campaign: all of it, or with `pilot` only the texts to these subscriber
 * references. Refuses one that isn't planned, one that is paused (resume it), a pilot of what runs already,
 * and a reference that gets no text. Audited.
 */
export async function launchCampaign(
  ctx: Ctx,
  findingKey: string,
  { pilot }: { pilot?: readonly string[] } = {},
): Promise<Result<{ released: number }, LaunchRefusal>> {
  requireCampaignRunner(ctx.actor);
  return inTransaction(ctx.pool, async (client): Promise<Result<{ released: number }, LaunchRefusal>> => {
    const campaign = await findCampaign(client, findingKey);
    if (!campaign) return refused("not-planned");
    if (campaign.status === "paused") return refused("paused");
    if (campaign.status === "running") return pilot ? refused("already-running") : ok({ released: 0 });

    const refs = pilot && [...new Set(pilot)];
    if (refs) {
      const known = await client.query(
        `select 1 from notices join subscribers on subscribers.id = subscriber_id
         where campaign_id = $1 and subscriber_ref = any($2)`,
        [campaign.id, refs],
      );
      if (known.rowCount !== refs.length) return refused("not-a-recipient");
    }
    const chosen = `and notice_id in (select notices.id from notices join subscribers on subscribers.id = subscriber_id
       where campaign_id = $1 and subscriber_ref = any($2))`;
    const { rowCount } = await client.query(
      `update outbox set state = 'pending' where campaign_id = $1 and state = 'held' ${refs ? chosen : ""}`,
      refs ? [campaign.id, refs] : [campaign.id],
    );
    await client.query(
      "update campaigns set status = $2, launched_at = coalesce(launched_at, $3) where id = $1",
      [campaign.id, pilot ? "pilot" : "running", ctx.now()],
    );
    const released = rowCount ?? 0;
    await recordAudit(ctx, client, {
      action: pilot ? "campaign.pilot" : "campaign.launch",
      subject: { type: "finding", id: findingKey },
      detail: { released },
    });
    return ok({ released });
  });
}
