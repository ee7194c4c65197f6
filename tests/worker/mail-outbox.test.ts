import { Writable } from "node:stream";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { getCampaignStatus } from "#app/domain/notices/get-campaign-status.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
import { after, days, minutes, seconds } from "#app/shared/time.ts";
import { aCampaign, outboxOf, outcomes, textsTo, tokenIn } from "#tests/factories/campaign.ts";
import { testContext } from "#tests/factories/context.ts";
import { aSender, drain, recoverAndDrain } from "#tests/factories/sender.ts";
import { startInbox } from "#tests/setup/inbox-server.ts";
import { startSmtp } from "#tests/setup/smtp-server.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";

const { url } = await createTestDatabase();
const context = testContext({ databaseUrl: url });
const { ctx, carrier, setNow } = context;
const inbox = await startInbox(ctx.now);
const smtp = await startSmtp();
const transport = mailTransport({
  smtpUrl: smtp.url,
  from: "notices@ansim.example",
  publicUrl: "http://127.0.0.1:3000",
  timeoutMs: seconds(5),
});
afterAll(async () => {
  transport.close();
  await Promise.all([smtp.close(), inbox.close(), context.close()]);
});

const start = new Date("2025-09-18T20:00:00+09:00");
const mails = aSender(transport, { channel: "mail" });
const texts = aSender(inbox.transport);

beforeEach(() => {
  setNow(start);
  smtp.faults.length = 0;
  smtp.mails.length = 0;
  carrier.down = false;
});

const mailsTo = (address: string) =>
  smtp.mails
    .filter(({ to }) => to.includes(address))
    .map(({ email }) => ({ ...email, text: email.text?.trimEnd() }));

describe("someone with an address", () => {
  test("is told by text and by e-mail, in the same words with the same link", async () => {
    const { key, line } = await aCampaign(context, [{ language: "vi", email: "mai@example.com" }]);
    await drain(ctx, texts);
    expect(smtp.mails).toEqual([]);
    await drain(ctx, mails);
    const [text] = await textsTo(inbox, line.personalData.msisdn);
    const [mail, ...more] = mailsTo("mai@example.com");
    expect(more).toEqual([]);
    expect(mail?.text).toBe(text?.body);
    expect(tokenIn(mail?.text)).toHaveLength(22);
    expect(mail?.html).toContain(`/v/${tokenIn(text?.body)}</a>`);

    const message = await outboxOf(ctx, line, "mail");
    expect(message).toMatchObject({ state: "accepted", settledAt: start, leaseOwner: null });
    expect(message.attempts).toMatchObject([
      { number: 1, outcome: "accepted", providerId: `<notice.${message.id}@127.0.0.1>` },
    ]);
    expect(mail?.messageId).toBe(`<notice.${message.id}@127.0.0.1>`);
    expect((await getCampaignStatus(ctx, key)).channels).toMatchObject({
      sms: { states: { accepted: 1 } },
      mail: { states: { accepted: 1 } },
    });
  });

  test("gets both also where the mail goes first, and one failing doesn't touch the other", async () => {
    const { line } = await aCampaign(context, [{ email: "first@example.com" }]);
    await drain(ctx, mails);
    inbox.faults.push(400);
    await drain(ctx, texts);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed" });
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({ state: "accepted" });
    const { link } = (await outboxOf(ctx, line, "mail")).notice;
    expect(link).toMatchObject({ issuedAt: start, revokedAt: null });
  });

  test("but without L1 (a company) gets it without a link", async () => {
    await aCampaign(context, [{ holderType: "company", email: "office@example.com", language: "en" }]);
    await drain(ctx, mails);
    const [mail] = mailsTo("office@example.com");
    expect(mail?.text).toContain("6. Your rights");
    expect(mail?.text).not.toContain("/v/");
    expect(mail?.html).not.toContain("<a ");
  });

  test.each([
    ["has a new holder", { status: "active", holderRef: "H-other" }, [texts, mails]],
    ["was ended", { status: "ended", holderRef: null }, [mails, texts]],
    ["was ported", { status: "ported", holderRef: null }, [mails, texts]],
  ] as const)("whose number %s is told all the same, without the link", async (_, owner, senders) => {
    const { line } = await aCampaign(context, [{ email: "moved@example.com", language: "en" }]);
    carrier.owners.set(line.personalData.msisdn, owner);
    for (const sender of senders) await drain(ctx, sender);
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "failed" });
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({ state: "accepted" });
    const [mail] = mailsTo("moved@example.com");
    expect(mail?.text).toContain("1. What was leaked");
    expect(mail?.text).toContain("For the result, call");
    expect(mail?.text).not.toContain("/v/");
    expect(await textsTo(inbox, line.personalData.msisdn)).toEqual([]);
  });

  test("whose link was revoked meanwhile is told without it", async () => {
    const { line } = await aCampaign(context, [{ email: "revoked@example.com", language: "en" }]);
    await ctx.db.link.updateMany({
      where: { subscriberId: line.id },
      data: { revokedAt: start, revokedFor: "owner-changed" },
    });
    await drain(ctx, mails);
    expect(mailsTo("revoked@example.com")[0]?.text).toContain("For the result, call");
  });

  test("waits while the carrier is silent, since a link may have to stay out", async () => {
    const { line } = await aCampaign(context, [{ email: "waits@example.com" }]);
    carrier.down = true;
    await drain(ctx, mails);
    expect(smtp.mails).toEqual([]);
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({
      state: "pending",
      reason: "carrier-silent",
      attempts: [],
    });
    carrier.down = false;
    setNow(after(start, minutes(1)));
    await drain(ctx, mails);
    expect(tokenIn(mailsTo("waits@example.com")[0]?.text)).toHaveLength(22);
  });
});

