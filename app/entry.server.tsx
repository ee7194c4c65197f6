import { createHash } from "node:crypto";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { requestLanguage } from "#app/http/language.server.ts";
import stylesheet from "#app/ui/base.css?inline";
import { RequestFacts } from "#app/ui/request-facts.ts";

const styleHash = createHash("sha256").update(stylesheet).digest("base64");

/** Nothing runs and nothing is fetched from elsewhere; the one stylesheet is known by its hash, since some pages are kept in memory. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
  { ctx, hotline }: AppLoadContext,
) {
  const facts = {
    language: requestLanguage(request.url, Object.fromEntries(request.headers)),
    requestId: ctx.requestId,
    hotline,
  };
  const html = renderToString(
    <RequestFacts.Provider value={facts}>
      <RemixServer context={remixContext} url={request.url} />
    </RequestFacts.Provider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", contentSecurityPolicy);
  return new Response(`<!DOCTYPE html>${html}`, { status, headers });
}

/** A bug or an outage: once, with the number that the screen shows. What the framework refuses by itself has its status in the request's line. */
export const handleError: HandleErrorFunction = (error, { request, context: { log, ctx } }) => {
  if (isRouteErrorResponse(error) || request.signal.aborted) return;
  log.error({ err: error, requestId: ctx.requestId }, "request failed");
};
