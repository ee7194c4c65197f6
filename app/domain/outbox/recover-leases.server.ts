import type { Ctx } from "#app/domain/context.server.ts";
import { leaseMessages, type LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import { openWriter } from "#app/domain/outbox/open-writer.server.ts";
import { afterLookup } from "#app/domain/outbox/outbox.rules.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { settleMessages, type Settlement } from "#app/domain/outbox/settle-messages.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import type { SentLookup } from "#app/infra/transport.ts";

/**
 * Takes over one batch of messages whose worker died, or whose sending ended in doubt, and finds out from the
 * provider, by a receipt that it sent or its list, what became of them. Sends nothing itself: what must go
 * out again is pending afterwards. Also of paused campaigns, since the truth can't wait.
 */
export async function recoverLeases(ctx: Ctx, sender: Sender): Promise<{ recovered: number }> {
  const messages = await leaseMessages(ctx, sender, "expired");
  const settlements = await Promise.all(messages.map((message) => reconcile(ctx, sender, message)));
  await settleMessages(ctx, sender, settlements);
  return { recovered: messages.length };
}

async function reconcile(ctx: Ctx, sender: Sender, message: LeasedMessage): Promise<Settlement> {
  const { id, attempts } = message;
  const last = attempts.at(-1);
  if (!last || (last.outcome !== null && last.outcome !== "unknown"))
    return { id, step: { state: "pending", reason: "worker-died", waitMs: 0 } };

  const lookup: SentLookup = last.providerId
    ? { kind: "sent", providerId: last.providerId }
    : await lookUp(ctx, sender, message, new Date(last.startedAt));
  const { outcome, step } = afterLookup(lookup, attempts);
  const providerId = lookup.kind === "sent" ? { providerId: lookup.providerId } : {};
  return { id, step, attempt: { number: last.number, outcome, ...providerId } };
}

async function lookUp(ctx: Ctx, sender: Sender, message: LeasedMessage, since: Date): Promise<SentLookup> {
  if (!sender.transport.findSent || !message.envelope) return { kind: "cannot-tell" };
  try {
    const { msisdn, guardianMsisdn } = openPersonalData(ctx, message);
    const write = await openWriter(ctx, sender, [message]);
    const body = await write(message);
    return await sender.transport.findSent({ to: guardianMsisdn ?? msisdn, body, since });
  } catch (error) {
    sender.log.error(
      { err: error, outboxId: message.id, requestId: ctx.requestId },
      "a text could not be reconciled",
    );
    return { kind: "no-answer" };
  }
}
