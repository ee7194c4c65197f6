import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequestHandler, type ServerBuild } from "@remix-run/node";
import type { RequestHandler } from "express";
import { requestLanguage } from "#app/http/language.server.ts";
import type { LoadContext } from "#app/http/load-context.ts";
import type { NoteAnswer } from "#app/http/request-log.server.ts";
import { nextRequestId } from "#app/infra/log.server.ts";
import type { Language } from "#app/locales/language.ts";
import { minutes } from "#app/shared/time.ts";

const KEPT_MS = minutes(1);

type Rendered = { status: number; html: Buffer; policy: string };
/**
 * A whole answer: the headers as Node sends them, names and values in turn; the body as latin1, which goes in
 * one piece with them.
 */
type Answer = { headers: string[]; body: string };

/**
 * The page behind a link looks the same for every token, real or not, so the framework renders it once a
 * language, and from then on it is answered from memory, in front of the framework. It reads and writes
 * nothing. `repeat` comes before Express even, whose own steps cost more than all of this: it says again,
 * word for word, what `answer` said to such a request.
 */
export function neutralPage(
  build: ServerBuild,
  contextOf: (requestId: string) => LoadContext,
  note: NoteAnswer,
) {
  const render = createRequestHandler(build, "production");
  const pages = new Map<Language, Promise<Rendered>>();
  const answers = new Map<Language, Answer>();
  const forget = (language: Language) => {
    pages.delete(language);
    answers.delete(language);
  };
  const renderIn = async (language: Language, requestId: string): Promise<Rendered> => {
    const context = contextOf(requestId);
    const rendered = await render(new Request(`${context.publicUrl}/v/any?lang=${language}`), context);
    return {
      status: rendered.status,
      html: Buffer.from(await rendered.arrayBuffer()),
      policy: rendered.headers.get("Content-Security-Policy") ?? "",
    };
  };
  const pageIn = (language: Language, requestId: string) => {
    const known = pages.get(language);
    if (known) return known;
    const page = renderIn(language, requestId);
    pages.set(language, page);
    // The page of an outage is for those who asked meanwhile; what worked is kept for a minute, since the
    // hotline on it is the incident's and may change.
    page.then(
      ({ status }) => status === 200 || forget(language),
      () => forget(language),
    );
    setTimeout(() => forget(language), KEPT_MS).unref();
    return page;
  };

  const answer: RequestHandler = (request, response, next) => {
    const language = requestLanguage(request.originalUrl, request.headers);
    const page = pageIn(language, String(response.locals.requestId));
    page
      .then(({ status, html, policy }) => {
        response.status(status).set({
          "Content-Type": "text/html; charset=utf-8",
          "Content-Length": String(html.length),
          "Content-Security-Policy": policy,
          "Cache-Control": "no-store",
          Vary: "Accept-Language, Cookie",
        });
        if (isPlain(request) && pages.get(language) === page)
          answers.set(language, { headers: rawHeaders(response), body: html.toString("latin1") });
        response.end(request.method === "HEAD" ? undefined : html);
      })
      .catch(next);
  };

  /** False where it has nothing to say: then it is Express's turn. */
  const repeat = (request: IncomingMessage, response: ServerResponse): boolean => {
    const known = isPlain(request) && answers.get(requestLanguage("/", request.headers));
    if (!known) return false;
    const started = performance.now();
    response.writeHead(200, known.headers).end(known.body, "latin1");
    note(request, { requestId: nextRequestId(), status: 200, started });
    return true;
  };
  return { answer, repeat };
}

const rawHeaders = (response: ServerResponse) =>
  Object.entries(response.getHeaders()).flatMap(([name, value]) => [name, String(value)]);

/** A GET of a link and nothing besides: no query, no body, no character to look at twice. */
const isPlain = ({ method, url = "", headers }: IncomingMessage) =>
  method === "GET" &&
  /^\/v\/[\w-]{1,64}$/.test(url) &&
  headers["content-length"] === undefined &&
  headers["transfer-encoding"] === undefined;
