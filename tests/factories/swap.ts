import { randomUUID } from "node:crypto";
import type { Ctx } from "#app/domain/context.server.ts";
import { bookUsimSwap } from "#app/domain/usim-swap/book-usim-swap.server.ts";
import { joinWaitingList } from "#app/domain/usim-swap/join-waiting-list.server.ts";
import type { CardKind, SwapVisit, WaitingTicket } from "#app/infra/db/generated/client.ts";

/** What a use case is handed when a line's own session acts. */
export const asLine = (ctx: Ctx, { id }: { id: bigint }): Ctx => ({
  ...ctx,
  actor: { type: "subscriber", id: String(id), level: "L1" },
});

/** "2025-09-19 10:00", in Korea. */
export const slotAt = (text: string) => new Date(`${text.replace(" ", "T")}:00+09:00`);

type Given = { startsAt?: Date; card?: CardKind; key?: string };

/**
 * Books through the use case, by the line's own session: a USIM, on Friday 19 September 2025 at 10:00, unless
 * said otherwise.
 */
export const book = (
  ctx: Ctx,
  line: { id: bigint },
  store: { id: number },
  { startsAt = slotAt("2025-09-19 10:00"), card = "usim", key = randomUUID() }: Given = {},
) =>
  bookUsimSwap(asLine(ctx, line), key, {
    storeId: store.id,
    startsAt,
    lines: [{ subscriberId: line.id, card }],
  });

/** As `book`, where it has to succeed. */
export async function aVisit(
  ctx: Ctx,
  line: { id: bigint },
  store: { id: number },
  given: Given = {},
): Promise<SwapVisit> {
  const booked = await book(ctx, line, store, given);
  if (!booked.ok) throw new Error(booked.refusal);
  return ctx.db.swapVisit.findUniqueOrThrow({ where: { id: booked.value.visitId } });
}

export const join = (
  ctx: Ctx,
  line: { id: bigint },
  store: { id: number },
  {
    card = "usim",
    travelOn = null,
    key = randomUUID(),
  }: { card?: CardKind; travelOn?: string | null; key?: string } = {},
) =>
  joinWaitingList(asLine(ctx, line), key, {
    subscriberId: line.id,
    storeId: store.id,
    card,
    travelOn,
  });

/** As `join`, where it has to succeed. */
export async function aTicket(
  ctx: Ctx,
  line: { id: bigint },
  store: { id: number },
  given: Parameters<typeof join>[3] = {},
): Promise<WaitingTicket> {
  const joined = await join(ctx, line, store, given);
  if (!joined.ok) throw new Error(joined.refusal);
  return ctx.db.waitingTicket.findUniqueOrThrow({ where: { code: joined.value.code } });
}

/** What a store has of a kind of card. */
export async function stockOf(ctx: Ctx, { id: storeId }: { id: number }, card: CardKind = "usim") {
  const stock = await ctx.db.storeStock.findUniqueOrThrow({ where: { storeId_card: { storeId, card } } });
  const { initial, remaining, reserved, used } = stock;
  return { initial, remaining, reserved, used };
}

/** What a line was told, oldest first. */
export const lettersTo = async (ctx: Ctx, { id: subscriberId }: { id: bigint }) =>
  (
    await ctx.db.notice.findMany({
      where: { subscriberId, writtenAt: { not: null } },
      orderBy: { id: "asc" },
    })
  ).map(({ kind }) => kind);
