import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mailContent } from "#app/infra/mail/mail-content.ts";

/** The words of a page, as a reader that knows nothing but these few tags puts them together. */
function wordsOf(html: string) {
  const [, content = ""] =
    /<body><main><div style="[^"<>]+">\n([\s\S]*)\n<\/div><\/main><\/body>/.exec(html) ?? [];
  const text = content
    .replace(/^<h1 style="[^"<>]+">/, "")
    .replace(/<\/h1>(?:\n<p>([\s\S]*)<\/p>)?$/, (_, rest?: string) => (rest === undefined ? "" : `\n${rest}`))
    .replaceAll("</p>\n<p>", "\n\n")
    .replaceAll("<br>\n", "\n")
    .replaceAll(/<a href="https?:[^\s"<>']+" style="color: inherit">|<\/a>/g, "");
  expect(text).not.toMatch(/[<>]/);
  return unescaped(text);
}

const unescaped = (text: string) =>
  text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&#39;", "'")
    .replaceAll("&amp;", "&");

const hostile = fc.constantFrom(
  "<script>alert(1)</script>",
  "<img src=https://evil.example/1.gif>",
  'https://evil.example/"onmouseover="alert(1)',
  "https://ansim.example/v/a<b>c",
  "javascript:alert(1)",
  "</p></div></body>",
  "</title><style>",
  "<!--",
  "&lt;b&gt;&amp;#60;",
  "'\"",
  "",
  "\t  spaces  ",
);
const bodies = fc
  .array(fc.oneof(hostile, fc.string({ unit: "binary" }), fc.webUrl()), { maxLength: 12 })
  .map((lines) => lines.join("\n"));

describe("the e-mail of a text", () => {
  test("says line for line the same, whatever the text holds, and lets no tag of its own in", () => {
    fc.assert(
      fc.property(bodies, (body) => {
        const { subject, text, html } = mailContent({ body, language: "ko" });
        expect(text).toBe(body);
        expect(subject).toBe(body.split("\n")[0]);
        expect(wordsOf(html)).toBe(body);
        expect(html.split("<title>")).toHaveLength(2);
        expect(unescaped(/<title>([^<>]*)<\/title>/.exec(html)?.[1] ?? "")).toBe(subject);
      }),
    );
  });

  test("makes a link only of a line that is one, and shows its whole address", () => {
    const link = "https://ansim.example/v/AAAAAAAAAAAAAAAAAAAAAA";
    const body = ["See https://ansim.example", link, "javascript:alert(1)", `${link}?a=1&b='2'`].join("\n");
    const { html } = mailContent({ body, language: "en" });
    expect(html.match(/<a .*<\/a>/g)).toEqual([
      `<a href="${link}" style="color: inherit">${link}</a>`,
      `<a href="${link}?a=1&amp;b=&#39;2&#39;" style="color: inherit">${link}?a=1&amp;b=&#39;2&#39;</a>`,
    ]);
  });

  test("fetches nothing, runs nothing, and has no colour or size that could make it unreadable", () => {
    const { html } = mailContent({ body: "제목\n본문\n다음 줄", language: "ko" });
    expect(html).toContain('<html lang="ko">');
    expect(html).toContain("<p>본문<br>\n다음 줄</p>");
    expect(html).not.toMatch(
      /<(img|script|style|link|iframe|form|input|object|svg)|src=|url\(|@import|https?:/i,
    );
    expect(html).not.toMatch(/(?<!-)color\s*:|background|\d(px|pt|cm)/i);
    expect(html.length).toBeLessThan(600);
  });
});
