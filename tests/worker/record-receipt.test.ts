import fc from "fast-check";
import pg from "pg";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { recordReceipt, type Receipt } from "#app/domain/outbox/record-receipt.server.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { DeliveryState } from "#app/infra/db/generated/enums.ts";
import { after, minutes } from "#app/shared/time.ts";
import { aCampaign, outboxOf, outcomes } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain, expireLeases, recoverAndDrain } from "#tests/factories/sender.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import {
  signatureOf,
  startTwilio,
  type ReceiptOptions,
  type TwilioText,
} from "#tests/setup/twilio-server.ts";
import { startSite } from "#tests/setup/web-server.ts";

const PATH = "/webhooks/twilio/status";
const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow } = context;
const site = await startSite(context, { twilioAuthToken: "an-auth-token" });
const twilio = await startTwilio({ now: ctx.now, statusCallbackUrl: `${site.url}${PATH}` });
afterAll(async () => {
  await Promise.all([site.close(), twilio.close()]);
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");
const sender = aSender(twilio.transport);
const withoutList = aSender({ ...twilio.transport, findSent: undefined });

beforeEach(() => {
  setNow(start);
  twilio.faults.length = 0;
  twilio.listDown = false;
});

type Line = Parameters<typeof outboxOf>[1];
const textTo = (line: Line, nth = 0): TwilioText => {
  const text = twilio.textsTo(line.personalData.msisdn)[nth];
  if (!text) throw new Error(`no text ${nth} to that line`);
  return text;
};
const callsTo = (line: Line) => twilio.textsTo(line.personalData.msisdn).length;
/** Of those about what was sent; these findings were never counted. */
const brokenInvariants = async () =>
  (await listBrokenInvariants(ctx)).broken.filter(({ name }) => /text|notice/.test(name));

async function aSentText() {
  const { line } = await aCampaign(context);
  await drain(ctx, sender);
  const { id } = await outboxOf(ctx, line);
  const text = textTo(line);
  const receipt: Receipt = { outboxId: String(id), attempt: 1, providerId: text.sid, state: "sent" };
  return { line, text, receipt };
}

describe("receipts of one call", () => {
  test("in any order and any number: the furthest stays, with its own error", async () => {
    const { line, receipt } = await aSentText();
    const order = Object.values(DeliveryState);
    const codeOf = (state: DeliveryState) =>
      state === "failed" || state === "undelivered" ? `twilio-${state}` : null;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 6 }),
        async (states) => {
          await ctx.pool.query("update outbox_attempts set delivery = null where outbox_id = $1", [
            receipt.outboxId,
          ]);
          for (const state of states)
            await recordReceipt(ctx, { ...receipt, state, errorCode: codeOf(state) ?? undefined });
          const furthest = order.findLast((state) => states.includes(state)) ?? "queued";
          expect((await outboxOf(ctx, line)).attempts).toMatchObject([
            {
              outcome: "accepted",
              delivery: furthest,
              errorCode: codeOf(furthest),
              providerId: receipt.providerId,
            },
          ]);
        },
      ),
      { numRuns: 40 },
    );
  });

  test("at the same moment: the furthest stays", async () => {
    const { line, receipt } = await aSentText();
    const states = [...Object.values(DeliveryState), ...Object.values(DeliveryState)];
    await Promise.all(states.map((state) => recordReceipt(ctx, { ...receipt, state })));
    expect((await outboxOf(ctx, line)).attempts).toMatchObject([{ delivery: "delivered" }]);
  });

  test("about another text than the one known: refused", async () => {
    const { receipt } = await aSentText();
    const before = await sumTables(ctx.pool);
    expect(await recordReceipt(ctx, { ...receipt, providerId: "SM-another" })).toEqual({
      ok: false,
      refusal: "another-call",
    });
    expect(await sumTables(ctx.pool)).toEqual(before);
  });

  test("about a call that was never made: refused", async () => {
    const { receipt } = await aSentText();
    const mail = await ctx.db.outboxMessage.create({
      data: {
        ...(await ctx.db.outboxMessage.findUniqueOrThrow({
          where: { id: BigInt(receipt.outboxId) },
          select: { campaignId: true, noticeId: true, notBefore: true },
        })),
        channel: "mail",
        state: "pending",
        attempts: { create: { number: 1, startedAt: start, finishedAt: start, outcome: "unknown" } },
      },
    });
    const before = await sumTables(ctx.pool);
    for (const wrong of [{ attempt: 2 }, { outboxId: "999999" }, { outboxId: String(mail.id) }])
      expect(await recordReceipt(ctx, { ...receipt, ...wrong })).toEqual({
        ok: false,
        refusal: "unknown-attempt",
      });
    expect(await sumTables(ctx.pool)).toEqual(before);
    await ctx.db.outboxAttempt.deleteMany({ where: { outboxId: mail.id } });
    await ctx.db.outboxMessage.delete({ where: { id: mail.id } });
  });
});

