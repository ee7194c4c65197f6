import type { RequestListener } from "node:http";
import { isIPv6 } from "node:net";
import type { ServerBuild } from "@remix-run/node";
import { createRequestHandler } from "@remix-run/express";
import express, {
  type ErrorRequestHandler,
  type Request as Incoming,
  type RequestHandler,
  type Response as Outgoing,
} from "express";
import helmet from "helmet";
import type { Ctx } from "#app/domain/context.server.ts";
import { admitEvidence, isEvidenceForm } from "#app/http/evidence-form.server.ts";
import { notedStore } from "#app/http/noted-store.server.ts";
import { LANGUAGE_COOKIE } from "#app/http/language.server.ts";
import type { DemoControls, LoadContext } from "#app/http/load-context.ts";
import { knownHotline } from "#app/http/known-hotline.server.ts";
import { neutralPage } from "#app/http/neutral-page.server.ts";
import { createPartHandlers } from "#app/http/part-handlers.server.ts";
import { noteAnswers, requestLog } from "#app/http/request-log.server.ts";
import { setCookie } from "#app/http/session-cookie.server.ts";
import { TWILIO_STATUS_PATH } from "#app/http/twilio-webhook.server.ts";
import type { EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { nextRequestId, type Log } from "#app/infra/log.server.ts";
import type { WebMetrics } from "#app/infra/metrics.server.ts";
import { isLanguage } from "#app/locales/language.ts";

export type AppOptions = {
  /** The built site, or, while it is being edited, a way to its newest build. */
  build: ServerBuild | (() => Promise<ServerBuild>);
  /** Answers the files that pages need. */
  assets: RequestHandler;
  ctx: Omit<Ctx, "requestId" | "actor">;
  publicUrl: string;
  trustedProxies: string[];
  log: Log;
  /** Why this process should be sent nobody, in a word that anyone may read; null while it is able to serve. */
  whyNotReady: () => Promise<string | null>;
  metrics?: WebMetrics | undefined;
  /** Kept up to date here, for whoever waits until none is running. */
  requests?: { running: number };
  twilioAuthToken?: string | undefined;
  signin: LoadContext["signin"];
  evidence: EvidenceStore;
  /** How long a document may take to come, if not two minutes. */
  longestUploadMs?: number;
  demo?: DemoControls;
};

/** A form of ours is far smaller; a document of a claim has a limit of its own (evidence-form.server.ts). */
const LARGEST_BODY_BYTES = 64 * 1024;

/**
 * The web server: what guards every request, the page answered before the framework, then Remix, one handler
 * per part of the site.
 */
export function createApp(options: AppOptions): RequestListener {
  const { build, publicUrl, log } = options;
  const app = express();
  app.disable("x-powered-by");
  app.set("trust proxy", options.trustedProxies);

  app.get("/healthz", (_request, response) => void response.type("text").send("ok\n"));
  app.get("/readyz", (_request, response, next) => {
    options
      .whyNotReady()
      .then((reason) => {
        response
          .status(reason ? 503 : 200)
          .set("Cache-Control", "no-store")
          .type("text")
          .send(reason ? `not ready: ${reason}\n` : "ready\n");
      })
      .catch(next);
  });

  const publicCtx = (requestId: string) => ({
    ...options.ctx,
    actor: { type: "public" as const },
    requestId,
  });
  const note = noteAnswers(log, partsOf(build), options.metrics);
  app.use(
    requestLog(note, options.requests),
    securityHeaders(publicUrl),
    refuseMalformedPath,
    believeOnlyPublicUrl(publicUrl, Boolean(options.demo)),
    refuseForeignOrigin(publicUrl),
    limitBody(admitEvidence((response) => publicCtx(String(response.locals.requestId)), options)),
    keepLanguage(publicUrl),
    options.assets,
  );
  if (!options.demo) app.use("/demo", (_request, response) => void response.status(404).end());

  const { demo, twilioAuthToken, signin, evidence } = options;
  const shared = {
    publicUrl,
    log,
    signin,
    evidence: notedStore(evidence, log),
    ...(demo && { demo }),
    ...(twilioAuthToken && { twilioAuthToken }),
  };
  const hotline = knownHotline(publicCtx("known-hotline"));
  hotline();
  const contextOf = (requestId: string, address: string) => ({
    ...shared,
    hotline: hotline(),
    ctx: publicCtx(requestId),
    address,
  });
  const loadContext = (request: Incoming, response: Outgoing) =>
    contextOf(String(response.locals.requestId), clientAddress(request));
  const remix =
    typeof build === "function"
      ? createRequestHandler({ build, getLoadContext: loadContext, mode: "development" })
      : createPartHandlers(build, loadContext);
  const neutral =
    typeof build === "function" ? null : neutralPage(build, (requestId) => contextOf(requestId, ""), note);
  if (neutral) app.get("/v/:token", neutral.answer);
  app.all("*", (request, response, next) => {
    response.setHeader("Cache-Control", "no-store");
    // Two policies would both hold, and this one has no place for the page's stylesheet.
    response.removeHeader("Content-Security-Policy");
    remix(request, response, next).catch(next);
  });

  const outage: ErrorRequestHandler = (error: unknown, _request, response, next) => {
    const requestId = String(response.locals.requestId ?? nextRequestId());
    log.error({ err: error, requestId }, "request failed");
    if (response.headersSent) next(error);
    else response.status(500).type("text").send(`Error ${requestId}\n`);
  };
  app.use(outage);
  return (request, response) => {
    // The demo first sends people to its own address.
    if (options.demo || !neutral?.repeat(request, response)) app(request, response);
  };
}

/** The first words of the paths that there are. A site that is being edited has none to count on. */
const partsOf = (build: AppOptions["build"]) =>
  new Set(
    typeof build === "function"
      ? []
      : ["assets", ...Object.values(build.routes).map((route) => route.path?.split("/")[0] ?? "")],
  );

const securityHeaders = (publicUrl: string): RequestHandler =>
  helmet({
    // The pages bring their own policy, by the hash of their one stylesheet (entry.server.tsx); this one is
    // for all else.
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    },
    referrerPolicy: { policy: "same-origin" },
    strictTransportSecurity: publicUrl.startsWith("https:"),
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: "deny" },
  });

