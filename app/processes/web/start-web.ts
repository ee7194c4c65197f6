import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "#app/domain/context.server.ts";
import { createApp, type AppOptions } from "#app/http/create-app.server.ts";
import type { DemoControls } from "#app/http/load-context.ts";
import { openIdClient } from "#app/http/openid-connect.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { notedCarrier } from "#app/infra/carrier/noted-carrier.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { readConfigured, type WebEnv } from "#app/infra/env.server.ts";
import { evidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { createLog, endOnCrash } from "#app/infra/log.server.ts";
import { createWebMetrics } from "#app/infra/metrics.server.ts";
import { readClock } from "#app/processes/clock.ts";
import { serveMetrics } from "#app/processes/metrics-server.ts";
import { watchReadiness } from "#app/processes/web/readiness.ts";
import { seconds } from "#app/shared/time.ts";

/**
 * For so long at most the port stays open after a signal; what still runs then is let finish, but nobody new
 * comes in.
 */
const LONGEST_DRAIN_MS = seconds(10);

/**
 * The web process: serves until SIGTERM, SIGINT or the end of the process that started it. Then /readyz says
 * "ending", so that nobody more is sent here, while everything is still answered until the running requests
 * are through.
 */
export async function startWeb(
  env: WebEnv,
  remix: Pick<AppOptions, "build" | "assets">,
  demo?: (ctx: DemoCtx) => DemoControls,
): Promise<void> {
  const log = createLog(env.LOG_LEVEL);
  endOnCrash(log);
  const connections = connectDatabase(env.DATABASE_URL);
  const ctx: DemoCtx = {
    db: connections.db,
    pool: connections.pool,
    vault: openVault(readConfigured("KEYS_FILE", () => readKeyRing(env.KEYS_FILE))),
    carrier: notedCarrier(carrierApi({ url: env.CARRIER_API_URL, apiKey: env.CARRIER_API_KEY }), log),
    now: readClock(env.CLOCK_FILE),
  };
  const readiness = watchReadiness(env.DATABASE_URL, ctx.vault);
  const metrics = env.METRICS_PORT === undefined ? undefined : createWebMetrics(connections.pool);
  let ending = false;
  const requests = { running: 0 };
  const app = createApp({
    ...remix,
    ctx,
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    log,
    whyNotReady: () => (ending ? Promise.resolve("ending") : readiness.whyNotReady()),
    metrics,
    requests,
    signin: signinClients(env),
    evidence: evidenceStore(env.EVIDENCE_URL),
    twilioAuthToken: demo ? undefined : env.TWILIO_AUTH_TOKEN,
    ...(demo && { demo: demo(ctx) }),
  });

  const server = createServer(app).listen(env.PORT, env.HOST);
  await new Promise<void>((listening, failed) => {
    server.once("listening", listening).once("error", failed);
  });
  const { port } = server.address() as AddressInfo;
  const metricsServer = metrics && (await serveMetrics(metrics.registry, env.METRICS_PORT ?? 0, env.HOST));
  log.info({ port, metricsPort: metricsServer?.port }, "web started");
  process.send?.({ ready: true, port, metricsPort: metricsServer?.port });

  const end = async () => {
    if (ending) return;
    ending = true;
    const drainEnds = performance.now() + LONGEST_DRAIN_MS;
    while (requests.running > 0 && performance.now() < drainEnds) await sleep(50);
    server.close(() => {
      metricsServer?.close();
      void Promise.all([readiness.close(), connections.close()]).then(() => {
        log.info("web ended");
        if (process.connected) process.disconnect();
      });
    });
    server.closeIdleConnections();
  };
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, () => void end());
}

const signinClients = (env: WebEnv): AppOptions["signin"] => ({
  carrier: openIdClient({
    issuer: env.OIDC_SUBSCRIBER_ISSUER,
    clientId: env.OIDC_SUBSCRIBER_CLIENT_ID,
    clientSecret: env.OIDC_SUBSCRIBER_CLIENT_SECRET,
    redirectUri: `${env.PUBLIC_URL}/signin/carrier/callback`,
  }),
  staff: openIdClient({
    issuer: env.OIDC_STAFF_ISSUER,
    clientId: env.OIDC_STAFF_CLIENT_ID,
    clientSecret: env.OIDC_STAFF_CLIENT_SECRET,
    redirectUri: `${env.PUBLIC_URL}/signin/staff/callback`,
  }),
});

export type DemoCtx = Omit<Ctx, "actor" | "requestId">;
