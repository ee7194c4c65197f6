// A store's web process in mid-swap, or the worker that has it activated, in a process of its own that is
// killed at a chosen point; swap-killed.test.ts starts it again and again.
import { randomUUID } from "node:crypto";
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { completeUsimSwap } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
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
const [reads, writes] = [carrierApi(access), carrierWrites(access)];
const now = new Date(setting("NOW"));
const ctx: Ctx = {
  db,
  pool,
  vault: openVault(readKeyRing(setting("KEYS_FILE"))),
  now: () => now,
  carrier: {
    ...reads,
    findLineOwner: (msisdn) => {
      pass("leased");
      return reads.findLineOwner(msisdn);
    },
  },
  actor: { type: "system", id: "worker" },
  requestId: "under-fire",
};

/** Dies after the so-many-eth statement of the transaction, and at its commit. */
function underFire(): Ctx {
  const counted = db.$extends({
    query: {
      async $allOperations({ args, query }) {
        const answer: unknown = await query(args);
        pass("statement");
        return answer;
      },
    },
  });
  return { ...ctx, db: counted as unknown as Ctx["db"] };
}

const work = setting("WORK");
if (work === "swap") {
  const [memberId = "", storeRef = "", bookingId = "0", iccid = "", key = ""] = setting("SWAP").split(" ");
  const clerk: Ctx = {
    ...underFire(),
    actor: { type: "staff", id: memberId, role: "store", storeRef, address: "192.0.2.7" },
  };
  const done = await completeUsimSwap(clerk, key, { bookingId: BigInt(bookingId), card: "usim", iccid });
  pass("committed");
  if (!done.ok) throw new Error(done.refusal);
} else {
  const sender = {
    writes: {
      ...writes,
      activateCard: async (order: Parameters<typeof writes.activateCard>[0]) => {
        pass("asked");
        const answer = await writes.activateCard(order);
        pass("taken");
        return answer;
      },
    },
    workerId: randomUUID(),
    log: createLog("warn"),
  };
  for (let busy = true; busy;) {
    const { taken } = await carryOutOrders(work === "settle" ? { ...underFire() } : ctx, sender);
    pass("recorded");
    busy = taken > 0;
  }
}
await close();
