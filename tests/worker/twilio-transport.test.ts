import { createServer, type AddressInfo } from "node:net";
import { delay, http, HttpResponse, type HttpHandler } from "msw";
import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { twilioTransport } from "#app/infra/sms/twilio-transport.server.ts";
import type { SendResult } from "#app/infra/transport.ts";
import { after, before, hours, minutes, seconds } from "#app/shared/time.ts";

const account = {
  accountSid: `AC${"1".repeat(32)}`,
  authToken: "secret-auth-token",
  messagingServiceSid: `MG${"2".repeat(32)}`,
  statusCallbackUrl: "https://ansim.example/webhooks/twilio/status",
};
const endpoint = `https://api.twilio.com/2010-04-01/Accounts/${account.accountSid}/Messages.json`;
const message = {
  id: "4711",
  attempt: 2,
  to: "01098761234",
  body: "[안심] 안내 “말씀드립니다”\nhttps://ansim.example/v/abcdefghijklmnopqrstuv",
  language: "ko",
};
const sid = (n: number) => `SM${String(n).padStart(32, "0")}`;

const twilio = setupServer();
beforeAll(() => twilio.listen({ onUnhandledRequest: "error" }));
afterEach(() => {
  twilio.resetHandlers();
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});
afterAll(() => twilio.close());

const transport = twilioTransport({ ...account, timeoutMs: 10_000 });
const impatient = twilioTransport({ ...account, timeoutMs: 200 });
const send = (handler: HttpHandler, by = transport) => {
  twilio.use(handler);
  return by.send(message);
};
const answer = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  http.post(endpoint, () =>
    typeof body === "string"
      ? new HttpResponse(body, { status, headers })
      : HttpResponse.json(body as object, { status, headers }),
  );
/** As Twilio words it: with the number in it. */
const refusal = (status: number, code: number, headers?: Record<string, string>) =>
  answer(status, { code, message: `The 'To' number +821098761234 ${message.body}`, status }, headers);

