// The worker's step in a process of its own, until nothing is due.
import { randomUUID } from "node:crypto";
import { createPace } from "#app/domain/outbox/pace.ts";
import { sendNotices } from "#app/domain/outbox/send-notices.server.ts";
import { readLinkKey } from "#app/infra/keys/link-key.server.ts";
import { createLog } from "#app/infra/log.server.ts";
import { readLines } from "#app/processes/standins/carrier.ts";
import { seconds } from "#app/shared/time.ts";
import { connectBench } from "#tests/bench/database.ts";
import { setting } from "#tests/bench/setting.ts";

const lines = await readLines(setting("LINES_FILE"));
const { ctx, close } = connectBench(setting("DATABASE_URL"), setting("KEYS_FILE"), {
  findLineOwner: (msisdn) => Promise.resolve(lines.get(msisdn) ?? null),
});
let sent = 0;
const sender = {
  channel: "sms" as const,
  transport: {
    name: "at-once",
    timeoutMs: seconds(1),
    send: () => {
      sent += 1;
      return Promise.resolve({ kind: "accepted" as const, providerId: randomUUID() });
    },
  },
  linkKey: readLinkKey(setting("LINK_KEYS_FILE")),
  publicUrl: "https://ansim.example",
  pace: createPace(1_000_000),
  batch: Number(setting("BATCH")),
  leaseMs: seconds(60),
  workerId: randomUUID(),
  log: createLog("warn"),
};

const started = performance.now();
while ((await sendNotices(ctx, sender)).taken > 0);
process.send?.({ sent, seconds: (performance.now() - started) / seconds(1) });
await close();
process.disconnect();
