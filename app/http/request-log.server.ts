import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import type { Log } from "#app/infra/log.server.ts";

/** Gives each request an id and logs it once it is answered. */
export const requestLog =
  (log: Log): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    const requestId = randomUUID();
    response.locals.requestId = requestId;
    response.on("finish", () => {
      logRequest(log, request, { requestId, status: response.statusCode, started });
    });
    next();
  };

/** One line for one answered request. */
export function logRequest(
  log: Log,
  request: IncomingMessage & { originalUrl?: string },
  { requestId, status, started }: { requestId: string; status: number; started: number },
): void {
  // The part of the site, never the path: a path can hold a token, in its first segment too where someone cut it short.
  const part = /^\/[a-z]{0,16}(?=[/?]|$)/.exec(request.originalUrl ?? request.url ?? "")?.[0] ?? "other";
  log.info(
    { requestId, method: request.method, part, status, ms: Math.round(performance.now() - started) },
    "request",
  );
}
