import type pg from "pg";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { requireCampaignRunner } from "#app/domain/notices/campaign.policy.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import { findCampaignTextFaults, type TextRefusal } from "#app/domain/notices/notice-text.rules.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type PlanRefusal = "not-published" | "later-finding-planned" | TextRefusal;

export type CampaignPlan = {
  /** False where the campaign was there already, and nothing was written. */
  planned: boolean;
  recipients: number;
  /** Lines that are texted about this incident for the first time; the others get an update. */
  first: number;
  /** Companies and lines without a birth date: they can't reach L1, so their text carries no link. */
  withoutLink: number;
  /**
   * Those who get the same by e-mail too: whose address the carrier knows. What concerns a minor goes to the
   * guardian's phone alone.
   */
  mails: number;
  /** Unsent texts and e-mails about earlier findings that these replace. */
  superseded: number;
};

type Recipients = Omit<CampaignPlan, "planned" | "superseded">;

/** Recipients are written this many at a time, so memory doesn't grow with their number. */
const BATCH = 50_000;

/**
 * Prepares the texts and e-mails about a published finding, for exactly those to whom it brings something
 * new: campaign, notices, links and held outbox rows in one transaction, audited. Unsent ones about earlier
 * findings to the same lines are superseded. Refuses a draft, a finding older than one already planned, and
 * texts over the limits. Planning again changes nothing.
 */
export async function planCampaign(ctx: Ctx, findingKey: string): Promise<Result<CampaignPlan, PlanRefusal>> {
  requireCampaignRunner(ctx.actor);
  return inTransaction(ctx.pool, async (client): Promise<Result<CampaignPlan, PlanRefusal>> => {
    const found = await client.query<{ id: number; incident_id: string; status: string; announced_at: Date }>(
      "select id, incident_id, status, announced_at from findings where key = $1",
      [findingKey],
    );
    const finding = found.rows[0];
    if (!finding) throw new NotFound(`no finding "${findingKey}"`);
    if (finding.status !== "published") return refused("not-published");
    // One plan at a time in an incident: the kinds, versions and supersessions below are read, then written.
    await client.query("select 1 from incidents where id = $1 for no key update", [finding.incident_id]);

    const others = await client.query<{ id: number; finding_id: number; announced_at: Date }>(
      `select campaigns.id, finding_id, announced_at from campaigns join findings on findings.id = finding_id
       where incident_id = $1`,
      [finding.incident_id],
    );
    const existing = others.rows.find(({ finding_id }) => finding_id === finding.id);
    if (existing)
      return ok({ planned: false, superseded: 0, ...(await countRecipients(client, existing.id)) });
    if (others.rows.some(({ announced_at }) => announced_at > finding.announced_at))
      return refused("later-finding-planned");

    const now = ctx.now();
    const facts = await getNoticeFacts(client, { findingId: finding.id, plannedAt: now });
    const [fault] = findCampaignTextFaults(facts);
    if (fault) return refused(fault);

    const created = await client.query<{ id: number }>(
      "insert into campaigns (finding_id, planned_at) values ($1, $2) returning id",
      [finding.id, now],
    );
    const campaignId = created.rows[0]?.id ?? 0;
    const notBefore = finding.announced_at > now ? finding.announced_at : now;
    await writeNotices(client, { campaignId, findingId: finding.id, notBefore });
    const superseded = await supersedeEarlier(client, campaignId, now);
    const plan = { planned: true, superseded, ...(await countRecipients(client, campaignId)) };
    await recordAudit(ctx, client, {
      action: "campaign.plan",
      subject: { type: "finding", id: findingKey },
      detail: plan,
    });
    return ok(plan);
  });
}

async function writeNotices(
  client: pg.ClientBase,
  { campaignId, findingId, notBefore }: { campaignId: number; findingId: number; notBefore: Date },
) {
  for (let after: string | null = "0"; after !== null;) {
    const batch: pg.QueryResult<{ last: string | null }> = await client.query(
      `with recipient as materialized (
         select line.id, line.language, gen_random_uuid() as link_id,
           line.has_birth_date and holder.holder_type = 'person' as has_link,
           line.has_email and line.guardian_msisdn_index is null as has_mail,
           exists (select 1 from notices join outbox on outbox.notice_id = notices.id
                   where notices.subscriber_id = line.id and written_at is null and outbox.state = 'accepted') as told_before
         from exposures join subscribers line on line.id = subscriber_id join holders holder on holder.id = line.holder_id
         where finding_id = $2 and subscriber_id > $3 order by subscriber_id limit $4
       ), link as (
         insert into links (id, subscriber_id, version)
         select link_id, id, 1 + coalesce((select max(version) from links where subscriber_id = recipient.id), 0)
         from recipient where has_link
       ), notice as (
         insert into notices (campaign_id, subscriber_id, kind, language, link_id)
         select $1, id, (case when told_before then 'update' else 'first' end)::"NoticeKind", language,
           case when has_link then link_id end
         from recipient returning id, subscriber_id
       ), message as (
         insert into outbox (campaign_id, notice_id, channel, state, not_before)
         select $1, notice.id, channel, 'held', $5
         from notice join recipient on recipient.id = subscriber_id
         cross join unnest(case when has_mail then array['sms', 'mail'] else array['sms'] end::"Channel"[]) as channel
       )
       select max(id)::text as last from recipient`,
      [campaignId, findingId, after, BATCH, notBefore],
    );
    after = batch.rows[0]?.last ?? null;
  }
}

async function supersedeEarlier(client: pg.ClientBase, campaignId: number, now: Date) {
  const { rowCount } = await client.query(
    `update outbox set state = 'superseded', reason = 'later-finding', settled_at = $2
     from notices earlier join notices later on later.subscriber_id = earlier.subscriber_id and later.campaign_id = $1
     where outbox.notice_id = earlier.id and earlier.campaign_id <> $1 and earlier.written_at is null
       and outbox.state in ('held', 'pending')`,
    [campaignId, now],
  );
  return rowCount ?? 0;
}

async function countRecipients(client: pg.ClientBase, campaignId: number): Promise<Recipients> {
  const { rows } = await client.query<Recipients>(
    `select count(*)::int as recipients, (count(*) filter (where kind = 'first'))::int as first,
       (count(*) filter (where link_id is null))::int as "withoutLink",
       (select count(*)::int from outbox where campaign_id = $1 and channel = 'mail') as mails
     from notices where campaign_id = $1`,
    [campaignId],
  );
  return rows[0] ?? { recipients: 0, first: 0, withoutLink: 0, mails: 0 };
}
