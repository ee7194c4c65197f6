import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { carrierApi, type CarrierReads } from "#app/infra/carrier/carrier-api.server.ts";
import { carrierWrites, type CarrierWrites, type Refund } from "#app/infra/carrier/carrier-writes.server.ts";
import type { StandinLine } from "#app/processes/standins/carrier-money.ts";
import { carrierStandin } from "#app/processes/standins/carrier.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { operations, resolve, violations } from "#tests/integration/carrier/carrier-document.ts";

const apiKey = "a-key";
const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.close();
    server.closeAllConnections();
  }
});

async function listen(listener: RequestListener) {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const refundItem = (reference: string) => ({
  reference,
  paymentId: "P-1",
  amountKrw: 50_000,
  at: new Date("2025-08-30T10:00:00+09:00"),
});
const aRefund = (given: { idempotencyKey: string; subscriberRef?: string }) => ({
  subscriberRef: "S-1",
  accountRef: "A-1",
  totalKrw: 50_000,
  to: { way: "bill" as const },
  items: [{ ...refundItem("item:1"), at: "2025-08-30T01:00:00.000Z" }],
  ...given,
});
const waivedParts = [{ part: "subsidy_clawback" as const, waiveKrw: 100_000, payBackKrw: 50_000 }];

/** Of each path: a question that the lines below can answer, one that they can't, and how the client asks. */
const examples: Record<string, Example> = {
  "/v1/lines/owner": {
    question: { msisdn: "01020000001" },
    unknown: { msisdn: "01029999999" },
    ask: (carrier) => carrier.findLineOwner("01020000001"),
  },
  "/v1/lines/sim-history": {
    question: { msisdn: "01020000001" },
    unknown: { msisdn: "01029999999" },
    ask: (carrier) => carrier.findSimHistory("01020000001"),
  },
  "/v1/holders/authenticator": {
    question: { holderRef: "H-1" },
    unknown: { holderRef: "H-9" },
    ask: (carrier) => carrier.findAuthenticator("H-1"),
  },
  "/v1/confirmations": {
    question: { holderRef: "H-1", purpose: "call-center", reference: "call-1" },
    unknown: { holderRef: "H-9", purpose: "call-center", reference: "call-1" },
    ask: (carrier) => carrier.requestConfirmation({ holderRef: "H-1", reference: "call-1" }),
  },
  "/v1/confirmations/state": {
    question: { id: "filled in by the test" },
    unknown: { id: "nothing" },
    ask: (carrier) => carrier.findConfirmation("c-1"),
  },
  "/v1/lines/protection": {
    question: { msisdn: "01020000001" },
    unknown: { msisdn: "01029999999" },
    ask: (carrier) => carrier.findProtection("01020000001"),
  },
  "/v1/lines/protection/set": {
    question: { msisdn: "01020000001", state: "paused", until: "2025-09-18T22:00:00Z", idempotencyKey: "k" },
    unknown: { msisdn: "01029999999", state: "on", until: null, idempotencyKey: "u" },
    ask: (carrier) =>
      carrier.setProtection({ msisdn: "01020000001", state: "on", until: null, idempotencyKey: "k" }),
  },
  "/v1/lines/micropayments": {
    question: { msisdn: "01020000001" },
    unknown: { msisdn: "01029999999" },
    ask: (carrier) => carrier.findMicropayments("01020000001"),
  },
  "/v1/lines/micropayments/set": {
    question: {
      msisdn: "01020000001",
      allowed: false,
      capKrw: 50_000,
      biometricOnly: true,
      idempotencyKey: "m",
    },
    unknown: { msisdn: "01029999999", allowed: false, idempotencyKey: "v" },
    ask: (carrier) =>
      carrier.setMicropayments({ msisdn: "01020000001", capKrw: 50_000, idempotencyKey: "m" }),
  },
  "/v1/lines/card/activate": {
    question: { msisdn: "01020000006", iccid: "8982300000000000018", idempotencyKey: "a" },
    unknown: { msisdn: "01029999999", iccid: "8982300000000000018", idempotencyKey: "b" },
    ask: (carrier) =>
      carrier.activateCard({ msisdn: "01020000006", iccid: "8982300000000000018", idempotencyKey: "a" }),
  },
  "/v1/lines/card/send": {
    question: { msisdn: "01020000006", way: "courier", idempotencyKey: "s" },
    unknown: { msisdn: "01029999999", way: "esim", idempotencyKey: "t" },
    ask: (carrier) => carrier.sendRemoteCard({ msisdn: "01020000006", way: "courier", idempotencyKey: "s" }),
  },
  "/v1/document-checks": {
    question: { ref: "DC-1" },
    unknown: { ref: "DC-9" },
    ask: (carrier) => carrier.findDocumentCheck("DC-1"),
  },
  "/v1/accounts/holder": {
    question: { bank: "004", number: "11020000001" },
    unknown: { bank: "004", number: "11029999999" },
    ask: (carrier) => carrier.findAccountHolder({ bank: "004", number: "11020000001" }),
  },
  "/v1/lines/refund": {
    question: aRefund({ idempotencyKey: "r" }),
    unknown: aRefund({ idempotencyKey: "q", subscriberRef: "nobody's" }),
    ask: (carrier) => carrier.refund({ ...aRefund({ idempotencyKey: "r" }), items: [refundItem("item:1")] }),
  },
  "/v1/lines/fee/quote": {
    question: { subscriberRef: "S-1" },
    unknown: { subscriberRef: "nobody's" },
    ask: (carrier) => carrier.findFeeQuote("S-1"),
  },
  "/v1/lines/fee/waive": {
    question: { subscriberRef: "S-1", idempotencyKey: "f", parts: waivedParts },
    unknown: { subscriberRef: "nobody's", idempotencyKey: "g", parts: waivedParts },
    ask: (carrier) => carrier.waiveFee({ subscriberRef: "S-1", idempotencyKey: "f", parts: waivedParts }),
  },
  "/v1/lines/offer": {
    question: { subscriberRef: "S-1", offer: "half", idempotencyKey: "o" },
    unknown: { subscriberRef: "nobody's", offer: "half", idempotencyKey: "p" },
    ask: (carrier) => carrier.takeOffer({ subscriberRef: "S-1", offer: "half", idempotencyKey: "o" }),
  },
};
type Example = {
  question: Record<string, unknown>;
  unknown: Record<string, unknown>;
  ask: (carrier: CarrierReads & CarrierWrites) => Promise<unknown>;
};
const exampleOf = (path: string) => {
  const example = examples[path];
  if (!example) throw new Error(`no example of ${path}`);
  return example;
};

let now = new Date();
const lines = new Map<string, StandinLine>();
const url = await listen(express().use(carrierStandin({ apiKey, lines, now: () => now })));
const callsTo = (at: string) => ({
  ...carrierApi({ url: at, apiKey }),
  ...carrierWrites({ url: at, apiKey }),
});
const carrier = callsTo(url);

const post = (path: string, body: unknown, key = apiKey) =>
  fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
    body: JSON.stringify(body),
  });
