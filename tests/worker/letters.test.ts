import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { listBrokenInvariants } from "#app/domain/audit/list-broken-invariants.server.ts";
import { createIncident } from "#app/domain/incidents/create-incident.server.ts";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { launchCampaign } from "#app/domain/notices/launch-campaign.server.ts";
import { letterKinds } from "#app/domain/notices/letter-text.rules.ts";
import { pauseCampaign } from "#app/domain/notices/pause-campaign.server.ts";
import { planCampaign } from "#app/domain/notices/plan-campaign.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import type { Message } from "#app/infra/transport.ts";
import { after, days, minutes, seconds } from "#app/shared/time.ts";
import { aCampaign, aCase, outboxOf, textsTo, tokenIn } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { inAllLanguages, incidentInput } from "#tests/factories/incident.ts";
import { aLetter, lettersOf } from "#tests/factories/notice.ts";
import { aSender, drain, recoverAndDrain } from "#tests/factories/sender.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { startSmtp } from "#tests/setup/smtp-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, carrier, setNow } = context;
const inbox = await startInbox(ctx.now);
const smtp = await startSmtp();
const mail = mailTransport({
  smtpUrl: smtp.url,
  from: "notices@ansim.example",
  publicUrl: "http://127.0.0.1:3000",
  timeoutMs: seconds(5),
});
const texts = aSender(inbox.transport);
const mails = aSender(mail, { channel: "mail" });
afterAll(async () => {
  mail.close();
  await Promise.all([smtp.close(), inbox.close(), context.close()]);
});

const start = new Date("2025-09-18T20:00:00+09:00");

beforeEach(() => {
  setNow(start);
  inbox.faults.length = 0;
  smtp.mails.length = 0;
  carrier.down = false;
});

const mailsTo = (address: string) =>
  smtp.mails.filter(({ to }) => to.includes(address)).map(({ email }) => email.text?.trimEnd() ?? "");

/** The links of a line, oldest first: "live", "unissued" or why they are dead. */
const linksOf = async (line: { id: bigint }) =>
  (await ctx.db.link.findMany({ where: { subscriberId: line.id }, orderBy: { version: "asc" } })).map(
    ({ tokenHash, revokedFor }) => revokedFor ?? (tokenHash ? "live" : "unissued"),
  );

async function aLine(given: Parameters<Awaited<ReturnType<typeof aCase>>["line"]>[0] = {}) {
  const { line } = await aCase(context);
  return line(given);
}

