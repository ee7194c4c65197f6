import { randomBytes } from "node:crypto";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { requireStaff } from "#app/domain/staff/staff.policy.ts";
import {
  grantLifetime,
  whyNotChecked,
  type CheckRefusal,
  type StoreAction,
} from "#app/domain/usim-swap/id-check.rules.ts";
import { lockCheck, requireOwnCheck } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { isTextOut, textLine } from "#app/domain/usim-swap/tell-line.server.ts";
import { caseCodeOf } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after } from "#app/shared/time.ts";

export type OpenRefusal = CheckRefusal | "not-self" | "newer-check" | "already-opened";

/**
 * Opens one action at L3 for whoever an ID check showed to be the line's own person, and gives the code that
 * they type themself: what is done with it is theirs alone. Refused unless the check holds, is at most
 * fifteen minutes old and the line's newest in this store, and once a code of it was used ("already-opened").
 * A newer code ends the one before. Audited; the line is texted each time.
 */
export async function openStoreAction(
  ctx: Ctx,
  { idCheckId, path }: { idCheckId: bigint; path: StoreAction },
): Promise<Result<{ code: string; until: Date }, OpenRefusal>> {
  const memberId = BigInt(requireStaff(ctx.actor, "store").id);
  await requireOwnCheck(ctx, idCheckId);
  return ctx.db.$transaction(async (tx) => {
    const check = await lockCheck(tx, idCheckId);
    const { subscriberId, storeId } = check;
    if (check.relationship !== "self") return refused("not-self");
    const now = ctx.now();
    const told = await isTextOut(tx, check.toldNoticeId);
    const unchecked = whyNotChecked({ ...check, told }, { now, within: grantLifetime });
    if (unchecked) return refused(unchecked);

    const newer = { subscriberId, storeId, at: { gte: check.at }, id: { gt: idCheckId } };
    if ((await tx.idCheck.count({ where: newer })) > 0) return refused("newer-check");
    if ((await tx.storeGrant.count({ where: { idCheckId, usedAt: { not: null } } })) > 0)
      return refused("already-opened");
    await tx.storeGrant.updateMany({
      where: { idCheckId, usedAt: null, expiresAt: { gt: now } },
      data: { expiresAt: now },
    });
    const code = caseCodeOf("S", randomBytes(5)).slice(2).replace("-", "");
    const until = after(now, grantLifetime);
    await tx.storeGrant.create({
      data: {
        idCheckId,
        subscriberId,
        storeId,
        memberId,
        path,
        issuedAt: now,
        expiresAt: until,
        codeIndex: ctx.vault.blindIndex("store-code", code),
      },
    });
    await recordAudit(ctx, tx, {
      action: "store.open-action",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { path, idCheckId: String(idCheckId) },
    });
    await textLine(ctx, tx, { subscriberId, storeId });
    return ok({ code, until });
  });
}