const control = async (path: string, body: unknown) => (await post(`/control/${path}`, body)).status;

/** Lines that get new cards here, and are asked for nothing else. */
const newCards = ["01020000006", "01020000007"] as const;
const documentCheck = {
  ref: "DC-1",
  holderRef: "H-1",
  storeRef: "ST-0001",
  genuine: true,
  at: "2025-09-18T19:55:00+09:00",
};

beforeEach(async () => {
  now = new Date("2025-09-18T20:00:00+09:00");
  lines.clear();
  lines.set("01020000001", { status: "active", holderRef: "H-1", name: "김하나" });
  lines.set("01020000003", { status: "active", holderRef: "H-000003" });
  for (const msisdn of newCards) lines.set(msisdn, { status: "active", holderRef: "H-6" });
  await control("fault", { fault: "none" });
  await control("document-check", documentCheck);
});

test("every path of the document has an example here", () => {
  expect(Object.keys(examples).sort()).toEqual(operations.map(({ path }) => path).sort());
});

describe.each(operations)("the stand-in at $path", ({ path, question, answer, statuses }) => {
  const status = async (body: unknown, key?: string) => (await post(path, body, key)).status;

  test("answers as the document says", async () => {
    const asked = { ...exampleOf(path).question };
    if (path === "/v1/confirmations/state")
      asked.id = (await carrier.requestConfirmation({ holderRef: "H-1", reference: "call-0" })).id;
    expect(violations(question, asked)).toEqual([]);

    const answered = await post(path, asked);
    expect(answered.status).toBe(200);
    expect(violations(answer, await answered.json())).toEqual([]);
    expect(await status({})).toBe(400);
    expect(await status(asked, "wrong")).toBe(401);
    expect(await status(exampleOf(path).unknown)).toBe(404);
    const isOrder = resolve(question).required?.includes("idempotencyKey");
    expect(statuses).toEqual([200, 400, 401, 404, ...(isOrder ? [409] : [])]);
  });

  test("is at fault on request, alone or with the others", async () => {
    const { question: asked, ask } = exampleOf(path);
    const others = operations.filter((other) => other.path !== path);

    await control("fault", { fault: "error", path });
    expect(await status(asked)).toBe(500);
    await expect(ask(carrier)).rejects.toThrow(`${path} answered 500`);
    for (const other of others)
      expect((await post(other.path, exampleOf(other.path).question)).status).not.toBe(500);

    await control("fault", { fault: "error" });
    await expect(ask(carrier)).rejects.toThrow("answered 500");
    await control("fault", { fault: "slow", delayMs: 10 });
    expect(await status(asked)).not.toBe(500);
  });
});

