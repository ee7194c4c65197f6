import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { requireOwnStoreOf } from "#app/domain/stores/require-own-store.server.ts";
import { lockStock } from "#app/domain/usim-swap/lock-stock.server.ts";
import { setCardsAside } from "#app/domain/usim-swap/set-cards-aside.server.ts";
import { undoIfRefused } from "#app/domain/usim-swap/undo-if-refused.server.ts";
import { writeOffCards } from "#app/domain/usim-swap/write-off-cards.server.ts";
import type { CardKind } from "#app/infra/db/generated/enums.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type CountStock = {
  storeId: number;
  card: CardKind;
  /** "2025-09-22", in Korea. */
  day: string;
  /** All that lie there, promised ones too. */
  counted: number;
  explanation: string | null;
};

type CountRefusal = "no-number" | "explanation-needed" | "already-counted";

/**
 * Writes down what was counted on the shelf at the end of a day, once a day and kind. Where it differs from
 * what the books say, it needs an explanation, and the books follow: cards too many are there for those who
 * wait, cards missing are written off (write-off-cards), and `lost` says how many bookings that took.
 * Audited. Only for the store's own staff.
 */
export async function countStock(
  ctx: Ctx,
  { storeId, card, day, counted, ...given }: CountStock,
): Promise<Result<{ expected: number; lost: number }, CountRefusal>> {
  const member = requireStaff(ctx.actor, "store");
  await requireOwnStoreOf(ctx, storeId);
  if (!Number.isSafeInteger(counted) || counted < 0) return refused("no-number");
  const explanation = given.explanation?.trim() ?? "";

  return undoIfRefused(ctx.db, async (tx) => {
    await lockStock(tx, [storeId]);
    const named = { storeId, card };
    const before = await tx.stockCount.findUnique({ where: { storeId_card_day: { ...named, day } } });
    if (before) return refused("already-counted");
    const stock = await tx.storeStock.findUniqueOrThrow({ where: { storeId_card: named } });
    const expected = stock.remaining + stock.reserved;
    if (counted !== expected && explanation === "") return refused("explanation-needed");

    await tx.stockCount.create({
      data: {
        ...named,
        day,
        expected,
        counted,
        at: ctx.now(),
        memberId: BigInt(member.id),
        explanation: explanation === "" ? null : explanation,
      },
    });
    const more = { increment: Math.max(0, counted - expected) };
    await tx.storeStock.update({
      where: { storeId_card: named },
      data: { initial: more, remaining: more },
    });
    const { lost } = await writeOffCards(ctx, tx, { ...named, missing: Math.max(0, expected - counted) });
    await setCardsAside(ctx, tx, named);
    await recordAudit(ctx, tx, {
      action: "store.count",
      subject: { type: "store", id: String(storeId) },
      detail: { card, day, expected, counted, lost },
      ...(explanation !== "" && { reason: explanation }),
    });
    return ok({ expected, lost });
  });
}
