import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#app/domain/context.server.ts";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import type { NoticeFacts } from "#app/domain/notices/notice-text.rules.ts";
import { leaseMessages, type LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import { openAttempts } from "#app/domain/outbox/open-attempts.server.ts";
import { afterSend, type Step } from "#app/domain/outbox/outbox.rules.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { settleMessages, type Settlement } from "#app/domain/outbox/settle-messages.server.ts";
import { writeMessage } from "#app/domain/outbox/write-message.server.ts";
import { findRecipient, type RecipientRefusal } from "#app/domain/subscribers/find-recipient.server.ts";
import type { SendResult } from "#app/infra/sms/transport.ts";
import { minutes, seconds } from "#app/shared/time.ts";

export type SendReport = { taken: number; called: number };

type Ready = { message: LeasedMessage; to: string; body: string };
type Prepared = { kind: "ready"; ready: Ready } | { kind: "settled"; settlement: Settlement };

/**
 * Takes one batch of due texts and sends what may be sent: asks the carrier who holds each number now, commits the attempts, calls the
 * provider at the pace, records the answers. Sends nothing to a number that changed hands, and nothing while the carrier is silent. What the
 * promises rest on is told in outbox.rules.ts.
 */
export async function sendNotices(ctx: Ctx, sender: Sender): Promise<SendReport> {
  const messages = await leaseMessages(ctx, sender, "due");
  if (messages.length === 0) return { taken: 0, called: 0 };
  const facts = await factsOfCampaigns(ctx, messages);

  const prepared = await Promise.all(messages.map((message) => prepare(ctx, sender, facts, message)));
  await settle(
    ctx,
    sender,
    prepared.flatMap((one) => (one.kind === "settled" ? [one.settlement] : [])),
  );
  const ready = prepared.flatMap((one) => (one.kind === "ready" ? [one.ready] : []));
  if (ready.length === 0) return { taken: messages.length, called: 0 };

  const leaseEndsMs = performance.now() + sender.leaseMs;
  const held = await openAttempts(
    ctx,
    sender,
    ready.map(({ message }) => message),
  );
  const sending = ready.filter(({ message }) => held.has(message.id));
  const settlements = await Promise.all(sending.map((one) => send(sender, one, leaseEndsMs)));
  await settle(ctx, sender, settlements);
  return { taken: messages.length, called: sending.length };
}

async function factsOfCampaigns(ctx: Ctx, messages: readonly LeasedMessage[]) {
  const facts = new Map<number, NoticeFacts>();
  for (const message of messages)
    if (!facts.has(message.campaignId))
      facts.set(message.campaignId, await getNoticeFacts(ctx.pool, message));
  return facts;
}

async function prepare(
  ctx: Ctx,
  sender: Sender,
  facts: ReadonlyMap<number, NoticeFacts>,
  message: LeasedMessage,
): Promise<Prepared> {
  const settled = (step: Step, revoke = false): Prepared => ({
    kind: "settled",
    settlement: { id: message.id, step, ...(revoke ? { revokeLinksOf: message.subscriberId } : {}) },
  });
  if (message.overtaken) return settled({ state: "superseded", reason: "later-finding" });
  if (message.link?.revoked) return settled({ state: "failed", reason: "link-revoked" });

  const noticeFacts = facts.get(message.campaignId);
  if (!noticeFacts) throw new Error(`campaign ${message.campaignId} has no text`);
  try {
    const recipient = await findRecipient(ctx, message);
    if (recipient.ok) {
      const body = writeMessage(sender, noticeFacts, message);
      return { kind: "ready", ready: { message, to: recipient.value.msisdn, body } };
    }
    const { waitMs } = recipientRefusals[recipient.refusal];
    return waitMs === null
      ? settled({ state: "failed", reason: recipient.refusal }, true)
      : settled({ state: "pending", reason: recipient.refusal, waitMs });
  } catch (error) {
    // One record that can't be read (a key missing from the ring) must not hold up the others, nor be given up for it.
    sender.log.error({ err: error, outboxId: message.id }, "a text could not be prepared");
    return settled({ state: "pending", reason: "not-prepared", waitMs: minutes(5) });
  }
}

/** Ends, but for a carrier that is silent: it is asked again. */
const recipientRefusals: Record<RecipientRefusal, { waitMs: number | null }> = {
  "owner-changed": { waitMs: null },
  "line-not-active": { waitMs: null },
  "guardian-unknown": { waitMs: null },
  purged: { waitMs: null },
  "carrier-silent": { waitMs: seconds(30) },
};

async function send(sender: Sender, { message, to, body }: Ready, leaseEndsMs: number): Promise<Settlement> {
  const number = message.attempts.length + 1;
  await sleep(sender.pace.reserve(performance.now()));
  // Held up for so long that another worker may take over before the answer is in: the call is not made.
  if (performance.now() + sender.transport.timeoutMs > leaseEndsMs)
    return {
      id: message.id,
      step: { state: "pending", reason: "lease-too-short", waitMs: 0 },
      attempt: { number, outcome: "not_sent" },
    };
  const result = await sender.transport.send({ to, body });
  return { id: message.id, step: afterSend(result, number), attempt: { number, ...attemptOf(result) } };
}

function attemptOf(result: SendResult): Omit<NonNullable<Settlement["attempt"]>, "number"> {
  if (result.kind === "accepted") return { outcome: "accepted", providerId: result.providerId };
  return { outcome: result.kind, code: result.code };
}

async function settle(ctx: Ctx, sender: Sender, settlements: readonly Settlement[]) {
  const { lost } = await settleMessages(ctx, sender, settlements);
  if (lost > 0) sender.log.warn({ lost }, "leases ended before their texts were settled");
}