test("a silence ends after three seconds, before the answer or in the midst of it", async () => {
  await control("fault", { fault: "silent" });
  const halfway = await listen((_request, response) => {
    response.writeHead(200, { "content-type": "application/json" }).write('{"status":');
  });
  const started = performance.now();
  const waiting = [carrier, callsTo(halfway)].flatMap((silent) =>
    operations.map(({ path }) => exampleOf(path).ask(silent)),
  );
  for (const outcome of await Promise.allSettled(waiting)) {
    expect(outcome.status).toBe("rejected");
    expect(String((outcome as PromiseRejectedResult).reason)).toContain("timeout");
  }
  expect(performance.now() - started).toBeGreaterThan(seconds(2.9));
  expect(performance.now() - started).toBeLessThan(seconds(24));
});

describe("the client", async () => {
  let reply: unknown = null;
  let raw: string | null = null;
  let status = 200;
  const heard: { path: string; body: unknown; authorization?: string }[] = [];
  let strayed = 0;
  const elsewhere = await listen((_request, response) => {
    strayed += 1;
    response.end(raw ?? "");
  });
  const app = express();
  app.use(express.json(), (request, response) => {
    const { authorization } = request.headers;
    heard.push({ path: request.originalUrl, body: request.body, authorization });
    if (status === 307) response.redirect(307, elsewhere);
    else
      response
        .status(status)
        .type("json")
        .send(raw ?? JSON.stringify(reply));
  });
  const scripted = callsTo(await listen(app));
  beforeEach(() => {
    [reply, raw, status] = [null, null, 200];
    heard.length = 0;
  });

  /** Of each path, a reply in order. */
  const inOrder: Record<string, Record<string, unknown>> = {
    "/v1/lines/owner": { status: "active", holderRef: "H-1" },
    "/v1/lines/sim-history": { simChangedAt: "2025-09-01T10:00:00+09:00", portedInAt: null },
    "/v1/holders/authenticator": { since: "2024-01-01T00:00:00Z", boundInStore: true },
    "/v1/confirmations": { id: "c-1" },
    "/v1/confirmations/state": { state: "denied" },
    "/v1/lines/protection": { state: "paused", pausedUntil: "2025-09-18T22:00:00Z" },
    "/v1/lines/protection/set": { state: "off", pausedUntil: null },
    "/v1/lines/micropayments": { allowed: true, capKrw: 300_000, biometricOnly: false },
    "/v1/lines/micropayments/set": { allowed: false, capKrw: 0, biometricOnly: true },
    "/v1/lines/card/activate": { simChangedAt: "2025-09-18T20:00:00+09:00", portedInAt: null },
    "/v1/lines/card/send": { way: "esim", sentAt: "2025-09-18T20:00:00+09:00" },
    "/v1/document-checks": {
      holderRef: "H-1",
      storeRef: "ST-0001",
      genuine: false,
      at: "2025-09-18T19:55:00+09:00",
    },
    "/v1/accounts/holder": { name: "김하나" },
    "/v1/lines/refund": { items: [{ reference: "item:1", how: "waived", amountKrw: 50_000 }] },
    "/v1/lines/fee/quote": {
      terminatedAt: "2025-11-20T10:00:00+09:00",
      parts: [{ part: "bundle", amountKrw: 20_000, paidKrw: 0 }],
    },
    "/v1/lines/fee/waive": { waivedKrw: 100_000, paidBackKrw: 0 },
    "/v1/lines/offer": { offer: "half", takenAt: "2025-09-18T20:00:00+09:00" },
  };
  const strange = [
    undefined,
    null,
    7,
    -1,
    0.5,
    2_147_483_648,
    true,
    "",
    "strange",
    "2025-02-30T00:00:00Z",
    "2025-09-01",
    [],
    {},
  ];
  const states = [
    "active",
    "ended",
    "ported",
    "pending",
    "confirmed",
    "denied",
    "expired",
    "on",
    "off",
    "paused",
    "courier",
    [{}],
    [{ reference: "item:1", how: "lost", amountKrw: 1 }],
    [{ reference: "item:1", how: "credited", amountKrw: -1 }],
    [{ reference: "item:1", how: "credited", amountKrw: 2_147_483_648 }],
    [{ part: "landline", amountKrw: 1, paidKrw: 0.5 }],
    [{ part: "landline", amountKrw: 2_147_483_648, paidKrw: 0 }],
    [{ part: "everything", amountKrw: 1, paidKrw: 0 }],
  ];

  test.each(operations)("asks at $path as the document says", async ({ path, question }) => {
    reply = inOrder[path];
    await exampleOf(path).ask(scripted);
    expect(heard).toEqual([{ path, body: expect.anything() as unknown, authorization: "Bearer a-key" }]);
    expect(violations(question, heard[0]?.body)).toEqual([]);
  });

  test.each(operations)("takes at $path exactly what the document allows", async ({ path, answer }) => {
    const good = inOrder[path] ?? {};
    const { properties = {} } = resolve(answer);
    expect(Object.keys(good).sort()).toEqual(Object.keys(properties).sort());
    const replies: unknown[] = [
      good,
      { ...good, more: "than known" },
      ...strange.filter((whole) => whole !== undefined),
    ];
    for (const name of Object.keys(properties))
      for (const value of [...strange, ...states]) replies.push({ ...good, [name]: value });

    let refused = 0;
    for (reply of replies) {
      // As it arrives: what is undefined is left out.
      const arrived: unknown = JSON.parse(JSON.stringify(reply));
      const outcome = await exampleOf(path)
        .ask(scripted)
        .then(
          () => "taken",
          () => "refused",
        );
      const broken = violations(answer, arrived);
      expect(outcome, JSON.stringify({ arrived, broken })).toBe(broken.length > 0 ? "refused" : "taken");
      if (outcome === "refused") refused += 1;
    }
    expect(refused).toBeGreaterThan(strange.length);
  });

  test.each(operations)("throws on what is no answer of $path", async ({ path }) => {
    const { ask } = exampleOf(path);
    for (raw of ["", "<html>Bad gateway</html>", '{"status": "act'])
      await expect(ask(scripted)).rejects.toThrow();
    raw = JSON.stringify(inOrder[path]);
    for (status of [400, 401, 409, 429, 500, 503])
      await expect(ask(scripted)).rejects.toThrow(String(status));
    // It would take the number along.
    status = 307;
    await expect(ask(scripted)).rejects.toThrow();
    expect(strayed).toBe(0);
    await expect(ask(callsTo("http://127.0.0.1:9"))).rejects.toThrow();
  });
});

