// The worker's steps with orders in a process of their own that is killed at a chosen point;
// orders-killed.test.ts starts it again and again.
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { restoreProtection } from "#app/domain/carrier-orders/restore-protection.server.ts";
import { carrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { carrierAccess, contextUnderFire, pass, setting, worker } from "#tests/faults/under-fire.ts";

const now = new Date(setting("NOW"));
const { ctx, close } = contextUnderFire(() => now);
const writes = carrierWrites(carrierAccess);
const sender = {
  ...worker,
  writes: {
    ...writes,
    setProtection: async (order: Parameters<typeof writes.setProtection>[0]) => {
      pass("noted");
      const answer = await writes.setProtection(order);
      pass("taken");
      return answer;
    },
  },
};

await restoreProtection(ctx);
pass("restored");
for (let busy = true; busy;) {
  const { taken } = await carryOutOrders(ctx, sender);
  pass("recorded");
  busy = taken > 0;
}
await close();
