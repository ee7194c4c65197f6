import { objectionUntil } from "#app/domain/compensation/claim.rules.ts";
import { listHeldPayments } from "#app/domain/compensation/list-held-payments.server.ts";
import { sumKrw } from "#app/domain/compensation/list-open-confirmed.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { LostLine } from "#app/domain/fee-waiver/offer.rules.ts";
import type { Database, Transaction } from "#app/infra/db/database.server.ts";
import { kstDay } from "#app/shared/time.ts";

/**
 * What a line could still claim, or object to, and could not any more: payments that stand in no claim,
 * suspected or cleared, since both may be disputed; what its draft holds, and what was refused within the time
 * to object. A claim that was filed is decided all the same, and what is confirmed is taken all the same.
 */
export async function listLostClaims(
  ctx: Ctx,
  db: Database | Transaction,
  subscriberId: bigint,
): Promise<LostLine[]> {
  const now = ctx.now();
  const held = await listHeldPayments(db, { subscriberId, at: now });
  const items = await db.claimItem.findMany({
    where: { subscriberId, claim: { state: { not: "withdrawn" } } },
    include: { claim: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  });
  const confirmed = new Set(
    held.flatMap(({ paymentId, status }) => (status === "confirmed" ? [paymentId] : [])),
  );
  const inClaims = new Set(items.flatMap(({ paymentId }) => paymentId ?? []));
  const free = held.filter(({ paymentId }) => !inClaims.has(paymentId));
  const suspected = free
    .filter(({ status }) => status === "suspected")
    .map(({ at, amountKrw }) => ({ kind: "suspected" as const, at: at.toISOString(), krw: amountKrw }));
  const cleared = free.filter(({ status }) => status === "cleared");
  const claimed = items.flatMap(({ paymentId, at, amountKrw, state, claim }): LostLine[] => {
    if (paymentId !== null && confirmed.has(paymentId)) return [];
    const line = { at: at.toISOString(), krw: amountKrw };
    if (claim.state === "draft") return [{ kind: "drafted", ...line }];
    const mayObject =
      claim.state === "decided" &&
      claim.objectedAt === null &&
      claim.decidedAt !== null &&
      kstDay(now) <= objectionUntil(claim.decidedAt);
    return state === "refused" && mayObject ? [{ kind: "refused", ...line }] : [];
  });
  const disputable: LostLine[] =
    cleared.length > 0 ? [{ kind: "cleared", count: cleared.length, krw: sumKrw(cleared) }] : [];
  return [...suspected, ...disputable, ...claimed];
}