describe("what the stand-in knows", () => {
  test("of a line's SIM: nothing happened, until it is told", async () => {
    expect(await carrier.findSimHistory("01020000001")).toEqual({ simChangedAt: null, portedInAt: null });
    expect(await carrier.findSimHistory("01029999999")).toBeNull();
    const simChangedAt = "2025-09-17T09:30:00+09:00";
    const change = { msisdn: "01020000001", simChangedAt, portedInAt: null };
    expect(await control("sim-history", change)).toBe(204);
    expect(await carrier.findSimHistory("01020000001")).toEqual({
      simChangedAt: new Date(simChangedAt),
      portedInAt: null,
    });
    expect(await control("sim-history", { ...change, simChangedAt: "yesterday" })).toBe(400);
  });

  test("of an authenticator: old, but for one person's, until it is told", async () => {
    expect(await carrier.findAuthenticator("H-1")).toEqual({
      since: new Date("2024-01-01T00:00:00+09:00"),
      boundInStore: false,
    });
    expect(await carrier.findAuthenticator("H-000003")).toEqual({
      since: new Date("2025-09-08T10:30:00+09:00"),
      boundInStore: false,
    });
    expect(await carrier.findAuthenticator("H-9")).toBeNull();
    const change = { holderRef: "H-1", since: "2025-09-18T10:00:00Z", boundInStore: true };
    expect(await control("authenticator", change)).toBe(204);
    expect(await carrier.findAuthenticator("H-1")).toEqual({
      since: new Date("2025-09-18T10:00:00Z"),
      boundInStore: true,
    });
    expect(await control("authenticator", { ...change, since: "recently" })).toBe(400);
  });
});

