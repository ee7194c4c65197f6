import { Writable } from "node:stream";
import type { Message } from "#app/infra/transport.ts";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { createPace } from "#app/domain/outbox/pace.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { after, days, minutes } from "#app/shared/time.ts";
import { aCampaign, outboxOf, outcomes, textsTo, tokenIn } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain, recoverAndDrain } from "#tests/factories/sender.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, carrier, setNow } = context;
const inbox = await startInbox(ctx.now);
afterAll(async () => {
  await inbox.close();
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");

beforeEach(() => {
  setNow(start);
  inbox.faults.length = 0;
  inbox.listDown = false;
  carrier.down = false;
});

describe("a text that goes out", () => {
  test("is recorded with its attempt, and its link opens for 30 days", async () => {
    const { line } = await aCampaign(context, [{ language: "zh" }]);
    await drain(ctx, aSender(inbox.transport));
    const [text, ...more] = await textsTo(inbox, line.personalData.msisdn);
    expect(more).toEqual([]);
    const message = await outboxOf(ctx, line);
    expect(message).toMatchObject({ state: "accepted", settledAt: start, leaseOwner: null });
    expect(message.attempts).toMatchObject([
      { number: 1, outcome: "accepted", providerId: text?.id, startedAt: start, finishedAt: start },
    ]);
    const link = message.notice.link;
    expect(link).toMatchObject({ issuedAt: start, expiresAt: after(start, days(30)), revokedAt: null });
    expect(Buffer.from(link?.tokenHash ?? [])).toEqual(Buffer.from(hashToken(tokenIn(text?.body))));
    expect(text?.body).toContain("您的权利");
  });

  test("has its attempt and its link in the database before the provider is called", async () => {
    const { line } = await aCampaign(context);
    let seen: Awaited<ReturnType<typeof outboxOf>> | undefined;
    const watching = {
      ...inbox.transport,
      send: async (message: Message) => {
        seen = await outboxOf(ctx, line);
        return inbox.transport.send(message);
      },
    };
    await drain(ctx, aSender(watching));
    expect(seen?.attempts).toMatchObject([{ number: 1, outcome: null }]);
    expect(seen?.notice.link?.tokenHash).not.toBeNull();
  });

  test("about a minor goes to the guardian, with the minor's link, and asks the minor's birth date", async () => {
    const { line, others } = await aCampaign(
      context,
      [{ birthDate: "20120304", guardianMsisdn: "01055550001", language: "en" }],
      [{ msisdn: "01055550001" }],
    );
    await drain(ctx, aSender(inbox.transport));
    expect(await textsTo(inbox, line.personalData.msisdn)).toEqual([]);
    const [text] = await textsTo(inbox, "01055550001");
    expect(text?.body).toContain("the child's birth date");
    const { link } = (await outboxOf(ctx, line)).notice;
    expect(link?.subscriberId).toBe(line.id);
    expect(Buffer.from(link?.tokenHash ?? [])).toEqual(Buffer.from(hashToken(tokenIn(text?.body))));
    expect(await ctx.db.notice.count({ where: { subscriberId: others[0]?.id ?? 0n } })).toBe(0);
  });

  test("takes its turn in the pace, once a call, and leaves the rest to other workers", async () => {
    const { lines } = await aCampaign(
      context,
      Array.from({ length: 23 }, () => ({})),
    );
    let turns = 0;
    const pace = createPace(10_000);
    const counted = { ...pace, reserve: (nowMs: number) => ((turns += 1), pace.reserve(nowMs)) };
    const calls = inbox.calls;
    expect(await sendNotices(ctx, aSender(inbox.transport, { pace: counted, batch: 5 }))).toEqual({
      taken: 5,
      called: 5,
    });
    await Promise.all([1, 2, 3].map(() => drain(ctx, aSender(inbox.transport, { pace: counted, batch: 4 }))));
    expect(turns).toBe(23);
    expect(inbox.calls - calls).toBe(23);
    for (const line of lines) expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
  });
});

describe("the carrier is asked first", () => {
  test.each([
    ["the number has a new holder", { status: "active", holderRef: "H-other" }, "owner-changed"],
    ["the line was ended", { status: "ended", holderRef: null }, "line-not-active"],
    ["the line was ported", { status: "ported", holderRef: null }, "line-not-active"],
    ["the carrier knows no such line", null, "line-not-active"],
  ] as const)("%s: nothing is sent, and the link is dead", async (_, owner, reason) => {
    const { key, line } = await aCampaign(context);
    if (owner) carrier.owners.set(line.personalData.msisdn, owner);
    else carrier.owners.delete(line.personalData.msisdn);
    const calls = inbox.calls;
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls);
    const message = await outboxOf(ctx, line);
    expect(message).toMatchObject({ state: "failed", reason, attempts: [], settledAt: start });
    expect(message.notice.link).toMatchObject({ tokenHash: null, revokedAt: start, revokedFor: reason });
    expect((await getCampaignStatus(ctx, key)).reasons).toEqual([
      { channel: "sms", state: "failed", reason, count: 1 },
    ]);
  });

  test("a guardian whose line isn't in the incident gets nothing", async () => {
    const { line } = await aCampaign(context, [{ guardianMsisdn: "01055550002" }]);
    carrier.owners.set("01055550002", { status: "active", holderRef: "H-guardian" });
    await drain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed", reason: "guardian-unknown" });
    expect(await textsTo(inbox, "01055550002")).toEqual([]);
  });

  test("a guardian's number that went to somebody else gets nothing", async () => {
    const { line } = await aCampaign(
      context,
      [{ guardianMsisdn: "01055550003" }],
      [{ msisdn: "01055550003" }],
    );
    carrier.owners.set("01055550003", { status: "active", holderRef: "H-stranger" });
    await drain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed", reason: "owner-changed" });
  });

  test("while it is silent nothing is sent, and no attempt is counted", async () => {
    const { line } = await aCampaign(context);
    carrier.down = true;
    const calls = inbox.calls;
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "pending",
      reason: "carrier-silent",
      attempts: [],
    });

    carrier.down = false;
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls);
    setNow(after(start, minutes(1)));
    await drain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "accepted", reason: null });
  });

  test("a record that can't be read doesn't hold up the others", async () => {
    const { lines } = await aCampaign(context, [{}, {}]);
    const [broken, whole] = lines;
    if (!broken || !whole) throw new Error("two lines");
    await ctx.db.subscriber.update({ where: { id: broken.id }, data: { keyId: "lost-key" } });
    await drain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, broken)).toMatchObject({
      state: "pending",
      reason: "not-prepared",
      attempts: [],
    });
    expect(await outboxOf(ctx, whole)).toMatchObject({ state: "accepted" });
  });

  test("purged personal data ends in a visible failure", async () => {
    const { line } = await aCampaign(context);
    await ctx.db.subscriber.update({ where: { id: line.id }, data: { envelope: null, keyId: null } });
    await drain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed", reason: "purged" });
  });
});

