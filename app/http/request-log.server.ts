import type { IncomingMessage } from "node:http";
import type { RequestHandler } from "express";
import { answeredFields, nextRequestId, type Log } from "#app/infra/log.server.ts";
import type { WebMetrics } from "#app/infra/metrics.server.ts";
import { seconds } from "#app/shared/time.ts";

/** What is to be said of a request once it is over. */
export type NoteAnswer = (
  request: IncomingMessage & { originalUrl?: string },
  answer: { requestId: string; status: number; started: number },
) => void;

/** Whoever asked had gone before the answer was; nginx's number for it. */
const GONE = 499;

/**
 * One line in the log and, where somebody measures, one observation, by the part of the site: the first word
 * of the path if it is one of `parts`. Never the path itself: it can hold a token, in that word too where
 * someone cut it short; and any word that a stranger sends would stay in memory as a label.
 */
export function noteAnswers(log: Log, parts: ReadonlySet<string>, metrics?: WebMetrics): NoteAnswer {
  return (request, { requestId, status, started }) => {
    const word = /^\/([\w-]*)(?=[/?.]|$)/.exec(request.originalUrl ?? request.url ?? "")?.[1];
    const part = word !== undefined && parts.has(word) ? `/${word}` : "other";
    const ms = performance.now() - started;
    log.info(answeredFields(requestId, request.method, part, status, Math.round(ms)), "request");
    metrics?.answered(part, request.method, status, ms / seconds(1));
  };
}

/** Gives each request an id, and notes it once it is over. */
export const requestLog =
  (note: NoteAnswer, requests = { running: 0 }): RequestHandler =>
  (request, response, next) => {
    const started = performance.now();
    const requestId = nextRequestId();
    response.locals.requestId = requestId;
    requests.running += 1;
    response.once("close", () => {
      requests.running -= 1;
      note(request, { requestId, status: response.writableFinished ? response.statusCode : GONE, started });
    });
    next();
  };
