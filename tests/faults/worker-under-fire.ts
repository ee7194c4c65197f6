// The worker's own steps in a process of their own that is killed at a chosen point; worker-killed.test.ts starts it again and again.
import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { createPace } from "#app/domain/outbox/pace.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import { twilioTransport } from "#app/infra/sms/twilio-transport.server.ts";
import { seconds } from "#app/shared/time.ts";

const setting = (name: string) => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is missing`);
  return value;
};
const killAt = setting("KILL_AT");
let left = Number(setting("KILL_AFTER"));
const pass = (point: string) => {
  if (point !== killAt) return;
  left -= 1;
  if (left === 0) process.kill(process.pid, "SIGKILL");
};

const { db, pool, close } = connectDatabase(setting("DATABASE_URL"));
const carrier = carrierApi({ url: setting("CARRIER_API_URL"), apiKey: setting("CARRIER_API_KEY") });
const provider =
  setting("SMS_TRANSPORT") === "inbox"
    ? inboxTransport({ url: setting("INBOX_URL") })
    : twilioTransport({
        accountSid: setting("TWILIO_ACCOUNT_SID"),
        authToken: setting("TWILIO_AUTH_TOKEN"),
        messagingServiceSid: setting("TWILIO_MESSAGING_SERVICE_SID"),
        baseUrl: setting("TWILIO_BASE_URL"),
        statusCallbackUrl: setting("STATUS_CALLBACK_URL"),
      });
const ctx: Ctx = {
  db,
  pool,
  vault: openVault(readKeyRing(setting("KEYS_FILE"))),
  carrier: {
    ...carrier,
    findLineOwner: (msisdn) => {
      pass("leased");
      return carrier.findLineOwner(msisdn);
    },
  },
  now: () => new Date(),
  actor: { type: "system", id: "worker" },
  requestId: "under-fire",
};
const sender: Sender = {
  channel: "sms",
  transport: {
    ...provider,
    findSent: setting("LIST") === "yes" ? provider.findSent : undefined,
    send: async (message) => {
      pass("attempt-committed");
      const result = await provider.send(message);
      pass("reply-received");
      return result;
    },
  },
  linkKey: readLinkKey(setting("LINK_KEYS_FILE")),
  publicUrl: "http://127.0.0.1:3000",
  pace: createPace(1_000),
  batch: 20,
  leaseMs: seconds(60),
  workerId: randomUUID(),
  log: createLog("warn"),
};

for (let busy = true; busy;) {
  const { recovered } = await recoverLeases(ctx, sender);
  const { taken } = await sendNotices(ctx, sender);
  pass("recorded");
  busy = recovered + taken > 0;
}
await close();
