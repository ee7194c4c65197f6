import type { Ctx } from "#app/domain/context.server.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { hashToken, linkToken } from "#app/infra/keys/link-key.server.ts";
import { after, days } from "#app/shared/time.ts";

const LINK_LIFE_MS = days(30);

/**
 * Commits that these messages are about to be sent: an attempt row each, and their links' hashes, the lines' earlier links being replaced
 * from here on. Only after it may the provider be called, so a crash leaves an attempt without an outcome, never a call without a row. Leaves
 * out what this worker no longer holds the lease of. Returns the ids that may be sent.
 */
export async function openAttempts(
  ctx: Ctx,
  sender: Sender,
  messages: readonly LeasedMessage[],
): Promise<Set<string>> {
  return inTransaction(ctx.pool, async (client) => {
    const now = ctx.now();
    const held = await client.query<{ id: string }>(
      `with held as (
         select id from outbox
         where id = any($1) and lease_owner = $2 and state = 'sending' and lease_until > now() order by id for update
       ), opened as (
         insert into outbox_attempts (outbox_id, number, started_at)
         select id, number, $4 from held join unnest($1::bigint[], $3::int[]) as attempt (id, number) using (id)
       )
       select id from held`,
      [
        messages.map(({ id }) => id),
        sender.workerId,
        messages.map(({ attempts }) => attempts.length + 1),
        now,
      ],
    );
    const ids = new Set(held.rows.map(({ id }) => id));
    const links = messages.flatMap(({ id, link }) => (link && ids.has(id) ? [link] : []));
    const replacing = links.filter(({ version }) => version > 1);
    if (replacing.length > 0)
      await client.query(
        `update links earlier set revoked_at = $2, revoked_for = 'replaced' from links issued
         where issued.id = any($1) and earlier.subscriber_id = issued.subscriber_id and earlier.version < issued.version
           and earlier.revoked_at is null`,
        [replacing.map(({ id }) => id), now],
      );
    // Already issued at a retry: then the hash is the same, and the 30 days run from the first time.
    await client.query(
      `update links set token_hash = issued.hash, issued_at = $3, expires_at = $4
       from unnest($1::uuid[], $2::bytea[]) as issued (id, hash) where links.id = issued.id and token_hash is null`,
      [
        links.map(({ id }) => id),
        links.map((link) => hashToken(linkToken(sender.linkKey, link))),
        now,
        after(now, LINK_LIFE_MS),
      ],
    );
    return ids;
  });
}
