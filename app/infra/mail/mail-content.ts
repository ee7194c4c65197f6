export type MailContent = { subject: string; text: string; html: string };

/**
 * An e-mail out of nothing but the words of the text: what one says, the other says, line for line. The HTML
 * has no colour and no fixed size, so it follows the reader's; it holds no picture and fetches nothing, so
 * that opening it tells nobody.
 */
export function mailContent({ body, language }: { body: string; language: string }): MailContent {
  const [subject = "", ...rest] = body.split("\n");
  const paragraphs = rest.length > 0 ? rest.join("\n").split("\n\n") : [];
  const html = [
    "<!DOCTYPE html>",
    `<html lang="${escape(language)}">`,
    '<head><meta charset="utf-8"><meta name="viewport" content="width=device-width">',
    `<meta name="color-scheme" content="light dark"><title>${escape(subject)}</title></head>`,
    '<body><main><div style="max-width: 40em; margin: 0 auto; font-family: sans-serif; line-height: 1.6; overflow-wrap: anywhere">',
    `<h1 style="margin: 0; font-size: 1.25em; line-height: 1.4">${lineOfHtml(subject)}</h1>`,
    ...paragraphs.map((paragraph) => `<p>${paragraph.split("\n").map(lineOfHtml).join("<br>\n")}</p>`),
    "</div></main></body>",
    "</html>\n",
  ].join("\n");
  return { subject, text: body, html };
}

/**
 * A line that is a link shows its whole address, since hiding it is what forgeries do; and the colour of the
 * words, which can always be read.
 */
const lineOfHtml = (line: string) =>
  /^https?:\/\/\S+$/.test(line)
    ? `<a href="${escape(line)}" style="color: inherit">${escape(line)}</a>`
    : escape(line);

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string) => text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