describe("what the stand-in knows of documents", () => {
  test("is what it is told, and of nothing else", async () => {
    const { ref, at, ...check } = documentCheck;
    expect(await carrier.findDocumentCheck(ref)).toEqual({ ...check, at: new Date(at) });
    expect(await carrier.findDocumentCheck("DC-2")).toBeNull();
    expect(await control("document-check", { ...documentCheck, genuine: "yes" })).toBe(400);
  });
});

describe("money that is refused", () => {
  const refund = (given: {
    idempotencyKey: string;
    reference: string;
    to?: Refund["to"];
    totalKrw?: number;
  }) => {
    const { reference, ...rest } = given;
    return carrier.refund({ ...aRefund(rest), ...rest, items: [refundItem(reference)] });
  };

  test("is refused in one of the document's words, which the client gives on", async () => {
    const to = { way: "account" as const, bank: "004", number: "11029999999", holderName: "김하나" };
    await expect(refund({ idempotencyKey: "m-1", reference: "item:m", to })).rejects.toMatchObject({
      status: 409,
      code: "bank-refuses",
    });
    await refund({ idempotencyKey: "m-1", reference: "item:m" });
    await expect(refund({ idempotencyKey: "m-2", reference: "item:m" })).rejects.toMatchObject({
      status: 409,
      code: "paid-before",
    });
    await expect(refund({ idempotencyKey: "m-1", reference: "item:n" })).rejects.toMatchObject({
      status: 409,
      code: "key-used",
    });
    await expect(
      refund({ idempotencyKey: "m-3", reference: "item:n", totalKrw: 50_001 }),
    ).rejects.toMatchObject({ status: 400, code: null });
    await control("fault", { fault: "refuse", path: "/v1/lines/refund" });
    await expect(refund({ idempotencyKey: "m-4", reference: "item:n" })).rejects.toMatchObject({
      status: 409,
      code: "refused",
    });
    const { enum: words } = resolve({ $ref: "#/components/schemas/Refusal" }).properties?.error ?? {};
    expect(words).toEqual(["refused", "bank-refuses", "paid-before", "key-used"]);
  });
});

