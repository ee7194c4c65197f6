import { Writable } from "node:stream";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createPace } from "#app/domain/outbox/pace.ts";
import { createLog } from "#app/infra/log.server.ts";
import { after, minutes, seconds } from "#app/shared/time.ts";
import { aCampaign, outboxOf, outcomes, tokenIn } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain, recoverAndDrain } from "#tests/factories/sender.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startTwilio } from "#tests/setup/twilio-server.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow } = context;
const twilio = await startTwilio({ now: ctx.now });
afterAll(async () => {
  await twilio.close();
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");
const patient = aSender(twilio.transport);
const impatient = aSender(twilio.impatient(2_000));

beforeEach(() => {
  setNow(start);
  twilio.faults.length = 0;
  twilio.listDown = false;
  twilio.redacts = false;
  twilio.onTaken = () => undefined;
});

type Line = Parameters<typeof outboxOf>[1];
const textsTo = (line: Line) => twilio.textsTo(line.personalData.msisdn);

describe("a provider that answers", () => {
  test("slowly: the text is accepted, once", async () => {
    const { line } = await aCampaign(context);
    twilio.onTaken = async () => {
      twilio.onTaken = () => undefined;
      // Meanwhile another worker looks for something to do.
      await drain(ctx, aSender(twilio.transport));
    };
    await drain(ctx, patient);
    expect(textsTo(line)).toHaveLength(1);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ outcome: "accepted" }],
    });
  });

  test.each(["silent-after", "broken-after", "garbled"] as const)(
    "%s, having taken the text: found on its list, not sent again",
    async (fault) => {
      const { line } = await aCampaign(context);
      twilio.faults.push(fault);
      await drain(ctx, impatient);
      expect(await outboxOf(ctx, line)).toMatchObject({
        state: "sending",
        attempts: [{ outcome: "unknown" }],
      });
      await recoverAndDrain(ctx, patient);
      const [text, ...more] = textsTo(line);
      expect(more).toEqual([]);
      expect(await outboxOf(ctx, line)).toMatchObject({
        state: "accepted",
        attempts: [{ outcome: "accepted", providerId: text?.sid }],
      });
    },
  );

  test.each(["silent-before", "broken-before", { status: 503, code: 20503 }] as const)(
    "%j, without having taken it: not on its list, sent again",
    async (fault) => {
      const { line } = await aCampaign(context);
      twilio.faults.push(fault);
      await drain(ctx, impatient);
      await recoverAndDrain(ctx, patient);
      expect(textsTo(line)).toHaveLength(1);
      expect(outcomes(await outboxOf(ctx, line))).toEqual(["not_sent", "accepted"]);
    },
  );

  test("never, and can't be asked: one resend with the same link, then it is shown", async () => {
    const { line } = await aCampaign(context);
    const withoutList = { ...impatient, transport: { ...impatient.transport, findSent: undefined } };
    twilio.faults.push("silent-after", "silent-after");
    await drain(ctx, withoutList);
    for (let times = 0; times < 3; times++) await recoverAndDrain(ctx, withoutList);
    const texts = textsTo(line);
    expect(texts).toHaveLength(2);
    expect(tokenIn(texts[0]?.body)).toHaveLength(22);
    expect(new Set(texts.map(({ body }) => body)).size).toBe(1);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "unknown", reason: "provider-cannot-tell" });
  });

  test("that keeps no words: the list can't tell", async () => {
    const { line } = await aCampaign(context);
    twilio.faults.push("broken-after");
    twilio.redacts = true;
    await drain(ctx, patient);
    await recoverAndDrain(ctx, patient);
    expect(textsTo(line)).toHaveLength(2);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["unknown", "accepted"]);
  });

  test("once, and takes it twice: one call, one attempt, and nothing more from here", async () => {
    const { line } = await aCampaign(context);
    twilio.faults.push("twice");
    const calls = twilio.calls;
    await drain(ctx, patient);
    await recoverAndDrain(ctx, patient);
    expect(twilio.calls - calls).toBe(1);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ outcome: "accepted", providerId: textsTo(line)[0]?.sid }],
    });
  });

  test("not at all, and took it twice: the first of the two on its list", async () => {
    const { line } = await aCampaign(context);
    twilio.faults.push("broken-after");
    twilio.onTaken = (text) => void twilio.texts.push({ ...text, sid: "SM-again" });
    await drain(ctx, patient);
    await recoverAndDrain(ctx, patient);
    const [first, second, ...more] = textsTo(line);
    expect([second?.sid, more]).toEqual(["SM-again", []]);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ outcome: "accepted", providerId: first?.sid }],
    });
  });

  test("that this number is no good: this text fails, the others go", async () => {
    const { lines } = await aCampaign(context, [{}, {}, {}]);
    twilio.faults.push({ status: 400, code: 21610 });
    await drain(ctx, aSender(twilio.transport, { batch: 1 }));
    const states = await Promise.all(lines.map((line) => outboxOf(ctx, line)));
    expect(states.map(({ state, reason }) => [state, reason]).sort()).toEqual([
      ["accepted", null],
      ["accepted", null],
      ["failed", "twilio-21610"],
    ]);
  });
});

