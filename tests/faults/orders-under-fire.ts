// The worker's steps with orders in a process of their own that is killed at a chosen point; orders-killed.test.ts starts it again and again.
import { randomUUID } from "node:crypto";
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { restoreProtection } from "#app/domain/carrier-orders/restore-protection.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierApi } from "#app/infra/carrier/carrier-api.server.ts";
import { carrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { connectDatabase } from "#app/infra/db/database.server.ts";
import { openVault, readKeyRing } from "#app/infra/keys/key-ring.server.ts";
import { createLog } from "#app/infra/log.server.ts";

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
const access = { url: setting("CARRIER_API_URL"), apiKey: setting("CARRIER_API_KEY") };
const reads = carrierApi(access);
const writes = carrierWrites(access);
const now = new Date(setting("NOW"));
const ctx: Ctx = {
  db,
  pool,
  vault: openVault(readKeyRing(setting("KEYS_FILE"))),
  carrier: {
    ...reads,
    findLineOwner: (msisdn) => {
      pass("leased");
      return reads.findLineOwner(msisdn);
    },
  },
  now: () => now,
  actor: { type: "system", id: "worker" },
  requestId: "under-fire",
};
const sender = {
  writes: {
    ...writes,
    setProtection: async (order: Parameters<typeof writes.setProtection>[0]) => {
      pass("noted");
      const answer = await writes.setProtection(order);
      pass("taken");
      return answer;
    },
  },
  workerId: randomUUID(),
  log: createLog("warn"),
};

await restoreProtection(ctx);
pass("restored");
for (let busy = true; busy;) {
  const { taken } = await carryOutOrders(ctx, sender);
  pass("recorded");
  busy = taken > 0;
}
await close();
