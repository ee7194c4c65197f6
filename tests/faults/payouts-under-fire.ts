// What takes confirmed sums and the worker that pays them in a process of their own that is killed at a
// chosen point; payouts-killed.test.ts starts it again and again.
import { carryOutOrders } from "#app/domain/carrier-orders/carry-out-orders.server.ts";
import { getConfirmedSum } from "#app/domain/compensation/get-confirmed-sum.server.ts";
import { takeConfirmedSum } from "#app/domain/compensation/take-confirmed-sum.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { carrierWrites } from "#app/infra/carrier/carrier-writes.server.ts";
import { carrierAccess, contextUnderFire, pass, setting, worker } from "#tests/faults/under-fire.ts";

const now = new Date(setting("NOW"));
const { ctx, close } = contextUnderFire(() => now);
const writes = carrierWrites(carrierAccess);
const sender = {
  ...worker,
  writes: {
    ...writes,
    refund: async (order: Parameters<typeof writes.refund>[0]) => {
      pass("leased");
      const answer = await writes.refund(order);
      pass("paid");
      return answer;
    },
  },
};

// Each person presses once, with the form that they have: whoever got no answer presses again.
for (const form of JSON.parse(setting("FORMS")) as { line: string; key: string; expectedKrw: number }[]) {
  const own: Ctx = { ...ctx, actor: { type: "subscriber", id: form.line, level: "L1" } };
  const subscriberId = BigInt(form.line);
  const taken = await takeConfirmedSum(own, { subscriberId, key: form.key, expectedKrw: form.expectedKrw });
  if (!taken.ok) throw new Error(taken.refusal);
  pass("taken");
  if ((await getConfirmedSum(own, subscriberId)).openKrw !== 0) throw new Error("taken, and still open");
}
for (let busy = true; busy;) {
  const { taken } = await carryOutOrders(ctx, sender);
  pass("recorded");
  busy = taken > 0;
}
await close();