describe("a receipt for a call that ended in doubt", () => {
  async function inDoubt() {
    const { line } = await aCampaign(context);
    twilio.faults.push("broken-after");
    await drain(ctx, withoutList);
    return line;
  }

  test("is kept while a worker is busy with the text, and found by whoever takes that over: no resend", async () => {
    const line = await inDoubt();
    expect(await twilio.sendReceipt(textTo(line), "sent")).toBe(204);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "sending",
      attempts: [{ outcome: "unknown", delivery: "sent", providerId: textTo(line).sid }],
    });
    await recoverAndDrain(ctx, withoutList);
    expect(callsTo(line)).toBe(1);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ outcome: "accepted" }],
    });
  });

  test("that came before the worker died: no resend", async () => {
    const { line } = await aCampaign(context);
    twilio.onTaken = async (text) => {
      twilio.onTaken = () => undefined;
      await twilio.sendReceipt(text, "queued");
      await recoverAndDrain(ctx, withoutList);
    };
    await drain(ctx, withoutList);
    expect(callsTo(line)).toBe(1);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ delivery: "queued" }],
    });
  });

  test("stops the resend that was waiting", async () => {
    const line = await inDoubt();
    await expireLeases(ctx);
    await recoverLeases(ctx, withoutList);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "pending", reason: "resend-after-unknown" });
    expect(await twilio.sendReceipt(textTo(line), "delivered")).toBe(204);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      reason: null,
      settledAt: start,
      attempts: [{ outcome: "accepted", delivery: "delivered", errorCode: null }],
    });
    await recoverAndDrain(ctx, withoutList);
    expect(callsTo(line)).toBe(1);
    expect(await brokenInvariants()).toEqual([]);
  });

  test("stops it also where the list didn't show the text yet", async () => {
    const { line } = await aCampaign(context);
    twilio.faults.push("broken-after");
    const early = aSender({ ...twilio.transport, findSent: () => Promise.resolve({ kind: "not-sent" }) });
    await drain(ctx, early);
    await expireLeases(ctx);
    await recoverLeases(ctx, early);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "pending",
      attempts: [{ outcome: "not_sent" }],
    });
    await twilio.sendReceipt(textTo(line), "queued");
    await recoverAndDrain(ctx, early);
    expect(callsTo(line)).toBe(1);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "accepted" });
    expect(await brokenInvariants()).toEqual([]);
  });

  test("stops a resend that was itself put off", async () => {
    const line = await inDoubt();
    twilio.faults.push({ status: 400, code: 21730 });
    await recoverAndDrain(ctx, withoutList);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["unknown", "retryable"]);
    await twilio.sendReceipt(textTo(line), "sent");
    setNow(after(start, minutes(30)));
    await recoverAndDrain(ctx, withoutList);
    expect(callsTo(line)).toBe(1);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["accepted", "retryable"]);
    expect(await brokenInvariants()).toEqual([]);
  });

  test.each([0, 1])("ends what was given up as unknown (the receipt of text %i)", async (nth) => {
    const line = await inDoubt();
    twilio.faults.push("broken-after");
    await recoverAndDrain(ctx, withoutList);
    await recoverAndDrain(ctx, withoutList);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "unknown" });
    await twilio.sendReceipt(textTo(line, nth), "sent");
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "accepted", reason: null });
    await twilio.sendReceipt(textTo(line, 1 - nth), "delivered");
    await recoverAndDrain(ctx, withoutList);
    expect(callsTo(line)).toBe(2);
    expect(await brokenInvariants()).toEqual([]);
  });

  test("comes late, for the first of two: it stands beside the second's", async () => {
    const line = await inDoubt();
    await recoverAndDrain(ctx, withoutList);
    await twilio.sendReceipt(textTo(line, 1), "delivered");
    expect(await twilio.sendReceipt(textTo(line, 0), "undelivered", { errorCode: "30003" })).toBe(204);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [
        {
          outcome: "unknown",
          delivery: "undelivered",
          errorCode: "twilio-30003",
          providerId: textTo(line, 0).sid,
        },
        { outcome: "accepted", delivery: "delivered", errorCode: null, providerId: textTo(line, 1).sid },
      ],
    });
    expect(await brokenInvariants()).toEqual([]);
  });

  test("leaves an end as it is", async () => {
    const { line } = await aCampaign(context);
    twilio.faults.push({ status: 400, code: 21610 });
    await drain(ctx, sender);
    const { id } = await outboxOf(ctx, line);
    await recordReceipt(ctx, { outboxId: String(id), attempt: 1, providerId: "SM1", state: "sent" });
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "failed",
      reason: "twilio-21610",
      attempts: [{ outcome: "permanent", delivery: "sent" }],
    });
  });
});

