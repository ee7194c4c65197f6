import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { Forbidden, NotFound } from "#app/domain/context.server.ts";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { pauseCampaign } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { resumeCampaign } from "#app/domain/notices/resume-campaign.server.ts";
import type { Message } from "#app/infra/transport.ts";
import { after, minutes } from "#app/shared/time.ts";
import { aCase } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aPublishedFinding, cleared } from "#tests/factories/exposure.ts";
import { aFinding, anIncident, inAllLanguages, incidentInput } from "#tests/factories/incident.ts";
import { aSender, drain } from "#tests/factories/sender.ts";
import { aSubscriber } from "#tests/factories/subscriber.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, setNow, as } = context;
const inbox = await startInbox(ctx.now);
afterAll(async () => {
  await inbox.close();
  await context.close();
});

const start = new Date("2025-09-18T20:00:00+09:00");

const rowsOf = (findingKey: string) =>
  ctx.db.notice.findMany({
    where: { campaign: { finding: { key: findingKey } } },
    include: { outbox: true, link: true },
    orderBy: { subscriberId: "asc" },
  });

const counts = async () => ({
  campaigns: await ctx.db.campaign.count(),
  notices: await ctx.db.notice.count(),
  links: await ctx.db.link.count(),
  outbox: await ctx.db.outboxMessage.count(),
  audit: await ctx.db.auditEvent.count(),
});

beforeEach(() => setNow(start));

