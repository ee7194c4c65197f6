import { randomUUID } from "node:crypto";
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type OutgoingHttpHeaders,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { createApp, type AppOptions } from "#app/http/create-app.server.ts";
import { evidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { openIdClient } from "#app/http/openid-connect.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { builtSite } from "#app/processes/web/built-site.ts";
import type { TestContext } from "#tests/factories/context.ts";

export type HttpAnswer = { status: number; headers: IncomingHttpHeaders; body: Buffer };

export type TestSite = {
  url: string;
  /** Everything that was logged, at the finest level. */
  logged: () => string;
  /** As a phone's browser sends it: a POST carries this site's Origin unless `headers` says another (null: none). */
  send: (method: string, path: string, options?: SendOptions) => Promise<HttpAnswer>;
  close: () => Promise<void>;
};

type SendOptions = {
  form?: Record<string, string>;
  body?: string | Buffer;
  cookie?: string;
  headers?: Record<string, string | null>;
};

type Overrides = Partial<Omit<AppOptions, "publicUrl" | "demo">> & {
  /** Where the site believes to stand; by default where it does. */
  publicUrl?: string;
  demo?: (publicUrl: string) => AppOptions["demo"];
};

/** The built site on a port of loopback, around the Ctx of a test. */
export async function startSite(t: TestContext, { demo, ...overrides }: Overrides = {}): Promise<TestSite> {
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  let logged = "";
  const destination = new Writable({
    write(chunk: Buffer, _encoding, done) {
      logged += chunk.toString();
      done();
    },
  });
  const publicUrl = overrides.publicUrl ?? url;
  const controls = demo?.(publicUrl);
  const app = createApp({
    ...(await builtSite()),
    ctx: t.ctx,
    publicUrl,
    trustedProxies: [],
    log: createLog("trace", destination),
    whyNotReady: () => Promise.resolve(null),
    signin: { carrier: nobodysClient, staff: nobodysClient },
    evidence: evidenceStore(pathToFileURL(join(tmpdir(), `ansim-evidence-${randomUUID()}`)).href),
    ...overrides,
    ...(controls && { demo: controls }),
  });
  server.on("request", app);

  const send: TestSite["send"] = (method, path, options = {}) =>
    sendRequest(`${url}${path}`, method, publicUrl, options);
  return {
    url,
    logged: () => logged,
    send,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

/** A provider that isn't there; a test that signs somebody in brings one. */
const nobodysClient = openIdClient({
  issuer: "http://127.0.0.1:9",
  clientId: "nobody",
  clientSecret: "nothing",
  redirectUri: "http://127.0.0.1:9/",
});

/** Plain HTTP, so that a test decides on every header and sees every byte; redirects are not followed. */
export function sendRequest(
  url: string,
  method: string,
  origin: string,
  { form, body, cookie, headers = {} }: SendOptions,
): Promise<HttpAnswer> {
  const content = form ? new URLSearchParams(form).toString() : body;
  const all: Record<string, string | null> = {
    ...(method !== "GET" && method !== "HEAD" && { origin }),
    ...(content !== undefined && {
      "content-type": "application/x-www-form-urlencoded",
      "content-length": String(Buffer.byteLength(content)),
    }),
    ...(cookie && { cookie }),
    ...headers,
  };
  const sent: OutgoingHttpHeaders = Object.fromEntries(
    Object.entries(all).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(url, { method, headers: sent, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
      incoming.once("error", reject);
      incoming.once("end", () => {
        resolve({
          status: incoming.statusCode ?? 0,
          headers: incoming.headers,
          body: Buffer.concat(chunks),
        });
      });
    });
    outgoing.once("error", reject);
    outgoing.end(content);
  });
}

/** The cookies that an answer set, as the next request sends them back. */
export const cookiesOf = (answer: HttpAnswer) =>
  (answer.headers["set-cookie"] ?? []).map((cookie) => cookie.split(";")[0]).join("; ");

/**
 * What two answers have in common, if they are the same to whoever compares them: all but the date and the
 * length of the connection.
 */
export const fingerprintOf = ({ status, headers, body }: HttpAnswer) => {
  const { date: _date, connection: _connection, ...rest } = headers;
  return { status, headers: rest, body: body.toString() };
};