describe("over HTTP", () => {
  /** The one who sends it has neither our secret nor a signature of Twilio's for it. */
  const forgeries: Record<string, (text: TwilioText) => ReceiptOptions> = {
    "another secret": () => ({ authToken: "another-secret" }),
    "no secret": () => ({ authToken: "" }),
    "no signature": () => ({ signature: null }),
    "an empty signature": () => ({ signature: "" }),
    "a changed status": (text) => ({ signedForm: { MessageSid: text.sid, MessageStatus: "queued" } }),
    "a parameter more": (text) => {
      const signedForm = { MessageSid: text.sid, MessageStatus: "delivered" };
      return { signedForm, form: { ...signedForm, ErrorCode: "30003" } };
    },
    "the signature of another address": () => ({
      signedAddress: `https://evil.example${PATH}?outbox=1&attempt=1`,
    }),
    "a signature for another call, replayed": (text) => ({
      address: addressOf(text).replace(/attempt=\d+/, "attempt=2"),
    }),
    "a signature for another person's text, replayed": (text) => ({
      address: addressOf(text).replace(/outbox=\d+/, "outbox=1"),
    }),
    "a parameter added to the address": (text) => ({ address: `${addressOf(text)}&outbox=1` }),
  };
  const addressOf = (text: TwilioText) => text.statusCallback.split("#")[0] ?? "";

  test(
    "50 texts' receipts, shuffled, repeated, forged ones between: the true ones alone count",
    { timeout: 60_000 },
    async () => {
      const { lines } = await aCampaign(
        context,
        Array.from({ length: 50 }, () => ({})),
      );
      await drain(ctx, sender);
      const ends = ["delivered", "undelivered", "failed", "sent"] as const;
      const endOf = (index: number) => ends[index % ends.length] ?? "sent";
      const receipts = lines.flatMap((line, index) => {
        const text = textTo(line);
        const genuine = ["queued", "sending", "sent", "sent", endOf(index), endOf(index)].map((status) => ({
          text,
          status,
          options: {},
          answer: 204,
        }));
        // Each kind for every second text.
        const forged = Object.values(forgeries)
          .filter((_, kind) => kind % 2 === index % 2)
          .map((forge) => ({ text, status: "delivered", options: forge(text), answer: 403 }));
        return [...genuine, ...forged];
      });
      const shuffled = fc.sample(fc.shuffledSubarray(receipts, { minLength: receipts.length }), {
        seed: 50,
        numRuns: 1,
      });
      const waiting = [...(shuffled[0] ?? [])];
      expect(waiting).toHaveLength(50 * (6 + Object.keys(forgeries).length / 2));
      const answers = await Promise.all(
        [1, 2, 3, 4].map(async () => {
          const wrong = [];
          for (let one = waiting.pop(); one; one = waiting.pop()) {
            const answer = await twilio.sendReceipt(one.text, one.status, one.options);
            if (answer !== one.answer) wrong.push({ ...one, answer });
          }
          return wrong;
        }),
      );
      expect(answers.flat()).toEqual([]);
      for (const [index, line] of lines.entries())
        expect(await outboxOf(ctx, line)).toMatchObject({
          state: "accepted",
          attempts: [{ outcome: "accepted", delivery: endOf(index), providerId: textTo(line).sid }],
        });
      expect(await brokenInvariants()).toEqual([]);
    },
  );

  test.each(Object.entries(forgeries))("with %s: 403, and nothing changes", async (_, forge) => {
    const { text } = await aSentText();
    const before = await sumTables(ctx.pool);
    expect(await twilio.sendReceipt(text, "delivered", forge(text))).toBe(403);
    expect(await sumTables(ctx.pool)).toEqual(before);
  });

  test.each([
    ["accepted", "queued"],
    ["scheduled", "queued"],
    ["queued", "queued"],
    ["sending", "sending"],
    ["sent", "sent"],
    ["delivered", "delivered"],
    ["read", "delivered"],
    ["undelivered", "undelivered"],
    ["failed", "failed"],
    ["canceled", "failed"],
  ] as const)("%s is %s", async (status, delivery) => {
    const { line, text } = await aSentText();
    expect(await twilio.sendReceipt(text, status, { errorCode: "" })).toBe(204);
    expect((await outboxOf(ctx, line)).attempts).toMatchObject([{ delivery, errorCode: null }]);
  });

  test("a kind of receipt that isn't known here is taken, logged by its bare word, and changes nothing", async () => {
    const { text } = await aSentText();
    const before = await sumTables(ctx.pool);
    expect(await twilio.sendReceipt(text, "partially_delivered")).toBe(204);
    expect(await twilio.sendReceipt(text, "constructor")).toBe(204);
    expect(await sumTables(ctx.pool)).toEqual(before);
    expect(site.logged()).toContain('"status":"partially_delivered"');
  });

  test.each([
    ["no status", { MessageSid: "SM1" }],
    ["words for a status", { MessageSid: "SM1", MessageStatus: "a Number +821020000001" }],
    ["no sid", { MessageStatus: "sent" }],
    ["a strange error", { MessageSid: "SM1", MessageStatus: "failed", ErrorCode: "+821020000001" }],
  ] as Record<string, string>[][] as [string, Record<string, string>][])(
    "signed, but with %s: 422",
    async (_, form) => {
      const { text } = await aSentText();
      expect(await twilio.sendReceipt(text, "", { form })).toBe(422);
    },
  );

  test("signed, but for no call of ours, or a text taken twice: 409", async () => {
    const { line, text } = await aSentText();
    const elsewhere = { ...text, statusCallback: addressOf(text).replace(/outbox=\d+/, "outbox=99999999") };
    expect(await twilio.sendReceipt(elsewhere, "sent")).toBe(409);
    expect(await twilio.sendReceipt({ ...text, sid: "SM-the-second" }, "delivered")).toBe(409);
    expect((await outboxOf(ctx, line)).attempts).toMatchObject([{ delivery: null, providerId: text.sid }]);
    for (const strange of [
      "",
      "?outbox=1",
      "?outbox=-1&attempt=1",
      "?outbox=1&attempt=0",
      "?outbox=1e3&attempt=1",
    ])
      expect(
        await twilio.sendReceipt({ ...text, statusCallback: `${site.url}${PATH}${strange}` }, "sent"),
        strange,
      ).toBe(422);
  });

  test("the address that counts is PUBLIC_URL's, whatever the headers claim", async () => {
    const { line, text } = await aSentText();
    const behind = await startSite(context, {
      twilioAuthToken: "an-auth-token",
      publicUrl: "https://ansim.example",
    });
    const { pathname, search } = new URL(addressOf(text));
    const form = { MessageSid: text.sid, MessageStatus: "delivered" };
    const send = (signedHost: string, headers: Record<string, string>) =>
      behind.send("POST", `${pathname}${search}`, {
        form,
        headers: {
          origin: null,
          "x-twilio-signature": signatureOf("an-auth-token", `${signedHost}${pathname}${search}`, form),
          ...headers,
        },
      });
    const forged = { host: "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "https" };
    expect((await send("https://evil.example", forged)).status).toBe(403);
    expect((await send(behind.url, {})).status).toBe(403);
    expect((await send("https://ansim.example", forged)).status).toBe(204);
    expect((await outboxOf(ctx, line)).attempts).toMatchObject([{ delivery: "delivered" }]);
    await behind.close();
  });

  test("only as a form that is posted, and only where Twilio is configured", async () => {
    const { text } = await aSentText();
    const { pathname, search } = new URL(addressOf(text));
    for (const method of ["GET", "HEAD"])
      expect((await site.send(method, `${PATH}${search}`)).status).toBe(405);
    for (const method of ["PUT", "PATCH", "DELETE"])
      expect((await site.send(method, PATH, { headers: { origin: null } })).status).toBe(403);
    for (const near of [
      `${PATH}/`,
      `${PATH}.data`,
      "/webhooks/twilio",
      "/Webhooks/twilio/status",
      `/${PATH}`,
    ])
      expect([400, 403]).toContain(
        (await site.send("POST", near, { headers: { origin: null }, form: {} })).status,
      );

    const without = await startSite(context);
    const form = { MessageSid: text.sid, MessageStatus: "sent" };
    const signed = signatureOf("", `${without.url}${pathname}${search}`, form);
    for (const signature of [signed, null]) {
      const headers = { origin: null, "x-twilio-signature": signature };
      const answer = await without.send("POST", `${pathname}${search}`, { form, headers });
      expect(answer.status).toBe(404);
    }
    await without.close();
  });

  test("while the database is out of reach: 500, so that Twilio repeats it", async () => {
    const { line, text } = await aSentText();
    const pool = new pg.Pool({ connectionString: "postgres://nobody@127.0.0.1:9/nothing" });
    const broken = await startSite(context, { twilioAuthToken: "an-auth-token", ctx: { ...ctx, pool } });
    const statusCallback = addressOf(text).replace(site.url, broken.url);
    expect(await twilio.sendReceipt({ ...text, statusCallback }, "delivered")).toBe(500);
    await broken.close();
    expect(await twilio.sendReceipt(text, "delivered")).toBe(204);
    expect((await outboxOf(ctx, line)).attempts).toMatchObject([{ delivery: "delivered" }]);
    await pool.end();
  });

  test("no number, sid's text or secret stands in the log", () => {
    expect(site.logged().length).toBeGreaterThan(1_000);
    for (const canary of ["+8210", "01020", "an-auth-token", "/v/", "outbox="])
      expect(site.logged()).not.toContain(canary);
  });
});
