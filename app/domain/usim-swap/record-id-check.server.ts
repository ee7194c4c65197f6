import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import {
  comparePerson,
  countMismatches,
  type DocumentWords,
} from "#app/domain/usim-swap/compare-person.server.ts";
import { grantLifetime } from "#app/domain/usim-swap/id-check.rules.ts";
import { lockLines } from "#app/domain/usim-swap/lock-stock.server.ts";
import { relationshipOf, type IdDocument, type Relationship } from "#app/domain/usim-swap/papers.rules.ts";
import { requireOwnBooking } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { tellLine } from "#app/domain/usim-swap/tell-line.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Holder, IdResult, Subscriber } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

/** What a member says of the document that they hold in their hand. */
export type LookedAt = {
  relationship: Relationship;
  document: IdDocument;
  result: IdResult;
  words: DocumentWords;
};

export type IdCheckRefusal = "unreadable" | "over-quota" | "too-many-tries" | "other-person" | "relationship";

/**
 * Writes down an ID check of one line of a visit, as id-check.rules.ts tells; the same one again within
 * fifteen minutes is the same. Refused before check-in, once the line isn't booked any more, and for a
 * relationship that the line has not. A document that turns out to be another person's is refused too, and
 * written down as not matched. Then, and where a second word is needed, the line is texted. Audited.
 */
export async function recordIdCheck(
  ctx: Ctx,
  { bookingId, ...looked }: { bookingId: bigint } & LookedAt,
): Promise<Result<{ idCheckId: bigint }, IdCheckRefusal | "not-arrived" | "gone">> {
  const { booking, store } = await requireOwnBooking(ctx, bookingId);
  return ctx.db.$transaction(async (tx) => {
    await lockLines(tx, [booking.subscriberId]);
    await tx.$queryRaw`select 1 from swap_bookings where id = ${bookingId} for update`;
    const { state, visit, subscriber } = await tx.swapBooking.findUniqueOrThrow({
      where: { id: bookingId },
      include: { visit: true, subscriber: { include: { holder: true } } },
    });
    if (state !== "booked") return refused("gone");
    if (!visit.arrivedAt) return refused("not-arrived");
    const failed = await tx.idCheck.count({ where: { bookingId, result: "not_matched" } });
    return writeIdCheck(ctx, tx, {
      looked,
      line: subscriber,
      storeId: store.id,
      of: { bookingId, visitId: booking.visitId },
      needsSecond: visit.walkIn || failed > 0,
    });
  });
}

type Written = {
  looked: LookedAt;
  line: Subscriber & { holder: Holder };
  storeId: number;
  /** Of a swap; null for another action. */
  of: { bookingId: bigint; visitId: bigint } | null;
  /** Whatever the document says. */
  needsSecond: boolean;
};

/** The writing itself, for a transaction that holds the line. */
export async function writeIdCheck(
  ctx: Ctx,
  tx: Transaction,
  { looked, line, storeId, of, ...given }: Written,
): Promise<Result<{ idCheckId: bigint }, IdCheckRefusal>> {
  const { relationship, document, result, words } = looked;
  if (relationship !== "proxy" && relationship !== relationshipOf(line)) return refused("relationship");
  const memberId = BigInt(requireStaff(ctx.actor, "store").id);
  const [last] = await tx.idCheck.findMany({
    where: { subscriberId: line.id, storeId, bookingId: of?.bookingId ?? null },
    orderBy: { id: "desc" },
    take: 1,
    include: { grants: { where: { usedAt: { not: null } } } },
  });
  const isSame =
    last?.memberId === memberId &&
    last.grants.length === 0 &&
    last.relationship === relationship &&
    last.document === document &&
    last.result === result &&
    last.at > before(ctx.now(), grantLifetime);
  if (last && isSame) return ok({ idCheckId: last.id });

  const failedLately = (await countMismatches(ctx, tx, line.id)) > 0;
  const compared =
    result === "matched" ? await comparePerson(ctx, tx, { line, relationship, words }) : ok("same" as const);
  const differs = !compared.ok && compared.refusal === "other-person";
  if (!compared.ok && !differs) return compared;
  const needsSecond =
    given.needsSecond ||
    failedLately ||
    relationship === "proxy" ||
    (compared.ok && compared.value === "unknown");
  const subject = { subscriberId: line.id, storeId };
  const isToldOf = differs || (needsSecond && result === "matched");
  const { id } = await tx.idCheck.create({
    data: {
      ...subject,
      ...of,
      memberId,
      relationship,
      document,
      at: ctx.now(),
      needsSecond,
      result: differs ? "not_matched" : result,
      toldNoticeId: isToldOf ? await tellLine(ctx, tx, subject) : null,
    },
  });
  if (!compared.ok) return compared;
  await recordAudit(ctx, tx, {
    action: result === "matched" ? "store.id-check" : "store.id-not-matched",
    subject: { type: "subscriber", id: String(line.id) },
    detail: { idCheckId: String(id), document, relationship, ...(of && { visitId: String(of.visitId) }) },
  });
  return ok({ idCheckId: id });
}
