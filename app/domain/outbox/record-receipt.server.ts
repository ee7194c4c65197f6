import type { Ctx } from "#app/domain/context.server.ts";
import type { DeliveryState } from "#app/infra/db/generated/enums.ts";
import { inTransaction } from "#app/infra/db/transaction.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

/**
 * What the provider says of one call: `outboxId` and `attempt` name it, `providerId` is what the provider
 * calls the text it took.
 */
export type Receipt = {
  outboxId: string;
  attempt: number;
  providerId: string;
  state: DeliveryState;
  errorCode?: string | undefined;
};

export type ReceiptRefusal = "unknown-attempt" | "another-call";

/**
 * Records a receipt that was proven to be the provider's. Receipts come in any order and more than once: the
 * state that is furthest stays. One that names a text other than the attempt's is refused (the provider took
 * one call twice), and so is one for an attempt that was never made.
 *
 * A receipt is the provider's word that it took the text. Where that was in doubt, or thought not to be so,
 * what waits to be sent again or was given up as unknown becomes accepted, and the resend isn't made. What a
 * worker is busy with is left to it: recover-leases looks here first.
 */
export async function recordReceipt(ctx: Ctx, receipt: Receipt): Promise<Result<undefined, ReceiptRefusal>> {
  const { outboxId, attempt, providerId, state, errorCode = null } = receipt;
  return inTransaction(ctx.pool, async (client) => {
    const message = await client.query<{ state: string }>(
      "select state from outbox where id = $1 and channel = 'sms' for update",
      [outboxId],
    );
    const known = await client.query<{ providerId: string | null }>(
      `select provider_id as "providerId" from outbox_attempts where outbox_id = $1 and number = $2`,
      [outboxId, attempt],
    );
    const [call] = known.rows;
    if (!message.rows[0] || !call) return refused("unknown-attempt");
    if (call.providerId !== null && call.providerId !== providerId) return refused("another-call");

    const inDoubt = ["pending", "unknown"].includes(message.rows[0].state);
    await client.query(
      `update outbox_attempts set provider_id = $3, delivery = greatest(delivery, $4::"DeliveryState"),
         error_code = case when delivery is null or delivery < $4::"DeliveryState" then $5 else error_code end,
         outcome = case when $6 then 'accepted' else outcome end
       where outbox_id = $1 and number = $2`,
      [outboxId, attempt, providerId, state, errorCode, inDoubt],
    );
    if (inDoubt)
      await client.query(
        "update outbox set state = 'accepted', reason = null, settled_at = $2 where id = $1",
        [outboxId, ctx.now()],
      );
    return ok(undefined);
  });
}
