import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#app/domain/context.server.ts";
import { findDestination, type DestinationRefusal } from "#app/domain/outbox/find-destination.server.ts";
import { leaseMessages, type LeasedMessage } from "#app/domain/outbox/lease-messages.server.ts";
import { openAttempts } from "#app/domain/outbox/open-attempts.server.ts";
import { openWriter } from "#app/domain/outbox/open-writer.server.ts";
import { afterSend, concernsAll, type Step } from "#app/domain/outbox/outbox.rules.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { settleMessages, type Settlement } from "#app/domain/outbox/settle-messages.server.ts";
import type { SendResult } from "#app/infra/transport.ts";
import { minutes, seconds } from "#app/shared/time.ts";

export type SendReport = { taken: number; called: number };

/** Its link left out where it may not go with it. */
type Ready = { message: LeasedMessage; to: string; body: string };
type Prepared = { kind: "ready"; ready: Ready } | { kind: "settled"; settlement: Settlement };

/**
 * Takes one batch of the channel's due messages and sends what may be sent: asks the carrier who holds each
 * number now, commits the attempts, calls the provider at the pace, records the answers. Sends no text to a
 * number that changed hands, and nothing while the carrier is silent or the provider asked for patience. What
 * the promises rest on is told in outbox.rules.ts.
 */
export async function sendNotices(ctx: Ctx, sender: Sender): Promise<SendReport> {
  if (sender.pace.heldForMs(performance.now()) > 0) return { taken: 0, called: 0 };
  const leaseEndsMs = performance.now() + sender.leaseMs;
  const messages = await leaseMessages(ctx, sender, "due");
  if (messages.length === 0) return { taken: 0, called: 0 };
  const write = await openWriter(ctx, sender, messages);

  const prepared = await Promise.all(messages.map((message) => prepare(ctx, sender, write, message)));
  await settle(
    ctx,
    sender,
    prepared.flatMap((one) => (one.kind === "settled" ? [one.settlement] : [])),
  );
  const ready = prepared.flatMap((one) => (one.kind === "ready" ? [one.ready] : []));
  if (ready.length === 0) return { taken: messages.length, called: 0 };

  const held = await openAttempts(
    ctx,
    sender,
    ready.map(({ message }) => message),
  );
  const sending = ready.filter(({ message }) => held.has(message.id));
  const left = ready.flatMap(({ message: { id } }): Settlement[] =>
    held.has(id) ? [] : [{ id, step: { state: "pending", reason: "another-came-first", waitMs: 0 } }],
  );
  await settle(ctx, sender, left);
  const settlements = await Promise.all(sending.map((one) => send(sender, one, leaseEndsMs)));
  await settle(ctx, sender, settlements);
  return { taken: messages.length, called: sending.length };
}

async function prepare(
  ctx: Ctx,
  sender: Sender,
  write: (message: LeasedMessage) => Promise<string>,
  message: LeasedMessage,
): Promise<Prepared> {
  const settled = (step: Step, revoke = false): Prepared => ({
    kind: "settled",
    settlement: { id: message.id, step, ...(revoke ? { revokeLinksOf: message.subscriberId } : {}) },
  });
  if (message.overtaken) return settled({ state: "superseded", reason: "later-finding" });
  if (message.link?.revoked && (message.channel === "sms" || message.kind === "link_again"))
    return settled({ state: "failed", reason: "link-revoked" });

  try {
    const destination = await findDestination(ctx, message);
    if (destination.ok) {
      const { to, withLink } = destination.value;
      const link = withLink && !message.link?.revoked ? message.link : null;
      const written = { ...message, link };
      return { kind: "ready", ready: { message: written, to, body: await write(written) } };
    }
    const { waitMs } = destinationRefusals[destination.refusal];
    return waitMs === null
      ? settled({ state: "failed", reason: destination.refusal }, message.channel === "sms")
      : settled({ state: "pending", reason: destination.refusal, waitMs });
  } catch (error) {
    // One record that can't be read (a key missing from the ring) must not hold up the others, nor be given up for it.
    sender.log.error(
      { err: error, outboxId: message.id, requestId: ctx.requestId },
      "a text could not be prepared",
    );
    return settled({ state: "pending", reason: "not-prepared", waitMs: minutes(5) });
  }
}

/** Ends, but for a carrier that is silent: it is asked again. */
const destinationRefusals: Record<DestinationRefusal, { waitMs: number | null }> = {
  "owner-changed": { waitMs: null },
  "line-not-active": { waitMs: null },
  "guardian-unknown": { waitMs: null },
  purged: { waitMs: null },
  "no-address": { waitMs: null },
  "carrier-silent": { waitMs: seconds(30) },
};

async function send(sender: Sender, { message, to, body }: Ready, leaseEndsMs: number): Promise<Settlement> {
  const { id, language } = message;
  const number = message.attempts.length + 1;
  await sleep(sender.pace.reserve(performance.now()));
  const now = performance.now();
  const heldForMs = sender.pace.heldForMs(now);
  if (heldForMs > 0)
    return {
      id,
      step: { state: "pending", reason: "held-back", waitMs: heldForMs },
      attempt: { number, outcome: "retryable", code: "held-back" },
    };
  // Held up for so long that another worker may take over before the answer is in: the call is not made.
  if (now + sender.transport.timeoutMs > leaseEndsMs)
    return {
      id,
      step: { state: "pending", reason: "lease-too-short", waitMs: 0 },
      attempt: { number, outcome: "not_sent" },
    };
  const result = await sender.transport.send({ id, attempt: number, to, body, language });
  const step = afterSend(result, number);
  if (concernsAll(result) && step.state === "pending") sender.pace.hold(performance.now() + step.waitMs);
  return { id, step, attempt: { number, ...attemptOf(result) } };
}

function attemptOf(result: SendResult): Omit<NonNullable<Settlement["attempt"]>, "number"> {
  if (result.kind === "accepted") return { outcome: "accepted", providerId: result.providerId };
  const detail = result.kind === "retryable" ? result.detail : undefined;
  return { outcome: result.kind, code: detail ?? result.code };
}

async function settle(ctx: Ctx, sender: Sender, settlements: readonly Settlement[]) {
  const { lost } = await settleMessages(ctx, sender, settlements);
  if (lost > 0)
    sender.log.warn({ lost, requestId: ctx.requestId }, "leases ended before their texts were settled");
}