describe("what is sent", () => {
  test("a text, by the messaging service, to the number as E.164, with the call's own address for receipts", async () => {
    let form = new URLSearchParams();
    let authorization = "";
    const result = await send(
      http.post(endpoint, async ({ request }) => {
        authorization = request.headers.get("authorization") ?? "";
        form = new URLSearchParams(await request.text());
        return HttpResponse.json({ sid: sid(1), status: "accepted" }, { status: 201 });
      }),
    );
    expect(result).toEqual({ kind: "accepted", providerId: sid(1) });
    expect(Object.fromEntries(form)).toEqual({
      To: "+821098761234",
      MessagingServiceSid: account.messagingServiceSid,
      Body: message.body,
      SmartEncoded: "false",
      StatusCallback: `${account.statusCallbackUrl}?outbox=4711&attempt=2#rc=5&rp=5xx,ct,rt`,
    });
    expect(Buffer.from(authorization.replace("Basic ", ""), "base64").toString()).toBe(
      `${account.accountSid}:${account.authToken}`,
    );
  });

  test("never to another host, whatever the environment or an answer says", async () => {
    vi.stubEnv("TWILIO_REGION", "ie1");
    vi.stubEnv("TWILIO_EDGE", "dublin");
    vi.stubEnv("TWILIO_LOG_LEVEL", "debug");
    vi.stubEnv("HTTP_PROXY", "http://proxy.example:8080");
    const said = vi.spyOn(console, "log");
    const asked: string[] = [];
    const other = twilioTransport({ ...account, baseUrl: "https://texts.example:8443/twilio/" });
    twilio.use(
      http.all("*", ({ request }) => {
        asked.push(request.url);
        return request.method === "POST"
          ? new HttpResponse(null, { status: 307, headers: { location: endpoint } })
          : HttpResponse.json({
              messages: [listed({ body: "another" })],
              next_page_uri: "https://evil.example/2010-04-01/more?Page=1",
              meta: { key: "messages", next_page_url: "https://evil.example/2010-04-01/more?Page=1" },
            });
      }),
    );
    expect(await other.send(message)).toEqual({ kind: "unknown", code: "http-307" });
    await other.findSent?.({ ...message, since: now });
    expect(asked.length).toBeGreaterThan(2);
    for (const url of asked) expect(url).toMatch(/^https:\/\/texts\.example:8443\/twilio\/2010-04-01\//);
    expect(said).not.toHaveBeenCalled();
    said.mockRestore();
  });
});

describe("what an answer means", () => {
  test.each<[string, HttpHandler, SendResult]>([
    ["200 with a sid", answer(200, { sid: sid(2) }), { kind: "accepted", providerId: sid(2) }],
    ["201 without a sid", answer(201, { status: "queued" }), { kind: "unknown", code: "unreadable-answer" }],
    ["201 with a strange sid", answer(201, { sid: 7 }), { kind: "unknown", code: "unreadable-answer" }],
    ["201 with broken JSON", answer(201, '{"sid": "SM'), { kind: "unknown", code: "unreadable-answer" }],
    ["201 with a page", answer(201, "<html>"), { kind: "unknown", code: "unreadable-answer" }],
    ["204 with nothing", answer(204, ""), { kind: "unknown", code: "unreadable-answer" }],
    ["a redirect", answer(302, "", { location: "/" }), { kind: "unknown", code: "http-302" }],
    ["408", answer(408, ""), { kind: "unknown", code: "http-408" }],
    ["500", refusal(500, 20500), { kind: "unknown", code: "http-500" }],
    ["502 of a proxy", answer(502, "<html>"), { kind: "unknown", code: "http-502" }],
    [
      "503, which doesn't say that nothing was taken",
      refusal(503, 20503, { "retry-after": "5" }),
      { kind: "unknown", code: "http-503" },
    ],
    ["504", answer(504, ""), { kind: "unknown", code: "http-504" }],
    ["a broken connection", http.post(endpoint, () => HttpResponse.error()), noAnswer()],
    ["400 without a code", answer(400, "<html>"), { kind: "permanent", code: "http-400" }],
    ["401 without a code", answer(401, ""), blocked("http-401")],
    ["403 of a firewall", answer(403, "<html>"), blocked("http-403")],
    ["404 of another server", answer(404, "not here"), blocked("http-404")],
    ["429 without a code", answer(429, ""), { kind: "retryable", code: "rate-limited" }],
  ])("%s", async (_, handler, result) => {
    expect(await send(handler)).toEqual(result);
  });

  test.each([
    ["not a number", 400, 21211],
    ["can't be reached", 400, 21214],
    ["not a valid number", 400, 21217],
    ["no body", 400, 21602],
    ["opted out", 400, 21610],
    ["not reachable from this sender", 400, 21612],
    ["not a mobile number", 400, 21614],
    ["too long", 400, 21617],
    ["a landline", 400, 21635],
    ["landline or unreachable carrier", 400, 30006],
    ["a code that nobody has heard of", 400, 29999],
    ["the same with another status", 422, 29999],
  ])("%s (%i, %i): this text fails, visibly", async (_, status, code) => {
    expect(await send(refusal(status, code))).toEqual({ kind: "permanent", code: `twilio-${code}` });
  });

  test.each([
    ["authentication", 401, 20003],
    ["account not active", 403, 20005],
    ["access denied", 403, 20006],
    ["test credentials", 403, 20008],
    ["forbidden", 403, 20403],
    ["no such account", 404, 20404],
    ["sender not valid", 400, 21212],
    ["country not enabled", 400, 21408],
    ["no sender", 400, 21603],
    ["sender can't send there", 400, 21606],
    ["trial account", 400, 21608],
    ["status callback not valid", 400, 21609],
    ["sender is another account's", 400, 21660],
    ["no such messaging service", 400, 21701],
    ["messaging service not usable", 400, 21703],
    ["messaging service empty", 400, 21704],
    ["messaging service sid", 400, 21705],
    ["account suspended", 400, 30002],
    ["daily limit", 400, 63038],
  ])("%s (%i, %i): the sender is blocked, no text fails for it", async (_, status, code) => {
    expect(await send(refusal(status, code))).toEqual(blocked(`twilio-${code}`));
  });

  test.each([
    [429, 20429, "rate-limited"],
    [400, 14107, "rate-limited"],
    [400, 20429, "rate-limited"],
    [400, 21611, "rate-limited"],
    [400, 63018, "rate-limited"],
    [400, 21730, "unavailable"],
  ])("%i, %i: %s, for a while", async (status, code, as) => {
    const result = { kind: "retryable", code: as, detail: `twilio-${code}` };
    expect(await send(refusal(status, code))).toEqual(result);
  });

  test("Retry-After in seconds or as a date, and no nonsense", async () => {
    const wait = async (value: string) => {
      const result = await send(refusal(429, 20429, { "retry-after": value }));
      return result.kind === "retryable" ? result.retryAfterMs : NaN;
    };
    expect(await wait("17")).toBe(seconds(17));
    const inTwoMinutes = await wait(after(new Date(), minutes(2)).toUTCString());
    expect(inTwoMinutes).toBeGreaterThan(minutes(1));
    expect(inTwoMinutes).toBeLessThanOrEqual(minutes(2));
    for (const nothing of ["0", "-3", "soon", before(new Date(), minutes(2)).toUTCString()])
      expect(await wait(nothing)).toBeUndefined();
  });

  test("a connection that was never made: nothing was sent, for certain", async () => {
    twilio.close();
    try {
      const port = await aFreePort();
      const gone = twilioTransport({ ...account, baseUrl: `http://127.0.0.1:${port}` });
      expect(await gone.send(message)).toEqual({ kind: "retryable", code: "unreachable" });
      const nowhere = twilioTransport({ ...account, baseUrl: "http://nowhere.invalid" });
      expect(await nowhere.send(message)).toEqual({ kind: "retryable", code: "unreachable" });
    } finally {
      twilio.listen({ onUnhandledRequest: "error" });
    }
  });

  test.each([
    ["UND_ERR_CONNECT_TIMEOUT", { kind: "retryable", code: "unreachable" }],
    ["EAI_AGAIN", { kind: "retryable", code: "unreachable" }],
    ["ECONNRESET", noAnswer()],
    ["UND_ERR_SOCKET", noAnswer()],
    ["UND_ERR_HEADERS_TIMEOUT", noAnswer()],
  ])("%s", async (code, result) => {
    const cause = Object.assign(new Error(`connect +821098761234`), { code });
    vi.stubGlobal("fetch", () => Promise.reject(new TypeError("fetch failed", { cause })));
    expect(await transport.send(message)).toEqual(result);
  });

  test("a call ends in time though nothing comes back, and is made once", async () => {
    let calls = 0;
    const started = performance.now();
    const result = await send(
      http.post(endpoint, () => {
        calls += 1;
        return delay("infinite");
      }),
      impatient,
    );
    expect(result).toEqual(noAnswer());
    expect(performance.now() - started).toBeLessThan(8_000);
    await send(
      http.post(endpoint, () => {
        calls += 1;
        return HttpResponse.json({ code: 20429 }, { status: 429 });
      }),
    );
    expect(calls).toBe(2);
  });

  test("no answer of Twilio's brings a number, a text or a secret into what is recorded", async () => {
    const results: unknown[] = [];
    for (const [status, code] of [
      [400, 21211],
      [400, 99999],
      [401, 20003],
      [429, 20429],
      [500, 20500],
    ] as const)
      results.push(await send(refusal(status, code)));
    results.push(await send(answer(400, { code: "+821098761234", message: message.body })));
    results.push(await send(answer(201, { sid: "+821098761234 and words" })));
    const recorded = JSON.stringify(results);
    for (const canary of ["98761234", "abcdefghijklmnopqrstuv", "안심", account.authToken, "words"])
      expect(recorded).not.toContain(canary);
  });
});

const now = new Date("2026-09-18T11:00:00Z");
let listedCount = 100;
const listed = (given: { sid?: string; body?: string | null; at?: Date | null; status?: string }) => ({
  sid: given.sid ?? sid((listedCount += 1)),
  body: given.body === undefined ? message.body : given.body,
  to: "+821098761234",
  status: given.status ?? "sent",
  date_created: given.at === null ? null : (given.at ?? now).toUTCString().replace("GMT", "+0000"),
  date_sent: null,
});

describe("the list of what was sent", () => {
  const lookUp = (by = transport) => by.findSent?.({ to: message.to, body: message.body, since: now });
  const list = (...pages: ReturnType<typeof listed>[][]) => {
    const asked: URL[] = [];
    twilio.use(
      http.get(endpoint, ({ request }) => {
        const url = new URL(request.url);
        asked.push(url);
        const page = Number(url.searchParams.get("Page") ?? "0");
        const more = page + 1 < pages.length;
        return HttpResponse.json({
          messages: pages[page],
          next_page_uri: more ? `${new URL(endpoint).pathname}?To=%2B821098761234&Page=${page + 1}` : null,
        });
      }),
    );
    return asked;
  };

  test("is asked by the number alone: what waits to be sent has no date yet", async () => {
    const asked = list([]);
    await lookUp();
    expect(asked.map(({ search }) => search)).toEqual(["?To=%2B821098761234&PageSize=200"]);
  });

  test.each([
    ["the same words", {}],
    ["waiting", { status: "accepted" }],
    ["taken, though it came to nothing later", { status: "failed" }],
    ["with other line breaks", { body: message.body.replace("\n", "\r\n ") }],
    ["by a clock that is half a minute behind", { at: before(now, seconds(30)) }],
    ["long after", { at: after(now, hours(3)) }],
  ])("holds it: %s", async (_, given) => {
    list([listed({ body: "another" }), listed({ ...given, sid: sid(7) })]);
    expect(await lookUp()).toEqual({ kind: "sent", providerId: sid(7) });
  });

  test("holds it twice: the first that was taken", async () => {
    const later = listed({ sid: sid(9), at: after(now, seconds(1)) });
    for (const pages of [[[later, listed({ sid: sid(8) })]], [[later], [listed({ sid: sid(8) })]]]) {
      list(...pages);
      expect(await lookUp()).toEqual({ kind: "sent", providerId: sid(8) });
    }
  });

  test.each<[string, ReturnType<typeof listed>[][]]>([
    ["nothing", [[]]],
    ["other texts alone", [[listed({ body: "another" })], [listed({ body: "yet another" })]]],
    ["the same words of days before", [[listed({ at: before(now, hours(50)) })]]],
    ["the link with another ending", [[listed({ body: `${message.body}x` })]]],
  ])("doesn't hold it: %s", async (_, pages) => {
    list(...pages);
    expect(await lookUp()).toEqual({ kind: "not-sent" });
  });

  test("is read back until it is older, and no further", async () => {
    const old = listed({ at: before(now, minutes(2)) });
    const asked = list([listed({ body: "newer" }), old], [old], [listed({})]);
    expect(await lookUp()).toEqual({ kind: "not-sent" });
    expect(asked).toHaveLength(2);
  });

  test("with one that went out late before it, though it was written long ago", async () => {
    list([listed({ at: before(now, hours(9)) }), listed({ sid: sid(6) })]);
    expect(await lookUp()).toEqual({ kind: "sent", providerId: sid(6) });
  });

  test("longer than is read: can't tell, unless it was found by then", async () => {
    const others = Array.from({ length: 9 }, () => [listed({ body: "another" })]);
    const asked = list(...others);
    expect(await lookUp()).toEqual({ kind: "cannot-tell" });
    expect(asked).toHaveLength(5);
    list([listed({ sid: sid(5) })], ...others);
    expect(await lookUp()).toEqual({ kind: "sent", providerId: sid(5) });
  });

  test.each([
    ["words redacted", [listed({ body: "" })]],
    ["words left out", [listed({ body: null })]],
    ["no date", [listed({ at: null })]],
  ])("of an account that doesn't show: %s", async (_, page) => {
    list(page);
    expect(await lookUp()).toEqual({ kind: "cannot-tell" });
  });

  test("redacted before, but not this one", async () => {
    list([listed({ body: "" }), listed({ sid: sid(4) })]);
    expect(await lookUp()).toEqual({ kind: "sent", providerId: sid(4) });
    list([listed({ body: "another" }), listed({ body: "", at: before(now, hours(2)) })]);
    expect(await lookUp()).toEqual({ kind: "not-sent" });
  });

  test.each([
    ["an error", () => HttpResponse.json({ code: 20500 }, { status: 500 }), "no-answer"],
    ["too many requests", () => HttpResponse.json({ code: 20429 }, { status: 429 }), "no-answer"],
    ["a secret that changed", () => HttpResponse.json({ code: 20003 }, { status: 401 }), "no-answer"],
    ["a broken connection", () => HttpResponse.error(), "no-answer"],
    ["broken JSON", () => HttpResponse.text("{"), "no-answer"],
    ["an endpoint without a list", () => new HttpResponse(null, { status: 405 }), "cannot-tell"],
  ] as const)("%s", async (_, resolver, kind) => {
    twilio.use(http.get(endpoint, resolver as () => Response));
    expect(await lookUp()).toEqual({ kind });
  });

  test("no answer in time", async () => {
    twilio.use(http.get(endpoint, () => delay("infinite")));
    expect(await lookUp(impatient)).toEqual({ kind: "no-answer" });
  });

  test("an error on a later page: no answer, since the rest isn't known", async () => {
    twilio.use(
      http.get(endpoint, ({ request }) =>
        request.url.includes("Page=1")
          ? HttpResponse.error()
          : HttpResponse.json({
              messages: [listed({ body: "another" })],
              next_page_uri: `${new URL(endpoint).pathname}?Page=1`,
            }),
      ),
    );
    expect(await lookUp()).toEqual({ kind: "no-answer" });
  });
});

function noAnswer(): SendResult {
  return { kind: "unknown", code: "no-answer" };
}

function blocked(detail: string): SendResult {
  return { kind: "retryable", code: "sender-blocked", detail };
}

async function aFreePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await new Promise((listening) => server.once("listening", listening));
  const { port } = server.address() as AddressInfo;
  await new Promise((closed) => server.close(closed));
  return port;
}