describe("a letter", () => {
  test("about the link brings a new one, by text and by e-mail, that opens for 30 days", async () => {
    const line = await aLine({ email: "again@example.com", language: "en" });
    expect(await aLetter(ctx, line, "link_again")).toBe("written");
    await drain(ctx, texts);
    await drain(ctx, mails);

    const [text, ...more] = await textsTo(inbox, line.personalData.msisdn);
    expect(more).toEqual([]);
    expect(text?.body).toContain("here is your link again");
    expect(mailsTo("again@example.com")).toEqual([text?.body]);
    const [message] = await lettersOf(ctx, line, "link_again");
    expect(message).toMatchObject({ state: "accepted", attempts: [{ number: 1, outcome: "accepted" }] });
    expect(message?.notice.link).toMatchObject({ issuedAt: start, expiresAt: after(start, days(30)) });
    expect(Buffer.from(message?.notice.link?.tokenHash ?? [])).toEqual(
      Buffer.from(hashToken(tokenIn(text?.body))),
    );
  });

  test("of any kind but the two that bring one has no link", async () => {
    const line = await aLine({ email: "linkless@example.com", language: "vi" });
    const kinds = letterKinds.filter((kind) => kind !== "link_again" && kind !== "swapped");
    for (const kind of kinds) expect(await aLetter(ctx, line, kind), kind).toBe("written");
    await drain(ctx, texts);
    await drain(ctx, mails);
    const bodies = (await textsTo(inbox, line.personalData.msisdn)).map(({ body }) => body);
    expect(bodies).toHaveLength(kinds.length);
    for (const body of bodies) {
      expect(body).toContain("Thông báo này không có liên kết nào.");
      expect(body).not.toContain("http");
    }
    expect(mailsTo("linkless@example.com").toSorted()).toEqual(bodies.toSorted());
    expect(await linksOf(line)).toEqual([]);
  });

  test("of any kind about a minor goes to the guardian's phone alone", async () => {
    const { line } = await aCase(context);
    const guardian = await line({ email: "parent@example.com" });
    const minor = await line({
      birthDate: "20120304",
      guardianMsisdn: guardian.personalData.msisdn,
      email: "child@example.com",
      language: "en",
    });
    for (const kind of letterKinds) expect(await aLetter(ctx, minor, kind), kind).toBe("written");
    await drain(ctx, texts);
    await drain(ctx, mails);
    const bodies = (await textsTo(inbox, guardian.personalData.msisdn)).map(({ body }) => body);
    expect(bodies).toHaveLength(letterKinds.length);
    for (const body of bodies) expect(body).toContain("child's line");
    expect(await textsTo(inbox, minor.personalData.msisdn)).toEqual([]);
    expect(smtp.mails).toEqual([]);
  });

  test("goes to no number that has gone to somebody else; e-mail then tells what needs no link", async () => {
    const line = await aLine({ email: "moved@example.com" });
    for (const kind of letterKinds) await aLetter(ctx, line, kind);
    carrier.owners.set(line.personalData.msisdn, { status: "active", holderRef: "H-other" });
    await drain(ctx, texts);
    await drain(ctx, mails);
    expect(await textsTo(inbox, line.personalData.msisdn)).toEqual([]);
    for (const kind of letterKinds)
      expect(await lettersOf(ctx, line, kind)).toMatchObject([{ state: "failed", reason: "owner-changed" }]);
    expect(mailsTo("moved@example.com")).toHaveLength(letterKinds.length - 1);
    expect(await lettersOf(ctx, line, "link_again", "mail")).toMatchObject([
      { state: "failed", reason: "link-revoked", attempts: [] },
    ]);
  });

  test("isn't mailed without its link where the mail is asked for first", async () => {
    const line = await aLine({ email: "first@example.com" });
    await aLetter(ctx, line, "link_again");
    carrier.owners.set(line.personalData.msisdn, { status: "ended", holderRef: null });
    await drain(ctx, mails);
    expect(smtp.mails).toEqual([]);
    expect(await lettersOf(ctx, line, "link_again", "mail")).toMatchObject([
      { state: "failed", reason: "line-not-active", attempts: [] },
    ]);
  });

  test("keeps its words at a retry, whatever the incident's file says by then", async () => {
    const { incident, line } = await aCase(context);
    const reader = await line({ language: "en" });
    await aLetter(ctx, reader, "link_again");
    inbox.faults.push("broken-after");
    await drain(ctx, aSender({ ...inbox.transport, findSent: undefined }));

    setNow(after(start, minutes(5)));
    const renamed = incidentInput({ id: incident.id, names: inAllLanguages("Renamed") });
    expect((await createIncident(ctx, JSON.stringify(renamed))).ok).toBe(true);
    await recoverAndDrain(ctx, aSender({ ...inbox.transport, findSent: undefined }));
    const [second, first, ...more] = await textsTo(inbox, reader.personalData.msisdn);
    expect(more).toEqual([]);
    expect(first?.body).toBe(second?.body);
    expect(first?.body).toContain("A small incident");

    await aLetter(ctx, reader, "acted");
    await drain(ctx, texts);
    expect((await textsTo(inbox, reader.personalData.msisdn))[0]?.body).toContain("Renamed");
  });

  test("lost twice is shown, and never sent again", async () => {
    const line = await aLine();
    await aLetter(ctx, line, "signed_in");
    const sender = aSender({ ...inbox.transport, findSent: undefined });
    inbox.faults.push("broken-after", "broken-after");
    await drain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    await recoverAndDrain(ctx, sender);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(2);
    expect(await lettersOf(ctx, line, "signed_in")).toMatchObject([{ state: "unknown" }]);
  });
});

