import type { Ctx } from "#app/domain/context.server.ts";
import { getIncident } from "#app/domain/incidents/get-incident.server.ts";
import type { CheckMessage } from "#app/domain/notices/check-message.schema.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import {
  LINK_PLACE,
  readMessage,
  readSentText,
  readStores,
  type SentText,
} from "#app/domain/notices/message-words.rules.ts";
import {
  letterKinds,
  listLetterTexts,
  STORE_PLACE,
  storeText,
  type LetterKind,
} from "#app/domain/notices/letter-text.rules.ts";
import type { StoreNames } from "#app/domain/notices/message-places.rules.ts";
import { listNoticeTexts } from "#app/domain/notices/notice-text.rules.ts";
import { readSender } from "#app/domain/notices/sender.rules.ts";
import type { Database } from "#app/infra/db/database.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/** Why a message isn't ours; `none-sent`: nothing has been sent yet, so nothing can be. */
export type NotOursReason = "other-link" | "other-sender" | "changed-words" | "unknown" | "none-sent";

export type MessageVerdict =
  | { verdict: "ours"; hasLink: boolean }
  | { verdict: "our-link-other-words" }
  | { verdict: "not-ours"; reason: NotOursReason };

/**
 * Tells whether a pasted message is one that we sent: the whole of its words, its link, and its sender if
 * that is given. Words and link are judged apart: any link that was ever issued goes with any words that were
 * ever sent. Were they held against each other, whoever has a stolen link could try words until they fit, and
 * learn whether its owner is a minor, was told before, or reads Vietnamese. Whether the link still works
 * isn't told either. Refuses what is too little to judge, a code or a link alone among it. Writes nothing.
 */
export async function checkMessage(
  ctx: Ctx,
  { text, sender, publicUrl }: CheckMessage & { publicUrl: string },
): Promise<Result<MessageVerdict, "not-whole">> {
  const sentTexts = await listSentTexts(ctx);
  const reading = readMessage(text, sentTexts, publicUrl);
  switch (reading.words) {
    case "not-whole":
      return refused("not-whole");
    case "sent": {
      const { link, sent } = reading;
      if (link === "other" || (link !== "none" && !(await isIssued(ctx, link.token))))
        return notOurs("other-link");
      if (sender && !(await maySend(ctx, sent.incidentId, sender))) return notOurs("other-sender");
      return ok({ verdict: "ours", hasLink: link !== "none" });
    }
    case "changed":
    case "unknown":
      if (reading.token && (await isIssued(ctx, reading.token)))
        return ok({ verdict: "our-link-other-words" });
      if (sentTexts.length === 0) return notOurs("none-sent");
      return notOurs(reading.words === "changed" ? "changed-words" : "unknown");
  }
}

const notOurs = (reason: NotOursReason) => ok({ verdict: "not-ours" as const, reason });

async function isIssued(ctx: Ctx, token: string): Promise<boolean> {
  return (await ctx.db.link.count({ where: { tokenHash: hashToken(token) } })) > 0;
}

/**
 * As the incident stands now, not as it stood when the text was planned: a number that was left out of it can
 * be added.
 */
async function maySend(ctx: Ctx, incidentId: string, sender: string): Promise<boolean> {
  const { senders } = await getIncident(ctx, incidentId);
  return senders.length === 0 || senders.some((own) => readSender(own) === sender);
}

type SentBy = SentText & { incidentId: string };

/**
 * What a launched campaign says never changes, nor do the letters of an incident's version; folding takes
 * longer than all else here, so it is done once a process.
 */
const folded = new WeakMap<Database, Map<string, SentBy[]>>();

/**
 * Every text that may have been sent: none of a campaign that is only planned, and of letters only the kinds
 * that were written.
 */
async function listSentTexts(ctx: Ctx): Promise<SentBy[]> {
  const known = folded.get(ctx.db) ?? new Map<string, SentBy[]>();
  folded.set(ctx.db, known);
  const [launched, written] = [await listLaunched(ctx, known), await listWritten(ctx, known)];
  const withStores = await addStores(ctx, written);
  return [...launched, ...withStores];
}

