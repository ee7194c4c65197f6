import { z } from "zod";
import { recordAudit } from "#app/domain/audit/record-audit.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import { writeLetter } from "#app/domain/notices/write-letter.server.ts";
import { findExposureStart } from "#app/domain/verification/find-exposure-start.server.ts";
import { findHold, isTrusted, raisedLifetime, SUBSCRIBER_ACR } from "#app/domain/verification/level.rules.ts";
import { listHolderLines, type HolderLine } from "#app/domain/verification/list-holder-lines.server.ts";
import { startSession } from "#app/domain/verification/start-session.server.ts";
import type { Language } from "#app/locales/language.ts";
import { hashToken } from "#app/infra/keys/link-key.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { after } from "#app/shared/time.ts";

/** Why L3 is not reached; the sign-in itself stands, at L2. */
export type RaiseRefusal = "authenticator-young" | "sim-changed" | "carrier-silent";

export type HolderSignIn = {
  sessionSecret: string;
  /** Of the line that the session is about. */
  language: Language;
  /** Of the holder and the minors in their care; the session is about one of them. */
  lines: number;
  raiseRefusal: RaiseRefusal | null;
  /** Of "sim-changed": until when. */
  heldUntil: Date | null;
};

/** Of somebody with many lines these are enough to be heard. */
const MOST_LINES_TOLD = 3;

const claimsSchema = z.object({ holder_ref: z.string().min(1), acr: z.string().optional() });

/**
 * Lets in whoever signed in at the carrier's identity provider: L2 for the holder's lines and the minors in
 * their care. `from` is the session that they had, which ends; its line is kept if it is one of theirs.
 * `raiseFor` asks for L3 for that one path: refused while the authenticator is younger than the exposure,
 * within seven days of a SIM change or porting (24 hours of our own ID-checked swap), or while the carrier
 * doesn't say. Refused altogether where the sign-in was by less than PIN or biometric, or none of the
 * holder's lines is in an incident. Audited; the holder is told of the first one, by text and e-mail.
 */
export async function signInHolder(
  ctx: Ctx,
  asked: { claims: Record<string, unknown>; from: string | null; raiseFor: string | null },
): Promise<Result<HolderSignIn, "weak" | "no-line" | "provider-failed">> {
  const claims = claimsSchema.safeParse(asked.claims);
  if (!claims.success) return refused("provider-failed");
  const { holder_ref: holderRef, acr } = claims.data;
  if (acr !== SUBSCRIBER_ACR) return refused("weak");

  const holder = await ctx.db.holder.findFirst({
    where: { holderRef },
    orderBy: { incident: { createdAt: "desc" } },
  });
  const lines = holder ? await listHolderLines(ctx, holder.id) : [];
  const line = await chooseLine(ctx, lines, asked.from);
  if (!holder || !line) return refused("no-line");

  const authenticator = await ctx.carrier.findAuthenticator(holderRef).catch(() => null);
  const since = authenticator?.since ?? null;
  const inStore = authenticator?.boundInStore ?? false;
  const { raiseRefusal, heldUntil } = asked.raiseFor
    ? await findRaiseRefusal(ctx, holder.id, line, { since, inStore })
    : { raiseRefusal: null, heldUntil: null };
  const raised = asked.raiseFor !== null && raiseRefusal === null;

  const sessionSecret = await ctx.db.$transaction(async (tx) => {
    if (asked.from) await tx.session.deleteMany({ where: { idHash: hashToken(asked.from) } });
    const { count: first } = await tx.holder.updateMany({
      where: { id: holder.id, firstSignInAt: null },
      data: { firstSignInAt: ctx.now() },
    });
    if (first > 0)
      for (const { id } of lines.filter(({ minor }) => !minor).slice(0, MOST_LINES_TOLD))
        await writeLetter(ctx, tx, { subscriberId: id, kind: "signed_in" });
    await recordAudit(ctx, tx, {
      action: "session.start",
      subject: { type: "subscriber", id: String(line.id) },
      detail: { level: raised ? "L3" : "L2", ...(raiseRefusal && { refused: raiseRefusal }) },
    });
    return startSession(ctx, tx, {
      subscriberId: line.id,
      linkId: null,
      level: "L2",
      holderId: holder.id,
      authenticatorSince: since,
      authenticatorInStore: inStore,
      raisedFor: raised ? asked.raiseFor : null,
      raisedUntil: raised ? after(ctx.now(), raisedLifetime) : null,
    });
  });
  return ok({ sessionSecret, language: line.language, lines: lines.length, raiseRefusal, heldUntil });
}

/** The one that the session before was about, if it is theirs; else one with an exposure; else the first. */
async function chooseLine(ctx: Ctx, lines: readonly HolderLine[], from: string | null) {
  const before = from && (await ctx.db.session.findUnique({ where: { idHash: hashToken(from) } }));
  const exposed = await ctx.db.exposure.findFirst({
    where: { subscriberId: { in: lines.map(({ id }) => id) }, verdict: { in: ["payments", "exposed"] } },
    orderBy: { verdict: "asc" },
  });
  return (
    lines.find(({ id }) => before && id === before.subscriberId) ??
    lines.find(({ id }) => id === exposed?.subscriberId) ??
    lines[0]
  );
}

async function findRaiseRefusal(
  ctx: Ctx,
  holderId: bigint,
  line: HolderLine,
  authenticator: { since: Date | null; inStore: boolean },
): Promise<Pick<HolderSignIn, "raiseRefusal" | "heldUntil">> {
  const exposureStart = await findExposureStart(ctx, { holderId, subscriberId: line.id });
  const refuse = (raiseRefusal: RaiseRefusal) => ({ raiseRefusal, heldUntil: null });
  if (!isTrusted(authenticator, exposureStart)) return refuse("authenticator-young");
  const history = await ctx.carrier.findSimHistory(line.msisdn).catch(() => null);
  if (!history) return refuse("carrier-silent");
  const ownSwap = await ctx.db.swap.findFirst({
    where: { subscriberId: line.id, state: "active" },
    orderBy: { settledAt: "desc" },
  });
  const heldUntil = findHold({ ...history, ownSwapAt: ownSwap?.settledAt ?? null }, ctx.now());
  return { raiseRefusal: heldUntil && "sim-changed", heldUntil };
}
