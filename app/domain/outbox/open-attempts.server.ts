import type pg from "pg";
import type { Ctx } from "#app/domain/context.server.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { hashToken, linkToken } from "#app/infra/keys/link-key.server.ts";
import { after, days } from "#app/shared/time.ts";

const LINK_LIFE_MS = days(30);

/**
 * Commits that these messages are about to be sent: an attempt row each, and their links' hashes, the lines'
 * other live links being replaced from here on. Only after it may the provider be called, so a crash leaves
 * an attempt without an outcome, never a call without a row. Leaves out what this worker no longer holds the
 * lease of, and what another message to the same line came before with a link of its own: in this batch, or
 * from another worker's since the lease. Returns the ids that may be sent.
 */
export async function openAttempts(
  ctx: Ctx,
  sender: Sender,
  messages: readonly LeasedMessage[],
): Promise<Set<string>> {
  return inTransaction(ctx.pool, async (client) => {
    const now = ctx.now();
    const links = await lockLinks(client, messages);
    const linesTaken = new Set<string>();
    const open = messages.filter(({ link, subscriberId }) => {
      if (!link) return true;
      if (linesTaken.has(subscriberId) || links.get(link.id)?.revoked) return false;
      linesTaken.add(subscriberId);
      return true;
    });
    const held = await client.query<{ id: string }>(
      `with held as (
         select id from outbox
         where id = any($1) and lease_owner = $2 and state = 'sending' and lease_until > now() order by id for update
       ), opened as (
         insert into outbox_attempts (outbox_id, number, started_at)
         select id, number, $4 from held join unnest($1::bigint[], $3::int[]) as attempt (id, number) using (id)
       )
       select id from held`,
      [open.map(({ id }) => id), sender.workerId, open.map(({ attempts }) => attempts.length + 1), now],
    );
    const ids = new Set(held.rows.map(({ id }) => id));
    // Already issued at a retry: then the hash is the same, and the 30 days run from the first time.
    const issued = open.flatMap(({ id, link }) =>
      link && ids.has(id) && !links.get(link.id)?.live ? [link] : [],
    );
    const lines = new Set(issued.map(({ id }) => links.get(id)?.subscriberId));
    const replaced = [...links].filter(([, { live, subscriberId }]) => live && lines.has(subscriberId));
    if (replaced.length > 0)
      await client.query("update links set revoked_at = $2, revoked_for = 'replaced' where id = any($1)", [
        replaced.map(([id]) => id),
        now,
      ]);
    await client.query(
      `update links set token_hash = issued.hash, issued_at = $3, expires_at = $4
       from unnest($1::uuid[], $2::bytea[]) as issued (id, hash) where links.id = issued.id`,
      [
        issued.map(({ id }) => id),
        issued.map((link) => hashToken(linkToken(sender.linkKey, link))),
        now,
        after(now, LINK_LIFE_MS),
      ],
    );
    return ids;
  });
}

/**
 * All links of the lines that get one, in an order that all workers keep: two that send to one line at once
 * issue one after the other.
 */
async function lockLinks(client: pg.ClientBase, messages: readonly LeasedMessage[]) {
  const { rows } = await client.query<{ id: string; subscriberId: string; live: boolean; revoked: boolean }>(
    `select id, subscriber_id as "subscriberId", revoked_at is not null as revoked,
       token_hash is not null and revoked_at is null as live
     from links where subscriber_id = any($1) order by id for update`,
    [messages.flatMap(({ link, subscriberId }) => (link ? [subscriberId] : []))],
  );
  return new Map(rows.map(({ id, ...link }) => [id, link]));
}