/**
 * The host of the site is what PUBLIC_URL says, whatever Host or X-Forwarded-Host claim. In the demo, someone
 * who typed another name of this machine is sent to that address, so that forms work for them too.
 */
const believeOnlyPublicUrl = (publicUrl: string, demo: boolean): RequestHandler => {
  const { host } = new URL(publicUrl);
  return (request, response, next) => {
    if (demo && request.method === "GET" && request.headers.host !== host) {
      response.redirect(307, publicUrl + request.originalUrl);
      return;
    }
    delete request.headers["x-forwarded-host"];
    request.headers.host = host;
    next();
  };
};

/**
 * A state change comes from our own pages or not at all: without Origin, with `null` or another's it is
 * refused, on every path but the one where Twilio's signature stands in for it.
 */
const refuseForeignOrigin =
  (publicUrl: string): RequestHandler =>
  (request, response, next) => {
    const reads = request.method === "GET" || request.method === "HEAD";
    const signed = request.method === "POST" && request.path === TWILIO_STATUS_PATH;
    if (reads || signed || request.headers.origin === publicUrl) next();
    else response.status(403).type("text").send("This form was not sent from this site.\n");
  };

/** Before the framework tries to read such a path and, failing, says it in a warning: it may hold a token. */
const refuseMalformedPath: RequestHandler = (request, response, next) => {
  try {
    if (!decodeURIComponent(request.path).startsWith("//")) {
      next();
      return;
    }
  } catch {
    // Not even decodable: refused below.
  }
  response.status(400).end();
};

const limitBody =
  (admitEvidence: RequestHandler): RequestHandler =>
  (request, response, next) => {
    const chunked = request.headers["transfer-encoding"] !== undefined;
    const length = Number(request.headers["content-length"] ?? 0);
    if (chunked) response.status(411).end();
    else if (isEvidenceForm(request)) admitEvidence(request, response, next);
    else if (length <= LARGEST_BODY_BYTES) next();
    else response.status(413).end();
  };

const keepLanguage =
  (publicUrl: string): RequestHandler =>
  (request, response, next) => {
    const chosen = request.query.lang;
    if (isLanguage(chosen)) response.append("Set-Cookie", setCookie(publicUrl, LANGUAGE_COOKIE, chosen));
    next();
  };

/** IPv6 is counted by the /64 that a household or a phone gets. */
function clientAddress(request: Incoming): string {
  const address = (request.ip ?? "").replace(/^::ffff:(?=\d+\.)/, "");
  if (!isIPv6(address)) return address;
  const [before = "", after] = address.split("::");
  const groupsOf = (part: string | undefined) => part?.split(":").filter(Boolean) ?? [];
  const [first, last] = [groupsOf(before), groupsOf(after)];
  const zeros = Array.from({ length: Math.max(0, 8 - first.length - last.length) }, () => "0");
  return [...first, ...zeros, ...last].slice(0, 4).join(":");
}
