import type { Ctx } from "#app/domain/context.server.ts";
import type { PastAttempt, Step } from "#app/domain/outbox/outbox.rules.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { after } from "#app/shared/time.ts";

export type Settlement = {
  id: string;
  step: Step;
  /** What the last attempt came to, where one was made. */
  attempt?: {
    number: number;
    outcome: NonNullable<PastAttempt["outcome"]>;
    providerId?: string;
    code?: string;
  };
  /** The number isn't theirs any more: no link of the line that is out may be used. */
  revokeLinksOf?: string;
};

/**
 * Writes down where a batch of leased messages stands, in one transaction: outbox, attempts, links. What this
 * worker no longer holds is left to whoever took it over, and its number returned.
 */
export async function settleMessages(
  ctx: Ctx,
  sender: Sender,
  settlements: readonly Settlement[],
): Promise<{ lost: number }> {
  if (settlements.length === 0) return { lost: 0 };
  return inTransaction(ctx.pool, async (client) => {
    const now = ctx.now();
    const written = await client.query<{ id: string }>(
      `with row as (
         select * from jsonb_to_recordset($1)
           as row (id bigint, state text, reason text, "notBefore" timestamptz, number int, outcome text, "providerId" text, code text)
       ), moved as (
         update outbox set state = row.state::"OutboxState", reason = row.reason,
           lease_owner = case when row.state = 'sending' then lease_owner end,
           lease_until = case when row.state = 'sending' then lease_until end,
           not_before = coalesce(row."notBefore", not_before),
           settled_at = case when row.state not in ('pending', 'sending') then $2::timestamptz end
         from row where outbox.id = row.id and lease_owner = $3 and outbox.state = 'sending'
         returning outbox.id
       ), attempted as (
         update outbox_attempts attempt set outcome = row.outcome::"AttemptOutcome", finished_at = $2,
           provider_id = coalesce(row."providerId", provider_id), error_code = coalesce(row.code, error_code)
         from row join moved using (id) where attempt.outbox_id = row.id and attempt.number = row.number
       )
       select id from moved`,
      [JSON.stringify(settlements.map((settlement) => rowOf(settlement, now))), now, sender.workerId],
    );
    const ids = new Set(written.rows.map(({ id }) => id));
    const revoked = settlements.filter(({ id, revokeLinksOf }) => ids.has(id) && revokeLinksOf !== undefined);
    if (revoked.length > 0)
      await client.query(
        `update links set revoked_at = $3, revoked_for = row.reason
         from unnest($1::bigint[], $2::text[]) as row (subscriber_id, reason)
         where links.subscriber_id = row.subscriber_id and links.revoked_at is null`,
        [
          revoked.map(({ revokeLinksOf }) => revokeLinksOf),
          revoked.map(({ step }) => ("reason" in step ? step.reason : null)),
          now,
        ],
      );
    return { lost: settlements.length - ids.size };
  });
}

const rowOf = ({ id, step, attempt }: Settlement, now: Date) => ({
  id,
  state: step.state,
  reason: "reason" in step ? step.reason : null,
  notBefore: "waitMs" in step ? after(now, step.waitMs) : null,
  ...attempt,
});
