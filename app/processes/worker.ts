import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Ctx } from "#app/domain/context.server.ts";
import { LONGEST_LINK } from "#app/domain/notices/notice-text.rules.ts";
import { createPace } from "#app/domain/outbox/pace.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { purgeIncidents } from "#app/domain/subscribers/purge-incidents.server.ts";
import { forgetAttempts } from "#app/domain/verification/forget-attempts.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { readConfigured, readEnv, workerEnvSchema } from "#app/infra/env.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import { readClock } from "#app/processes/clock.ts";
import { minutes, seconds } from "#app/shared/time.ts";

/** As many as a token's 22 characters and "/v/" leave of the longest link that the texts were checked with. */
const LONGEST_PUBLIC_URL = LONGEST_LINK - "/v/".length - 22;

const env = readEnv(
  workerEnvSchema
    .extend({ INBOX_URL: z.url({ protocol: /^https?$/ }) })
    .refine(({ PUBLIC_URL }) => PUBLIC_URL.length <= LONGEST_PUBLIC_URL, {
      path: ["PUBLIC_URL"],
      message: `longer than ${LONGEST_PUBLIC_URL} characters: the texts would not hold its links`,
    }),
);

const IDLE_MS = 250;
const AFTER_FAILURE_MS = seconds(1);
const HOUSEKEEPING_MS = minutes(10);

const log = createLog(env.LOG_LEVEL);
const connections = connectDatabase(env.DATABASE_URL);
const carrier = carrierApi({ url: env.CARRIER_API_URL, apiKey: env.CARRIER_API_KEY });
const vault = openVault(readConfigured("KEYS_FILE", () => readKeyRing(env.KEYS_FILE)));
const now = readClock(env.CLOCK_FILE);

// About a second's worth at a time, so that a pause or an end of the process never waits for long.
const batch = Math.min(200, Math.ceil(env.SMS_PER_SECOND));
const sender: Sender = {
  transport: inboxTransport({ url: env.INBOX_URL }),
  linkKey: readConfigured("LINK_KEYS_FILE", () => readLinkKey(env.LINK_KEYS_FILE)),
  publicUrl: env.PUBLIC_URL,
  pace: createPace(env.SMS_PER_SECOND),
  batch,
  leaseMs: seconds(60) + seconds(batch / env.SMS_PER_SECOND),
  workerId: randomUUID(),
  log,
};

const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const)
  process.once(signal, () => {
    ending.abort();
  });

/** Until the signal, or for so long. */
const wait = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);

log.info({ workerId: sender.workerId, transport: sender.transport.name }, "worker started");
process.send?.({ ready: true });

let failing = false;
let keptHouseAt = 0;
while (!ending.signal.aborted) {
  const ctx: Ctx = {
    db: connections.db,
    pool: connections.pool,
    vault,
    carrier,
    now,
    actor: { type: "system", id: "worker" },
    requestId: randomUUID(),
  };
  try {
    if (Date.now() - keptHouseAt > HOUSEKEEPING_MS) {
      await forgetAttempts(ctx);
      const { purged } = await purgeIncidents(ctx);
      if (purged.length > 0) log.info({ purged: purged.join(", ") }, "incidents purged");
      keptHouseAt = Date.now();
    }
    const { recovered } = await recoverLeases(ctx, sender);
    const { called } = await sendNotices(ctx, sender);
    if (failing) log.info("worker goes on");
    failing = false;
    if (recovered + called === 0) await wait(IDLE_MS);
  } catch (error) {
    // Said once until it goes on: an outage of an hour is one line, not thousands.
    if (!failing) log.error({ err: error, requestId: ctx.requestId }, "worker can't go on for now");
    failing = true;
    await wait(AFTER_FAILURE_MS);
  }
}
await connections.close();
log.info({ workerId: sender.workerId }, "worker ended");
if (process.connected) process.disconnect();
