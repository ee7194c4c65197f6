import { createHash } from "node:crypto";
import type { Response } from "express";

const style = `
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0; background: #efeaf6; color: #241a33; font: 1.0625rem/1.55 system-ui, -apple-system, "Apple SD Gothic Neo", "Malgun Gothic", "Noto Sans KR", sans-serif; word-break: keep-all; overflow-wrap: anywhere; }
header { background: #4b2a86; color: #fff; padding: 1rem; }
header p { margin: 0; }
header p:first-child { font-weight: 700; font-size: 1.125rem; }
header p + p { font-size: .9375rem; }
main { max-width: 30rem; margin: 0 auto; padding: 1.25rem 1rem 3rem; }
h1 { font-size: 1.375rem; line-height: 1.35; margin: 0 0 1rem; }
h2 { font-size: 1.0625rem; margin: 2rem 0 .5rem; }
fieldset, .card { background: #fff; border: 1px solid #cfc3e3; border-radius: .75rem; padding: .75rem 1rem; margin: 0 0 1rem; }
legend { font-weight: 700; padding: 0 .25rem; }
fieldset label { display: flex; gap: .625rem; align-items: center; min-height: 2.75rem; }
input[type=radio] { width: 1.25rem; height: 1.25rem; margin: 0; flex: none; accent-color: #4b2a86; }
input[type=tel] { width: 100%; font: inherit; padding: .625rem .75rem; border: 1px solid #75668f; border-radius: .5rem; margin: .25rem 0 .75rem; background: #fff; color: inherit; }
button { font: inherit; width: 100%; min-height: 3rem; padding: .5rem .875rem; border-radius: .5rem; border: 1px solid #4b2a86; background: #fff; color: #4b2a86; font-weight: 700; text-align: start; cursor: pointer; }
button.main { background: #4b2a86; color: #fff; text-align: center; }
button.plain { text-align: center; }
button span { display: block; font-weight: 400; font-size: .9375rem; color: #4a3f5c; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
.alert { border-color: #a3151f; background: #fdecee; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
:focus-visible { outline: 3px solid #d18a00; outline-offset: 2px; }
`;
const styleHash = createHash("sha256").update(style).digest("base64");

/**
 * A page of what plays the carrier's own app. It is meant to look like nothing of Ansim's, and says that it
 * is a stand-in.
 */
export function carrierAppPage({ title, body, formsGoTo = "" }: CarrierAppPage) {
  return {
    headers: {
      "Cache-Control": "no-store",
      // Where an answered form leads on to is named, too: browsers hold redirects against form-action.
      "Content-Security-Policy": `default-src 'none'; img-src data:; style-src 'sha256-${styleHash}'; form-action 'self' ${formsGoTo}; frame-ancestors 'none'; base-uri 'none'`,
      "Content-Type": "text/html; charset=utf-8",
      "Referrer-Policy": "same-origin",
      "X-Content-Type-Options": "nosniff",
    },
    document: `<!doctype html><html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,"><title>${html(title)} - 통신사 앱 (시연용)</title><style>${style}</style></head><body><header><p>통신사 앱 (시연용)</p><p>시연을 위해 통신사 앱을 대신하는 화면입니다. 안심의 화면이 아닙니다.</p></header><main><h1>${html(title)}</h1>${body}</main></body></html>`,
  };
}

type CarrierAppPage = { title: string; body: string; formsGoTo?: string };

export function sendCarrierAppPage(response: Response, page: CarrierAppPage, status = 200) {
  const { headers, document } = carrierAppPage(page);
  response.status(status).set(headers).send(document);
}

/** Text as HTML shows it, in an attribute too. */
export const html = (text: string) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