describe("the provider's answers", () => {
  test.each([
    [429, "rate-limited"],
    [503, "unavailable"],
  ])("%i: later again, with the same link", async (status, reason) => {
    const { line } = await aCampaign(context);
    inbox.faults.push(status);
    await drain(ctx, aSender(inbox.transport));
    const waiting = await outboxOf(ctx, line);
    expect(waiting).toMatchObject({ state: "pending", reason });
    expect(waiting.notBefore.getTime()).toBeGreaterThan(start.getTime());

    setNow(after(start, minutes(1)));
    await drain(ctx, aSender(inbox.transport));
    const sent = await outboxOf(ctx, line);
    expect(sent).toMatchObject({ state: "accepted", reason: null });
    expect(outcomes(sent)).toEqual(["retryable", "accepted"]);
    expect(sent.notice.link).toEqual(waiting.notice.link);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
  });

  test("nobody listens: later again, certain that nothing was sent", async () => {
    const { line } = await aCampaign(context);
    const gone = await startInbox(ctx.now);
    await gone.close();
    await drain(ctx, aSender(gone.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "pending",
      attempts: [{ outcome: "retryable", errorCode: "unreachable" }],
    });
  });

  test("400: a visible failure, no second try", async () => {
    const { key, line } = await aCampaign(context);
    inbox.faults.push(400);
    await drain(ctx, aSender(inbox.transport));
    setNow(after(start, days(1)));
    await recoverAndDrain(ctx, aSender(inbox.transport));
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "failed",
      reason: "http-400",
      attempts: [{ number: 1 }],
    });
    expect(await getCampaignStatus(ctx, key)).toMatchObject({
      channels: { sms: { languages: { ko: { failed: 1 } } } },
    });
  });
});

test("no token, number, name or text stands in the log, the outbox, the attempts or the audit trail", async () => {
  const { lines } = await aCampaign(context, [
    { name: "Canary Kim", msisdn: "01098761234" },
    { name: "Canary Lee" },
  ]);
  const unreadable = lines[1];
  if (!unreadable) throw new Error("two lines");
  await ctx.db.subscriber.update({ where: { id: unreadable.id }, data: { keyId: "lost-key" } });
  let logged = "";
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString();
      done();
    },
  });
  const log = createLog("trace", destination);
  inbox.faults.push(429, "broken-after");
  await drain(ctx, aSender(inbox.transport, { log }));
  setNow(after(start, minutes(1)));
  const sender = aSender(inbox.transport, { log });
  await drain(ctx, sender);
  await recoverAndDrain(ctx, sender);
  expect(logged).toContain("a text could not be prepared");

  const [text] = await textsTo(inbox, "01098761234");
  const token = tokenIn(text?.body);
  expect(token).toHaveLength(22);
  const tables = ["outbox", "outbox_attempts", "audit_events", "notices", "links", "campaigns"];
  const dumps = await Promise.all(
    tables.map((table) =>
      ctx.pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`),
    ),
  );
  const stored = dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
  for (const canary of [token, "01098761234", "1098761234", "Canary", "19800115"]) {
    expect(stored).not.toContain(canary);
    expect(logged).not.toContain(canary);
  }
});
