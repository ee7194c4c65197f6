import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PaceRefusal = "out-of-range";

/**
 * Sets how many messages a second each worker may send on a channel, while they run: they follow within
 * seconds. Null gives it back to their settings. Refuses what is not more than 0 or more than 10,000.
 * Audited.
 */
export async function changePace(
  ctx: Ctx,
  channel: Channel,
  perSecond: number | null,
): Promise<Result<undefined, PaceRefusal>> {
  requireCampaignRunner(ctx.actor);
  if (perSecond !== null && !(perSecond > 0 && perSecond <= 10_000)) return refused("out-of-range");
  return inTransaction(ctx.pool, async (client) => {
    if (perSecond === null) await client.query("delete from channel_paces where channel = $1", [channel]);
    else
      await client.query(
        `insert into channel_paces (channel, per_second, changed_at) values ($1, $2, $3)
         on conflict (channel) do update set per_second = excluded.per_second, changed_at = excluded.changed_at`,
        [channel, perSecond, ctx.now()],
      );
    await recordAudit(ctx, client, {
      action: "campaign.pace",
      subject: { type: "channel", id: channel },
      detail: { perSecond },
    });
    return ok(undefined);
  });
}
