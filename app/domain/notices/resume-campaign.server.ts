import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import { findCampaign } from "#app/domain/notices/find-campaign.server.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ResumeRefusal = "not-planned" | "not-paused";

/**
 * Lets the worker go on with a paused campaign, as pilot or whole as it was. Refuses one that isn't paused.
 * Audited.
 */
export async function resumeCampaign(
  ctx: Ctx,
  findingKey: string,
): Promise<Result<undefined, ResumeRefusal>> {
  requireCampaignRunner(ctx.actor);
  return inTransaction(ctx.pool, async (client): Promise<Result<undefined, ResumeRefusal>> => {
    const campaign = await findCampaign(client, findingKey);
    if (!campaign) return refused("not-planned");
    if (campaign.status !== "paused") return refused("not-paused");
    await client.query("update campaigns set status = paused_from, paused_from = null where id = $1", [
      campaign.id,
    ]);
    await recordAudit(ctx, client, {
      action: "campaign.resume",
      subject: { type: "finding", id: findingKey },
    });
    return ok(undefined);
  });
}
