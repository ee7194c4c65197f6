import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import {
  OutboxState,
  type CampaignStatus,
  type Channel,
  type DeliveryState,
} from "#app/infra/db/generated/enums.ts";
import type { Language } from "#app/locales/language.ts";

type Counts = Record<OutboxState, number>;

export type ChannelReport = {
  states: Counts;
  languages: Partial<Record<Language, Counts>>;
  /** What the provider's receipts say of what it accepted; what has none yet is in no count. */
  deliveries: Partial<Record<DeliveryState, number>>;
};

export type CampaignReport = {
  finding: string;
  status: CampaignStatus;
  plannedAt: Date;
  launchedAt: Date | null;
  channels: Record<Channel, ChannelReport>;
  /** Why messages failed, are of unknown outcome, were superseded or wait for another try, and how many of each. */
  reasons: { channel: Channel; state: OutboxState; reason: string; count: number }[];
  /** What has been due longest. */
  oldestPending: Date | null;
};

/**
 * Where the texts and e-mails about a finding stand: none is in no state, so what was not accepted shows up
 * here, as does what was accepted and then not delivered. Throws NotFound where none were planned.
 */
export async function getCampaignStatus(ctx: Ctx, findingKey: string): Promise<CampaignReport> {
  requireCampaignRunner(ctx.actor);
  const campaign = await ctx.db.campaign.findFirst({ where: { finding: { key: findingKey } } });
  if (!campaign) throw new NotFound(`no campaign planned for finding "${findingKey}"`);
  const report: CampaignReport = {
    finding: findingKey,
    status: campaign.status,
    plannedAt: campaign.plannedAt,
    launchedAt: campaign.launchedAt,
    channels: { sms: emptyReport(), mail: emptyReport() },
    reasons: [],
    oldestPending: null,
  };

  const { rows } = await ctx.pool.query<{
    channel: Channel;
    state: OutboxState;
    language: Language;
    reason: string | null;
    count: number;
    oldest: Date;
  }>(
    `select channel, state, language, reason, count(*)::int as count, min(not_before) as oldest
     from outbox join notices on notices.id = notice_id where outbox.campaign_id = $1
     group by channel, state, language, reason order by channel, state, reason`,
    [campaign.id],
  );
  for (const { channel, state, language, reason, count, oldest } of rows) {
    const { states, languages } = report.channels[channel];
    states[state] += count;
    (languages[language] ??= noCounts())[state] += count;
    if (state === "pending" && (!report.oldestPending || oldest < report.oldestPending))
      report.oldestPending = oldest;
    if (!reason) continue;
    const known = report.reasons.find(
      (entry) => entry.channel === channel && entry.state === state && entry.reason === reason,
    );
    if (known) known.count += count;
    else report.reasons.push({ channel, state, reason, count });
  }

  const deliveries = await ctx.pool.query<{ channel: Channel; delivery: DeliveryState; count: number }>(
    `select channel, delivery, count(*)::int as count from outbox_attempts join outbox on outbox.id = outbox_id
     where campaign_id = $1 and delivery is not null group by channel, delivery order by channel, delivery`,
    [campaign.id],
  );
  for (const { channel, delivery, count } of deliveries.rows)
    report.channels[channel].deliveries[delivery] = count;
  return report;
}

const noCounts = () => Object.fromEntries(Object.keys(OutboxState).map((state) => [state, 0])) as Counts;
const emptyReport = (): ChannelReport => ({ states: noCounts(), languages: {}, deliveries: {} });
