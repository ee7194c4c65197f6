import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { after, days } from "#app/shared/time.ts";
import { aCampaign, outboxOf, outcomes, textsTo } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain, expireLeases, recoverAndDrain } from "#tests/factories/sender.ts";
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
const withoutList = { ...inbox.transport, findSent: undefined };

beforeEach(() => {
  setNow(start);
  inbox.faults.length = 0;
  inbox.listDown = false;
  carrier.down = false;
});

describe("an outcome that isn't known", () => {
  test("waits for the end of the lease before anything is decided", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push("broken-after");
    const sender = aSender(inbox.transport);
    await drain(ctx, sender);
    expect(await recoverLeases(ctx, sender)).toEqual({ recovered: 0 });
    const message = await outboxOf(ctx, line);
    expect(message.state).toBe("sending");
    expect(message.attempts).toMatchObject([{ outcome: "unknown", errorCode: "no-answer" }]);
    await recoverAndDrain(ctx, sender);
  });

  test("is found on the provider's list: accepted, not sent again", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push("broken-after");
    const sender = aSender(inbox.transport);
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    const [text, ...more] = await textsTo(inbox, line.personalData.msisdn);
    expect(more).toEqual([]);
    const message = await outboxOf(ctx, line);
    expect(message.state).toBe("accepted");
    expect(message.attempts).toMatchObject([{ outcome: "accepted", providerId: text?.id }]);
  });

  test.each(["broken-before", 500] as const)("%s, and provably not sent: sent again", async (fault) => {
    const { line } = await aCampaign(context);
    inbox.faults.push(fault);
    const sender = aSender(inbox.transport);
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["not_sent", "accepted"]);
  });

  test("while the list doesn't answer: nothing is sent; once it does: the truth", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push("broken-after");
    inbox.listDown = true;
    const sender = aSender(inbox.transport);
    await drain(ctx, sender);
    await expireLeases(ctx);
    expect(await recoverLeases(ctx, sender)).toEqual({ recovered: 1 });
    expect(await recoverLeases(ctx, sender)).toEqual({ recovered: 0 });
    expect((await outboxOf(ctx, line)).state).toBe("sending");
    inbox.listDown = false;
    await recoverAndDrain(ctx, sender);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
    expect((await outboxOf(ctx, line)).state).toBe("accepted");
  });

  test("and no list: one resend with the same link", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push("broken-after");
    const sender = aSender(withoutList);
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    const texts = await textsTo(inbox, line.personalData.msisdn);
    expect(texts).toHaveLength(2);
    expect(texts[0]?.body).toBe(texts[1]?.body);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["unknown", "accepted"]);
  });

  test("twice, and no list: shown, and never sent again", async () => {
    const { key, line } = await aCampaign(context, [{ language: "vi" }]);
    inbox.faults.push("broken-after", "broken-after");
    const sender = aSender(withoutList);
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    setNow(after(start, days(2)));
    await recoverAndDrain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(2);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "unknown", reason: "provider-cannot-tell" });
    expect(await getCampaignStatus(ctx, key)).toMatchObject({
      channels: { sms: { states: { unknown: 1 }, languages: { vi: { unknown: 1 } } } },
      reasons: [{ channel: "sms", state: "unknown", reason: "provider-cannot-tell", count: 1 }],
    });
  });

  test("a worker that lost its lease neither calls nor overwrites what the other found out", async () => {
    const { line } = await aCampaign(context);
    const calls = inbox.calls;
    const slow = aSender({
      ...inbox.transport,
      send: async (message) => {
        const result = await inbox.transport.send(message);
        await recoverAndDrain(ctx, aSender(inbox.transport));
        return result.kind === "accepted" ? { kind: "permanent", code: "too-late" } : result;
      },
    });
    await drain(ctx, slow);
    expect(inbox.calls).toBe(calls + 1);
    expect(await outboxOf(ctx, line)).toMatchObject({
      state: "accepted",
      attempts: [{ outcome: "accepted" }],
    });
  });

  test("a worker that lost its lease leaves the text to the one that holds it now", async () => {
    const { line } = await aCampaign(context);
    const other = aSender(inbox.transport);
    inbox.listDown = true;
    const slow = aSender({
      ...inbox.transport,
      send: async (message) => {
        const result = await inbox.transport.send(message);
        await expireLeases(ctx);
        await recoverLeases(ctx, other);
        return result;
      },
    });
    await drain(ctx, slow);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "sending", leaseOwner: other.workerId });
    inbox.listDown = false;
    await recoverAndDrain(ctx, other);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "accepted" });
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
  });

  test("a lease too short for the call: it isn't made", async () => {
    const { line } = await aCampaign(context);
    const calls = inbox.calls;
    await sendNotices(ctx, aSender(inbox.transport, { leaseMs: 1_000 }));
    expect(inbox.calls).toBe(calls);
    expect(outcomes(await outboxOf(ctx, line))).toEqual(["not_sent"]);
    await drain(ctx, aSender(inbox.transport));
  });
});
