import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { wrongDatesPerGrant } from "#app/domain/usim-swap/id-check.rules.ts";
import { lockCheck } from "#app/domain/usim-swap/require-own-visit.server.ts";
import { countWrongAnswer, type TooMany } from "#app/domain/verification/count-wrong-answer.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { isSameBirthDate, parseBirthDate } from "#app/domain/verification/verification.rules.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import type { StoreGrant } from "#app/infra/db/generated/client.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import type { Language } from "#app/locales/language.ts";
import { parseCaseCode } from "#app/shared/case-code.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

type Opened = { sessionSecret: string; path: string; language: Language };

/**
 * Gives whoever types a store's code and the line's birth date a session of that line, raised for the one
 * action that the code opens and until the code's end. A wrong code, a wrong date, a used and an old code are
 * one refusal after the same work. The third wrong date ends the code; wrong answers are counted by the code
 * and the address as those to a link are. Ends the session that the browser had (`from`). Audited.
 */
export async function useStoreCode(
  ctx: Ctx,
  asked: { code: string; birthDate: string; address: string; from: string | null },
): Promise<Result<Opened, "unreadable" | "wrong"> | TooMany> {
  const code = parseCaseCode("S", asked.code)?.slice(2).replace("-", "");
  const answer = parseBirthDate(asked.birthDate);
  if (!code || !answer) return refused("unreadable");
  const codeIndex = ctx.vault.blindIndex("store-code", code);
  const counted = await countWrongAnswer(ctx, codeIndex, ctx.vault.blindIndex("address", asked.address));
  if (!counted.ok) return counted;

  const opened = await ctx.db.$transaction(async (tx) => {
    const grant = await findGrant(ctx, tx, { codeIndex, answer });
    return grant && openSession(ctx, tx, { grant, from: asked.from });
  });
  if (!opened) return refused("wrong");
  await counted.value.takeBack();
  return ok(opened);
}

/**
 * Counts the date as wrong before it is looked at, so that dates tried at once wait for one another and none
 * slips past the third.
 */
async function findGrant(
  ctx: Ctx,
  tx: Transaction,
  { codeIndex, answer }: { codeIndex: Uint8Array<ArrayBuffer>; answer: string },
) {
  const known = await tx.storeGrant.findUnique({ where: { codeIndex } });
  // A newer code of the same check may be made at this moment.
  if (known) await lockCheck(tx, known.idCheckId);
  const live = {
    codeIndex,
    usedAt: null,
    expiresAt: { gt: ctx.now() },
    wrongDates: { lt: wrongDatesPerGrant },
  };
  const { count } = await tx.storeGrant.updateMany({ where: live, data: { wrongDates: { increment: 1 } } });
  const grant = await tx.storeGrant.findUnique({ where: { codeIndex }, include: { subscriber: true } });
  if (count === 0 || !grant?.subscriber.envelope) {
    // As long as it takes to open an envelope.
    ctx.vault.open("decoy", ctx.vault.seal("decoy", { name: "", birthDate: null, msisdn: "", email: null }));
    return null;
  }
  const { birthDate } = openPersonalData(ctx, grant.subscriber);
  return birthDate && isSameBirthDate(birthDate, answer) ? grant : null;
}

async function openSession(
  ctx: Ctx,
  tx: Transaction,
  { grant, from }: { grant: StoreGrant & { subscriber: { language: Language } }; from: string | null },
): Promise<Opened> {
  const { subscriberId, path } = grant;
  await tx.storeGrant.update({
    where: { id: grant.id },
    data: { usedAt: ctx.now(), wrongDates: { decrement: 1 } },
  });
  if (from) await tx.session.deleteMany({ where: { idHash: hashToken(from) } });
  await recordAudit(ctx, tx, {
    action: "store-code.use",
    subject: { type: "subscriber", id: String(subscriberId) },
    detail: { path },
  });
  const sessionSecret = await startSession(ctx, tx, {
    subscriberId,
    linkId: null,
    level: "L1",
    storeGrantId: grant.id,
    raisedFor: path,
    raisedUntil: grant.expiresAt,
  });
  return { sessionSecret, path, language: grant.subscriber.language };
}
