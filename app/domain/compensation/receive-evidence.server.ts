import { createHash, randomUUID } from "node:crypto";
import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { takesDocuments } from "#app/domain/compensation/claim.rules.ts";
import { discardEvidence } from "#app/domain/compensation/discard-evidence.server.ts";
import {
  cleanFileName,
  evidenceOwner,
  FILES_A_DAY,
  givenUp,
  longestStoring,
  MOST_FILE_BYTES,
  MOST_FILES,
  TRIES_AN_HOUR,
  type SealedEvidence,
} from "#app/domain/compensation/evidence.rules.ts";
import { lockClaim } from "#app/domain/compensation/lock-claims.server.ts";
import { openEvidence } from "#app/domain/compensation/open-evidence.server.ts";
import { paperArrived } from "#app/domain/compensation/paper-arrived.server.ts";
import type { Ctx } from "#app/domain/context.server.ts";
import type { Session } from "#app/domain/verification/find-session.server.ts";
import { readsOnly } from "#app/domain/verification/reads-only.server.ts";
import type { Transaction } from "#app/infra/db/database.server.ts";
import { cleanFile, type FileRefusal } from "#app/infra/evidence/clean-file.server.ts";
import { findStoreFailure, type EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { sealFile } from "#app/infra/evidence/seal-file.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";
import { before as earlier, days, hours } from "#app/shared/time.ts";

export type ReceiveEvidence = {
  /** Of the form. */
  key: string;
  claimNumber: string;
  file: { name: string; bytes: Uint8Array };
};

export type ReceiveRefusal =
  | FileRefusal
  | "too-many"
  | "enough-today"
  | "too-often"
  | "store-down"
  | "disk-full"
  | "gone"
  | "reads-only"
  | "form-used"
  | "storing";

/**
 * Takes a document in for a claim of one's own that isn't decided, as evidence.rules.ts tells: at most five
 * of them, each at most 10 MB as it comes and as it is kept; of a line at most twenty a day ("enough-today"),
 * of forty files an hour that are looked at ("too-often"). The same form again is the same document, or is
 * still at it ("storing"). Refused for what the file is, for what the store can't do ("store-down",
 * "disk-full"), for a claim that takes none any more ("gone"), and to an authenticator younger than the
 * exposure; nothing is left of what is refused. Audited; it answers the paper that was asked for first.
 */
export async function receiveEvidence(
  ctx: Ctx,
  session: Session,
  store: EvidenceStore,
  { key, claimNumber, file }: ReceiveEvidence,
): Promise<Result<{ evidenceId: string }, ReceiveRefusal>> {
  requireClaimant(ctx, session);
  if (await readsOnly(ctx, session)) return refused("reads-only");
  const of = { claimNumber, subscriberId: session.subscriberId };
  const digest = createHash("sha256").update(file.bytes).digest("base64");

  const before = await ctx.db.evidence.findUnique({
    where: { idempotencyKey: key },
    include: { claim: true },
  });
  if (before) {
    if (before.claim.claimNumber !== claimNumber || before.claim.subscriberId !== of.subscriberId)
      return refused("form-used");
    if (before.state !== "storing")
      return openEvidence(ctx, before)?.digest === digest
        ? ok({ evidenceId: before.id })
        : refused("form-used");
    if (before.envelope) {
      if (before.receivedAt > earlier(ctx.now(), longestStoring)) return refused("storing");
      await discardEvidence(ctx, store, { id: before.id });
    }
  }

  const unfit = await ctx.db.$transaction(
    async (tx) => (await whyNot(ctx, tx, of)) ?? (await countTry(ctx, tx, of)),
  );
  if (unfit) return refused(unfit);
  const cleaned = await cleanFile(file.bytes, { mostBytes: MOST_FILE_BYTES });
  if (!cleaned.ok) return cleaned;

  const id = randomUUID();
  const { key: fileKey, sealed } = sealFile(id, cleaned.bytes);
  const { mediaType, bytes } = cleaned;
  const within: SealedEvidence = { name: cleanFileName(file.name, mediaType), key: fileKey, digest };
  const begun = await ctx.db.$transaction(async (tx) => {
    const refusal = await whyNot(ctx, tx, of);
    if (refusal) return refused(refusal);
    const { id: claimId } = await tx.claim.findUniqueOrThrow({ where: { claimNumber } });
    // What was given up keeps its form's key until the sweep.
    const idempotencyKey = before ? randomUUID() : key;
    const row = { id, claimId, idempotencyKey, mediaType, size: bytes.length, receivedAt: ctx.now() };
    const { count } = await tx.evidence.createMany({
      data: [{ ...row, ...ctx.vault.seal(evidenceOwner(id), within) }],
      skipDuplicates: true,
    });
    // The same form, sent twice at once: the other one is at it.
    return count === 1 ? ok({ claimId }) : refused("storing");
  });
  if (!begun.ok) return begun;

  try {
    await store.put(id, sealed);
  } catch (error) {
    const failure = findStoreFailure(error);
    await discardEvidence(ctx, store, { id, mayComeLate: failure !== "full" });
    if (!failure) throw error;
    return refused(failure === "full" ? "disk-full" : "store-down");
  }
  const kept = await keep(ctx, { ...of, id, mediaType, size: bytes.length });
  if (!kept) await discardEvidence(ctx, store, { id });
  return kept ? ok({ evidenceId: id }) : refused("gone");
}

type Own = { claimNumber: string; subscriberId: bigint };

/** Why the claim takes no document; its line's claims are held until the transaction ends. */
async function whyNot(
  ctx: Ctx,
  tx: Transaction,
  own: Own,
): Promise<"gone" | "too-many" | "enough-today" | null> {
  const { id: claimId, state } = await lockClaim(tx, own);
  if (!takesDocuments(state)) return "gone";
  const live = await tx.evidence.count({ where: { claimId, state: { not: "returned" }, NOT: givenUp } });
  if (live >= MOST_FILES) return "too-many";
  const ofTheLine = { claim: { subscriberId: own.subscriberId } };
  const storing = await tx.evidence.count({
    where: { ...ofTheLine, state: "storing", envelope: { not: null } },
  });
  const today = await countActs(ctx, tx, own, { action: "evidence.receive", withinMs: days(1) });
  return storing + today < FILES_A_DAY ? null : "enough-today";
}

const TRY = "evidence.try";

/** Before anything of the file is looked at. */
async function countTry(ctx: Ctx, tx: Transaction, own: Own): Promise<"too-often" | null> {
  const tries = await countActs(ctx, tx, own, { action: TRY, withinMs: hours(1) });
  if (tries >= TRIES_AN_HOUR) return "too-often";
  await auditClaim(ctx, tx, own, TRY);
  return null;
}

const countActs = (
  ctx: Ctx,
  tx: Transaction,
  { subscriberId }: Own,
  { action, withinMs }: { action: string; withinMs: number },
) =>
  tx.auditEvent.count({
    where: {
      subjectType: "subscriber",
      subjectId: String(subscriberId),
      action,
      at: { gt: earlier(ctx.now(), withinMs) },
    },
  });

/**
 * Makes a document that lies in the store received; false where the claim takes none any more, or somebody
 * took its row away.
 */
const keep = (
  ctx: Ctx,
  { id, mediaType, size, ...own }: Own & { id: string; mediaType: string; size: number },
): Promise<boolean> =>
  ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, own);
    if (!takesDocuments(claim.state)) return false;
    const receivedAt = ctx.now();
    const { count } = await tx.evidence.updateMany({
      where: { id, state: "storing", envelope: { not: null } },
      data: { state: "received", receivedAt },
    });
    if (count === 0) return false;
    if (claim.state === "draft")
      await tx.claim.update({ where: { id: claim.id }, data: { savedAt: ctx.now() } });
    await auditClaim(ctx, tx, claim, "evidence.receive", { evidence: id, mediaType, size });
    await paperArrived(tx, { claimId: claim.id, at: receivedAt });
    return true;
  });