describe("a card", () => {
  const activate = (msisdn: string, iccid: string, idempotencyKey: string) =>
    carrier.activateCard({ msisdn, iccid, idempotencyKey });
  const iccid = "8982300000000000026";

  test("is the line's own from then on, which its SIM history shows, and protection stays as it is", async () => {
    const msisdn = newCards[1];
    const portedInAt = "2024-05-01T10:00:00+09:00";
    await control("sim-history", { msisdn, simChangedAt: null, portedInAt });
    await carrier.setProtection({ msisdn, state: "on", until: null, idempotencyKey: "before the card" });
    const history = { simChangedAt: now, portedInAt: new Date(portedInAt) };
    expect(await activate(msisdn, iccid, "card-1")).toEqual(history);
    expect(await carrier.findSimHistory(msisdn)).toEqual(history);
    expect(await carrier.findProtection(msisdn)).toEqual({ state: "on", pausedUntil: null });
  });

  test("is activated once, however often it is asked for under a key, and never for two", async () => {
    const card = "8982300000000000034";
    await control("fault", { fault: "lost", path: "/v1/lines/card/activate" });
    await expect(activate(newCards[0], card, "card-2")).rejects.toThrow();
    await control("fault", { fault: "none" });
    const changed = { simChangedAt: now, portedInAt: null };
    expect(await carrier.findSimHistory(newCards[0])).toMatchObject({ simChangedAt: now });
    now = after(now, minutes(10));
    expect(await activate(newCards[0], card, "card-2")).toMatchObject(changed);
    expect(await carrier.findSimHistory(newCards[0])).toMatchObject(changed);
    for (const line of newCards)
      await expect(activate(line, card, `again ${line}`)).rejects.toMatchObject({ status: 409 });
    await expect(activate(newCards[0], "8982300000000000042", "card-2")).rejects.toMatchObject({
      status: 409,
    });
    expect(await carrier.findSimHistory(newCards[0])).toMatchObject(changed);
  });

  test.each([
    ["another country's", "8981300000000000018", 409],
    ["no card at all", "8082300000000000018", 400],
    ["too short", "898230000000000018", 400],
    ["too long", "898230000000000000018", 400],
    ["not a number", "89823000000000000l8", 400],
  ])("(%s) is refused, and nothing changes", async (_what, wrong, status) => {
    const before = await carrier.findSimHistory(newCards[0]);
    await expect(activate(newCards[0], wrong, `wrong ${wrong}`)).rejects.toMatchObject({ status });
    expect(await carrier.findSimHistory(newCards[0])).toEqual(before);
    // Refused once isn't used up: the key stays free for the right card.
    await expect(activate("01029999999", iccid, `wrong ${wrong}`)).rejects.toMatchObject({ status: 404 });
  });

  test("that is sent changes nothing until it is put to use", async () => {
    const msisdn = newCards[0];
    const before = await carrier.findSimHistory(msisdn);
    const order = { msisdn, way: "esim" as const, idempotencyKey: "remote-1" };
    const sent = { way: "esim", sentAt: now };
    expect(await carrier.sendRemoteCard(order)).toEqual(sent);
    now = after(now, minutes(10));
    expect(await carrier.sendRemoteCard(order)).toEqual(sent);
    await expect(carrier.sendRemoteCard({ ...order, way: "courier" })).rejects.toMatchObject({ status: 409 });
    expect(await carrier.findSimHistory(msisdn)).toEqual(before);
  });
});

describe("orders to the stand-in", () => {
  const msisdn = "01020000001";
  const pause = { msisdn, state: "paused" as const, until: after(now, minutes(30)) };

  test("protection is off until it is switched on, and a pause ends by itself", async () => {
    const line = "01020000003";
    expect(await carrier.findProtection(line)).toEqual({ state: "off", pausedUntil: null });
    const until = after(now, minutes(30));
    await carrier.setProtection({ msisdn: line, state: "paused", until, idempotencyKey: "p-1" });
    now = after(until, -1);
    expect(await carrier.findProtection(line)).toEqual({ state: "paused", pausedUntil: until });
    now = until;
    expect(await carrier.findProtection(line)).toEqual({ state: "on", pausedUntil: null });
    await carrier.setProtection({ msisdn: line, state: "off", until: null, idempotencyKey: "p-2" });
    expect(await carrier.findProtection(line)).toEqual({ state: "off", pausedUntil: null });
  });

  test("a pause without an end, and an end without a pause, are malformed", async () => {
    for (const order of [
      { ...pause, until: null },
      { ...pause, state: "on" as const },
    ])
      await expect(carrier.setProtection({ ...order, idempotencyKey: "bad" })).rejects.toMatchObject({
        status: 400,
      });
  });

  test("micropayments: what is left out stays, and biometric authentication is there from 12 September", async () => {
    const line = "01020000003";
    expect(await carrier.findMicropayments(line)).toEqual({
      allowed: true,
      capKrw: 300_000,
      biometricOnly: true,
    });
    await carrier.setMicropayments({ msisdn: line, capKrw: 50_000, idempotencyKey: "c-1" });
    await carrier.setMicropayments({ msisdn: line, allowed: false, idempotencyKey: "c-2" });
    const set = { allowed: false, capKrw: 50_000, biometricOnly: true };
    expect(await carrier.findMicropayments(line)).toEqual(set);
    now = new Date("2025-09-11T23:59:59+09:00");
    expect(await carrier.findMicropayments(line)).toEqual({ ...set, biometricOnly: false });
  });

  test("a key is one order: carried out once, even where the reply was lost, and no other's", async () => {
    const order = { msisdn, state: "on" as const, until: null, idempotencyKey: "once" };
    await control("fault", { fault: "lost", path: "/v1/lines/protection/set" });
    await expect(carrier.setProtection(order)).rejects.toThrow();
    await control("fault", { fault: "none" });
    expect(await carrier.findProtection(msisdn)).toMatchObject({ state: "on" });
    await carrier.setProtection({ ...order, state: "off", idempotencyKey: "another" });
    // Heard again, the first one changes nothing.
    expect(await carrier.setProtection(order)).toMatchObject({ state: "on" });
    expect(await carrier.findProtection(msisdn)).toMatchObject({ state: "off" });
    await expect(carrier.setProtection({ ...order, state: "off" })).rejects.toMatchObject({ status: 409 });
  });

  test("a refusal is one, and a line that isn't there is none of theirs", async () => {
    await control("fault", { fault: "refuse", path: "/v1/lines/micropayments/set" });
    const order = { msisdn, allowed: false, idempotencyKey: "refused" };
    await expect(carrier.setMicropayments(order)).rejects.toMatchObject({ status: 409 });
    await control("fault", { fault: "none" });
    expect(await carrier.findMicropayments(msisdn)).toMatchObject({ capKrw: 50_000 });
    const unknown = { ...order, msisdn: "01029999999" };
    await expect(carrier.setMicropayments(unknown)).rejects.toMatchObject({ status: 404 });
  });
});