describe("nobody gets mail", () => {
  test("without an address", async () => {
    const { line } = await aCampaign(context);
    await drain(ctx, mails);
    await drain(ctx, texts);
    expect(smtp.mails).toEqual([]);
    expect(await textsTo(inbox, line.personalData.msisdn)).toHaveLength(1);
  });

  test("about a minor: neither the child nor the guardian", async () => {
    const { line } = await aCampaign(
      context,
      [{ birthDate: "20120304", guardianMsisdn: "01055550001", email: "child@example.com" }],
      [{ msisdn: "01055550001", email: "guardian@example.com" }],
    );
    await drain(ctx, mails);
    await drain(ctx, texts);
    expect(smtp.mails).toEqual([]);
    expect(await textsTo(inbox, "01055550001")).toHaveLength(1);
    expect(
      await ctx.db.outboxMessage.count({ where: { channel: "mail", notice: { subscriberId: line.id } } }),
    ).toBe(0);
  });
});

describe("the mail server's answers", () => {
  test("greylisted: later again, with the same Message-ID and link", async () => {
    const { line } = await aCampaign(context, [{ email: "grey@example.com" }]);
    smtp.faults.push({ at: "rcpt", does: "450 4.2.0 <grey@example.com> greylisted" });
    await drain(ctx, mails);
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({
      state: "pending",
      reason: "unavailable",
      attempts: [{ outcome: "retryable", errorCode: "smtp-450" }],
    });
    setNow(after(start, minutes(1)));
    await drain(ctx, mails);
    const message = await outboxOf(ctx, line, "mail");
    expect(outcomes(message)).toEqual(["retryable", "accepted"]);
    expect(mailsTo("grey@example.com")).toHaveLength(1);
  });

  test("no such mailbox: a visible failure of the mail alone", async () => {
    const { key, line } = await aCampaign(context, [{ email: "gone@example.com" }]);
    smtp.faults.push({ at: "rcpt", does: "550 5.1.1 <gone@example.com> unknown" });
    await drain(ctx, mails);
    await drain(ctx, texts);
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({ state: "failed", reason: "smtp-550" });
    expect(await outboxOf(ctx, line)).toMatchObject({ state: "accepted" });
    expect((await getCampaignStatus(ctx, key)).reasons).toEqual([
      { channel: "mail", state: "failed", reason: "smtp-550", count: 1 },
    ]);
  });

  test("the login refused: nothing else is tried meanwhile, and all goes out afterwards", async () => {
    const { lines } = await aCampaign(context, [{ email: "a@example.com" }, { email: "b@example.com" }]);
    smtp.faults.push({ at: "mail", does: "550 5.7.1 Sender rejected" });
    const blocked = aSender(transport, { channel: "mail", batch: 1 });
    await drain(ctx, blocked);
    expect(smtp.mails).toEqual([]);
    const states = await Promise.all(lines.map((line) => outboxOf(ctx, line, "mail")));
    expect(states.map(({ reason }) => reason)).toEqual(["sender-blocked", null]);
    setNow(after(start, minutes(2)));
    await drain(ctx, aSender(transport, { channel: "mail" }));
    expect(smtp.mails.map(({ to }) => to)).toEqual(
      expect.arrayContaining([["a@example.com"], ["b@example.com"]]),
    );
  });

  test("lost after it was taken: once more with the same Message-ID and words, which a mailbox knows again", async () => {
    const { line } = await aCampaign(context, [{ email: "twice@example.com" }]);
    smtp.faults.push({ at: "taken", does: "break" });
    await drain(ctx, mails);
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({ state: "sending" });
    await recoverAndDrain(ctx, mails);
    const [first, second, ...more] = mailsTo("twice@example.com");
    expect(more).toEqual([]);
    expect(second).toMatchObject({ messageId: first?.messageId, text: first?.text, html: first?.html });
    expect(outcomes(await outboxOf(ctx, line, "mail"))).toEqual(["unknown", "accepted"]);
  });

  test("lost twice: shown, and never sent again", async () => {
    const { key, line } = await aCampaign(context, [{ email: "lost@example.com" }]);
    smtp.faults.push({ at: "taken", does: "break" }, { at: "end", does: "break" });
    await drain(ctx, mails);
    await recoverAndDrain(ctx, mails);
    setNow(after(start, days(2)));
    await recoverAndDrain(ctx, mails);
    await recoverAndDrain(ctx, mails);
    expect(mailsTo("lost@example.com")).toHaveLength(1);
    expect(await outboxOf(ctx, line, "mail")).toMatchObject({
      state: "unknown",
      reason: "provider-cannot-tell",
    });
    expect((await getCampaignStatus(ctx, key)).reasons).toEqual([
      expect.objectContaining({
        channel: "mail",
        state: "unknown",
        reason: "provider-cannot-tell",
        count: 1,
      }),
    ]);
  });
});

