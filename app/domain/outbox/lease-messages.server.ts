import type pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import type { LetterKind, LetterStore } from "#app/domain/notices/letter-text.rules.ts";
import type { NoticeKind } from "#app/domain/notices/notice-text.rules.ts";
import type { PastAttempt } from "#app/domain/outbox/outbox.rules.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import type { Language } from "#app/locales/language.ts";

export type LeasedMessage = {
  id: string;
  channel: Channel;
  campaignId: number;
  incidentId: string;
  language: Language;
  subscriberId: string;
  subscriberRef: string;
  holder: { holderRef: string };
  guardianMsisdnIndex: Buffer | null;
  /** Null once the person's data has been purged. */
  envelope: Buffer | null;
  keyId: string | null;
  link: { id: string; version: number; revoked: boolean } | null;
  /** Of a letter about a visit: which store, and when. */
  store: LetterStore | null;
  momentAt: Date | null;
  attempts: (PastAttempt & { startedAt: string; providerId: string | null })[];
  /** A text about a later finding to the same line is planned or sent. Letters neither overtake nor are overtaken. */
  overtaken: boolean;
} & (
  | { kind: NoticeKind; findingId: number; plannedAt: Date; writtenAt: null }
  | { kind: LetterKind; writtenAt: Date }
);

/**
 * Not by order of id over all campaigns: a paused one with millions of pending rows must not be waded
 * through. The letters' campaign, which has no finding, is asked first: what just happened to one person
 * doesn't wait behind millions.
 */
const due = `select message.id from (
    select id from campaigns where status in ('pilot', 'running') order by finding_id nulls first
  ) campaign cross join lateral (
    select id from outbox where campaign_id = campaign.id and channel = $5 and state = 'pending' and not_before <= $4
    order by not_before, id limit $3 for update skip locked) message
  limit $3`;

const expired = `select id from outbox where state = 'sending' and lease_until < now() and $4::timestamptz is not null and channel = $5
  order by lease_until limit $3 for update skip locked`;

/**
 * Takes a batch of the sender's channel for this worker alone: what is due, or what another worker held too
 * long. A lease ends by the database's clock, which all workers share and no demo moves.
 */
export async function leaseMessages(
  ctx: Ctx,
  sender: Sender,
  which: "due" | "expired",
): Promise<LeasedMessage[]> {
  const leased = await ctx.pool.query<{ id: string }>(
    `update outbox set state = 'sending', lease_owner = $1, lease_until = now() + $2 * interval '1 millisecond'
     where id in (${which === "due" ? due : expired}) returning id`,
    [sender.workerId, sender.leaseMs, sender.batch, ctx.now(), sender.channel],
  );
  if (leased.rows.length === 0) return [];
  return readMessages(
    ctx.pool,
    leased.rows.map(({ id }) => id),
  );
}

async function readMessages(pool: pg.Pool, ids: string[]): Promise<LeasedMessage[]> {
  const { rows } = await pool.query<LeasedMessage>(
    `select outbox.id, channel, outbox.campaign_id as "campaignId", finding_id as "findingId", planned_at as "plannedAt",
       written_at as "writtenAt", line.incident_id as "incidentId", kind, notices.language, line.id as "subscriberId", subscriber_ref as "subscriberRef",
       json_build_object('holderRef', holder_ref) as holder, guardian_msisdn_index as "guardianMsisdnIndex", envelope, key_id as "keyId",
       case when links.id is not null then json_build_object(
         'id', links.id, 'version', version, 'revoked', revoked_at is not null) end as link,
       case when stores.id is not null then json_build_object(
         'name', stores.name, 'region', region, 'district', district, 'phone', phone) end as store, moment_at as "momentAt",
       (select coalesce(json_agg(json_build_object('number', number, 'outcome', outcome, 'startedAt', started_at,
          'providerId', provider_id) order by number), '[]')
       from outbox_attempts where outbox_id = outbox.id) as attempts,
       exists (select 1 from notices later where later.subscriber_id = line.id and later.id > notices.id
         and notices.written_at is null and later.written_at is null) as overtaken
     from outbox
     join notices on notices.id = notice_id
     join campaigns on campaigns.id = outbox.campaign_id
     join subscribers line on line.id = notices.subscriber_id
     join holders on holders.id = holder_id
     left join links on links.id = link_id
     left join stores on stores.id = store_id
     where outbox.id = any($1) order by not_before, outbox.id`,
    [ids],
  );
  return rows;
}
