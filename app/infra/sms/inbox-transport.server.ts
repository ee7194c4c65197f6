import { z } from "zod";
import { neverConnected } from "#app/infra/never-connected.ts";
import type { SendResult, SentLookup, Transport } from "#app/infra/transport.ts";
import { minutes, seconds, before } from "#app/shared/time.ts";

const acceptedSchema = z.object({ id: z.string().min(1) });
const listSchema = z.array(acceptedSchema.extend({ body: z.string() }));

/** The list is asked for this many; a full page that doesn't hold the message proves nothing. */
const LIST_LIMIT = 1_000;

/**
 * The demo's inbox instead of a provider: texts are posted to the stand-ins' process, where people read them
 * at /demo/inbox.
 */
export function inboxTransport({
  url,
  timeoutMs = seconds(10),
}: {
  url: string;
  timeoutMs?: number;
}): Transport {
  return {
    name: "inbox",
    timeoutMs,
    async send({ to, body }) {
      try {
        const response = await fetch(new URL("/inbox/messages", url), {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ to, body }),
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!response.ok) return await resultOfStatus(response);
        return { kind: "accepted", providerId: acceptedSchema.parse(await response.json()).id };
      } catch (error) {
        return neverConnected(error)
          ? { kind: "retryable", code: "unreachable" }
          : { kind: "unknown", code: "no-answer" };
      }
    },
    async findSent({ to, body, since }): Promise<SentLookup> {
      try {
        const list = new URL("/inbox/messages", url);
        // A minute earlier, in case the two clocks differ: the body tells this message from all others.
        const query = { to, since: before(since, minutes(1)).toISOString(), limit: String(LIST_LIMIT) };
        list.search = new URLSearchParams(query).toString();
        const response = await fetch(list, { signal: AbortSignal.timeout(timeoutMs) });
        if (!response.ok) return { kind: "no-answer" };
        const messages = listSchema.parse(await response.json());
        const sent = messages.find((message) => message.body === body);
        if (sent) return { kind: "sent", providerId: sent.id };
        return messages.length < LIST_LIMIT ? { kind: "not-sent" } : { kind: "cannot-tell" };
      } catch {
        return { kind: "no-answer" };
      }
    },
  };
}

async function resultOfStatus(response: Response): Promise<SendResult> {
  await response.body?.cancel();
  if (response.status === 429) return { kind: "retryable", code: "rate-limited", ...retryAfter(response) };
  if (response.status === 503) return { kind: "retryable", code: "unavailable", ...retryAfter(response) };
  // Other server errors may come after the message was taken.
  if (response.status >= 500) return { kind: "unknown", code: `http-${response.status}` };
  return { kind: "permanent", code: `http-${response.status}` };
}

function retryAfter(response: Response) {
  const wait = Number(response.headers.get("retry-after") ?? "");
  return wait > 0 ? { retryAfterMs: seconds(wait) } : {};
}