async function listLaunched(ctx: Ctx, known: Map<string, SentBy[]>): Promise<SentBy[]> {
  const campaigns = await ctx.db.campaign.findMany({
    where: { launchedAt: { not: null } },
    select: { id: true, plannedAt: true, finding: { select: { id: true, incidentId: true } } },
  });
  const texts: SentBy[] = [];
  for (const { id, plannedAt, finding } of campaigns) {
    if (!finding) continue;
    const key = `campaign ${id}`;
    const read =
      known.get(key) ??
      listNoticeTexts(await getNoticeFacts(ctx.pool, { findingId: finding.id, plannedAt }), LINK_PLACE).map(
        (text) => ({ ...readSentText(text), incidentId: finding.incidentId }),
      );
    known.set(key, read);
    texts.push(...read);
  }
  return texts;
}

type Version = { incidentId: string; version: number; since: Date; until: Date | null };

async function listWritten(ctx: Ctx, known: Map<string, SentBy[]>): Promise<SentBy[]> {
  const { rows: versions } = await ctx.pool.query<Version>(
    `select incident_id as "incidentId", version, created_at as since,
       lead(created_at) over (partition by incident_id order by version) as until from incident_versions`,
  );
  const letters = versions.flatMap((version) =>
    letterKinds.map((kind) => ({
      ...version,
      kind,
      key: `${version.incidentId} ${version.version} ${kind}`,
    })),
  );
  const asked = letters.filter(({ key }) => !known.has(key));
  const written = asked.length > 0 ? await findWritten(ctx, asked) : new Set();
  for (const { key, kind, incidentId, since } of asked) {
    if (!written.has(key)) continue;
    const texts = listLetterTexts(await getIncident(ctx, incidentId, since), kind, LINK_PLACE);
    known.set(
      key,
      texts.map((text) => ({ ...readSentText(text), incidentId })),
    );
  }
  return letters.flatMap(({ key }) => known.get(key) ?? []);
}

/** Read anew once they have changed: folding thousands takes longer than asking whether they are the same. */
const foldedStores = new WeakMap<Database, Map<string, { digest: string; stores: StoreNames }>>();

/** The letters that name a store, with those of their incident. */
async function addStores(ctx: Ctx, written: readonly SentBy[]): Promise<SentBy[]> {
  const known = foldedStores.get(ctx.db) ?? new Map<string, { digest: string; stores: StoreNames }>();
  foldedStores.set(ctx.db, known);
  const placed = written.filter(({ letters }) => letters.includes(STORE_PLACE));
  for (const incidentId of new Set(placed.map(({ incidentId }) => incidentId))) {
    const { rows } = await ctx.pool.query<{ digest: string }>(
      `select coalesce(md5(string_agg(concat_ws('|', name, region, district, phone), '|' order by id)), '') as digest
       from stores where incident_id = $1`,
      [incidentId],
    );
    const digest = rows[0]?.digest ?? "";
    if (known.get(incidentId)?.digest === digest) continue;
    const stores = await ctx.db.store.findMany({ where: { incidentId } });
    known.set(incidentId, { digest, stores: readStores(stores.map(storeText)) });
  }
  return written.map((text) => {
    const stores = text.letters.includes(STORE_PLACE) && known.get(text.incidentId)?.stores;
    return stores ? { ...text, stores } : text;
  });
}

/** The keys of those of which at least one was written: one row of each is looked for, by kind and time. */
async function findWritten(ctx: Ctx, asked: readonly (Version & { kind: LetterKind; key: string })[]) {
  const { rows } = await ctx.pool.query<{ key: string }>(
    `select key from unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[])
       as asked (key, incident_id, kind, since, until)
     cross join lateral (select from notices join subscribers line on line.id = subscriber_id
       where kind = asked.kind::"NoticeKind" and written_at >= since and written_at < coalesce(until, 'infinity')
         and line.incident_id = asked.incident_id limit 1) one`,
    [
      asked.map(({ key }) => key),
      asked.map(({ incidentId }) => incidentId),
      asked.map(({ kind }) => kind),
      asked.map(({ since }) => since),
      asked.map(({ until }) => until),
    ],
  );
  return new Set(rows.map(({ key }) => key));
}
