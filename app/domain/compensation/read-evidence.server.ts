import { z } from "zod";
import { requireClaimReader } from "#app/domain/compensation/claim.policy.ts";
import { openEvidence } from "#app/domain/compensation/open-evidence.server.ts";
import { NotFound, type Ctx } from "#app/domain/context.server.ts";
import { recordAccess } from "#app/domain/staff/record-access.server.ts";
import type { Claim } from "#app/infra/db/generated/client.ts";
import { findStoreFailure, type EvidenceStore } from "#app/infra/evidence/evidence-store.server.ts";
import { openFile } from "#app/infra/evidence/seal-file.server.ts";
import { ok, refused, type Result } from "#app/shared/result.ts";

export type EvidenceFile = { name: string; mediaType: string; bytes: Uint8Array<ArrayBuffer> };

/** "gone" is one that was theirs to read, and was erased since. */
export type ReadRefusal = "over-quota" | "store-down" | "gone";

/**
 * A document as it is kept, for the holder who signed in for its line, and, once its claim was handed in, for
 * reviewers and auditors, whose every reading is written down and counted ("over-quota"). What isn't there,
 * or isn't theirs, is not found.
 */
export async function readEvidence(
  ctx: Ctx,
  store: EvidenceStore,
  { evidenceId }: { evidenceId: string },
): Promise<Result<EvidenceFile, ReadRefusal>> {
  const id = z.uuid().safeParse(evidenceId).data;
  const found =
    id &&
    (await ctx.db.evidence.findUnique({
      where: { id },
      include: { claim: { include: { subscriber: { select: { holderId: true } } } } },
    }));
  const isOwn =
    found &&
    ctx.actor.type === "subscriber" &&
    ctx.actor.level === "L2" &&
    ctx.actor.id === String(found.claim.subscriberId) &&
    found.claim.holderId === found.claim.subscriber.holderId;
  if (!isOwn && ctx.actor.type !== "subscriber") requireClaimReader(ctx.actor);
  const isTheirs = ctx.actor.type === "subscriber" ? isOwn : found && found.claim.filedAt !== null;
  if (!found || found.state === "storing" || !isTheirs) throw new NotFound("no such document");
  const sealed = openEvidence(ctx, found);
  if (!sealed) return refused("gone");
  if (!isOwn) {
    const allowed = await recordReading(ctx, { id: found.id, claim: found.claim });
    if (!allowed.ok) return allowed;
  }
  const stored = await getStored(store, found.id);
  if (!stored.ok) return stored;
  const { mediaType } = found;
  return ok({ name: sealed.name, mediaType, bytes: openFile(found.id, sealed.key, stored.value) });
}

async function getStored(
  store: EvidenceStore,
  id: string,
): Promise<Result<Uint8Array, "store-down" | "gone">> {
  try {
    const bytes = await store.get(id);
    return bytes ? ok(bytes) : refused("gone");
  } catch (error) {
    if (findStoreFailure(error)) return refused("store-down");
    throw error;
  }
}

const recordReading = (
  ctx: Ctx,
  { id, claim: { claimNumber, subscriberId } }: { id: string; claim: Claim },
): Promise<Result<void, "over-quota">> =>
  ctx.db.$transaction(async (tx) => {
    const allowed = await recordAccess(ctx, tx, {
      action: "evidence.read",
      subject: { type: "subscriber", id: String(subscriberId) },
      detail: { claim: claimNumber, evidence: id },
    });
    return allowed.ok ? ok(undefined) : refused(allowed.refusal);
  });
