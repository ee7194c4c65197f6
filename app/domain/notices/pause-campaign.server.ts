import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import { findCampaign } from "#app/domain/notices/find-campaign.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PauseRefusal = "not-planned" | "not-launched";

/**
 * Stops the worker from taking more of a campaign; what it is sending at that moment goes out. Refuses one
 * that was never launched; pausing again changes nothing. Audited.
 */
export async function pauseCampaign(ctx: Ctx, findingKey: string): Promise<Result<undefined, PauseRefusal>> {
  requireCampaignRunner(ctx.actor);
  return inTransaction(ctx.pool, async (client): Promise<Result<undefined, PauseRefusal>> => {
    const campaign = await findCampaign(client, findingKey);
    if (!campaign) return refused("not-planned");
    if (campaign.status === "planned") return refused("not-launched");
    if (campaign.status === "paused") return ok(undefined);
    await client.query("update campaigns set status = 'paused', paused_from = status where id = $1", [
      campaign.id,
    ]);
    await recordAudit(ctx, client, {
      action: "campaign.pause",
      subject: { type: "finding", id: findingKey },
    });
    return ok(undefined);
  });
}
