import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Ctx } from "#app/domain/context.server.ts";
import { createApp, type AppOptions } from "#app/http/create-app.server.ts";
import type { DemoControls } from "#app/http/load-context.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { isMigrated } from "#app/infra/db/migrate.server.ts";
import { readConfigured, type WebEnv } from "#app/infra/env.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { readClock } from "#app/processes/clock.ts";

/** The web process: serves until SIGTERM, SIGINT or the end of the process that started it, then lets running requests finish. */
export async function startWeb(
  env: WebEnv,
  remix: Pick<AppOptions, "build" | "assets">,
  demo?: (ctx: DemoCtx) => DemoControls,
): Promise<void> {
  const log = createLog(env.LOG_LEVEL);
  const connections = connectDatabase(env.DATABASE_URL);
  const ctx: DemoCtx = {
    db: connections.db,
    pool: connections.pool,
    vault: openVault(readConfigured("KEYS_FILE", () => readKeyRing(env.KEYS_FILE))),
    carrier: carrierApi({ url: env.CARRIER_API_URL, apiKey: env.CARRIER_API_KEY }),
    now: readClock(env.CLOCK_FILE),
  };
  const app = createApp({
    ...remix,
    ctx,
    publicUrl: env.PUBLIC_URL,
    trustedProxies: env.TRUSTED_PROXIES,
    log,
    isReady: () => isMigrated(connections.pool).catch(() => false),
    ...(demo && { demo: demo(ctx) }),
  });

  const server = createServer(app).listen(env.PORT, env.HOST);
  await new Promise<void>((listening, failed) => {
    server.once("listening", listening).once("error", failed);
  });
  const { port } = server.address() as AddressInfo;
  log.info({ port }, "web started");
  process.send?.({ ready: true, port });

  const end = () => {
    server.close(() => {
      void connections.close().then(() => {
        log.info("web ended");
        if (process.connected) process.disconnect();
      });
    });
    server.closeIdleConnections();
  };
  for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const) process.once(signal, end);
}

export type DemoCtx = Omit<Ctx, "actor" | "requestId">;
