import { createHash, randomBytes } from "node:crypto";
import type { AppLoadContext, EntryContext, HandleErrorFunction } from "@remix-run/node";
import { isRouteErrorResponse, RemixServer } from "@remix-run/react";
import { renderToString } from "react-dom/server";
import { requestLanguage } from "#app/http/language.server.ts";
import { readSessionCookie } from "#app/http/session-cookie.server.ts";
import { isConsole } from "#app/ui/consoles.ts";
import { RequestFacts } from "#app/ui/request-facts.ts";
import { stylesheets } from "#app/ui/stylesheets.ts";

const hashOf = (stylesheet: string) => createHash("sha256").update(stylesheet).digest("base64");
const styleHashes = { plain: hashOf(stylesheets.plain), console: hashOf(stylesheets.console) };

/**
 * Nothing runs and nothing is fetched from elsewhere; the one stylesheet is known by its hash, since some
 * pages are kept in memory. A console's one script is known by its nonce, and may send a form to us and
 * nobody else.
 */
const contentSecurityPolicy = (nonce: string | null) =>
  [
    "default-src 'none'",
    `style-src 'sha256-${nonce ? styleHashes.console : styleHashes.plain}'`,
    ...(nonce ? [`script-src 'nonce-${nonce}'`, "connect-src 'self'"] : []),
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
  { ctx, hotline, publicUrl }: AppLoadContext,
) {
  const atDesk = remixContext.staticHandlerContext.matches.some(({ route }) => isConsole(route.id));
  const nonce = atDesk ? randomBytes(16).toString("base64") : null;
  const facts = {
    // Consoles are Korean.
    language: atDesk ? "ko" : requestLanguage(request.url, Object.fromEntries(request.headers)),
    requestId: ctx.requestId,
    hotline,
    hasSession: readSessionCookie(request, publicUrl) !== null,
    nonce,
  };
  const html = renderToString(
    <RequestFacts.Provider value={facts}>
      <RemixServer context={remixContext} url={request.url} />
    </RequestFacts.Provider>,
  );
  headers.set("Content-Type", "text/html; charset=utf-8");
  headers.set("Content-Security-Policy", contentSecurityPolicy(nonce));
  return new Response(`<!DOCTYPE html>${html}`, { status, headers });
}

/**
 * A bug or an outage: once, with the number that the screen shows. What the framework refuses by itself has
 * its status in the request's line.
 */
export const handleError: HandleErrorFunction = (error, { request, context: { log, ctx } }) => {
  if (isRouteErrorResponse(error) || request.signal.aborted) return;
  log.error({ err: error, requestId: ctx.requestId }, "request failed");
};
