import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import {
  callerCodeLifetime,
  checkedUntil,
  parseCode,
  wrongCodesPerCall,
} from "#app/domain/calls/call.rules.ts";
import { callerCodeOf, isSameCode } from "#app/domain/calls/codes.server.ts";
import { lockOwnCall } from "#app/domain/calls/lock-own-call.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { Call } from "#app/infra/db/generated/client.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before } from "#app/shared/time.ts";

/**
 * Checks a caller by the code that they read out, which must be live and shown in a session of the call's own
 * line; it is used up by that, and typed again while the check holds it is no wrong one. After three wrong
 * ones in a call it is refused whatever is typed. Audited either way, without the code.
 */
export async function checkCallerCode(
  ctx: Ctx,
  { callId, typed }: { callId: bigint; typed: string },
): Promise<Result<void, "no-line" | "unreadable" | "wrong-code" | "too-many-codes">> {
  return ctx.db.$transaction(async (tx) => {
    const call = await lockOwnCall(ctx, tx, callId);
    if (call.subscriberId === null) return refused("no-line");
    const code = parseCode(typed);
    if (!code) return refused("unreadable");
    const now = ctx.now();
    if (checkedUntil(call, now) && (await wasUsed(ctx, tx, call, code))) return ok(undefined);
    if (call.wrongCodes >= wrongCodesPerCall) return refused("too-many-codes");

    const subject = { type: "subscriber", id: String(call.subscriberId) };
    if (!(await useCode(ctx, tx, { subscriberId: call.subscriberId, code, now }))) {
      const { wrongCodes } = await tx.call.update({
        where: { id: callId },
        data: { wrongCodes: { increment: 1 } },
      });
      const detail = { callId: String(callId), by: "code", wrong: wrongCodes };
      await recordAudit(ctx, tx, { action: "call.check-failed", subject, detail });
      return refused(wrongCodes >= wrongCodesPerCall ? "too-many-codes" : "wrong-code");
    }
    await tx.call.update({ where: { id: callId }, data: { checkedAt: now, checkedBy: "code" } });
    const detail = { callId: String(callId), by: "code" };
    await recordAudit(ctx, tx, { action: "call.checked", subject, detail });
    return ok(undefined);
  });
}

/** Whether it was a live code of that line, and nobody used it before. */
async function useCode(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, code, now }: { subscriberId: bigint; code: string; now: Date },
): Promise<boolean> {
  const live = await tx.callerCode.findMany({
    where: { subscriberId, usedAt: null, issuedAt: { gt: before(now, callerCodeLifetime) } },
  });
  const same = live.filter(({ id }) => isSameCode(callerCodeOf(ctx.vault, id), code));
  const used = await tx.callerCode.updateMany({
    where: { id: { in: same.map(({ id }) => id) }, usedAt: null },
    data: { usedAt: now },
  });
  return used.count > 0;
}

/** Whether it is the code that this call's check was made by: that one was used at the same moment. */
async function wasUsed(
  ctx: Ctx,
  tx: Transaction,
  { subscriberId, checkedAt, checkedBy }: Call,
  code: string,
): Promise<boolean> {
  if (subscriberId === null || checkedBy !== "code") return false;
  const used = await tx.callerCode.findMany({ where: { subscriberId, usedAt: checkedAt } });
  return used.some(({ id }) => isSameCode(callerCodeOf(ctx.vault, id), code));
}
