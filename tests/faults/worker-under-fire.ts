// The worker's own steps in a process of their own that is killed at a chosen point; worker-killed.test.ts
// starts it again and again.
import { createPace } from "#app/domain/outbox/pace.ts";
import { recoverLeases } from "#app/domain/outbox/recover-leases.server.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import type { Sender } from "#app/domain/outbox/sender.ts";
import { readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { inboxTransport } from "#app/infra/sms/inbox-transport.server.ts";
import { twilioTransport } from "#app/infra/sms/twilio-transport.server.ts";
import { seconds } from "#app/shared/time.ts";
import { contextUnderFire, pass, setting, worker } from "#tests/faults/under-fire.ts";

const { ctx, close } = contextUnderFire(() => new Date());
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
const sender: Sender = {
  ...worker,
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
  batch: Number(setting("BATCH")),
  leaseMs: seconds(60),
};

for (let busy = true; busy;) {
  const { recovered } = await recoverLeases(ctx, sender);
  const { taken } = await sendNotices(ctx, sender);
  pass("recorded");
  busy = recovered + taken > 0;
}
await close();