test("no address, token or text stands in the log, the outbox, the attempts or the audit trail", async () => {
  let logged = "";
  const destination = new Writable({
    write: (chunk: Buffer, _, done) => {
      logged += chunk.toString();
      done();
    },
  });
  const sender = aSender(transport, { channel: "mail", log: createLog("trace", destination) });
  const canaries = ["one", "other", "unread"].map((name) => `canary.${name}@example.com`);
  const { lines } = await aCampaign(
    context,
    canaries.map((email) => ({ email })),
  );
  const unread = lines[2];
  if (!unread) throw new Error("three lines");
  await ctx.db.subscriber.update({ where: { id: unread.id }, data: { keyId: "lost-key" } });
  // One of the two that can be read meets each.
  smtp.faults.push(
    { at: "rcpt", does: "550 5.1.1 <canary.one@example.com> unknown" },
    { at: "rcpt", does: "450 4.2.0 <canary.other@example.com> greylisted" },
  );
  await drain(ctx, sender);
  setNow(after(start, minutes(10)));
  await drain(ctx, sender);
  expect(logged).toContain("could not be prepared");

  const token = tokenIn(smtp.mails[0]?.email.text?.trimEnd());
  expect(token).toHaveLength(22);
  const tables = ["outbox", "outbox_attempts", "audit_events", "notices", "links", "campaigns"];
  const dumps = await Promise.all(
    tables.map((table) =>
      ctx.pool.query<{ row: string }>(`select row_to_json(t)::text as row from ${table} t`),
    ),
  );
  const stored = dumps.flatMap(({ rows }) => rows.map(({ row }) => row)).join("\n");
  expect(stored).toContain("smtp-550");
  expect(stored).toContain("smtp-450");
  for (const canary of [token, "canary", "unknown>", "greylisted"]) {
    expect(stored).not.toContain(canary);
    expect(logged).not.toContain(canary);
  }
});
