import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { lineKinds, moneyKinds } from "#app/domain/carrier-orders/carrier-order.rules.ts";
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { restoreProtection } from "#app/domain/carrier-orders/restore-protection.server.ts";
import { remindUnfinished } from "#app/domain/compensation/remind-unfinished.server.ts";
import { sweepEvidence } from "#app/domain/compensation/sweep-evidence.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { followFees } from "#app/domain/fee-waiver/follow-fees.server.ts";
import { findPace } from "#app/domain/notices/find-pace.server.ts";
import { LONGEST_LINK } from "#app/domain/notices/notice-text.rules.ts";
import { createPace } from "#app/domain/outbox/pace.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { batchAt, type Sender } from "#app/domain/outbox/sender.ts";
import { purgeIncidents } from "#app/domain/subscribers/purge-incidents.server.ts";
import { followSwaps } from "#app/domain/usim-swap/follow-swaps.server.ts";
import { forgetAttempts } from "#app/domain/verification/forget-attempts.server.ts";
import { auditAnchor } from "#app/infra/audit-anchor.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { carrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import type { Channel } from "#app/infra/db/generated/enums.ts";
import { readConfigured, readEnv, workerEnvSchema } from "#app/infra/env.server.ts";
import { evidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { createLog, endOnCrash, nextRequestId } from "#app/infra/log.server.ts";
import { createWorkerMetrics, type Work } from "#app/infra/metrics.server.ts";
import { mailTransport } from "#app/infra/mail/mail-transport.server.ts";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import { twilioTransport } from "#app/infra/sms/twilio-transport.server.ts";
import type { Transport } from "#app/infra/transport.ts";
import { readClock } from "#app/processes/clock.ts";
import { serveMetrics } from "#app/processes/metrics-server.ts";
import { chainAudit } from "#app/processes/worker/chain-audit.ts";
import { watchAccess } from "#app/processes/worker/watch-access.ts";
import { watchOutbox } from "#app/processes/worker/watch-outbox.ts";
import { minutes, seconds } from "#app/shared/time.ts";

/** As many as a token's 22 characters and "/v/" leave of the longest link that the texts were checked with. */
const LONGEST_PUBLIC_URL = LONGEST_LINK - "/v/".length - 22;

const env = readEnv(
  workerEnvSchema.refine(({ PUBLIC_URL }) => PUBLIC_URL.length <= LONGEST_PUBLIC_URL, {
    path: ["PUBLIC_URL"],
    message: `longer than ${LONGEST_PUBLIC_URL} characters: the texts would not hold its links`,
  }),
);

const IDLE_MS = 250;
const AFTER_FAILURE_MS = seconds(1);
const PACE_ASKED_MS = seconds(2);
const HOUSEKEEPING_MS = minutes(10);
const CHAINED_EVERY_MS = seconds(5);
/** Well within the two minutes after which no line may be without protection whose pause has ended. */
const PAUSES_LOOKED_AT_MS = seconds(5);
const SWAPS_LOOKED_AT_MS = seconds(5);
const CLAIMS_LOOKED_AT_MS = seconds(30);
const FEES_LOOKED_AT_MS = seconds(5);

const log = createLog(env.LOG_LEVEL);
endOnCrash(log);
const connections = connectDatabase(env.DATABASE_URL);
const carrierAccess = { url: env.CARRIER_API_URL, apiKey: env.CARRIER_API_KEY };
const carrier = carrierApi(carrierAccess);
const vault = openVault(readConfigured("KEYS_FILE", () => readKeyRing(env.KEYS_FILE)));
const evidence = readConfigured("EVIDENCE_URL", () => evidenceStore(env.EVIDENCE_URL));
const linkKey = readConfigured("LINK_KEYS_FILE", () => readLinkKey(env.LINK_KEYS_FILE));
const now = readClock(env.CLOCK_FILE);
const workerId = randomUUID();

const metrics = createWorkerMetrics(connections.pool);
watchOutbox(metrics.registry, { pool: connections.pool, now });
watchAccess(metrics.registry, { pool: connections.pool, now });
const metricsServer =
  env.METRICS_PORT === undefined ? null : await serveMetrics(metrics.registry, env.METRICS_PORT, env.HOST);

const ending = new AbortController();
for (const signal of ["SIGTERM", "SIGINT", "disconnect"] as const)
  process.once(signal, () => {
    ending.abort();
  });

/** Until the signal, or for so long. */
const wait = (ms: number) => sleep(ms, undefined, { signal: ending.signal }).catch(() => undefined);

const sms =
  env.SMS_TRANSPORT === "inbox"
    ? inboxTransport({ url: env.INBOX_URL })
    : twilioTransport({
        accountSid: env.TWILIO_ACCOUNT_SID,
        authToken: env.TWILIO_AUTH_TOKEN,
        messagingServiceSid: env.TWILIO_MESSAGING_SERVICE_SID,
        baseUrl: env.TWILIO_BASE_URL,
        statusCallbackUrl: `${env.PUBLIC_URL}/webhooks/twilio/status`,
      });
const mail = readConfigured("SMTP_URL", () =>
  mailTransport({ smtpUrl: env.SMTP_URL, from: env.MAIL_FROM, publicUrl: env.PUBLIC_URL }),
);

log.info({ workerId, sms: sms.name, mail: mail.name, metricsPort: metricsServer?.port }, "worker started");
process.send?.({ ready: true });
await Promise.all([
  sendAll("sms", sms, env.SMS_PER_SECOND),
  sendAll("mail", mail, env.MAIL_PER_SECOND),
  untilEnded("carrier", followOrders()),
  untilEnded("money", carryOut(moneyKinds)),
  untilEnded("swaps", followVisits),
  untilEnded("claims", async (ctx) => {
    const { reminded } = await remindUnfinished(ctx);
    return reminded === 0 ? CLAIMS_LOOKED_AT_MS : 0;
  }),
  untilEnded("fees", followPolicies),
  untilEnded("audit", followAudit()),
  untilEnded("housekeeping", async (ctx) => {
    await forgetAttempts(ctx);
    const { purged, waiting } = await purgeIncidents(ctx, evidence);
    if (purged.length > 0) log.info({ purged: purged.join(", ") }, "incidents purged");
    if (waiting.length > 0) log.warn({ incidents: waiting.join(", ") }, "purge waits for money under way");
    return HOUSEKEEPING_MS;
  }),
  untilEnded("evidence", async (ctx) => {
    const { swept } = await sweepEvidence(ctx, evidence);
    if (swept > 0) log.info({ swept }, "documents that were never stored swept away");
    return swept === 0 ? HOUSEKEEPING_MS : 0;
  }),
]);
mail.close();
metricsServer?.close();
await connections.close();
log.info({ workerId }, "worker ended");
if (process.connected) process.disconnect();

/** Sends what is due on a channel, at the pace that the operator or else the setting gives. */
async function sendAll(channel: Channel, transport: Transport, configured: number) {
  let perSecond = configured;
  let sender: Sender = {
    channel,
    transport: metrics.counted(transport, channel),
    linkKey,
    publicUrl: env.PUBLIC_URL,
    pace: createPace(perSecond),
    ...batchAt(perSecond),
    workerId,
    log,
  };
  metrics.watchPace(channel, sender.pace);
  let paceAskedAt = -Infinity;
  await untilEnded(channel, async (ctx) => {
    if (performance.now() - paceAskedAt > PACE_ASKED_MS) {
      const wanted = (await findPace(ctx, channel)) ?? configured;
      if (wanted !== perSecond) {
        log.info({ channel, perSecond: wanted }, "the pace changes");
        sender.pace.change(wanted);
        sender = { ...sender, ...batchAt(wanted) };
        perSecond = wanted;
      }
      paceAskedAt = performance.now();
    }
    const { recovered } = await recoverLeases(ctx, sender);
    const { called } = await sendNotices(ctx, sender);
    return recovered + called === 0 ? IDLE_MS : 0;
  });
}

/** Chains the audit trail, again at once while there is more to chain. */
function followAudit() {
  const step = chainAudit(auditAnchor(env.AUDIT_ANCHOR_URL), log);
  return async (ctx: Ctx) => ((await step(ctx)) > 0 ? 0 : CHAINED_EVERY_MS);
}

/** Carries out what was ordered of the carrier, of these kinds. */
function carryOut(kinds: Parameters<typeof carryOutOrders>[2]) {
  const sender = { writes: carrierWrites(carrierAccess), workerId, log };
  return async (ctx: Ctx) => {
    const { taken } = await carryOutOrders(ctx, sender, kinds);
    return taken === 0 ? IDLE_MS : 0;
  };
}

/** Carries out what was ordered for lines, and has protection switched on again where a pause has ended. */
function followOrders() {
  const step = carryOut(lineKinds);
  let lookedAt = -Infinity;
  return async (ctx: Ctx) => {
    if (performance.now() - lookedAt > PAUSES_LOOKED_AT_MS) {
      const { restored } = await restoreProtection(ctx);
      if (restored > 0) log.info({ restored }, "pauses of the protection service ended");
      lookedAt = performance.now();
    }
    return step(ctx);
  };
}

async function followVisits(ctx: Ctx) {
  const { released, lapsed, reminded } = await followSwaps(ctx);
  if (released + lapsed + reminded === 0) return SWAPS_LOOKED_AT_MS;
  log.info({ released, lapsed, reminded }, "visits followed up");
  return 0;
}

/** Tells, decides and reminds by the fee policies in force. */
async function followPolicies(ctx: Ctx) {
  const { told, decided, reminded, asked } = await followFees(ctx);
  if (told + decided + reminded + asked === 0) return FEES_LOOKED_AT_MS;
  if (told + decided + reminded > 0) log.info({ told, decided, reminded }, "fee waivers followed up");
  return 0;
}

/** Takes a step again and again, each time after as long as the last one asked for, until the process ends. */
async function untilEnded(name: Work, step: (ctx: Ctx) => Promise<number>) {
  let failing = false;
  while (!ending.signal.aborted) {
    const ctx: Ctx = {
      db: connections.db,
      pool: connections.pool,
      vault,
      carrier,
      now,
      actor: { type: "system", id: "worker" },
      requestId: nextRequestId(),
    };
    try {
      const pauseMs = await step(ctx);
      if (failing) log.info({ work: name }, "worker goes on");
      failing = false;
      metrics.failing(name, failing);
      if (pauseMs > 0) await wait(pauseMs);
    } catch (error) {
      // Said once until it goes on: an outage of an hour is one line, not thousands.
      if (!failing)
        log.error({ err: error, work: name, requestId: ctx.requestId }, "worker can't go on for now");
      failing = true;
      metrics.failing(name, failing);
      await wait(AFTER_FAILURE_MS);
    }
  }
}
