import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import { OutboxState, type CampaignStatus } from "#app/infra/db/generated/enums.ts";
import type { Language } from "#app/locales/language.ts";

type Counts = Record<OutboxState, number>;

export type CampaignReport = {
  finding: string;
  status: CampaignStatus;
  plannedAt: Date;
  launchedAt: Date | null;
  states: Counts;
  languages: Partial<Record<Language, Counts>>;
  /** Why texts failed, are of unknown outcome, were superseded or wait for another try, and how many of each. */
  reasons: { state: OutboxState; reason: string; count: number }[];
  /** The text that has been due longest. */
  oldestPending: Date | null;
};

/** Where the texts about a finding stand: none is in no state, so what was not accepted shows up here. Throws NotFound where none were planned. */
export async function getCampaignStatus(ctx: Ctx, findingKey: string): Promise<CampaignReport> {
  requireCampaignRunner(ctx.actor);
  const campaign = await ctx.db.campaign.findFirst({ where: { finding: { key: findingKey } } });
  if (!campaign) throw new NotFound(`no campaign planned for finding "${findingKey}"`);

  const { rows } = await ctx.pool.query<{
    state: OutboxState;
    language: Language;
    reason: string | null;
    count: number;
    oldest: Date;
  }>(
    `select state, language, reason, count(*)::int as count, min(not_before) as oldest
     from outbox join notices on notices.id = notice_id where outbox.campaign_id = $1 group by state, language, reason`,
    [campaign.id],
  );
  const report: CampaignReport = {
    finding: findingKey,
    status: campaign.status,
    plannedAt: campaign.plannedAt,
    launchedAt: campaign.launchedAt,
    states: noCounts(),
    languages: {},
    reasons: [],
    oldestPending: null,
  };
  for (const { state, language, reason, count, oldest } of rows) {
    report.states[state] += count;
    (report.languages[language] ??= noCounts())[state] += count;
    if (state === "pending" && (!report.oldestPending || oldest < report.oldestPending))
      report.oldestPending = oldest;
    if (!reason) continue;
    const known = report.reasons.find((entry) => entry.state === state && entry.reason === reason);
    if (known) known.count += count;
    else report.reasons.push({ state, reason, count });
  }
  return report;
}

const noCounts = () => Object.fromEntries(Object.keys(OutboxState).map((state) => [state, 0])) as Counts;
