import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import type { StoreDetails } from "#app/domain/stores/get-store.server.ts";
import { requireOwnStoreOf } from "#app/domain/stores/require-own-store.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { IdCheck, SwapVisit } from "#app/infra/db/generated/client.ts";

/** The visit, for staff of its store; another's is forbidden. Throws NotFound. */
export async function requireOwnVisit(
  ctx: Ctx,
  visitId: bigint,
): Promise<{ visit: SwapVisit; store: StoreDetails }> {
  const visit = await ctx.db.swapVisit.findUnique({ where: { id: visitId } });
  if (!visit) throw new NotFound("no such visit");
  return { visit, store: await requireOwnStoreOf(ctx, visit.storeId) };
}

/** The booking of one line, likewise. */
export async function requireOwnBooking(ctx: Ctx, bookingId: bigint) {
  const booking = await ctx.db.swapBooking.findUnique({ where: { id: bookingId }, include: { visit: true } });
  if (!booking) throw new NotFound("no such booking");
  return { booking, store: await requireOwnStoreOf(ctx, booking.visit.storeId) };
}

/** The ID check, likewise. */
export async function requireOwnCheck(ctx: Ctx, idCheckId: bigint) {
  const check = await ctx.db.idCheck.findUnique({
    where: { id: idCheckId },
    include: { subscriber: { include: { holder: true } } },
  });
  if (!check) throw new NotFound("no such ID check");
  return { check, store: await requireOwnStoreOf(ctx, check.storeId) };
}

/** It as it stands now, held until the transaction ends. */
export async function lockCheck(tx: Transaction, id: bigint): Promise<IdCheck> {
  await tx.$queryRaw`select 1 from id_checks where id = ${id} for update`;
  return tx.idCheck.findUniqueOrThrow({ where: { id } });
}
