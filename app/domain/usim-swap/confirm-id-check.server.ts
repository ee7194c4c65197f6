import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import { documentCheckLifetime, idCheckLifetime } from "#app/domain/usim-swap/id-check.rules.ts";
import { findGuardianLine } from "#app/domain/usim-swap/find-guardian-line.server.ts";
import { lockCheck, requireOwnCheck } from "#app/domain/usim-swap/require-own-visit.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

export type ConfirmRefusal =
  | "not-matched"
  | "id-check-old"
  | "not-needed"
  | "same-member"
  | "not-genuine"
  | "reference-used"
  | "carrier-silent";

/**
 * The second word that some ID checks need (id-check.rules.ts): of another member of the same store in their
 * own session, or, by `documentRef`, of the carrier's check of the document, which must name this store and
 * this holder (for a minor, their guardian), be genuine and at most fifteen minutes old, and serves once.
 * What was confirmed stays so; the same again changes nothing. Audited.
 */
export async function confirmIdCheck(
  ctx: Ctx,
  { idCheckId, documentRef }: { idCheckId: bigint; documentRef: string | null },
): Promise<Result<void, ConfirmRefusal>> {
  const memberId = BigInt(requireStaff(ctx.actor, "store").id);
  const { check: known, store } = await requireOwnCheck(ctx, idCheckId);
  const documentCheck =
    documentRef === null
      ? null
      : await ctx.carrier.findDocumentCheck(documentRef).catch(() => "silent" as const);
  if (documentCheck === "silent") return refused("carrier-silent");

  return ctx.db.$transaction(async (tx) => {
    // One reference may be typed for two checks at once.
    if (documentRef !== null) await lockReference(tx, documentRef);
    const check = await lockCheck(tx, idCheckId);
    if (check.secondMemberId !== null || check.documentCheckRef !== null) return ok(undefined);
    if (check.result === "not_matched") return refused("not-matched");
    if (!check.needsSecond) return refused("not-needed");
    if (check.at <= before(ctx.now(), idCheckLifetime)) return refused("id-check-old");

    if (documentRef === null) {
      if (check.memberId === memberId) return refused("same-member");
      await tx.idCheck.update({
        where: { id: idCheckId },
        data: { secondMemberId: memberId, secondAt: ctx.now() },
      });
    } else {
      const person =
        check.relationship === "guardian" ? await findGuardianLine(tx, known.subscriber) : known.subscriber;
      const fits =
        documentCheck?.genuine &&
        documentCheck.storeRef === store.storeRef &&
        documentCheck.holderRef === person?.holder.holderRef &&
        documentCheck.at > before(ctx.now(), documentCheckLifetime);
      if (!fits) return refused("not-genuine");
      if (await tx.idCheck.count({ where: { documentCheckRef: documentRef } }))
        return refused("reference-used");
      await tx.idCheck.update({ where: { id: idCheckId }, data: { documentCheckRef: documentRef } });
    }
    await recordAudit(ctx, tx, {
      action: "store.id-confirmed",
      subject: { type: "subscriber", id: String(check.subscriberId) },
      detail: { idCheckId: String(idCheckId), by: documentRef === null ? "member" : "carrier" },
    });
    return ok(undefined);
  });
}

const lockReference = (tx: Transaction, reference: string) =>
  tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`document-check:${reference}`}, 0))`;
