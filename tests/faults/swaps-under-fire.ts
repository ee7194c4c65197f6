// A store's web process in mid-swap, or the worker that has it activated, in a process of its own that is
// killed at a chosen point; swap-killed.test.ts starts it again and again.
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { completeUsimSwap } from "#app/domain/usim-swap/complete-usim-swap.server.ts";
import { carrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { carrierAccess, contextUnderFire, pass, setting, worker } from "#tests/faults/under-fire.ts";

const now = new Date(setting("NOW"));
const { ctx, close } = contextUnderFire(() => now);
const writes = carrierWrites(carrierAccess);

/** Dies after the so-many-eth statement of the transaction, and at its commit. */
function underFire(): Ctx {
  const counted = ctx.db.$extends({
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
    ...worker,
    writes: {
      ...writes,
      activateCard: async (order: Parameters<typeof writes.activateCard>[0]) => {
        pass("asked");
        const answer = await writes.activateCard(order);
        pass("taken");
        return answer;
      },
    },
  };
  for (let busy = true; busy;) {
    const { taken } = await carryOutOrders(work === "settle" ? underFire() : ctx, sender);
    pass("recorded");
    busy = taken > 0;
  }
}
await close();
