import twilio from "twilio";
import type { RequestOptions } from "twilio/lib/base/RequestClient.js";
import { z } from "zod";
import { neverConnected } from "#app/infra/never-connected.ts";
import type { SendResult, SentLookup, Transport } from "#app/infra/transport.ts";
import { before, minutes, seconds } from "#app/shared/time.ts";

export type TwilioSettings = {
  accountSid: string;
  authToken: string;
  messagingServiceSid: string;
  /** Another endpoint that speaks Twilio's API. No other host is ever called. */
  baseUrl?: string | undefined;
  statusCallbackUrl: string;
  timeoutMs?: number;
};

const sidSchema = z.string().regex(/^[\w-]{1,64}$/);
const takenSchema = z.object({ sid: sidSchema });
const listedSchema = z.object({ sid: sidSchema, body: z.string().nullish(), dateCreated: z.date() });

/** Five pages take less than a lease, each at the longest, and hold more texts than one number ever gets. */
const PAGE_SIZE = 200;
const MOST_PAGES = 5;

/**
 * By itself Twilio repeats a receipt only where no connection was made. It keeps this part of the address,
 * and neither sends nor signs it.
 */
const REPEAT_RECEIPTS = "#rc=5&rp=5xx,ct,rt";

/**
 * Texts through a Twilio messaging service. Twilio has no idempotency key, so whatever leaves open that it
 * took the text is `unknown`: its receipt or its list tells later. For that the account must keep what it
 * sent: with numbers redacted, the list finds none of them.
 */
export function twilioTransport({
  accountSid,
  authToken,
  messagingServiceSid,
  baseUrl = "https://api.twilio.com",
  statusCallbackUrl,
  // More than the 10 s that fetch gives a connection, whose failure is certain that nothing was sent.
  timeoutMs = seconds(12),
}: TwilioSettings): Transport {
  const { messages } = twilio(accountSid, authToken, {
    accountSid,
    httpClient: requestClient(baseUrl, timeoutMs),
  });
  return {
    name: "twilio",
    timeoutMs,
    async send({ id, attempt, to, body }) {
      const call = new URLSearchParams({ outbox: id, attempt: String(attempt) }).toString();
      try {
        const taken = await messages.create({
          to: e164(to),
          messagingServiceSid,
          body,
          statusCallback: `${statusCallbackUrl}?${call}${REPEAT_RECEIPTS}`,
          // Else characters are replaced by cheaper ones, and the text is no longer the one that we know as ours.
          smartEncoded: false,
        });
        const { success, data } = takenSchema.safeParse(taken);
        return success
          ? { kind: "accepted", providerId: data.sid }
          : { kind: "unknown", code: "unreadable-answer" };
      } catch (error) {
        if (error instanceof NoSuccess) return resultOf(error);
        return neverConnected(error)
          ? { kind: "retryable", code: "unreachable" }
          : { kind: "unknown", code: error instanceof SyntaxError ? "unreadable-answer" : "no-answer" };
      }
    },
    async findSent({ to, body, since }): Promise<SentLookup> {
      // Earlier, in case the two clocks differ: the body tells this message from all others.
      const earliest = before(since, minutes(1));
      try {
        // All of them, since those that wait to go out have no day of sending to be asked by.
        let page = await messages.page({ to: e164(to), pageSize: PAGE_SIZE });
        let first: string | undefined;
        let redacted = false;
        for (let pages = 1; ; pages++) {
          const listed = z.array(listedSchema).safeParse(page.instances);
          if (!listed.success) return { kind: "cannot-tell" };
          const recent = listed.data.filter(({ dateCreated }) => dateCreated >= earliest);
          // Newest first: where Twilio took it twice, the last one found is the first that it took.
          first = recent.findLast((message) => sameWords(message.body, body))?.sid ?? first;
          redacted ||= recent.some((message) => !message.body);
          const next = recent.length > 0 ? page.nextPageUrl : undefined;
          if (!next || pages === MOST_PAGES) {
            if (first) return { kind: "sent", providerId: first };
            return { kind: next || redacted ? "cannot-tell" : "not-sent" };
          }
          page = await messages.getPage(next);
        }
      } catch (error) {
        return error instanceof NoSuccess && noSuchList.has(error.status)
          ? { kind: "cannot-tell" }
          : { kind: "no-answer" };
      }
    },
  };
}

const e164 = (msisdn: string) => `+82${msisdn.replace(/^0/, "")}`;

/** Line breaks and spaces may come back in another form. */
const sameWords = (listed: string | null | undefined, body: string) =>
  listed?.split(/\s+/).join(" ").trim() === body.split(/\s+/).join(" ").trim();

const noSuchList = new Set([404, 405, 501]);

/** An answer that is no success. Of what it says the code alone is kept: Twilio's words repeat the number. */
class NoSuccess extends Error {
  constructor(
    readonly status: number,
    readonly code: number | undefined,
    readonly retryAfterMs: number | undefined,
  ) {
    super(`HTTP ${status}`);
  }
}

const refusalSchema = z.object({ code: z.number().int().positive() });

/**
 * What carries the SDK's requests instead of its own client, which would let the environment choose host,
 * proxy and a log with numbers in it, would not count the wait for a free connection in its timeout, and
 * would put Twilio's words into errors.
 */