describe("a provider that speaks of the sender", () => {
  const realNow = performance.now.bind(performance);
  let passedMs = 0;
  beforeEach(() => {
    passedMs = 0;
    vi.spyOn(performance, "now").mockImplementation(() => realNow() + passedMs);
  });
  afterEach(() => {
    vi.mocked(performance.now).mockRestore();
  });

  /** Real time, which the pace runs on, and the clock go on together. */
  function pass(ms: number) {
    passedMs += ms;
    setNow(after(ctx.now(), ms));
  }

  async function blockedAtTheFirst(fault: { status: number; code: number; retryAfter?: string }) {
    const { lines } = await aCampaign(
      context,
      Array.from({ length: 12 }, () => ({})),
    );
    const sender = aSender(twilio.transport, { batch: 1, pace: createPace(10_000) });
    const calls = twilio.calls;
    twilio.faults.push(fault);
    await drain(ctx, sender);
    const callsMade = () => twilio.calls - calls;
    const messages = () => Promise.all(lines.map((line) => outboxOf(ctx, line)));
    return { sender, callsMade, messages };
  }

  test("too many requests: nothing more is sent until the time it asked for has passed, then all of it", async () => {
    const { sender, callsMade, messages } = await blockedAtTheFirst({
      status: 429,
      code: 20429,
      retryAfter: "90",
    });
    expect(callsMade()).toBe(1);
    pass(seconds(85));
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    expect(callsMade()).toBe(1);
    expect((await messages()).map(({ state }) => state)).toEqual(Array(12).fill("pending"));

    pass(seconds(6));
    await drain(ctx, sender);
    expect(callsMade()).toBe(13);
    const sent = await messages();
    expect(sent.map(({ state }) => state)).toEqual(Array(12).fill("accepted"));
    expect(
      sent.flatMap(({ attempts }) => attempts.filter(({ outcome }) => outcome !== "accepted")),
    ).toMatchObject([{ number: 1, outcome: "retryable", errorCode: "twilio-20429" }]);
  });

  test.each([
    { status: 401, code: 20003 },
    { status: 403, code: 20005 },
    { status: 400, code: 21408 },
    { status: 400, code: 21704 },
    { status: 400, code: 63038 },
  ])("blocked (%j): nothing fails, nothing is sent, and everything once it ends", async (fault) => {
    const { sender, callsMade, messages } = await blockedAtTheFirst(fault);
    expect(callsMade()).toBe(1);
    // Still so a minute later, and the minutes after it.
    twilio.faults.push(fault, fault);
    for (const waited of [1, 2]) {
      pass(minutes(waited) + seconds(1));
      await drain(ctx, sender);
    }
    expect(callsMade()).toBe(3);
    const waiting = await messages();
    expect(waiting.map(({ state }) => state)).toEqual(Array(12).fill("pending"));
    expect(waiting.filter(({ reason }) => reason === "sender-blocked")).not.toEqual([]);

    pass(minutes(16));
    await drain(ctx, sender);
    expect(callsMade()).toBe(15);
    const sent = await messages();
    expect(sent.map(({ state, reason }) => [state, reason])).toEqual(Array(12).fill(["accepted", null]));
    expect(new Set(sent.flatMap(({ attempts }) => attempts.map(({ errorCode }) => errorCode)))).toEqual(
      new Set([null, `twilio-${fault.code}`]),
    );
  });
});

test("no token, number, name or secret stands in the log, the outbox or its attempts", async () => {
  const { lines } = await aCampaign(context, [
    { name: "Canary Kim", msisdn: "01098761234" },
    { name: "Canary Lee", msisdn: "01098761235" },
  ]);
  let logged = "";
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString();
      done();
    },
  });
  const sender = aSender(twilio.impatient(2_000), { log: createLog("trace", destination), batch: 1 });
  const said = vi.spyOn(console, "log");
  twilio.faults.push({ status: 500, code: 20500 }, { status: 400, code: 21211 }, "silent-after");
  await drain(ctx, sender);
  await recoverAndDrain(ctx, sender);
  twilio.listDown = true;
  await recoverAndDrain(ctx, sender);
  const states = await Promise.all(lines.map(async (line) => (await outboxOf(ctx, line)).state));
  expect(states.sort()).toEqual(["failed", "sending"]);

  const [text] = twilio.texts.slice(-1);
  const token = tokenIn(text?.body);
  expect(token).toHaveLength(22);
  const tables = ["outbox", "outbox_attempts", "audit_events", "notices", "links", "campaigns"];
  const dumps = await Promise.all(
    tables.map((table) =>
      ctx.pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`),
    ),
  );
  const stored = dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
  expect(said).not.toHaveBeenCalled();
  said.mockRestore();
  for (const canary of [token, "98761234", "98761235", "Canary", twilio.account.authToken, "is no good"]) {
    expect(stored).not.toContain(canary);
    expect(logged).not.toContain(canary);
  }
});