describe("plan", () => {
  test("writes one held text for each line with news, and none for others", async () => {
    const { line, finding } = await aCase(context);
    const [korean, vietnamese] = [await line(), await line({ language: "vi" })];
    await line();
    const { key } = await finding("18", [{ line: korean }, { line: vietnamese }]);

    expect(await planCampaign(ctx, key)).toEqual({
      ok: true,
      value: { planned: true, recipients: 2, first: 2, withoutLink: 0, mails: 0, superseded: 0 },
    });
    const rows = await rowsOf(key);
    expect(rows.map((row) => [row.subscriberId, row.language, row.kind])).toEqual([
      [korean.id, "ko", "first"],
      [vietnamese.id, "vi", "first"],
    ]);
    for (const { outbox, link } of rows) {
      expect(outbox).toMatchObject([{ channel: "sms", state: "held", notBefore: start }]);
      expect(link).toMatchObject({ version: 1, tokenHash: null, revokedAt: null });
    }
    const audit = await ctx.db.auditEvent.findMany({ where: { subjectId: key, action: "campaign.plan" } });
    expect(audit).toHaveLength(1);
  });

  test("tells by e-mail too whoever has an address, but nobody about a minor", async () => {
    const { line, finding } = await aCase(context);
    const both = await line({ email: "both@example.com" });
    const company = await line({ holderType: "company", email: "office@example.com" });
    const minor = await line({ email: "child@example.com", guardianMsisdn: "01055550001" });
    const { key } = await finding("18", [{ line: both }, { line: company }, { line: minor }]);

    const plan = await planCampaign(ctx, key);
    expect(plan).toMatchObject({ value: { recipients: 3, withoutLink: 1, mails: 2 } });
    expect((await rowsOf(key)).map(({ outbox }) => outbox.map(({ channel }) => channel).sort())).toEqual([
      ["mail", "sms"],
      ["mail", "sms"],
      ["sms"],
    ]);
  });

  test("planning again, also at the same moment, changes nothing", async () => {
    const { line, finding } = await aCase(context);
    const { key } = await finding("18", [{ line: await line() }]);
    const both = await Promise.all([planCampaign(ctx, key), planCampaign(ctx, key)]);
    expect(both.map((plan) => plan.ok && plan.value.planned).sort()).toEqual([false, true]);

    const before = await counts();
    expect(await planCampaign(ctx, key)).toMatchObject({
      ok: true,
      value: { planned: false, recipients: 1 },
    });
    expect(await counts()).toEqual(before);
  });

  test("nothing goes out before the finding is announced", async () => {
    const { line, finding } = await aCase(context);
    const { key } = await finding("19", [{ line: await line() }]);
    await planCampaign(ctx, key);
    await launchCampaign(ctx, key);
    const calls = inbox.calls;
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls);

    setNow(new Date("2025-09-19T15:00:00+09:00"));
    await drain(ctx, aSender(inbox.transport));
    expect(inbox.calls).toBe(calls + 1);
  });

  test("a later finding supersedes what is unsent, and updates who was told", async () => {
    const { line, finding } = await aCase(context);
    const [told, waiting, due, only18] = [await line(), await line(), await line(), await line()];
    const { key: of11 } = await finding("11", [{ line: told }, { line: waiting }, { line: due }]);
    await planCampaign(ctx, of11);
    await launchCampaign(ctx, of11, { pilot: [told.subscriberRef] });
    await drain(ctx, aSender(inbox.transport));

    await launchCampaign(ctx, of11, { pilot: [due.subscriberRef] });

    const { key: of18 } = await finding("18", [
      { line: told },
      { line: waiting },
      { line: due },
      { line: only18 },
    ]);
    expect(await planCampaign(ctx, of18)).toMatchObject({
      ok: true,
      value: { recipients: 4, first: 3, superseded: 2 },
    });
    expect((await rowsOf(of18)).map(({ kind, link }) => [kind, link?.version])).toEqual([
      ["update", 2],
      ["first", 2],
      ["first", 2],
      ["first", 1],
    ]);
    expect((await rowsOf(of11)).map(({ outbox }) => outbox[0]?.state)).toEqual([
      "accepted",
      "superseded",
      "superseded",
    ]);

    await launchCampaign(ctx, of11);
    await launchCampaign(ctx, of18);
    await drain(ctx, aSender(inbox.transport));
    const sent = (await inbox.messages()).filter(({ to }) => to === waiting.personalData.msisdn);
    expect(sent).toHaveLength(1);
    const links = await ctx.db.link.findMany({
      where: { subscriberId: told.id },
      orderBy: { version: "asc" },
    });
    expect(links.map(({ revokedFor }) => revokedFor)).toEqual(["replaced", null]);
  });

  test("a text that was under way when a later finding was planned isn't tried again", async () => {
    const { line, finding } = await aCase(context);
    const someone = await line();
    const { key: of11 } = await finding("11", [{ line: someone }]);
    const { key: of18 } = await finding("18", [{ line: someone }]);
    await planCampaign(ctx, of11);
    await launchCampaign(ctx, of11);
    inbox.faults.push(503);
    const planning = {
      ...inbox.transport,
      send: async (message: Message) => {
        await planCampaign(ctx, of18);
        return inbox.transport.send(message);
      },
    };
    await drain(ctx, aSender(planning));
    expect((await rowsOf(of11)).map(({ outbox }) => outbox[0]?.state)).toEqual(["pending"]);

    await launchCampaign(ctx, of18);
    setNow(after(start, minutes(1)));
    await drain(ctx, aSender(inbox.transport));
    expect((await rowsOf(of11)).flatMap(({ outbox }) => outbox)).toMatchObject([
      { state: "superseded", reason: "later-finding" },
    ]);
    expect((await inbox.messages()).filter(({ to }) => to === someone.personalData.msisdn)).toHaveLength(1);
  });

  test("someone cleared reads the same words as someone newly exposed", async () => {
    const { line, finding } = await aCase(context);
    const [exposed, freed] = [await line({ language: "en" }), await line({ language: "en" })];
    const { key: of11 } = await finding("11", [{ line: freed }, { line: exposed }]);
    await planCampaign(ctx, of11);
    await launchCampaign(ctx, of11);
    await drain(ctx, aSender(inbox.transport));
    const { key } = await finding("18", [{ line: exposed }, { line: freed, ...cleared }]);
    await planCampaign(ctx, key);
    await launchCampaign(ctx, key);
    await drain(ctx, aSender(inbox.transport));

    const newest = await inbox.messages();
    const textOf = (msisdn: string) =>
      newest.find(({ to }) => to === msisdn)?.body.replace(/\/v\/\S+/, "/v/[link]");
    expect(textOf(freed.personalData.msisdn)).toContain("your result has changed");
    expect(textOf(freed.personalData.msisdn)).toBe(textOf(exposed.personalData.msisdn));
    for (const { name, msisdn } of [freed.personalData, exposed.personalData]) {
      expect(textOf(msisdn)).not.toContain(name);
      expect(textOf(msisdn)).not.toContain(msisdn);
    }
  });

  test("companies and lines without a birth date get no link", async () => {
    const { line, finding } = await aCase(context);
    const company = await line({ holderType: "company", language: "en" });
    const undated = await line({ birthDate: null });
    const { key } = await finding("18", [{ line: company }, { line: undated }]);
    expect(await planCampaign(ctx, key)).toMatchObject({ ok: true, value: { withoutLink: 2 } });
    await launchCampaign(ctx, key);
    await drain(ctx, aSender(inbox.transport));
    const sent = (await inbox.messages()).filter(({ to }) =>
      [company, undated].some(({ personalData }) => personalData.msisdn === to),
    );
    expect(sent).toHaveLength(2);
    for (const { body } of sent) {
      expect(body).not.toContain("http");
      expect(body).toContain("080-722-0100");
    }
    expect(await ctx.db.link.count({ where: { subscriberId: { in: [company.id, undated.id] } } })).toBe(0);
  });

  test("refuses a draft, an unknown finding, one older than what is planned, and others' orders", async () => {
    const { incident, line, finding } = await aCase(context);
    const someone = await line();
    const draft = await aFinding(ctx, incident, { id: `${incident.id}-draft` });
    expect(await planCampaign(ctx, draft.key)).toEqual({ ok: false, refusal: "not-published" });
    await expect(planCampaign(ctx, "no-such-finding")).rejects.toThrow(NotFound);

    const { key: of11 } = await finding("11", [{ line: someone }]);
    const { key: of18 } = await finding("18", [{ line: someone }]);
    await planCampaign(ctx, of18);
    expect(await planCampaign(ctx, of11)).toEqual({ ok: false, refusal: "later-finding-planned" });

    const before = await counts();
    for (const act of [planCampaign, launchCampaign, pauseCampaign, resumeCampaign, getCampaignStatus]) {
      await expect(act(as({ type: "public" }), of18)).rejects.toThrow(Forbidden);
      await expect(act(as({ type: "subscriber", id: "1", level: "L2" }), of18)).rejects.toThrow(Forbidden);
    }
    expect(await counts()).toEqual(before);
  });

  test("refuses a text that is too long, and writes nothing", async () => {
    const { notice } = incidentInput();
    const incident = await anIncident(ctx, {
      id: "with-a-long-text",
      notice: { ...notice, rights: { ...inAllLanguages("rights"), vi: "x".repeat(1_600) } },
    });
    const line = await aSubscriber(ctx, { incidentId: incident.id });
    const { key } = await aPublishedFinding(ctx, incident, { id: "of-a-long-text", changed: [{ line }] });
    const before = await counts();
    expect(await planCampaign(ctx, key)).toEqual({ ok: false, refusal: "over-1600-characters-vi" });
    expect(await counts()).toEqual(before);
  });
});