function requestClient(baseUrl: string, timeoutMs: number) {
  const base = baseUrl.replace(/\/+$/, "");
  const client = new twilio.RequestClient();
  client.request = async <TData>(options: RequestOptions<TData>) => {
    const { method, uri, username, password, headers, params, data } = options;
    const { pathname, search } = new URL(uri);
    const url = new URL(`${base}${pathname}${search}`);
    for (const [name, value] of Object.entries(params ?? {})) url.searchParams.append(name, String(value));
    const response = await fetch(url, {
      method: method.toUpperCase(),
      headers: {
        ...headers,
        Authorization: `Basic ${Buffer.from(`${username ?? ""}:${password ?? ""}`).toString("base64")}`,
      },
      ...(data ? { body: new URLSearchParams(data) } : {}),
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const body = await response.text();
    if (!response.ok) throw new NoSuccess(response.status, codeIn(body), retryAfterMs(response));
    const answer: unknown = {
      statusCode: response.status,
      body,
      headers: Object.fromEntries(response.headers),
    };
    return answer as Awaited<ReturnType<typeof client.request<TData>>>;
  };
  return client;
}

function codeIn(body: string): number | undefined {
  try {
    return refusalSchema.parse(JSON.parse(body)).code;
  } catch {
    return undefined;
  }
}

function retryAfterMs({ headers }: Response): number | undefined {
  const value = headers.get("retry-after") ?? "";
  const ms = /^\d+$/.test(value) ? seconds(Number(value)) : Date.parse(value) - Date.now();
  return ms > 0 ? ms : undefined;
}

/**
 * Certain that nothing was taken are the 4xx alone: a 429 "is never processed", the others refuse it. A 5xx,
 * a 503 too, may come after the text was taken, and so may a 408 or whatever a proxy makes up.
 */
function resultOf({ status, code, retryAfterMs }: NoSuccess): SendResult {
  const detail = code === undefined ? undefined : `twilio-${code}`;
  if (status === 429 || code === 20429)
    return { kind: "retryable", code: "rate-limited", retryAfterMs, detail };
  if (status < 400 || status >= 500 || status === 408) return { kind: "unknown", code: `http-${status}` };

  const meaning = code === undefined ? statuses[status] : codes[code];
  if (meaning && meaning !== "permanent")
    return { kind: "retryable", code: meaning, retryAfterMs, detail: detail ?? `http-${status}` };
  return { kind: "permanent", code: detail ?? `http-${status}` };
}

type Meaning = "permanent" | "rate-limited" | "unavailable" | "sender-blocked";

/**
 * Without a code of Twilio's it is the account, the address or something in between; a text that is refused
 * comes with one.
 */
const statuses: Record<number, Meaning> = {
  401: "sender-blocked",
  403: "sender-blocked",
  404: "sender-blocked",
  405: "sender-blocked",
  407: "sender-blocked",
};

/**
 * Whom a code speaks of (https://www.twilio.com/docs/api/errors): the text, the sender, or the moment. One
 * that isn't here means the text, since a text that held up all others would be worse than one visible
 * failure.
 */
const codes: Record<number, Meaning> = {
  // The number, or what is sent to it
  21211: "permanent", // not a valid number
  21214: "permanent", // can't be reached
  21217: "permanent", // doesn't appear to be valid
  21265: "permanent", // a short code
  21602: "permanent", // no body
  21610: "permanent", // the person opted out of messages
  21612: "permanent", // not reachable from this sender
  21614: "permanent", // not a mobile number
  21617: "permanent", // over 1,600 characters
  21619: "permanent", // neither body nor media
  21635: "permanent", // a landline
  30003: "permanent", // unreachable handset
  30005: "permanent", // unknown handset
  30006: "permanent", // landline, or a carrier out of reach

  // The account and its credentials
  10001: "sender-blocked", // account not active
  20003: "sender-blocked", // authentication failed
  20005: "sender-blocked", // account not active: suspended, or out of funds
  20006: "sender-blocked", // access denied
  20008: "sender-blocked", // test credentials
  20403: "sender-blocked", // forbidden
  20404: "sender-blocked", // no such account or messaging service
  21219: "sender-blocked", // trial account: number not verified
  21408: "sender-blocked", // sending to this country not enabled; all our numbers are Korean
  21608: "sender-blocked", // trial account, or one without an approved compliance profile
  30002: "sender-blocked", // account suspended
  30404: "sender-blocked", // wrong address, account or messaging service
  30700: "sender-blocked", // a parameter that this region lacks
  63038: "sender-blocked", // daily limit of the account

  // What it sends from, and where receipts go
  21212: "sender-blocked", // sender not valid
  21601: "sender-blocked", // sender can't send texts
  21603: "sender-blocked", // no sender
  21606: "sender-blocked", // sender can't send to this destination
  21607: "sender-blocked", // sender not usable by this account
  21609: "sender-blocked", // status callback not a valid address
  21659: "sender-blocked", // sender isn't Twilio's, or a short code of another country
  21660: "sender-blocked", // sender isn't this account's
  21661: "sender-blocked", // sender can't send texts
  21701: "sender-blocked", // messaging service doesn't exist, or is another account's
  21703: "sender-blocked", // messaging service not usable
  21704: "sender-blocked", // messaging service with nothing in it to send from
  21705: "sender-blocked", // messaging service's sid not valid
  30127: "sender-blocked", // the same

  // The moment
  14107: "rate-limited", // too many messages
  21611: "rate-limited", // the sender's queue is full
  63017: "rate-limited", // over 2,000 a second
  63018: "rate-limited", // over the channel's rate
  21730: "unavailable", // maintenance
};
