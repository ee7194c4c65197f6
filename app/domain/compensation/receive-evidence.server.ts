import { createHash, randomUUID } from "node:crypto";
import { auditClaim } from "#app/domain/compensation/audit-claim.server.ts";
import { requireClaimant } from "#app/domain/compensation/claim.policy.ts";
import { takesDocuments } from "#app/domain/compensation/claim.rules.ts";
import { discardEvidence } from "#app/domain/compensation/discard-evidence.server.ts";
import {
  evidenceOwner,
  MOST_FILE_BYTES,
  MOST_FILES,
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
import { EvidenceStoreError, type EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { sealFile } from "#app/infra/evidence/seal-file.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type ReceiveEvidence = {
  /** Of the form. */
  key: string;
  claimNumber: string;
  file: { name: string; bytes: Uint8Array };
};

export type ReceiveRefusal =
  FileRefusal | "too-many" | "store-down" | "disk-full" | "gone" | "reads-only" | "form-used";

/**
 * Takes a document in for a claim of one's own that isn't decided, as evidence.rules.ts tells: at most five of them, each at most 10 MB as it
 * comes and as it is kept. The same form again is the same document. Refused for what the file is, for what the store can't do ("store-down",
 * "disk-full"), for a claim that takes none any more ("gone"), and to an authenticator younger than the exposure; nothing is left of what is refused.
 * Audited; it answers the paper that was asked for first.
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
    if (!(await discardEvidence(ctx, store, before.id))) return refused("store-down");
  }

  const unfit = await ctx.db.$transaction((tx) => whyNot(tx, of));
  if (unfit) return refused(unfit);
  const cleaned = await cleanFile(file.bytes, { mostBytes: MOST_FILE_BYTES });
  if (!cleaned.ok) return cleaned;

  const id = randomUUID();
  const { key: fileKey, sealed } = sealFile(id, cleaned.bytes);
  const { mediaType, bytes } = cleaned;
  const within: SealedEvidence = { name: file.name, key: fileKey, digest };
  const begun = await ctx.db.$transaction(async (tx) => {
    const refusal = await whyNot(tx, of);
    if (refusal) return refused(refusal);
    const { id: claimId } = await tx.claim.findUniqueOrThrow({ where: { claimNumber } });
    const row = { id, claimId, idempotencyKey: key, mediaType, size: bytes.length, receivedAt: ctx.now() };
    const { count } = await tx.evidence.createMany({
      data: [{ ...row, ...ctx.vault.seal(evidenceOwner(id), within) }],
      skipDuplicates: true,
    });
    // The same form, sent twice at once: the other one is at it.
    return count === 1 ? ok({ claimId }) : refused("form-used");
  });
  if (!begun.ok) return begun;

  try {
    await store.put(id, sealed);
  } catch (error) {
    await discardEvidence(ctx, store, id);
    if (error instanceof EvidenceStoreError)
      return refused(error.failure === "full" ? "disk-full" : "store-down");
    throw error;
  }
  const kept = await keep(ctx, { ...of, id, mediaType, size: bytes.length });
  if (!kept) await discardEvidence(ctx, store, id);
  return kept ? ok({ evidenceId: id }) : refused("gone");
}

type Own = { claimNumber: string; subscriberId: bigint };

/** Why the claim takes no document; its line's claims are held until the transaction ends. */
async function whyNot(tx: Transaction, own: Own): Promise<"gone" | "too-many" | null> {
  const { id: claimId, state } = await lockClaim(tx, own);
  if (!takesDocuments(state)) return "gone";
  const live = await tx.evidence.count({ where: { claimId, state: { not: "returned" } } });
  return live < MOST_FILES ? null : "too-many";
}

/** Makes a document that lies in the store received; false where the claim takes none any more, or somebody took its row away. */
const keep = (
  ctx: Ctx,
  { id, mediaType, size, ...own }: Own & { id: string; mediaType: string; size: number },
): Promise<boolean> =>
  ctx.db.$transaction(async (tx) => {
    const claim = await lockClaim(tx, own);
    if (!takesDocuments(claim.state)) return false;
    const { count } = await tx.evidence.updateMany({
      where: { id, state: "storing" },
      data: { state: "received", receivedAt: ctx.now() },
    });
    if (count === 0) return false;
    if (claim.state === "draft")
      await tx.claim.update({ where: { id: claim.id }, data: { savedAt: ctx.now() } });
    await auditClaim(ctx, tx, claim, "evidence.receive", { evidence: id, mediaType, size });
    await paperArrived(ctx, tx, { claimId: claim.id });
    return true;
  });
