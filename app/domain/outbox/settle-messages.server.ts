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
 * Writes down where a batch of leased texts stands, in one transaction: outbox, attempts, links. What this worker no longer holds is left to
 * whoever took it over, and its number returned.
 */
export async function settleMessages(
  ctx: Ctx,
  sender: Sender,
  settlements: readonly Settlement[],
): Promise<{ lost: number }> {
  if (settlements.length === 0) return { lost: 0 };
  return inTransaction(ctx.pool, async (client) => {
    const now = ctx.now();
    const held = await client.query<{ id: string }>(
      "select id from outbox where id = any($1) and lease_owner = $2 and state = 'sending' order by id for update",
      [settlements.map(({ id }) => id), sender.workerId],
    );
    const ids = new Set(held.rows.map(({ id }) => id));
    const ours = settlements.filter(({ id }) => ids.has(id));

    await client.query(
      `update outbox_attempts attempt set outcome = row.outcome::"AttemptOutcome", finished_at = $2,
         provider_id = row."providerId", error_code = coalesce(row.code, error_code)
       from jsonb_to_recordset($1) as row (id bigint, number int, outcome text, "providerId" text, code text)
       where attempt.outbox_id = row.id and attempt.number = row.number`,
      [JSON.stringify(ours.flatMap(({ id, attempt }) => (attempt ? [{ id, ...attempt }] : []))), now],
    );
    const moved = ours.filter(({ step }) => step.state !== "sending");
    await client.query(
      `update outbox set state = row.state::"OutboxState", reason = row.reason, lease_owner = null, lease_until = null,
         not_before = coalesce(row."notBefore", not_before),
         settled_at = case when row.state <> 'pending' then $2::timestamptz end
       from jsonb_to_recordset($1) as row (id bigint, state text, reason text, "notBefore" timestamptz)
       where outbox.id = row.id`,
      [
        JSON.stringify(
          moved.map(({ id, step }) => ({
            id,
            state: step.state,
            reason: "reason" in step ? step.reason : null,
            notBefore: "waitMs" in step ? after(now, step.waitMs) : null,
          })),
        ),
        now,
      ],
    );
    const revoked = ours.filter(({ revokeLinksOf }) => revokeLinksOf !== undefined);
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
    return { lost: settlements.length - ours.length };
  });
}
