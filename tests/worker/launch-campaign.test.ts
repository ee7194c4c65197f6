import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { NotFound } from "#app/domain/context.server.ts";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { pauseCampaign } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { resumeCampaign } from "#app/domain/notices/resume-campaign.server.ts";
import type { Message } from "#app/infra/transport.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain } from "#tests/factories/sender.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow } = context;
const inbox = await startInbox(ctx.now);
afterAll(async () => {
  await inbox.close();
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");

beforeEach(() => setNow(start));

describe("launch, pause, resume", () => {
  test("a pilot sends to the chosen only, the launch to the rest, once each", async () => {
    const { line, finding } = await aCase(context);
    const [pilot, ...rest] = [await line(), await line(), await line()];
    const { key } = await finding(
      "18",
      [pilot, ...rest].map((one) => ({ line: one })),
    );
    await planCampaign(ctx, key);
    expect(await launchCampaign(ctx, key, { pilot: [pilot.subscriberRef, "nobody"] })).toEqual({
      ok: false,
      refusal: "not-a-recipient",
    });
    const calls = inbox.calls;
    expect(await launchCampaign(ctx, key, { pilot: [pilot.subscriberRef] })).toEqual({
      ok: true,
      value: { released: 1 },
    });
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls + 1);
    expect(await getCampaignStatus(ctx, key)).toMatchObject({
      status: "pilot",
      channels: { sms: { states: { accepted: 1, held: 2 } } },
    });

    expect(await launchCampaign(ctx, key)).toEqual({ ok: true, value: { released: 2 } });
    expect(await launchCampaign(ctx, key)).toEqual({ ok: true, value: { released: 0 } });
    expect(await launchCampaign(ctx, key, { pilot: [pilot.subscriberRef] })).toEqual({
      ok: false,
      refusal: "already-running",
    });
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls + 3);
  });

  test("a pause lets what is being sent finish and nothing more begin, until it is resumed", async () => {
    const { line, finding } = await aCase(context);
    const lines = [await line(), await line(), await line(), await line()];
    const { key } = await finding(
      "18",
      lines.map((one) => ({ line: one })),
    );
    await planCampaign(ctx, key);
    expect(await pauseCampaign(ctx, key)).toEqual({ ok: false, refusal: "not-launched" });
    await launchCampaign(ctx, key);
    const calls = inbox.calls;

    // The order to pause comes while the first two are at the provider.
    let paused: Promise<unknown> | undefined;
    const pausing = {
      ...inbox.transport,
      send: async (message: Message) => {
        await (paused ??= pauseCampaign(ctx, key));
        return inbox.transport.send(message);
      },
    };
    await drain(ctx, aSender(pausing, { batch: 2 }));
    expect(inbox.calls).toBe(calls + 2);
    expect(await getCampaignStatus(ctx, key)).toMatchObject({
      status: "paused",
      channels: { sms: { states: { accepted: 2, pending: 2, sending: 0 } } },
      oldestPending: start,
    });
    expect(await launchCampaign(ctx, key)).toEqual({ ok: false, refusal: "paused" });
    expect(await pauseCampaign(ctx, key)).toEqual({ ok: true, value: undefined });

    expect(await resumeCampaign(ctx, key)).toEqual({ ok: true, value: undefined });
    expect(await resumeCampaign(ctx, key)).toEqual({ ok: false, refusal: "not-paused" });
    expect(await getCampaignStatus(ctx, key)).toMatchObject({ status: "running" });
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls + 4);
  });

  test("without a plan there is nothing to launch, pause, resume or report", async () => {
    const { finding } = await aCase(context);
    const { key } = await finding("18", []);
    for (const act of [launchCampaign, pauseCampaign, resumeCampaign])
      expect(await act(ctx, key)).toEqual({ ok: false, refusal: "not-planned" });
    await expect(getCampaignStatus(ctx, key)).rejects.toThrow(NotFound);
    await expect(launchCampaign(ctx, "no-such-finding")).rejects.toThrow(NotFound);
  });
});
