import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { swapOwner } from "#app/domain/usim-swap/usim-swap.rules.ts";
import type { Swap } from "#app/infra/db/generated/client.ts";
import { aStaffMember } from "#tests/factories/staff.ts";
import { aStore } from "#tests/factories/store.ts";

let count = 0;

/**
 * A swap that a store completed for a line, one of its cards handed over, and the carrier yet to hear of it;
 * the line's own ID was checked.
 */
export async function aCompletedSwap(
  ctx: Ctx,
  line: { id: bigint; incidentId: string },
  given: { iccid?: string } = {},
): Promise<Swap> {
  count += 1;
  const { iccid = `8982300${String(count).padStart(12, "0")}` } = given;
  const store = await aStore(ctx, { id: line.incidentId });
  const member = await aStaffMember(ctx, { roles: ["store"], storeRef: store.storeRef });
  const [at, card, subscriberId, storeId] = [ctx.now(), "usim" as const, line.id, store.id];
  const visit = await ctx.db.swapVisit.create({
    data: {
      code: `S-${randomUUID()}`,
      idempotencyKey: randomUUID(),
      storeId,
      startsAt: at,
      slots: 1,
      slotMinutes: store.minutesPerSwap,
      bookedAt: at,
      arrivedAt: at,
      bookings: { create: { subscriberId, card, state: "done", settledAt: at } },
    },
    include: { bookings: true },
  });
  await ctx.db.storeSlot.create({ data: { storeId, startsAt: at, capacity: store.counters, taken: 1 } });
  const bookingId = visit.bookings[0]?.id ?? 0n;
  const checked = await ctx.db.idCheck.create({
    data: {
      storeId,
      subscriberId,
      visitId: visit.id,
      bookingId,
      memberId: member.id,
      at,
      needsSecond: false,
      relationship: "self",
      document: "resident_card",
      result: "matched",
    },
  });
  await ctx.db.storeStock.update({
    where: { storeId_card: { storeId, card } },
    data: { remaining: { decrement: 1 }, used: { increment: 1 } },
  });
  const idempotencyKey = randomUUID();
  return ctx.db.swap.create({
    data: {
      idempotencyKey,
      bookingId,
      visitId: visit.id,
      storeId,
      subscriberId,
      memberId: member.id,
      idCheckId: checked.id,
      card,
      completedAt: at,
      iccidIndex: ctx.vault.blindIndex("iccid", iccid),
      ...ctx.vault.seal(swapOwner(idempotencyKey), { iccid }),
    },
  });
}