describe("a question in the carrier's app", () => {
  const appPage = async (holder: string) => {
    const response = await fetch(`${url}/app?holder=${holder}`);
    return { headers: response.headers, text: await response.text() };
  };
  const press = (id: string, answer: string) =>
    fetch(`${url}/app/confirmations`, { method: "POST", body: new URLSearchParams({ id, answer }) });
  const ask = (reference: string) => carrier.requestConfirmation({ holderRef: "H-1", reference });

  test("is one, however often it is asked under a reference", async () => {
    const { id } = await ask("one");
    expect(await ask("one")).toEqual({ id });
    expect(await ask("two")).not.toEqual({ id });
    await expect(carrier.requestConfirmation({ holderRef: "H-9", reference: "x" })).rejects.toThrow(
      "answered 404",
    );
    expect(await carrier.findConfirmation("nothing")).toBeNull();
  });

  test.each([
    ["confirmed", "확인했습니다"],
    ["denied", "거절했습니다"],
  ] as const)("is %s on its page, once", async (answer, title) => {
    const { id } = await ask(`to be ${answer}`);
    expect(await carrier.findConfirmation(id)).toBe("pending");
    const page = await appPage("H-1");
    expect(page.text).toContain("지금 상담원과 통화 중이십니까?");
    expect(page.text).toContain(id);
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect((await appPage("H-000003")).text).not.toContain(id);

    expect((await press(id, "perhaps")).status).toBe(409);
    expect(await (await press(id, answer)).text()).toContain(title);
    expect(await carrier.findConfirmation(id)).toBe(answer);
    expect((await press(id, answer === "confirmed" ? "denied" : "confirmed")).status).toBe(409);
    expect(await carrier.findConfirmation(id)).toBe(answer);
    expect((await appPage("H-1")).text).not.toContain(id);
  });

  test("expires after two minutes", async () => {
    const { id } = await ask("too late");
    now = after(now, minutes(2) - 1);
    expect(await carrier.findConfirmation(id)).toBe("pending");
    now = after(now, 1);
    expect(await carrier.findConfirmation(id)).toBe("expired");
    expect((await appPage("H-1")).text).not.toContain(id);
    expect((await press(id, "confirmed")).status).toBe(409);
    expect(await carrier.findConfirmation(id)).toBe("expired");
  });

  test("has the state that a test gives it", async () => {
    const { id } = await ask("given");
    expect(await control("confirmation", { id, state: "denied" })).toBe(204);
    expect(await carrier.findConfirmation(id)).toBe("denied");
    expect(await control("confirmation", { id, state: "perhaps" })).toBe(400);
    expect(await control("confirmation", { id: "nothing", state: "denied" })).toBe(404);
  });
});
