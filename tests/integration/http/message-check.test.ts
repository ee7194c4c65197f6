import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { getNoticeFacts } from "#app/domain/notices/get-notice-facts.server.ts";
import { renderNoticeText } from "#app/domain/notices/notice-text.rules.ts";
import { languages } from "#app/locales/language.ts";
import { messageCheck } from "#app/locales/message-check.ts";
import { after, days } from "#app/shared/time.ts";
import { testContext, type TestContext } from "#tests/factories/context.ts";
import { aPublishedFinding } from "#tests/factories/exposure.ts";
import { anIncident } from "#tests/factories/incident.ts";
import { aLinkedLine, aToken } from "#tests/factories/link.ts";
import { aDeliveredText } from "#tests/factories/notice.ts";
import { sumTables } from "#tests/setup/table-sums.ts";
import { createTestDatabase } from "#tests/setup/test-database.ts";
import { startSite, type TestSite } from "#tests/setup/web-server.ts";

let t: TestContext;
let site: TestSite;
let genuine: string;
beforeAll(async () => {
  t = testContext({ databaseUrl: (await createTestDatabase()).url });
  site = await startSite(t);
  const incident = await anIncident(t.ctx, { senders: ["080-722-0100"] });
  const { line, token } = await aLinkedLine(t);
  const { id } = await aPublishedFinding(t.ctx, incident, { id: "first", changed: [{ line }] });
  await aDeliveredText(t.ctx, { findingId: id, line, at: t.ctx.now() });
  const facts = await getNoticeFacts(t.ctx.pool, { findingId: id, plannedAt: t.ctx.now() });
  const access = { for: "holder" as const, link: `${site.url}/v/${token}` };
  genuine = renderNoticeText(facts, { kind: "first", language: "zh", access });
});
afterAll(async () => {
  await site.close();
  await t.close();
});

const check = async (form: { text?: string; sender?: string }, language = "ko") => {
  const reply = await site.send("POST", "/message-check", {
    form: { ...form },
    headers: { "accept-language": language },
  });
  return { status: reply.status, headers: reply.headers, html: reply.body.toString() };
};
const heading = (html: string) => /<h1>(.*?)<\/h1>/.exec(html)?.[1];
const unescaped = (html: string) =>
  html
    .replace(/&#x27;/g, "'")
    .replace(/&quot;/g, '"')
    .replace(/&lt;/g, "<")
    .replace(/&gt;/g, ">")
    .replace(/&amp;/g, "&");
const pasted = (html: string) => unescaped(/<textarea[^>]*>([^]*?)<\/textarea>/.exec(html)?.[1] ?? "");

describe("/message-check", () => {
  it.each(languages)("answers in the page's language, %s, whatever the text's is", async (language) => {
    const { status, html } = await check({ text: genuine, sender: "" }, language);
    expect(status).toBe(200);
    expect(html).toContain(`<html lang="${language}">`);
    expect(heading(html)).toBe(messageCheck.ours[language]);
    expect(html).toContain(`<strong>${site.url}/</strong>`);
    expect(pasted(html).replaceAll("\r\n", "\n")).toBe(genuine);
  });

  it("tells the verdicts apart in words, and where to call about those that aren't ours", async () => {
    const words = "고객님의 유심이 곧 정지됩니다. 지금 바로 아래 주소를 여세요.";
    const link = /http\S+/.exec(genuine)?.[0] ?? "";
    const verdicts = [
      [{ text: `${words} ${link}` }, messageCheck.other_words.ko, messageCheck.other_words_why.ko],
      [
        { text: genuine.replace(link, `${site.url}/v/${aToken()}`) },
        messageCheck.not_ours.ko,
        messageCheck.other_link.ko,
      ],
      [{ text: genuine, sender: "010-1234-5678" }, messageCheck.not_ours.ko, messageCheck.other_sender.ko],
      [
        { text: genuine.replace(link, link.slice(0, -1)).replace("080", "081") },
        messageCheck.not_ours.ko,
        messageCheck.changed_words.ko,
      ],
      [{ text: words }, messageCheck.not_among_ours.ko, messageCheck.unknown.ko],
    ] as const;
    for (const [form, title, why] of verdicts) {
      const { status, html } = await check(form);
      expect([status, heading(html)], why).toEqual([200, title]);
      expect(unescaped(html)).toContain(why);
      expect(html).toContain('href="tel:118"');
      expect(html).toContain('href="tel:0807220100"');
    }
  });

  it.each([
    ["nothing", { text: "" }, messageCheck.not_whole.en],
    ["no such field", {}, messageCheck.not_whole.en],
    ["a code alone", { text: "K7Q2-M4XD" }, messageCheck.not_whole.en],
    ["too much", { text: "가".repeat(5_001) }, messageCheck.too_long.en],
    ["a sender that is none", { text: "x", sender: "my mother" }, messageCheck.sender_unreadable.en],
  ])("asks again for %s, and gives back what was typed", async (_, form, words) => {
    const { status, html } = await check(form, "en");
    expect(status).toBe(422);
    expect(unescaped(html)).toContain(words);
    if ("text" in form) expect(pasted(html)).toBe(form.text);
    if ("sender" in form) expect(html).toContain(`value="${form.sender}"`);
  });

  it("shows markup as the text that it is", async () => {
    const text = `</textarea><script>alert(1)</script>${"글자".repeat(20)}`;
    const { html } = await check({ text, sender: '"><script>' });
    expect(html).not.toContain("<script");
    expect(pasted((await check({ text })).html)).toBe(text);
  });

  it("keeps nothing: no row, no cookie, no word of it in the log or in an address", async () => {
    const before = await sumTables(t.ctx.pool);
    const forms = [
      { text: genuine },
      {
        text: `비밀스러운 낱말이 들어 있는 문자입니다. 스무 글자가 넘습니다. ${genuine}`,
        sender: "010-9876-5432",
      },
    ];
    for (const form of forms) {
      const { headers, html } = await check(form);
      expect(headers["set-cookie"]).toBeUndefined();
      expect(headers.location).toBeUndefined();
      expect(headers["cache-control"]).toBe("no-store");
      expect(html).toContain('<form method="post" class="card">');
    }
    expect(await sumTables(t.ctx.pool)).toEqual(before);
    const log = site.logged();
    expect(log).toContain('"method":"POST"');
    for (const word of ["비밀", "9876", "개인", "Carrier", "/v/", genuine.slice(-9)])
      expect(log).not.toContain(word);
  });

  it("names no sender's field where the incident names no senders", async () => {
    expect((await site.send("GET", "/message-check")).body.toString()).toContain('name="sender"');
    t.setNow(after(t.ctx.now(), days(1)));
    await anIncident(t.ctx, { id: "another", senders: [] });
    expect((await site.send("GET", "/message-check")).body.toString()).not.toContain('name="sender"');
  });
});
