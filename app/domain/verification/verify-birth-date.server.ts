import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { findRecipient } from "#app/domain/subscribers/find-recipient.server.ts";
import { openPersonalData } from "#app/domain/subscribers/open-personal-data.server.ts";
import { countWrongAnswer, type TooMany } from "#app/domain/verification/count-wrong-answer.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import { isSameBirthDate, parseBirthDate } from "#app/domain/verification/verification.rules.ts";
import type { Language } from "#app/locales/language.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type VerifyRefusal = "unreadable" | "wrong" | "carrier-silent";

/**
 * Raises the holder of a link to L1 for its line, if the birth date is that line's. A wrong date, an unknown,
 * expired or revoked token and a line whose number changed hands are one refusal, "wrong", after the same
 * work; five of them in a day, ten for a token's life, a hundred in an hour from an address end in
 * "too-many". Starts a session, and ends the one that the browser had (`from`); writes the audit; revokes the
 * link if the owner changed.
 */
export async function verifyBirthDate(
  ctx: Ctx,
  {
    token,
    typed,
    address,
    from = null,
  }: { token: string; typed: string; address: string; from?: string | null },
): Promise<Result<{ sessionSecret: string; language: Language }, VerifyRefusal> | TooMany> {
  const answer = parseBirthDate(typed);
  if (!answer) return refused("unreadable");

  const tokenHash = hashToken(token);
  const counted = await countWrongAnswer(ctx, tokenHash, ctx.vault.blindIndex("address", address));
  if (!counted.ok) return counted;

  const link = await ctx.db.link.findUnique({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: ctx.now() } },
    include: { subscriber: { include: { holder: true } } },
  });
  const birthDate = readBirthDate(ctx, link?.subscriber);
  if (!link || !birthDate || !isSameBirthDate(birthDate, answer)) return refused("wrong");

  const recipient = await findRecipient(ctx, link.subscriber);
  if (!recipient.ok && recipient.refusal === "carrier-silent") {
    await counted.value.takeBack();
    return refused("carrier-silent");
  }
  if (!recipient.ok) {
    await revokeLink(ctx, link, recipient.refusal);
    return refused("wrong");
  }

  await counted.value.takeBack();
  const sessionSecret = await ctx.db.$transaction(async (tx) => {
    if (from) await tx.session.deleteMany({ where: { idHash: hashToken(from) } });
    await recordAudit(ctx, tx, {
      action: "session.start",
      subject: { type: "subscriber", id: String(link.subscriberId) },
      detail: { level: "L1" },
    });
    return startSession(ctx, tx, { subscriberId: link.subscriberId, linkId: link.id, level: "L1" });
  });
  return ok({ sessionSecret, language: link.subscriber.language });
}

/** The number went to other hands: the link is dead from here on, and so is whoever came in by it. */
async function revokeLink(ctx: Ctx, link: { id: string; subscriberId: bigint }, reason: string) {
  await ctx.db.$transaction(async (tx) => {
    await tx.link.update({ where: { id: link.id }, data: { revokedAt: ctx.now(), revokedFor: reason } });
    await tx.session.deleteMany({ where: { subscriberId: link.subscriberId } });
    await recordAudit(ctx, tx, {
      action: "link.revoke",
      subject: { type: "subscriber", id: String(link.subscriberId) },
      detail: { reason },
    });
  });
}

type SealedSubscriber = {
  incidentId: string;
  subscriberRef: string;
  envelope: Uint8Array | null;
  keyId: string | null;
  holder: { holderType: "person" | "company" };
};

/**
 * The line's birth date, or null where L1 isn't for it. Without a line it does the same work on an envelope
 * of its own.
 */
function readBirthDate(ctx: Ctx, subscriber: SealedSubscriber | undefined): string | null {
  if (!subscriber?.envelope) {
    const decoy = ctx.vault.seal("decoy", {
      name: "",
      birthDate: null,
      msisdn: "",
      email: null,
      guardianMsisdn: null,
    });
    ctx.vault.open("decoy", decoy);
    return null;
  }
  const { birthDate } = openPersonalData(ctx, subscriber);
  return subscriber.holder.holderType === "person" ? birthDate : null;
}