describe("of a line's links, the one issued last is live", () => {
  test("a letter's replaces a campaign's, whose text was sent before", async () => {
    const { line } = await aCampaign(context);
    await drain(ctx, texts);
    await aLetter(ctx, line, "link_again");
    expect(await linksOf(line)).toEqual(["live", "unissued"]);
    await drain(ctx, texts);
    expect(await linksOf(line)).toEqual(["replaced", "live"]);
  });

  test("of two in one batch the second replaces the first", async () => {
    const line = await aLine();
    await aLetter(ctx, line, "link_again");
    await aLetter(ctx, line, "link_again");
    await drain(ctx, texts);
    expect(await linksOf(line)).toEqual(["replaced", "live"]);
    const { tokenHash } = await ctx.db.link.findFirstOrThrow({
      where: { subscriberId: line.id, revokedAt: null },
    });
    const [newest] = await textsTo(inbox, line.personalData.msisdn);
    expect(Buffer.from(tokenHash ?? [])).toEqual(Buffer.from(hashToken(tokenIn(newest?.body))));
  });

  test("a campaign's replaces a letter's, though its version is older", async () => {
    const { key, line } = await aCampaign(context);
    await pauseCampaign(ctx, key);
    await aLetter(ctx, line, "link_again");
    await drain(ctx, texts);
    expect(await linksOf(line)).toEqual(["unissued", "live"]);
    await ctx.db.campaign.updateMany({ where: { finding: { key } }, data: { status: "running" } });
    await drain(ctx, texts);
    expect(await linksOf(line)).toEqual(["live", "replaced"]);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(2);
  });

  test("a retry whose link was replaced meanwhile fails, and can be seen to", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push(503);
    await drain(ctx, texts);
    await aLetter(ctx, line, "link_again");
    await drain(ctx, texts);
    setNow(after(start, minutes(1)));
    await drain(ctx, texts);
    expect(await outboxOf(ctx, line)).toMatchObject({ notice: { kind: "first" }, state: "failed" });
    expect(await linksOf(line)).toEqual(["replaced", "live"]);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
  });

  test("several at once go out one after the other, also by many workers, and none gets stuck", async () => {
    const { lines } = await aCampaign(context, [{}, {}, {}, {}, {}]);
    for (const line of lines)
      for (let count = 0; count < 3; count += 1) await aLetter(ctx, line, "link_again");
    await Promise.all(
      [1, 2, 3].map(() => drain(ctx, aSender(inbox.transport, { linkKey: texts.linkKey, batch: 7 }))),
    );
    // What another worker took the last look at is due again by now.
    await recoverAndDrain(ctx, texts);
    for (const line of lines) {
      const states = await ctx.db.outboxMessage.findMany({ where: { notice: { subscriberId: line.id } } });
      expect(states.map(({ state }) => state)).toEqual(["accepted", "accepted", "accepted", "accepted"]);
      expect((await linksOf(line)).toSorted()).toEqual(["live", "replaced", "replaced", "replaced"]);
    }
  });

  test("one that is replaced between the lease and the attempt doesn't go out dead", async () => {
    const { line } = await aCampaign(context);
    inbox.faults.push(503);
    await drain(ctx, texts);
    setNow(after(start, minutes(1)));
    // While this worker asks the carrier about the retry, a letter is written and another worker sends it.
    const slow = {
      ...ctx,
      carrier: {
        ...ctx.carrier,
        findLineOwner: async (msisdn: string) => {
          await aLetter(ctx, line, "link_again");
          await drain(ctx, texts);
          return ctx.carrier.findLineOwner(msisdn);
        },
      },
    };
    expect(await sendNotices(slow, aSender(inbox.transport))).toEqual({ taken: 1, called: 0 });
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "pending", reason: "another-came-first" });
    await drain(ctx, texts);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed", reason: "link-revoked" });
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
    expect(await linksOf(line)).toEqual(["replaced", "live"]);
  });
});

describe("letters and campaigns leave each other alone", () => {
  test("a letter goes out before a campaign's texts, however long those are due", async () => {
    const { line } = await aCampaign(
      context,
      Array.from({ length: 5 }, () => ({})),
    );
    setNow(after(start, minutes(1)));
    await aLetter(ctx, line, "acted");
    const order: string[] = [];
    const watching = {
      ...inbox.transport,
      send: (message: Message) => {
        order.push(message.body.includes("080") && message.body.includes("처리 알림") ? "letter" : "notice");
        return inbox.transport.send(message);
      },
    };
    await drain(ctx, aSender(watching, { batch: 1 }));
    expect(order).toEqual(["letter", "notice", "notice", "notice", "notice", "notice"]);
  });

  test("it goes out while a campaign is paused, and isn't counted with it", async () => {
    const { key, line } = await aCampaign(context);
    await pauseCampaign(ctx, key);
    const before = await getCampaignStatus(ctx, key);
    await aLetter(ctx, line, "acted");
    await drain(ctx, texts);
    expect(await lettersOf(ctx, line, "acted")).toMatchObject([{ state: "accepted" }]);
    expect(await getCampaignStatus(ctx, key)).toEqual(before);
  });

  test("neither overtakes the other, and a letter is no finding's first telling", async () => {
    const { line: insert, finding } = await aCase(context);
    const line = await insert();
    const { key: of11 } = await finding("11", [{ line }]);
    await planCampaign(ctx, of11);
    await aLetter(ctx, line, "signed_in");
    await drain(ctx, texts);
    await aLetter(ctx, line, "acted");
    const { key: of18 } = await finding("18", [{ line }]);
    expect(await planCampaign(ctx, of18)).toMatchObject({ value: { first: 1, superseded: 1 } });
    await launchCampaign(ctx, of18);
    await aLetter(ctx, line, "acted");
    await drain(ctx, texts);
    expect(await lettersOf(ctx, line, "acted")).toMatchObject([{ state: "accepted" }, { state: "accepted" }]);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(4);
  });
});

test("whatever was done here, every rule holds that the database can be asked for", async () => {
  const { broken } = await listBrokenInvariants(ctx);
  // The findings here are made without the rows that they would be counted from.
  expect(broken.map(({ name }) => name)).toEqual(["published figures are what the exposures count to"]);
});
