import type { Ctx } from "#app/domain/context.server.ts";
import type { LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { hashToken, linkToken } from "#app/infra/keys/link-key.server.ts";
import { after, days } from "#app/shared/time.ts";

const LINK_LIFE_MS = days(30);

/**
 * Commits that these texts are about to be sent: an attempt row each, and their links' hashes, the lines' earlier links being replaced from
 * here on. Only after it may the provider be called, so a crash leaves an attempt without an outcome, never a call without a row. Leaves out
 * what this worker no longer holds the lease of; renews the others. Returns the ids that may be sent.
 */
export async function openAttempts(
  ctx: Ctx,
  sender: Sender,
  messages: readonly LeasedMessage[],
): Promise<Set<string>> {
  return inTransaction(ctx.pool, async (client) => {
    const held = await client.query<{ id: string }>(
      `update outbox set lease_until = now() + $2 * interval '1 millisecond'
       where id = any($3) and lease_owner = $1 and state = 'sending' and lease_until > now() returning id`,
      [sender.workerId, sender.leaseMs, messages.map(({ id }) => id)],
    );
    const ids = new Set(held.rows.map(({ id }) => id));
    const sending = messages.filter(({ id }) => ids.has(id));
    const now = ctx.now();
    await client.query(
      `insert into outbox_attempts (outbox_id, number, started_at)
       select id, number, $3 from unnest($1::bigint[], $2::int[]) as attempt (id, number)`,
      [sending.map(({ id }) => id), sending.map(({ attempts }) => attempts.length + 1), now],
    );

    const links = sending.flatMap(({ link }) => link ?? []);
    const linkIds = links.map(({ id }) => id);
    await client.query(
      `update links earlier set revoked_at = $2, revoked_for = 'replaced' from links issued
       where issued.id = any($1) and earlier.subscriber_id = issued.subscriber_id and earlier.version < issued.version
         and earlier.revoked_at is null`,
      [linkIds, now],
    );
    // Already issued at a retry: then the hash is the same, and the 30 days run from the first time.
    await client.query(
      `update links set token_hash = issued.hash, issued_at = $3, expires_at = $4
       from unnest($1::uuid[], $2::bytea[]) as issued (id, hash) where links.id = issued.id and token_hash is null`,
      [
        linkIds,
        links.map((link) => hashToken(linkToken(sender.linkKey, link))),
        now,
        after(now, LINK_LIFE_MS),
      ],
    );
    return ids;
  });
}
