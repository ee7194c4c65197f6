import { NotFound } from "#app/domain/context.server.ts";
import { demoLoader } from "#app/http/demo-route.server.ts";

/** The HTML part of an e-mail, as it came, in the colours and size of the reader's own. */
export const loader = demoLoader(async ({ demo, params, request }) => {
  const messages = await demo.listMessages(new URL(request.url).searchParams.get("to") ?? undefined);
  const html = messages.find(({ id }) => id === params.id)?.html;
  if (html === undefined) throw new NotFound("no such e-mail");
  return new Response(html, {
    headers: { "Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": contentSecurityPolicy },
  });
});

/** A mail brings its few styles with it. */
const contentSecurityPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'";
